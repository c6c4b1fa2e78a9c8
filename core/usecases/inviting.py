"""How people come to a campaign: by its link or its short code, or because they are designated."""

from collections.abc import Iterable
from dataclasses import replace

from core.book import Book
from core.commands import (
    ActorKind,
    DesignatePeople,
    Done,
    FollowLink,
    LinkFollowed,
    LookUpShortCode,
    OpenInvitation,
    PeopleDesignated,
    RevokeDesignation,
    RotateCampaignKeys,
    ShortCodeLookedUp,
    Shut,
)
from core.domain.campaign import Campaign
from core.domain.designation import DESIGNEES_PER_CAMPAIGN, Designation, Designee
from core.domain.errors import DesignationUnknown, TooManyDesignees
from core.domain.ids import (
    CampaignId,
    DesignationId,
    ParticipantId,
    digest_key,
    read_link_token,
    read_short_code,
)
from core.domain.moment import Moment
from core.domain.notice import NoLongerInvited
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.partnering import asking_partner
from core.usecases.pooling import admitted, known_campaign, organised_campaign, put_campaign
from core.usecases.registry import use_case

_ORGANISERS = {ActorKind.PARTICIPANT, ActorKind.PARTNER}


def _key_reach(command: LookUpShortCode | FollowLink, key: str | None) -> Reach:
    participant_id = ParticipantId(command.actor.id)
    keys = frozenset() if key is None else frozenset({(digest_key(key), participant_id)})
    return Reach(participants=frozenset({participant_id}), campaign_keys=keys)


@use_case(
    LookUpShortCode,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: _key_reach(command, read_short_code(command.short_code)),
)
def look_up_short_code(book: Book, command: LookUpShortCode, now: Moment) -> ShortCodeLookedUp:
    """The campaign a typed short code opens. Wrong, foreign and revoked ones are answered alike; all look-ups count."""
    counted = known_participant(book, ParticipantId(command.actor.id)).looked_up(now.at)
    if counted is None:
        return ShortCodeLookedUp(None, allowed=False)
    book.participants.put(counted.id, counted)
    found = _let_in(book, read_short_code(command.short_code), counted.id, now)
    return ShortCodeLookedUp(None if isinstance(found, Shut) else found)


@use_case(
    FollowLink,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: _key_reach(command, read_link_token(command.link_token)),
)
def follow_link(book: Book, command: FollowLink, now: Moment) -> LinkFollowed:
    """The campaign a link opens. One that opens none counts; after too many, none opens anything for a while."""
    participant = known_participant(book, ParticipantId(command.actor.id))
    if not participant.may_follow_links(now.at):
        return LinkFollowed(None, allowed=False)
    found = _let_in(book, read_link_token(command.link_token), participant.id, now)
    if found is None or isinstance(found, Shut):
        book.participants.put(participant.id, participant.strayed(now.at))
        return LinkFollowed(None, shut=found)
    return LinkFollowed(found)


def _let_in(
    book: Book, key: str | None, participant_id: ParticipantId, now: Moment
) -> CampaignId | Shut | None:
    """The campaign that the key opens, to which whoever has it is invited; None if it never opened any."""
    campaign_id = None if key is None else book.campaign_keys[digest_key(key)]
    if key is None or campaign_id is None:
        return None
    campaign = known_campaign(book, campaign_id)
    if digest_key(key) not in campaign.key_digests:
        return Shut.REVOKED
    if not admitted(book, campaign, participant_id):
        return Shut.BY_INVITATION
    book.invite(campaign_id, participant_id, now)
    _note_opened(book, campaign_id, participant_id, now)
    return campaign_id


@use_case(
    RotateCampaignKeys,
    actors=_ORGANISERS,
    reach=lambda command: Reach(
        campaigns=frozenset({command.campaign_id}), partners=asking_partner(command.actor)
    ),
)
def rotate_campaign_keys(book: Book, command: RotateCampaignKeys, now: Moment) -> Done:
    """Give a campaign another link and another short code; who came by the old ones stays in.

    Raises what `organised_campaign` raises, and CampaignNotOpen once it has ended.
    """
    campaign = organised_campaign(book, command.actor, command.campaign_id)
    book.add_campaign(campaign.rekeyed(book.ids.link_token(), book.ids.short_code()))
    return Done()


def reach_of_designees(designees: Iterable[Designee]) -> Reach:
    """What has to be known of people to designate them."""
    return Reach(
        telegram_users=frozenset(each.telegram_user_id for each in designees if each.telegram_user_id),
        phones=frozenset(each.phone for each in designees if each.phone),
        awaited=frozenset(each.key for each in designees),
    )


@use_case(
    DesignatePeople,
    actors=_ORGANISERS,
    reach=lambda command: replace(
        reach_of_designees(command.designees),
        partners=asking_partner(command.actor),
        designees=frozenset({command.campaign_id}),
    ),
)
def designate_people(book: Book, command: DesignatePeople, now: Moment) -> PeopleDesignated:
    """Note whom the initiator wants in the campaign (S5): who uses the bot is told now, who does not when they come.

    Raises what `organised_campaign` raises, CampaignNotOpen once it has ended, or TooManyDesignees.
    """
    campaign = organised_campaign(book, command.actor, command.campaign_id)
    campaign.check_not_ended()
    return designate(book, campaign, command.designees, now)


def designate(book: Book, campaign: Campaign, designees: Iterable[Designee], now: Moment) -> PeopleDesignated:
    """Note whom the initiator wants in the campaign, each once. Raises TooManyDesignees."""
    standing = [book.designations[each] for each in book.designees[campaign.id] or ()]
    taken = {each.designee.key for each in standing if each is not None}
    fresh = {each.key: each for each in designees if each.key not in taken}
    if len(taken) + len(fresh) > DESIGNEES_PER_CAMPAIGN:
        raise TooManyDesignees(DESIGNEES_PER_CAMPAIGN)
    written = [_designate(book, campaign, designee, now) for designee in fresh.values()]
    return PeopleDesignated(len(written), sum(each.notice_id is not None for each in written))


def _designate(book: Book, campaign: Campaign, designee: Designee, now: Moment) -> Designation:
    designation = Designation(DesignationId(book.ids.mint("dsg")), campaign.id, designee, now.at)
    return book.designate(designation, _participant_of(book, designee))


def _participant_of(book: Book, designee: Designee) -> ParticipantId | None:
    """The participant a designee is: who has this Telegram user id, or proved an account by this phone number."""
    if designee.telegram_user_id is not None:
        identity = book.identities[designee.telegram_user_id]
        return None if identity is None else identity.participant_id
    customer_id = book.phones[designee.phone or ""]
    account_ids = () if customer_id is None else book.customer_accounts[customer_id] or ()
    links = (book.links[account_id] for account_id in account_ids)
    proved = (link for link in links if link is not None and link.active and link.phone == designee.phone)
    return next((link.participant_id for link in proved), None)


@use_case(
    RevokeDesignation,
    actors=_ORGANISERS,
    reach=lambda command: Reach(
        designees=frozenset({command.campaign_id}), partners=asking_partner(command.actor)
    ),
)
def revoke_designation(book: Book, command: RevokeDesignation, now: Moment) -> Done:
    """Take a person off the list of designated people, however often they are on it, and forget what they go by.

    A pledge of theirs stays; of a campaign for designated people only they join no more, nor wait for a place. Raises
    what `organised_campaign` raises, and DesignationUnknown.
    """
    campaign = organised_campaign(book, command.actor, command.campaign_id)
    standing = [book.designations[each] for each in book.designees[campaign.id] or ()]
    named = next((each for each in standing if each is not None and each.id == command.designation_id), None)
    if named is None:
        raise DesignationUnknown
    book.revoke_designation(named)
    if named.participant_id is None:
        return Done()
    for other in standing:
        if other is not None and other is not named and other.participant_id == named.participant_id:
            book.revoke_designation(other)
    if campaign.designated_only and campaign.waiting.position(named.participant_id) is not None:
        put_campaign(book, campaign.no_longer_waited_for_by(named.participant_id), now)
        book.tell(NoLongerInvited(named.participant_id, campaign.id))
    return Done()


@use_case(
    OpenInvitation,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        designated=frozenset({(command.campaign_id, ParticipantId(command.actor.id))})
    ),
)
def open_invitation(book: Book, command: OpenInvitation, now: Moment) -> Done:
    """Note that a designated person has looked at the campaign; nothing for anybody else."""
    _note_opened(book, command.campaign_id, ParticipantId(command.actor.id), now)
    return Done()


def _note_opened(book: Book, campaign_id: CampaignId, participant_id: ParticipantId, now: Moment) -> None:
    designation = book.designation_of(campaign_id, participant_id)
    if designation is not None and designation.opened_at is None:
        book.designations.put(designation.id, designation.opened(now.at))
