"""The pulse: what is to be done still, and since when."""

from datetime import timedelta

from core.domain.bank import Confirmed
from core.remote_bank import RemoteBank
from core.views import StoredUpdate, Waiting
from storage import Store, open_store
from tests.storage.books import Books, Wall
from tests.support.courier import Courier
from tests.support.house import YUAN, ZONE

BOT = 42


async def test_where_nothing_waits_there_is_no_oldest(store: Store):
    pulse = await store.queries.pulse()
    assert (pulse.updates, pulse.updates_set_aside) == (Waiting(0, None), 0)
    assert (pulse.notices, pulse.orders) == (Waiting(0, None), ())


async def test_updates_wait_from_when_they_came_until_they_are_handled_or_set_aside(store: Store, wall: Wall):
    first_at = wall.at
    for update_id in (5, 6, 7):
        await store.inbox.store(BOT, [StoredUpdate(update_id, 1, "{}", attempts=0)])
        wall.at += timedelta(minutes=1)
    assert (await store.queries.pulse()).updates == Waiting(3, first_at)

    await store.inbox.handled(BOT, 5)
    await store.inbox.set_aside(BOT, 6, "a bug")
    pulse = await store.queries.pulse()
    assert pulse.updates == Waiting(1, first_at + timedelta(minutes=2))
    assert pulse.updates_set_aside == 1


async def test_notices_wait_from_when_they_may_be_sent(books: Books):
    house = books.house
    ann, bob = (house.person(name, balance_minor=9_000 * YUAN) for name in ("Ann", "Bob"))
    campaign_id = house.open(ann)
    house.pledge(bob, campaign_id, 1_000 * YUAN)
    await books.follow()
    for waiting in await books.store.outbox.waiting(house.at):
        await books.store.outbox.sent(waiting.id)
    house.later(minutes=1)
    house.accepted(house.cancelling(ann.actor, campaign_id))
    cancelled_at = house.at
    await books.follow()
    assert (await books.store.queries.pulse()).notices == Waiting(2, cancelled_at)


async def test_orders_that_a_bank_elsewhere_has_not_answered_are_counted_by_state(url: str, same_ids: None):
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as store:
        books = Books(store, wall, bank=RemoteBank())
        house, courier = books.house, Courier(books.house)
        campaign_id = house.open(house.person("Ann"))
        for name in ("Bob", "Cat", "Dan"):
            house.pledge(house.person(name), campaign_id, 1_000 * YUAN)
        courier.send(courier.ready()[0])
        courier.answer(courier.ready()[0], Confirmed())
        await books.follow()
        assert (await store.queries.pulse()).orders == (("ready", 1), ("sent", 1))
