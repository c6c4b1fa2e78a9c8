"""Turns: a person's updates are attended to by one worker at a time, whatever becomes of it."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from core.ports import Inbox
from core.views import StoredUpdate, Turn
from storage import Store, open_store
from tests.storage import tables
from tests.storage.books import Wall
from tests.support.house import ZONE

BOT = 42
SECONDS = 30
LATE = timedelta(seconds=SECONDS)


def update(update_id: int, person: int = 1) -> StoredUpdate:
    return StoredUpdate(update_id, person, f'{{"update_id": {update_id}}}', attempts=0)


def shown(turns: Sequence[Turn]) -> list[tuple[int, list[int]]]:
    """Whose turns these are, and what waits."""
    return [(turn.person, [waiting.update_id for waiting in turn.updates]) for turn in turns]


@pytest.fixture
async def other(url: str, wall: Wall) -> AsyncIterator[Store]:
    """Another worker's store of the same database."""
    async with open_store(url, zone=ZONE, wall=wall) as opened:
        yield opened


async def the_turn(inbox: Inbox, holder: str = "a") -> Turn:
    [turn] = await inbox.claim(BOT, holder, SECONDS)
    return turn


async def test_a_turn_brings_all_that_waits_of_a_person_oldest_received_first(store, wall):
    await store.inbox.store(BOT, [update(9), update(7)])
    wall.at += timedelta(seconds=1)
    await store.inbox.store(BOT, [update(3)])

    turn = await the_turn(store.inbox)

    assert turn.updates == (update(7), update(9), update(3))


async def test_when_nothing_waits_nobody_has_a_turn(store):
    assert await store.inbox.claim(BOT, "a", SECONDS) == []
    await store.inbox.store(BOT, [update(1)])
    await store.inbox.handled(BOT, 1)
    assert await store.inbox.claim(BOT, "a", SECONDS) == []


async def test_who_waits_longest_comes_first_and_no_more_than_asked_for(store, wall):
    for number, person in enumerate([5, 3, 4]):
        await store.inbox.store(BOT, [update(number, person)])
        wall.at += timedelta(seconds=1)

    assert shown(await store.inbox.claim(BOT, "a", SECONDS, limit=2)) == [(5, [0]), (3, [1])]
    assert shown(await store.inbox.claim(BOT, "b", SECONDS, limit=2)) == [(4, [2])]


async def test_nobody_else_gets_a_person_whose_turn_it_is_not_even_for_what_comes_later(store, other):
    await store.inbox.store(BOT, [update(1)])
    await the_turn(store.inbox)
    await other.inbox.store(BOT, [update(2)])

    assert await other.inbox.claim(BOT, "b", SECONDS) == []
    assert await store.inbox.claim(BOT, "a", SECONDS) == []


async def test_what_came_meanwhile_is_next_and_then_the_turn_ends(store, other):
    await store.inbox.store(BOT, [update(1)])
    turn = await the_turn(store.inbox)
    await other.inbox.store(BOT, [update(2)])
    await store.inbox.handled(BOT, 1, turn)

    again = await store.inbox.next(turn)
    assert again is not None
    assert shown([again]) == [(1, [2])]
    await store.inbox.handled(BOT, 2, again)
    assert await store.inbox.next(again) is None

    await other.inbox.store(BOT, [update(3)])
    assert shown(await other.inbox.claim(BOT, "b", SECONDS)) == [(1, [3])]


async def test_a_turn_that_is_ended_leaves_what_waits_to_the_next(store, other):
    await store.inbox.store(BOT, [update(1), update(2)])
    turn = await the_turn(store.inbox)
    await store.inbox.handled(BOT, 1, turn)
    await store.inbox.end(turn)

    assert shown(await other.inbox.claim(BOT, "b", SECONDS)) == [(1, [2])]


async def test_when_a_worker_died_another_takes_over_once_its_turn_ran_out(store, other, wall):
    await store.inbox.store(BOT, [update(1), update(2)])
    turn = await the_turn(store.inbox)
    assert await store.inbox.begin(BOT, 1, turn)

    wall.at += LATE - timedelta(microseconds=1)
    assert await other.inbox.claim(BOT, "b", SECONDS) == []
    wall.at += timedelta(microseconds=1)
    [after] = await other.inbox.claim(BOT, "b", SECONDS)

    assert [(waiting.update_id, waiting.attempts) for waiting in after.updates] == [(1, 1), (2, 0)]


@pytest.mark.parametrize("how", ["keep", "begin", "next"])
async def test_a_turn_is_prolonged_by_keeping_it_and_by_working(store, other, wall, how: str):
    await store.inbox.store(BOT, [update(1)])
    turn = await the_turn(store.inbox)
    wall.at += LATE / 2
    if how == "keep":
        assert await store.inbox.keep(BOT, "a", SECONDS) == {1}
    elif how == "begin":
        assert await store.inbox.begin(BOT, 1, turn)
    else:
        assert await store.inbox.next(turn) == turn
    wall.at += LATE - timedelta(microseconds=1)

    assert await other.inbox.claim(BOT, "b", SECONDS) == []


async def test_only_ones_own_turns_are_kept_and_lost_ones_are_not(store, other, wall):
    await store.inbox.store(BOT, [update(1, person=1)])
    await store.inbox.claim(BOT, "a", SECONDS)
    await store.inbox.store(BOT, [update(2, person=2)])
    await other.inbox.claim(BOT, "b", SECONDS)

    assert await store.inbox.keep(BOT, "a", SECONDS) == {1}
    wall.at += LATE
    assert await store.inbox.keep(BOT, "a", SECONDS) == frozenset()


async def test_a_worker_that_lost_its_turn_can_do_nothing_in_its_name(store, other, wall, url):
    await store.inbox.store(BOT, [update(1)])
    lost = await the_turn(store.inbox)
    wall.at += LATE
    taken = await the_turn(other.inbox, "b")

    assert not await store.inbox.begin(BOT, 1, lost)
    await store.inbox.handled(BOT, 1, lost)
    await store.inbox.set_aside(BOT, 1, "a bug", lost)
    await store.inbox.end(lost)
    assert await store.inbox.next(lost) is None

    assert tables.every(url, "SELECT state, attempts FROM updates") == [("received", 0)]
    assert await other.inbox.begin(BOT, 1, taken)
    await other.inbox.set_aside(BOT, 1, "a bug", taken)
    assert tables.every(url, "SELECT state, reason FROM updates") == [("set_aside", "a bug")]


async def test_turning_the_business_clock_ends_no_turn(store, other, wall):
    await store.inbox.store(BOT, [update(1)])
    await store.inbox.claim(BOT, "a", SECONDS)
    store.clock.turn_forward(wall.at + timedelta(days=365))
    assert await store.inbox.claim(BOT, "b", SECONDS) == []


async def test_bots_have_turns_of_their_own(store):
    await store.inbox.store(BOT, [update(1)])
    await store.inbox.store(43, [update(1)])
    assert shown(await store.inbox.claim(43, "a", SECONDS)) == [(1, [1])]
    assert shown(await store.inbox.claim(BOT, "b", SECONDS)) == [(1, [1])]


class Workers:
    """Workers that handle what others store at the same time, and notes of who was with whom."""

    def __init__(self) -> None:
        self.handled: defaultdict[int, list[int]] = defaultdict(list)
        self.with_somebody: set[int] = set()

    async def serve(self, inbox: Inbox, holder: str, done: asyncio.Event) -> None:
        while not done.is_set():
            async with asyncio.TaskGroup() as serving:
                for turn in await inbox.claim(BOT, holder, SECONDS, limit=3):
                    serving.create_task(self._attend(inbox, turn))

    async def _attend(self, inbox: Inbox, claimed: Turn) -> None:
        turn: Turn | None = claimed
        while turn is not None:
            for waiting in turn.updates:
                assert turn.person not in self.with_somebody
                self.with_somebody.add(turn.person)
                assert await inbox.begin(BOT, waiting.update_id, turn)
                self.handled[turn.person].append(waiting.update_id)
                self.with_somebody.discard(turn.person)
                await inbox.handled(BOT, waiting.update_id, turn)
            turn = await inbox.next(turn)


@pytest.mark.parametrize("seed", [1, 2])
async def test_many_workers_handle_each_update_once_and_each_persons_in_order(store, other, url, seed: int):
    people, each = 6, 8
    chance = random.Random(seed)
    coming = [person for person in range(people) for _ in range(each)]
    chance.shuffle(coming)
    workers, done = Workers(), asyncio.Event()

    async def receive() -> None:
        for update_id, person in enumerate(coming):
            inbox = chance.choice([store.inbox, other.inbox])
            await inbox.store(BOT, [update(update_id, person)])
        while await store.inbox.unhandled(BOT):
            pass
        done.set()

    await asyncio.gather(
        receive(),
        workers.serve(store.inbox, "a", done),
        workers.serve(other.inbox, "b", done),
    )

    expected = {person: [n for n, who in enumerate(coming) if who == person] for person in range(people)}
    assert workers.handled == expected
    assert all(row == ("handled", 1) for row in tables.every(url, "SELECT state, attempts FROM updates"))
