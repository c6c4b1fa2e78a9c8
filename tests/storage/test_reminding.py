"""Reminders in a database: whom an organiser's reach, who is due by their own choice, and the job that sees to it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.reminders import ReminderJob
from bot.stopping import Stop
from bot.waking import Waking
from core.commands import (
    ChooseDeadlineLead,
    ChooseNameShown,
    ChooseQuietHours,
    DeclineInvitation,
    OpenInvitation,
    PeopleReminded,
    RemindInvited,
    StopNudges,
    WishReminder,
)
from core.domain.designation import Designee
from core.domain.ids import CampaignId
from core.domain.notice import PoolReminder
from core.domain.notifications import AWAKE, DeadlineLead, QuietHours
from core.domain.participant import Audience, NameShown
from core.domain.reminding import ReminderWish, turnout
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import YUAN, House, Person


def all_kinds(house: House) -> tuple[CampaignId, dict[str, Person]]:
    """Ann's campaign, open for three days, with somebody of each kind invited."""
    names = ("Ann", "Looked", "Designated", "Both", "Pledged", "Declined", "Stopped", "Never", "Blocked")
    people = {name: house.person(name) for name in names}
    ann = people["Ann"]
    campaign_id = house.open(ann)
    designees = (Designee(people[name].telegram_user_id) for name in ("Designated", "Both"))
    house.accepted(house.designating(ann.actor, campaign_id, *designees))
    for name in set(names) - {"Designated"}:
        house.look_at(people[name], campaign_id)
    house.pledge(people["Pledged"], campaign_id, 1_000 * YUAN)
    actor = people["Declined"].actor
    house.accepted(DeclineInvitation(intent=house.intent(), actor=actor, campaign_id=campaign_id))
    house.accepted(StopNudges(intent=house.intent(), actor=people["Stopped"].actor, stopped=True))
    wish(house, people["Never"], campaign_id, ReminderWish.NEVER)
    return campaign_id, people


def wish(house: House, person: Person, campaign_id: CampaignId, when: ReminderWish) -> None:
    house.accepted(
        WishReminder(intent=house.intent(), actor=person.actor, campaign_id=campaign_id, wish=when)
    )


def minute_of_day(at: datetime) -> int:
    return at.hour * 60 + at.minute


def reminded(url: str) -> list[str]:
    return sorted(
        notice.to for notice in tables.values(url)["notices"].values() if isinstance(notice, PoolReminder)
    )


def ids(people: dict[str, Person], *names: str) -> list[str]:
    return sorted(people[name].participant_id for name in names)


@pytest.mark.parametrize("singly", [True, False])
async def test_reminders_are_the_same_in_dictionaries_and_in_the_database(
    books: Books, url: str, singly: bool
):
    house = books.house
    campaign_id, people = all_kinds(house)
    reminding = RemindInvited(intent=house.intent(), actor=people["Ann"].actor, campaign_id=campaign_id)
    assert house.accepted(reminding) == PeopleReminded(4)
    house.pledge(people["Declined"], campaign_id, 1_000 * YUAN)

    await books.follow(singly=singly)

    held, expected = tables.values(url), books.memory.tables()
    assert tables.without_versions(held) == tables.without_versions(expected)


async def test_what_is_counted_is_what_is_reminded_and_who_blocked_the_bot_is_neither(books: Books, url: str):
    house, store = books.house, books.store
    campaign_id, people = all_kinds(house)
    await books.follow()
    for name in ("Blocked", "Pledged"):
        await store.outbox.set_reachable(people[name].telegram_user_id, reachable=False)

    circle = await store.queries.circle(house.campaign(campaign_id))
    found = turnout(circle.invitees, house.at)

    assert (found.looked, found.pledged, found.declined, found.out_of_reach) == (7, 1, 1, 3)
    assert sorted(found.remindable) == ids(people, "Looked", "Designated", "Both")
    assert set(circle.names) == set(ids(people, "Designated", "Both"))
    assert circle.members_out_of_reach == ("Pledged",)
    assert (await store.queries.overview()).out_of_reach == 2

    asked = RemindInvited(intent=house.intent(), actor=people["Ann"].actor, campaign_id=campaign_id)
    await store.teller.submit(asked)
    assert reminded(url) == ids(people, "Looked", "Designated", "Both")
    again = turnout((await store.queries.circle(house.campaign(campaign_id))).invitees, house.at)
    assert again.again_at == house.at + timedelta(days=1)
    assert again.remindable == ()


async def test_a_member_who_hides_their_name_is_counted_among_those_out_of_reach_and_not_named(books: Books):
    house, store = books.house, books.store
    campaign_id, people = all_kinds(house)
    member = people["Pledged"]
    hidden = ChooseNameShown(
        intent=house.intent(), actor=member.actor, audience=Audience.MEMBERS, shown=NameShown.HIDDEN
    )
    house.accepted(hidden)
    await books.follow()
    await store.outbox.set_reachable(member.telegram_user_id, reachable=False)
    assert (await store.queries.circle(house.campaign(campaign_id))).members_out_of_reach == ("",)


async def test_the_job_reminds_each_once_by_their_own_choice(books: Books, url: str):
    house, store = books.house, books.store
    campaign_id, people = all_kinds(house)
    for name, lead in (("Looked", DeadlineLead.THREE_HOURS), ("Both", DeadlineLead.NONE)):
        house.accepted(ChooseDeadlineLead(intent=house.intent(), actor=people[name].actor, lead=lead))
    wish(house, people["Both"], campaign_id, ReminderWish.TOMORROW)
    job = ReminderJob(store.teller, store.queries, store.clock, Waking(UTC), Stop())
    expected: list[str] = []
    for hours, names in ((23, ()), (24, ("Both",)), (48, ("Blocked",)), (69, ("Looked",)), (72, ())):
        books.wall.at = house.at + timedelta(hours=hours)
        if hours == 23:
            await books.follow()
            books.wall.at = house.at + timedelta(hours=hours)
        for _ in range(2):
            await job.remind_who_wants_to_be()
        expected += names
        assert reminded(url) == ids(people, *expected)


async def test_who_sleeps_past_the_closing_is_reminded_once_before_their_quiet_hours(books: Books, url: str):
    house, store = books.house, books.store
    ann, asleep, awake = (house.person(name) for name in ("Ann", "Asleep", "Awake"))
    campaign_id = house.open(ann)
    closes_at = house.campaign(campaign_id).closes_at
    last_hour = minute_of_day(closes_at - timedelta(hours=1))
    nights = {asleep: QuietHours((last_hour - 4 * 60) % 1440, (last_hour + 2 * 60) % 1440), awake: AWAKE}
    for person, quiet in nights.items():
        house.look_at(person, campaign_id)
        lead = DeadlineLead.THREE_HOURS
        house.accepted(ChooseDeadlineLead(intent=house.intent(), actor=person.actor, lead=lead))
        house.accepted(ChooseQuietHours(intent=house.intent(), actor=person.actor, quiet=quiet))
    await books.follow()
    job = ReminderJob(store.teller, store.queries, store.clock, Waking(UTC), Stop())
    expected: list[str] = []
    # They fall asleep five hours before it closes, two hours before they want to be reminded.
    for before, people in ((6, ()), (5.5, (asleep,)), (5.25, ()), (3, (awake,)), (0.5, ())):
        books.wall.at = closes_at - timedelta(hours=before)
        await job.remind_who_wants_to_be()
        await job.remind_before_quiet_hours()
        expected += [person.participant_id for person in people]
        assert reminded(url) == sorted(expected)


async def test_a_designated_person_is_due_once_they_have_looked(books: Books):
    house, store = books.house, books.store
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    await books.follow()
    later = house.at + timedelta(days=2)
    assert await store.queries.reminders_due(later) == ()

    house.accepted(OpenInvitation(intent=house.intent(), actor=bob.actor, campaign_id=campaign_id))
    await books.follow()

    [due] = await store.queries.reminders_due(later)
    assert (due.participant_id, due.due_at) == (bob.participant_id, later)


async def test_what_a_viewer_said_is_told_with_the_campaign(books: Books):
    house = books.house
    campaign_id, people = all_kinds(house)
    await books.follow()
    for name, declined in (("Declined", True), ("Looked", False), ("Pledged", False)):
        view = await books.store.queries.campaign(campaign_id, people[name].participant_id)
        assert view is not None
        assert view.declined is declined
