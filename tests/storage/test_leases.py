"""Leases: what only one may do at a time, one does."""

import asyncio
from datetime import timedelta

from core.views import StoredUpdate
from storage import Store, open_store
from tests.storage.databases import Databases, Files
from tests.support.house import OPENING, ZONE

SOON = timedelta(seconds=29)
THEN = timedelta(seconds=30)


async def test_a_lease_that_nobody_has_is_taken(store):
    assert await store.leases.take("sender", "a", OPENING, seconds=30)


async def test_nobody_else_takes_it_before_it_runs_out(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    assert not await store.leases.take("sender", "b", OPENING + SOON, seconds=30)
    assert await store.leases.take("sender", "b", OPENING + THEN, seconds=30)
    assert not await store.leases.take("sender", "a", OPENING + THEN, seconds=30)


async def test_its_holder_prolongs_it(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    assert await store.leases.take("sender", "a", OPENING + SOON, seconds=30)
    assert not await store.leases.take("sender", "b", OPENING + THEN, seconds=30)


async def test_a_refused_taker_does_not_prolong_it(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    await store.leases.take("sender", "b", OPENING + SOON, seconds=3_000)
    assert await store.leases.take("sender", "b", OPENING + THEN, seconds=30)


async def test_given_back_it_is_free_at_once(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    await store.leases.give_back("sender", "a")
    assert await store.leases.take("sender", "b", OPENING, seconds=30)


async def test_only_its_holder_gives_it_back(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    await store.leases.give_back("sender", "b")
    assert not await store.leases.take("sender", "b", OPENING, seconds=30)


async def test_leases_of_other_names_are_others(store):
    await store.leases.take("sender", "a", OPENING, seconds=30)
    assert await store.leases.take("jobs", "b", OPENING, seconds=30)


async def test_of_many_who_ask_at_once_one_has_it(store):
    takers = [store.leases.take("sender", f"taker {number}", OPENING, seconds=30) for number in range(20)]
    assert sum(await asyncio.gather(*takers)) == 1


async def test_of_two_workers_on_one_database_one_has_the_lease(store, url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as other:
        taken = await asyncio.gather(
            store.leases.take("sender", "a", OPENING, seconds=30),
            other.leases.take("sender", "b", OPENING, seconds=30),
        )

    assert sorted(taken) == [False, True]


async def test_who_has_the_database_alone_inherits_what_a_dead_process_held(
    store: Store, databases: Databases
):
    await store.inbox.store(42, [StoredUpdate(1, 7, "{}", attempts=0)])
    await store.inbox.claim(42, "dead", 1_000)
    assert await store.leases.take("sender", "dead", OPENING, 1_000)

    await store.leases.inherit()

    alone = isinstance(databases, Files)
    assert await store.leases.take("sender", "we", OPENING, 1_000) is alone
    assert bool(await store.inbox.claim(42, "we", 1_000)) is alone
