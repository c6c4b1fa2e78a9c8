"""The waiting list of a full campaign: a place that falls free is kept for the first in line, for a while."""

from core.book import Book
from core.commands import ActorKind, Done, EndPlaceOffer, JoinWaitingList, LeaveWaitingList, Waiting
from core.domain.bank import TermDeposit
from core.domain.campaign import Campaign
from core.domain.errors import AlreadyMember, AlreadyPledged, NotDesignated
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.notice import PlacePassedOn
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.pooling import admitted, known_campaign, put_campaign
from core.usecases.registry import use_case


def _campaign_alone(command: LeaveWaitingList | EndPlaceOffer) -> Reach:
    return Reach(campaigns=frozenset({command.campaign_id}))


@use_case(
    JoinWaitingList,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        participants=frozenset({ParticipantId(command.actor.id)}),
        whole_deposits=frozenset({command.deposit_id} if command.deposit_id else ()),
        memberships=frozenset({(command.campaign_id, ParticipantId(command.actor.id))}),
    ),
)
def join_waiting_list(book: Book, command: JoinWaitingList, now: Moment) -> Waiting:
    """Go to the end of the line: for a place, or once the deposit is open, for a share that a member sells.

    Who owns a share need not wait for one: members are asked first. Who sold theirs, or withdrew it, waits as anybody.
    Raises ParticipantUnknown, CampaignUnknown, NotDesignated, AlreadyPledged, AlreadyMember, CampaignNotOpen,
    DeadlinePassed, PlaceFree, AlreadyWaiting, or WaitingListFull.
    """
    participant = known_participant(book, ParticipantId(command.actor.id))
    campaign = known_campaign(book, command.campaign_id)
    if not admitted(book, campaign, participant.id):
        raise NotDesignated
    deposit = None if command.deposit_id is None else book.deposits[command.deposit_id]
    if deposit is not None and campaign.deposit_id == deposit.id and deposit.lasts_on(now.day):
        campaign = _awaiting_share(book, campaign, deposit, participant.id)
    else:
        pledge = book.live_pledge(campaign.id, participant.id)
        if pledge is not None:
            raise AlreadyPledged(pledge.amount_minor)
        campaign = campaign.waited_for_by(participant.id, now)
    put_campaign(book, campaign, now)
    return Waiting(len(campaign.waiting.line))


def _awaiting_share(
    book: Book, campaign: Campaign, deposit: TermDeposit, participant_id: ParticipantId
) -> Campaign:
    if any(share.participant_id == participant_id for share in book.active_shares(deposit.id)):
        raise AlreadyMember
    return campaign.awaiting_share(participant_id)


@use_case(LeaveWaitingList, actors={ActorKind.PARTICIPANT}, reach=_campaign_alone)
def leave_waiting_list(book: Book, command: LeaveWaitingList, now: Moment) -> Done:
    """Wait no longer; what was kept is kept for the next in line, or open to all. Raises NotWaiting."""
    campaign = known_campaign(book, command.campaign_id)
    put_campaign(book, campaign.no_longer_waited_for_by(ParticipantId(command.actor.id)), now)
    return Done()


@use_case(EndPlaceOffer, actors={ActorKind.SYSTEM}, reach=_campaign_alone)
def end_place_offer(book: Book, command: EndPlaceOffer, now: Moment) -> Done:
    """Pass a place on whose time is over; who let it pass waits no longer. Raises NotDue before that."""
    campaign = known_campaign(book, command.campaign_id)
    over = campaign.place_offer_over(now)
    assert campaign.waiting.kept_for is not None, "an offer that ends was somebody's"
    book.tell(PlacePassedOn(campaign.waiting.kept_for, campaign.id))
    put_campaign(book, over, now)
    return Done()
