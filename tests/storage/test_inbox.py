"""The inbox: updates are kept from before they are acknowledged until they are handled."""

from datetime import timedelta

import pytest

from core.views import StoredUpdate
from storage import open_store
from tests.storage import tables
from tests.storage.books import Wall
from tests.support.house import ZONE

BOT = 42


def update(update_id: int, payload: str = "{}", person: int = 1) -> StoredUpdate:
    return StoredUpdate(update_id, person, payload, attempts=0)


async def test_what_was_stored_is_unhandled_until_it_is_handled(store):
    stored = [update(5, '{"text": "你好 \\u0000"}'), update(6, person=2)]
    await store.inbox.store(BOT, stored)
    assert await store.inbox.unhandled(BOT) == stored

    await store.inbox.handled(BOT, 5)
    assert await store.inbox.unhandled(BOT) == [stored[1]]


async def test_storing_nothing_is_allowed(store):
    await store.inbox.store(BOT, [])
    assert await store.inbox.unhandled(BOT) == []


async def test_a_redelivered_update_stays_as_it_is(store):
    await store.inbox.store(BOT, [update(5, "first")])
    await store.inbox.begin(BOT, 5)
    await store.inbox.store(BOT, [update(5, "second"), update(6)])

    [first, _] = await store.inbox.unhandled(BOT)
    assert (first.payload, first.attempts) == ("first", 1)


async def test_an_update_twice_in_one_delivery_is_kept_once(store):
    await store.inbox.store(BOT, [update(5, "first"), update(5, "second")])
    [kept] = await store.inbox.unhandled(BOT)
    assert kept.payload == "first"


@pytest.mark.parametrize("ending", ["handled", "set_aside"])
async def test_an_update_that_is_over_does_not_come_back_by_being_redelivered(store, ending: str):
    await store.inbox.store(BOT, [update(5)])
    if ending == "handled":
        await store.inbox.handled(BOT, 5)
    else:
        await store.inbox.set_aside(BOT, 5, "a bug")
    await store.inbox.store(BOT, [update(5)])
    assert await store.inbox.unhandled(BOT) == []


async def test_unhandled_updates_come_oldest_received_first(store, wall: Wall):
    await store.inbox.store(BOT, [update(9), update(7)])
    wall.at += timedelta(seconds=1)
    await store.inbox.store(BOT, [update(3)])
    assert [stored.update_id for stored in await store.inbox.unhandled(BOT)] == [7, 9, 3]


async def test_bots_do_not_see_each_others_updates(store):
    await store.inbox.store(BOT, [update(5, "ours")])
    await store.inbox.store(43, [update(5, "theirs")])
    await store.inbox.handled(43, 5)
    [ours] = await store.inbox.unhandled(BOT)
    assert ours.payload == "ours"


async def test_every_attempt_is_counted_before_handling(url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        await store.inbox.store(BOT, [update(5)])
        await store.inbox.begin(BOT, 5)
        await store.inbox.begin(BOT, 5)
    async with open_store(url, zone=ZONE, wall=wall) as store:
        [again] = await store.inbox.unhandled(BOT)
        assert again.attempts == 2


async def test_a_handled_payload_is_blanked(store, url):
    await store.inbox.store(BOT, [update(5, "private words")])
    await store.inbox.handled(BOT, 5)
    assert tables.one(url, "SELECT payload FROM updates") is None


async def test_an_update_set_aside_is_kept_for_people_with_its_reason(store, url):
    await store.inbox.store(BOT, [update(5, "strange")])
    await store.inbox.set_aside(BOT, 5, "KeyError")

    assert await store.inbox.unhandled(BOT) == []
    assert tables.one(url, "SELECT payload || ' ' || reason FROM updates") == "strange KeyError"
    assert (await store.queries.overview()).updates_set_aside == 1
