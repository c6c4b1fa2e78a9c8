"""Reminders of a campaign: its organiser's, those that people wish for, and their word that it is not for them."""

from core.book import Book
from core.commands import (
    ActorKind,
    DeclineInvitation,
    Done,
    PeopleReminded,
    RemindAsWished,
    RemindInvited,
    WishReminder,
)
from core.domain.campaign import Campaign
from core.domain.errors import (
    AlreadyPledged,
    CampaignNotOpen,
    DeadlinePassed,
    NotDue,
    NudgesStopped,
    ReminderTooLate,
)
from core.domain.ids import CampaignId, ParticipantId
from core.domain.moment import Moment
from core.domain.notice import PoolReminder
from core.domain.reminding import turnout
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.pooling import known_campaign, organised_campaign
from core.usecases.registry import use_case


@use_case(
    RemindInvited,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(invitees=frozenset({command.campaign_id})),
)
def remind_invited(book: Book, command: RemindInvited, now: Moment) -> PeopleReminded:
    """Remind everybody who may be, once a day at most.

    Raises what `organised_campaign` raises, CampaignNotOpen, DeadlinePassed, RemindedLately, or NobodyToRemind.
    """
    campaign = organised_campaign(book, command.actor, command.campaign_id)
    campaign.check_taking_pledges(now)
    invitees = book.invited(campaign.id)
    found = turnout(invitees, now.at)
    found.check_remindable()
    remindings = {each.participant_id: each.reminding for each in invitees}
    for participant_id in found.remindable:
        book.put_reminding(remindings[participant_id].nudged(now.at))
        book.tell(PoolReminder(participant_id, campaign.id, by_organiser=True))
    return PeopleReminded(len(found.remindable))


def _reach_of_one(campaign_id: CampaignId, participant_id: ParticipantId) -> Reach:
    membership = frozenset({(campaign_id, participant_id)})
    return Reach(participants=frozenset({participant_id}), memberships=membership, remindings=membership)


@use_case(
    DeclineInvitation,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: _reach_of_one(command.campaign_id, ParticipantId(command.actor.id)),
)
def decline_invitation(book: Book, command: DeclineInvitation, now: Moment) -> Done:
    """Remind the participant of this campaign no more, until they pledge after all.

    Raises ParticipantUnknown, CampaignUnknown, CampaignNotOpen once it has ended, or AlreadyPledged.
    """
    participant = known_participant(book, ParticipantId(command.actor.id))
    campaign = known_campaign(book, command.campaign_id)
    campaign.check_not_ended()
    _check_not_in(book, campaign, participant.id)
    book.put_reminding(book.reminding(campaign.id, participant.id).declined(now.at))
    return Done()


@use_case(
    WishReminder,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: _reach_of_one(command.campaign_id, ParticipantId(command.actor.id)),
)
def wish_reminder(book: Book, command: WishReminder, now: Moment) -> Done:
    """Remind the participant of this campaign when they say.

    Raises ParticipantUnknown, CampaignUnknown, CampaignNotOpen, DeadlinePassed, AlreadyPledged, ReminderTooLate, or
    NudgesStopped.
    """
    participant = known_participant(book, ParticipantId(command.actor.id))
    campaign = known_campaign(book, command.campaign_id)
    campaign.check_taking_pledges(now)
    _check_not_in(book, campaign, participant.id)
    at = command.wish.at(now.at, campaign.closes_at)
    if at is not None and not now.at < at < campaign.closes_at:
        raise ReminderTooLate(campaign.closes_at)
    if at is not None and participant.notifications.nudges_stopped:
        raise NudgesStopped
    book.put_reminding(book.reminding(campaign.id, participant.id).wished(command.wish, now.at))
    return Done()


@use_case(
    RemindAsWished,
    actors={ActorKind.SYSTEM},
    reach=lambda command: _reach_of_one(command.campaign_id, command.participant_id),
)
def remind_as_wished(book: Book, command: RemindAsWished, now: Moment) -> Done:
    """Remind somebody who wanted to be, once.

    Raises NotDue if they are in, or organise it, or want it no more, or not now.
    """
    participant = known_participant(book, command.participant_id)
    campaign = known_campaign(book, command.campaign_id)
    try:
        campaign.check_taking_pledges(now)
        _check_not_in(book, campaign, participant.id)
    except (CampaignNotOpen, DeadlinePassed, AlreadyPledged):
        raise NotDue(campaign.state.value) from None
    reminding = book.reminding(campaign.id, participant.id)
    due_at = reminding.due_at(campaign.closes_at, participant.notifications, command.awake_until)
    if due_at is None or now.at < due_at or campaign.is_organised_by(participant.id):
        raise NotDue(campaign.state.value)
    book.put_reminding(reminding.reminded(now.at))
    book.tell(PoolReminder(participant.id, campaign.id, by_organiser=False))
    return Done()


def _check_not_in(book: Book, campaign: Campaign, participant_id: ParticipantId) -> None:
    pledge = book.live_pledge(campaign.id, participant_id)
    if pledge is not None:
        raise AlreadyPledged(pledge.amount_minor)
