"""What operators look at: bank orders, those in question first, and found by an index however many there are."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from core.commands import RecordSilence
from core.domain.bank import Confirmed, OrderState, Rejected
from core.domain.ids import OrderReference, show_short_code
from core.remote_bank import RemoteBank
from core.views import OrderView
from storage import Store, open_store
from tests.storage.books import Books, Wall
from tests.support.courier import FROZEN, Courier
from tests.support.house import SYSTEM, YUAN, ZONE


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


async def test_open_and_rejected_orders_are_found_by_indexes_of_their_own(store: Store):
    asked: list[tuple[str, Any]] = []
    readers = store.operating._readers

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "FROM bank_orders" in statement:
            asked.append((statement, parameters))

    event.listen(readers.sync_engine, "before_cursor_execute", listen)
    await store.operating.bank_orders(None, 10)
    await store.operating.bank_orders(OrderState.REJECTED, 10)
    event.remove(readers.sync_engine, "before_cursor_execute", listen)
    async with readers.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for (statement, parameters), index in zip(asked, ("unanswered", "rejected"), strict=True):
            explained = ("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement
            plan = (await connection.exec_driver_sql(explained, parameters)).all()
            assert f"ix_bank_orders_{index}" in str(plan), plan
