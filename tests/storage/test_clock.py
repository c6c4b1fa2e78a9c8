"""The business clock: it only moves forward, whatever the machine's does, and remembers how far it was turned."""

from datetime import UTC, date, datetime, timedelta

from storage import open_store
from storage.clock import BusinessClock, wall_clock
from tests.storage.asking import accepted, meeting
from tests.storage.books import Wall
from tests.support.house import OPENING, ZONE

HOUR = timedelta(hours=1)


def clock(wall: Wall, last: datetime | None = None, ahead: timedelta = timedelta()) -> BusinessClock:
    return BusinessClock(ZONE, wall, last, ahead)


def test_the_clock_reads_the_machines():
    wall = Wall()
    business = clock(wall)
    assert business.now().at == OPENING
    wall.at += HOUR
    assert business.now().at == OPENING + HOUR


def test_the_machines_clock_is_in_utc():
    assert wall_clock().tzinfo is UTC


def test_a_machine_clock_that_jumps_back_does_not_take_the_business_clock_along():
    wall = Wall()
    business = clock(wall)
    business.now()
    wall.at -= HOUR
    assert business.now().at == OPENING


def test_a_clock_turned_forward_runs_on_from_there():
    wall = Wall()
    business = clock(wall)
    business.turn_forward(OPENING + 5 * HOUR)
    assert business.now().at == OPENING + 5 * HOUR
    wall.at += HOUR
    assert business.now().at == OPENING + 6 * HOUR


def test_a_clock_cannot_be_turned_back():
    business = clock(Wall())
    business.turn_forward(OPENING + 5 * HOUR)
    business.turn_forward(OPENING + HOUR)
    assert business.now().at == OPENING + 5 * HOUR


def test_the_business_day_begins_at_midnight_in_the_business_time_zone():
    wall = Wall(datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC))
    business = clock(wall)
    assert business.now().day == date(2026, 3, 1)
    wall.at += timedelta(seconds=1)
    assert business.now().day == date(2026, 3, 2)


async def test_a_fresh_database_reads_the_machines_clock(store):
    assert store.clock.now().at == OPENING


async def test_after_an_instant_decided_something_no_reopened_clock_reads_an_earlier_one(url):
    async with open_store(url, zone=ZONE, wall=Wall(OPENING)) as store:
        await accepted(store, meeting(1))
    async with open_store(url, zone=ZONE, wall=Wall(OPENING - HOUR)) as store:
        assert store.clock.now().at == OPENING
        await accepted(store, meeting(2))
    async with open_store(url, zone=ZONE, wall=Wall(OPENING + HOUR)) as store:
        assert store.clock.now().at == OPENING + HOUR


async def test_a_jump_outlives_the_process(url):
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        store.clock.turn_forward(OPENING + 24 * HOUR)
        await accepted(store, meeting(1))
    async with open_store(url, zone=ZONE, wall=Wall(OPENING + HOUR)) as store:
        assert store.clock.now().at == OPENING + 25 * HOUR


async def test_a_second_process_with_an_earlier_clock_does_not_turn_the_stored_one_back(url):
    async with (
        open_store(url, zone=ZONE, wall=Wall()) as ahead,
        open_store(url, zone=ZONE, wall=Wall()) as behind,
    ):
        ahead.clock.turn_forward(OPENING + 24 * HOUR)
        await accepted(ahead, meeting(1))
        await accepted(behind, meeting(2))
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        assert store.clock.now().at == OPENING + 24 * HOUR
