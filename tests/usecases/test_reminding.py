"""Reminders of a campaign: whom its organiser has reminded, how often, and what people say about it themselves."""

from datetime import datetime, timedelta

import pytest

from core.commands import (
    ChooseDeadlineLead,
    DeclineInvitation,
    OpenInvitation,
    PeopleReminded,
    RemindAsWished,
    RemindInvited,
    StopNudges,
    WishReminder,
)
from core.domain.designation import Designee
from core.domain.errors import (
    AlreadyPledged,
    CampaignNotOpen,
    NobodyToRemind,
    NotDue,
    NotPermitted,
    NudgesStopped,
    RemindedLately,
    ReminderTooLate,
)
from core.domain.ids import CampaignId
from core.domain.notice import PoolReminder
from core.domain.notifications import DeadlineLead
from core.domain.reminding import ReminderWish
from tests.support.house import SYSTEM, YUAN, House, Person


def reminding(house: House, organiser: Person, campaign_id: CampaignId) -> RemindInvited:
    return RemindInvited(intent=house.intent(), actor=organiser.actor, campaign_id=campaign_id)


def declining(house: House, person: Person, campaign_id: CampaignId) -> DeclineInvitation:
    return DeclineInvitation(intent=house.intent(), actor=person.actor, campaign_id=campaign_id)


def wishing(house: House, person: Person, campaign_id: CampaignId, wish: ReminderWish) -> WishReminder:
    return WishReminder(intent=house.intent(), actor=person.actor, campaign_id=campaign_id, wish=wish)


def as_wished(
    house: House, person: Person, campaign_id: CampaignId, awake_until: datetime | None = None
) -> RemindAsWished:
    return RemindAsWished(
        intent=house.intent(),
        actor=SYSTEM,
        campaign_id=campaign_id,
        participant_id=person.participant_id,
        awake_until=awake_until,
    )


def stop(house: House, person: Person, *, stopped: bool = True) -> None:
    house.accepted(StopNudges(intent=house.intent(), actor=person.actor, stopped=stopped))


def reminders(house: House, person: Person) -> list[bool]:
    """Of each reminder the person was sent, whether the organiser had asked for it."""
    return [notice.by_organiser for notice in house.told(PoolReminder, person.participant_id)]


@pytest.fixture
def campaign_id(house: House, ann: Person, bob: Person) -> CampaignId:
    """Ann's, open for three days; Bob has looked at it."""
    campaign_id = house.open(ann)
    house.look_at(bob, campaign_id)
    return campaign_id


# The organiser's


def test_who_looked_and_who_is_designated_is_reminded_and_the_organiser_is_not(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    cat = house.person("Cat")
    house.accepted(house.designating(ann.actor, campaign_id, Designee(cat.telegram_user_id)))
    house.look_at(ann, campaign_id)

    assert house.accepted(reminding(house, ann, campaign_id)) == PeopleReminded(2)

    assert [reminders(house, person) for person in (ann, bob, cat)] == [[], [True], [True]]


def test_who_pledged_said_no_or_wants_no_reminders_is_left_alone(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    cat, dan, eve, fay = (house.person(name) for name in ("Cat", "Dan", "Eve", "Fay"))
    for person in (cat, dan, eve, fay):
        house.look_at(person, campaign_id)
    house.pledge(cat, campaign_id, 1_000 * YUAN)
    house.accepted(declining(house, dan, campaign_id))
    stop(house, eve)
    house.accepted(wishing(house, fay, campaign_id, ReminderWish.NEVER))

    assert house.accepted(reminding(house, ann, campaign_id)) == PeopleReminded(1)

    assert reminders(house, bob) == [True]
    assert house.told(PoolReminder) == house.told(PoolReminder, bob.participant_id)


def test_people_are_reminded_once_a_day_at_most(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    house.accepted(reminding(house, ann, campaign_id))
    again_at = house.at + timedelta(days=1)
    cat = house.person("Cat")
    house.look_at(cat, campaign_id)
    house.later(hours=23, minutes=59)

    assert house.refused(reminding(house, ann, campaign_id)) == RemindedLately(again_at)
    house.later(minutes=1)
    assert house.accepted(reminding(house, ann, campaign_id)) == PeopleReminded(2)

    assert reminders(house, bob) == [True, True]


def test_who_was_reminded_by_their_own_choice_within_a_day_is_not_by_the_organiser(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    house.accepted(wishing(house, bob, campaign_id, ReminderWish.TOMORROW))
    house.later(days=1)
    house.accepted(as_wished(house, bob, campaign_id))
    house.later(hours=1)

    assert house.refused(reminding(house, ann, campaign_id)) == NobodyToRemind()


def test_only_the_organiser_reminds_and_only_while_it_is_open(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    assert house.refused(reminding(house, bob, campaign_id)) == NotPermitted()
    house.accepted(house.cancelling(ann.actor, campaign_id))
    assert house.refused(reminding(house, ann, campaign_id)) == CampaignNotOpen("cancelled")


def test_of_a_campaign_for_designated_people_only_those_are_reminded(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    house.look_at(bob, campaign_id)
    [designation_id] = house.store.designations
    house.accepted(reminding(house, ann, campaign_id))
    house.store.designations.pop(designation_id)
    house.later(days=1)

    assert house.refused(reminding(house, ann, campaign_id)) == NobodyToRemind()


def test_who_comes_or_pledges_in_the_same_batch_counts_as_if_alone(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    cat = house.person("Cat")
    link = house.campaign(campaign_id).link_token
    together = [
        house.placing(bob, campaign_id, 1_000 * YUAN),
        house.following(cat.participant_id, link),
        reminding(house, ann, campaign_id),
    ]
    house.store.run(together, house.now)

    assert (reminders(house, bob), reminders(house, cat)) == ([], [True])


# Saying no


def test_a_pledge_undoes_an_earlier_no(house: House, ann: Person, bob: Person, campaign_id: CampaignId):
    house.accepted(declining(house, bob, campaign_id))
    house.pledge(bob, campaign_id, 1_000 * YUAN)
    house.accepted(house.withdrawing(bob, campaign_id))

    assert house.accepted(reminding(house, ann, campaign_id)) == PeopleReminded(1)


def test_who_is_in_cannot_say_no(house: House, bob: Person, campaign_id: CampaignId):
    house.pledge(bob, campaign_id, 1_000 * YUAN)
    assert house.refused(declining(house, bob, campaign_id)) == AlreadyPledged(1_000 * YUAN)


# By one's own choice


@pytest.mark.parametrize(
    ("lead", "hours"),
    [(DeadlineLead.THREE_DAYS, 0), (DeadlineLead.ONE_DAY, 48), (DeadlineLead.THREE_HOURS, 69)],
)
def test_everybody_is_reminded_so_long_before_the_deadline_as_they_chose(
    house: House, bob: Person, campaign_id: CampaignId, lead: DeadlineLead, hours: int
):
    house.accepted(ChooseDeadlineLead(intent=house.intent(), actor=bob.actor, lead=lead))
    if hours:
        house.later(hours=hours, microseconds=-1)
        assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)
        house.later(microseconds=1)

    house.accepted(as_wished(house, bob, campaign_id))

    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)
    assert reminders(house, bob) == [False]


def test_who_chose_none_is_not_reminded(house: House, bob: Person, campaign_id: CampaignId):
    house.accepted(ChooseDeadlineLead(intent=house.intent(), actor=bob.actor, lead=DeadlineLead.NONE))
    house.later(days=2, hours=23)
    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)


def test_what_somebody_chose_for_one_campaign_comes_before_what_they_chose_for_all(
    house: House, bob: Person, campaign_id: CampaignId
):
    house.accepted(wishing(house, bob, campaign_id, ReminderWish.TOMORROW))
    house.later(days=1)
    house.accepted(as_wished(house, bob, campaign_id))
    house.later(days=1)
    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)


def test_a_days_rest_lies_between_the_organisers_reminder_and_ones_own(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    house.later(hours=47)
    house.accepted(reminding(house, ann, campaign_id))
    house.later(hours=1)
    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)
    house.later(hours=23)
    house.accepted(as_wished(house, bob, campaign_id))


@pytest.mark.parametrize("why", ["pledged", "declined", "stopped", "over"])
def test_nobody_is_reminded_of_what_is_settled_for_them(
    house: House, bob: Person, campaign_id: CampaignId, why: str
):
    match why:
        case "pledged":
            house.pledge(bob, campaign_id, 1_000 * YUAN)
        case "declined":
            house.accepted(declining(house, bob, campaign_id))
        case "stopped":
            stop(house, bob)
    house.later(days=3 if why == "over" else 2)

    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)


def test_a_reminder_that_would_come_too_late_is_not_promised(
    house: House, bob: Person, campaign_id: CampaignId
):
    closes_at = house.campaign(campaign_id).closes_at
    house.later(days=2)
    for wish in (ReminderWish.TOMORROW, ReminderWish.DAY_BEFORE):
        assert house.refused(wishing(house, bob, campaign_id, wish)) == ReminderTooLate(closes_at)
    house.accepted(wishing(house, bob, campaign_id, ReminderWish.NEVER))


def test_who_stopped_all_reminders_has_to_take_that_back_first(
    house: House, bob: Person, campaign_id: CampaignId
):
    stop(house, bob)
    wish = wishing(house, bob, campaign_id, ReminderWish.TOMORROW)
    assert house.refused(wish) == NudgesStopped()
    stop(house, bob, stopped=False)
    house.accepted(wishing(house, bob, campaign_id, ReminderWish.TOMORROW))


def test_who_wants_to_be_reminded_has_not_said_no_any_more(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    house.accepted(declining(house, bob, campaign_id))
    house.accepted(wishing(house, bob, campaign_id, ReminderWish.DAY_BEFORE))
    house.later(days=2)
    house.accepted(as_wished(house, bob, campaign_id))


def test_looking_at_an_invitation_changes_nothing_about_reminders(
    house: House, ann: Person, bob: Person, campaign_id: CampaignId
):
    house.accepted(declining(house, bob, campaign_id))
    house.accepted(OpenInvitation(intent=house.intent(), actor=bob.actor, campaign_id=campaign_id))
    assert house.refused(reminding(house, ann, campaign_id)) == NobodyToRemind()


def test_who_would_sleep_past_the_closing_is_reminded_half_an_hour_before_their_quiet_hours_and_once(
    house: House, bob: Person, campaign_id: CampaignId
):
    lead = DeadlineLead.THREE_HOURS
    house.accepted(ChooseDeadlineLead(intent=house.intent(), actor=bob.actor, lead=lead))
    awake_until = house.campaign(campaign_id).closes_at - timedelta(hours=5)
    house.later(hours=66, minutes=30, microseconds=-1)
    assert isinstance(house.refused(as_wished(house, bob, campaign_id, awake_until)), NotDue)
    house.later(microseconds=1)

    house.accepted(as_wished(house, bob, campaign_id, awake_until))
    assert isinstance(house.refused(as_wished(house, bob, campaign_id, awake_until)), NotDue)
    house.later(hours=2, minutes=30)
    assert isinstance(house.refused(as_wished(house, bob, campaign_id)), NotDue)

    assert reminders(house, bob) == [False]
