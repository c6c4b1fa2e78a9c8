"""What operators look at: bank orders, those in question first, and found by an index however many there are."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from core.commands import Actor, RecordSilence, RegisterEndpoint, SetEndpointDisabled
from core.domain.bank import Confirmed, OrderState, Rejected
from core.domain.ids import OrderReference, show_short_code
from core.remote_bank import RemoteBank
from core.views import OrderView, StoredUpdate
from storage import Store, open_store
from tests.storage.books import Books, Wall
from tests.support.courier import FROZEN, Courier
from tests.support.house import ADMIN, SYSTEM, YUAN, ZONE
from tests.support.maturing import deposit_of, pool, until
from tests.support.partnering import opened_by, partner_of

BOT = 42


@pytest.fixture
async def far_books(url: str, wall: Wall, same_ids: None) -> AsyncIterator[tuple[Books, Courier]]:
    """Six orders at a bank elsewhere: two ready, one each sent, unknown, confirmed and rejected."""
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as store:
        books = Books(store, wall, bank=RemoteBank())
        house, courier = books.house, Courier(books.house)
        campaign_id = house.open(house.person("Ann"))
        for name in ("Bob", "Cat", "Dan", "Eve", "Fay", "Gus"):
            house.pledge(house.person(name), campaign_id, 1_000 * YUAN)
            house.later(minutes=1)
        confirmed, rejected, sent, unknown, *_ = courier.ready()
        courier.answer(confirmed, Confirmed())
        courier.answer(rejected, Rejected(FROZEN))
        courier.send(sent)
        courier.send(unknown)
        house.accepted(RecordSilence(intent=house.intent(), actor=SYSTEM, reference=unknown.reference))
        await books.follow()
        yield books, courier


def states(found: tuple[OrderView, ...]) -> list[str]:
    return [each.order.state.value for each in found]


async def test_orders_in_question_come_before_those_that_only_wait(far_books):
    operating = far_books[0].store.operating
    assert states(await operating.bank_orders(None, 10)) == ["unknown", "sent", "ready", "ready"]
    assert states(await operating.bank_orders(None, 2, skip=1)) == ["sent", "ready"]


@pytest.mark.parametrize("state", OrderState)
async def test_orders_are_listed_by_state(far_books, state):
    books, _ = far_books
    expected = [each for each in books.memory.orders.values() if each.state is state]
    found = await books.store.operating.bank_orders(state, 10)
    assert [replace(each.order, version=0) for each in found] == sorted(
        (replace(each, version=0) for each in expected), key=lambda each: each.reference
    )
    assert expected
    assert all((each.answered_at is not None) is each.answered for each in expected)


async def test_an_order_is_found_by_its_reference_the_beginning_of_it_or_its_campaign(far_books):
    books, _ = far_books
    operating, orders = books.store.operating, books.memory.orders
    reference = max(orders)
    view = await operating.bank_order(reference)
    assert view is not None
    assert view.order.instruction == orders[reference].instruction
    for text in (reference, reference.lower(), reference[4:14], f" {reference[:4]} {reference[4:]} "):
        assert await operating.find_orders(text) == (view,), text
    assert len(await operating.find_orders(show_short_code(view.short_code))) == len(orders)
    assert (
        await operating.find_orders(view.short_code, limit=2)
        == (await operating.find_orders(view.short_code))[:2]
    )


@pytest.mark.parametrize("text", ["", "ord_", "ord_06EAF", "%", "nothing at all", "~" * 12])
async def test_what_names_no_order_finds_none(far_books, text):
    operating = far_books[0].store.operating
    assert await operating.find_orders(text) == ()
    assert await operating.bank_order(OrderReference(text)) is None


AS_SLOW_AS_THEY_ARE_MANY = ("ledger_accounts", "webhook_endpoints", "corrections", "telegram_identities", "")
"""Tables that are small, or of which every row counts."""


async def test_nothing_reads_a_whole_table_that_grows_with_every_pledge(store: Store):
    asked: list[tuple[str, Any]] = []
    readers, now = store.operating._readers, store.clock.now()

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(readers.sync_engine, "before_cursor_execute", listen)
    await store.operating.bank_orders(None, 10)
    await store.operating.bank_orders(OrderState.REJECTED, 10)
    await store.operating.figures(now)
    await store.operating.money_by_day(now, 2)
    await store.operating.outgoing(now)
    await store.operating.updates_set_aside()
    event.remove(readers.sync_engine, "before_cursor_execute", listen)
    plans = []
    async with readers.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked:
            explained = ("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement
            plans.append(str((await connection.exec_driver_sql(explained, parameters)).all()))
    assert "ix_bank_orders_unanswered" in plans[0]
    assert "ix_bank_orders_rejected" in plans[1]
    for plan in plans:
        assert any(table in plan for table in AS_SLOW_AS_THEY_ARE_MANY) or not re.search(
            r"SCAN (?!.*INDEX)|Seq Scan", plan
        ), plan


# Figures


async def test_figures_tell_of_the_last_week_and_month_and_of_what_matures_soon(books: Books):
    house, figures = books.house, books.store.operating.figures
    settled, _ = pool(house, 4_000, 6_000)
    house.later(days=10)
    house.pledge(house.person("Cat"), house.open(house.person("Dan")), 1_000 * YUAN)
    await books.follow()
    week, month = (await figures(house.now)).recently
    assert (week.days, week.pledges, week.pledged_minor, week.newcomers) == (7, 1, 1_000 * YUAN, 2)
    assert (month.days, month.pledges, month.pledged_minor, month.newcomers) == (30, 3, 11_000 * YUAN, 4)
    assert (month.maturing, month.maturing_minor) == (0, 0)

    deposit = deposit_of(house, settled)
    until(house, deposit.payout_date - timedelta(days=20))
    week, month = (await figures(house.now)).recently
    assert (week.pledges, week.newcomers, week.maturing) == (0, 0, 0)
    assert (month.maturing, month.maturing_minor) == (1, deposit.principal_minor)


async def test_figures_count_what_needs_a_look(far_books):
    books, _ = far_books
    figures = await books.store.operating.figures(books.house.now)
    assert (figures.orders_unknown, figures.endpoints_failing, figures.corrections_waiting) == (1, 0, 0)


async def test_an_endpoint_that_takes_nothing_is_counted_until_it_is_enabled_anew(books: Books):
    house, store = books.house, books.store
    acme = partner_of(house)
    actor = Actor.partner(acme)
    registering = RegisterEndpoint(intent=house.intent(), actor=actor, url="https://acme.example/hooks")
    endpoint_id = house.accepted(registering).endpoint_id
    opened_by(house, acme)
    await books.follow()

    async def counted_when(*, disabled: bool | None) -> int:
        if disabled is not None:
            house.later(minutes=1)
            setting = SetEndpointDisabled(
                intent=house.intent(),
                actor=ADMIN,
                partner_id=acme,
                endpoint_id=endpoint_id,
                disabled=disabled,
            )
            house.accepted(setting)
            await books.follow()
        return (await store.operating.figures(house.now)).endpoints_failing

    assert await counted_when(disabled=None) == 0
    (waiting,) = await store.deliveries.due(house.at, 10)
    await store.deliveries.postpone(waiting, house.at, house.at + timedelta(minutes=1), 500, "status 500")
    assert await counted_when(disabled=None) == 1
    assert await counted_when(disabled=True) == 1
    assert await counted_when(disabled=False) == 0


async def test_money_is_told_by_day_from_the_journal(books: Books):
    house, operating = books.house, books.store.operating
    first = house.now.day
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 4_000 * YUAN)
    house.later(days=1)
    house.pledge(bob, campaign_id, 6_000 * YUAN)
    house.later(days=1)
    house.accepted(house.settling(campaign_id))
    house.later(days=1)
    await books.follow()
    expected = [(0, 0), (4_000 * YUAN, 0), (10_000 * YUAN, 0), (0, 10_000 * YUAN), (0, 10_000 * YUAN)]
    for _ in range(2):  # what is remembered is the same
        told = await operating.money_by_day(house.now, 5)
        assert [(each.held_minor, each.deposited_minor) for each in told] == expected
        assert [each.day for each in told] == [first + timedelta(days=after) for after in range(-1, 4)]
    house.pledge(bob, house.open(ann), 1_000 * YUAN)
    await books.follow()
    today = (await operating.money_by_day(house.now, 5))[-1]
    assert (today.held_minor, today.deposited_minor) == (1_000 * YUAN, 10_000 * YUAN)


# Deliveries


async def test_what_is_on_its_way_and_what_did_not_reach_people_is_told(books: Books):
    house, store = books.house, books.store
    ann, bob = house.person("Ann"), house.person("Bob")
    for _ in range(3):
        house.later(minutes=1)
        campaign_id = house.open(ann)
        house.pledge(bob, campaign_id, 1_000 * YUAN)
        house.accepted(house.cancelling(ann.actor, campaign_id))
    await books.follow()
    one, other, *rest = await store.outbox.waiting(house.at)
    await store.outbox.give_up(one.id, "unreachable")
    await store.outbox.postpone(other.id, house.at + timedelta(minutes=1))
    await store.outbox.set_reachable(bob.telegram_user_id, reachable=False)
    told = await store.operating.outgoing(house.now)
    assert (told.waiting.count, told.postponed, told.out_of_reach) == (len(rest) + 1, 1, 1)
    assert told.given_up == (("unreachable", 1),)
    house.later(days=8)
    assert (await store.operating.outgoing(house.now)).given_up == ()


async def test_an_update_that_was_set_aside_is_handled_again_as_if_for_the_first_time(books: Books):
    house, store = books.house, books.store
    ann = house.person("Ann")
    await books.follow()
    await store.inbox.store(BOT, [StoredUpdate(7, ann.telegram_user_id, "{}", attempts=0)])
    await store.inbox.begin(BOT, 7)
    assert not await store.inbox.take_up(BOT, 7), "it waits still"
    await store.inbox.set_aside(BOT, 7, "KeyError")
    [seen] = await store.operating.updates_set_aside()
    assert (seen.update_id, seen.name, seen.attempts, seen.reason) == (7, "Ann", 1, "KeyError")
    assert await store.inbox.take_up(BOT, 7)
    assert await store.operating.updates_set_aside() == ()
    [again] = await store.inbox.unhandled(BOT)
    assert (again.payload, again.attempts) == ("{}", 0)
    assert not await store.inbox.take_up(BOT, 7)
