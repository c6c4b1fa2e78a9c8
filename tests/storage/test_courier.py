"""Orders reach a bank elsewhere, and its answers come back, whatever dies, is lost, slow or silent on the way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event

from bot.jobs.due import DueJobs
from bot.stopping import Stop
from core.commands import Command, RecordOutcome, SendOrder
from core.domain.bank import BankOrder, OrderState
from core.domain.campaign import CampaignState
from core.domain.ids import CampaignId
from core.domain.notice import OrderContradicted, OrdersInQuestion
from core.domain.pledge import Pledge, PledgeState
from core.remote_bank import RemoteBank
from storage import open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.storage.line_to_bank import TIMEOUT_SECONDS, Line, courier_of
from tests.support.house import ADMIN, OPENING, YUAN, ZONE, Person

PRESUMED_DEAD_SECONDS = 2 * TIMEOUT_SECONDS + 5


@pytest.fixture
async def books(url: str, wall: Wall, same_ids: None) -> AsyncIterator[Books]:
    """A store beside a house that is asked the same; what the couriers do happens in the store alone."""
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as store:
        yield Books(store, wall, bank=RemoteBank())
    assert not (await verify_ledger(url)).findings


@pytest.fixture
def line() -> Line:
    return Line(value_at=OPENING)


async def pledging(books: Books, *amounts_minor: int) -> tuple[CampaignId, list[Person]]:
    """A pool of ¥10,000 in which so many people have pledged these amounts."""
    people = [books.house.person(f"Person {number}") for number in range(len(amounts_minor))]
    campaign_id = books.house.open(people[0])
    for person, amount_minor in zip(people, amounts_minor, strict=True):
        books.house.pledge(person, campaign_id, amount_minor)
    await books.follow()
    return campaign_id, people


async def pledge_of(books: Books, campaign_id: CampaignId, person: Person) -> Pledge | None:
    view = await books.store.queries.campaign(campaign_id, person.participant_id)
    assert view is not None
    return view.own_pledge


async def state_of(books: Books, campaign_id: CampaignId, person: Person) -> CampaignState:
    view = await books.store.queries.campaign(campaign_id, person.participant_id)
    assert view is not None
    return view.campaign.state


def due_jobs(books: Books) -> DueJobs:
    return DueJobs(books.store.teller, books.store.queries, books.store.clock, Stop())


async def unanswered(books: Books) -> list[BankOrder]:
    queries = books.store.queries
    return [*await queries.ready_orders(), *await queries.orders_in_question()]


class Dying:
    """A teller at which the courier dies when it hands in a kind of command: `before` it is committed, or after."""

    def __init__(self, books: Books, at: type[Command[Any]], *, before: bool) -> None:
        self._teller, self._at, self._before = books.store.teller, at, before

    async def submit(self, command: Command[Any], **details: Any) -> Any:
        dies = isinstance(command, self._at)
        if dies and self._before:
            raise asyncio.CancelledError
        receipt = await self._teller.submit(command, **details)
        if dies:
            raise asyncio.CancelledError
        return receipt


async def test_a_pledge_is_held_once_the_bank_has_said_so(books, line):
    campaign_id, [ann] = await pledging(books, 4_000 * YUAN)
    await courier_of(books, line).make_round()
    pledge = await pledge_of(books, campaign_id, ann)
    assert pledge is not None
    assert pledge.state is PledgeState.HELD
    assert not await unanswered(books)


async def test_a_pledge_that_the_bank_refuses_is_rejected(books, line):
    line.refuses = True
    campaign_id, [ann] = await pledging(books, 4_000 * YUAN)
    await courier_of(books, line).make_round()
    assert await pledge_of(books, campaign_id, ann) is None
    assert not await unanswered(books)


@pytest.mark.parametrize(
    ("at", "before"), [(SendOrder, True), (SendOrder, False), (RecordOutcome, True), (RecordOutcome, False)]
)
async def test_a_courier_that_dies_at_the_counter_is_followed_by_another_and_there_is_one_effect(
    books, line, at, before
):
    campaign_id, [ann] = await pledging(books, 4_000 * YUAN)
    await courier_of(books, line, Dying(books, at, before=before)).make_round()
    after = courier_of(books, line)
    after.pass_time(PRESUMED_DEAD_SECONDS)
    await after.make_round()
    await after.make_round()
    assert len(line.effects) == 1
    pledge = await pledge_of(books, campaign_id, ann)
    assert pledge is not None
    assert pledge.state is PledgeState.HELD


@pytest.mark.parametrize("fate", ["killed before", "killed after"])
async def test_a_courier_that_dies_on_the_way_is_followed_by_another_that_asks_first(books, line, fate):
    line.fates.append(fate)
    await pledging(books, 4_000 * YUAN)
    await courier_of(books, line).make_round()
    after = courier_of(books, line)
    after.pass_time(PRESUMED_DEAD_SECONDS - 1)
    await after.make_round()
    assert not line.looked_up, "whoever sent it may still be waiting"
    after.pass_time(1)
    await after.make_round()
    assert len(line.looked_up) == 1
    await after.make_round()
    assert len(line.effects) == 1
    assert not await unanswered(books)


async def test_an_order_that_the_bank_turns_out_never_to_have_had_is_sent_again_at_once(books, line):
    line.down = True
    await pledging(books, 4_000 * YUAN)
    courier = courier_of(books, line)
    await courier.rounds(8, seconds=60)
    [order] = await unanswered(books)
    line.down = False
    await courier.errands.look_up(order)  # as an operator has it done, long before the courier would
    assert [each.state for each in await unanswered(books)] == [OrderState.READY]
    await courier.make_round()
    assert not await unanswered(books)


@pytest.mark.parametrize("fate", ["lost going", "lost coming", "in progress"])
async def test_an_order_without_an_answer_is_looked_up_and_has_one_effect(books, line, fate):
    line.fates.append(fate)
    await pledging(books, 4_000 * YUAN)
    courier = courier_of(books, line)
    await courier.make_round()
    assert [order.state for order in await unanswered(books)] == [OrderState.UNKNOWN]
    assert not line.looked_up
    await courier.rounds(3, seconds=2)
    assert len(line.effects) == 1
    assert not await unanswered(books)


async def test_two_couriers_send_each_order_once(books, line):
    await pledging(books, *[500 * YUAN] * 8)
    couriers = [courier_of(books, line) for _ in range(2)]
    await asyncio.gather(*(courier.make_round() for courier in couriers))
    assert Counter(line.sent) == Counter(dict.fromkeys(line.effects, 1))
    assert len(line.effects) == 8
    assert not await unanswered(books)


async def test_a_slow_order_keeps_no_other_waiting(books, line):
    line.fates.append("slow")
    await pledging(books, 4_000 * YUAN, 1_000 * YUAN, 1_000 * YUAN)
    courier = courier_of(books, line).courier
    async with asyncio.TaskGroup() as tasks:
        round_ = tasks.create_task(courier.make_round())
        while len(await unanswered(books)) > 1:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0)
        assert not round_.done()
        line.let_go.set()
    assert not await unanswered(books)


async def test_what_a_courier_does_is_begun_by_the_commit_that_makes_it_due(books, line):
    courier = courier_of(books, line).courier
    books.store.teller.on_commit(courier.rounds.call)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(courier.run())
        await pledging(books, 4_000 * YUAN)
        while await unanswered(books):  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0)
        running.cancel()
    assert len(line.effects) == 1


async def test_a_bank_that_is_down_for_an_hour_is_asked_gently_and_everything_ends_by_itself(
    books, line, url
):
    books.house.meet("Admin", int(ADMIN.id))
    campaign_id, people = await pledging(books, *[1_000 * YUAN] * 10)
    line.down = True
    courier = courier_of(books, line)
    await courier.rounds(60, seconds=60)
    assert len(line.sent) + len(line.looked_up) < 100
    (alarm,) = await alarms(books, url)
    assert isinstance(alarm, OrdersInQuestion)
    assert alarm.count == 10
    line.down = False
    await courier.rounds(4, seconds=60)
    assert sorted(line.effects) == sorted(set(line.answers))
    assert len(line.effects) == 10
    assert not await unanswered(books)
    assert await state_of(books, campaign_id, people[0]) is CampaignState.FUNDED


async def alarms(books: Books, url: str) -> list[OrdersInQuestion | OrderContradicted]:
    notices = tables.values(url)["notices"].values()
    return [notice for notice in notices if isinstance(notice, OrdersInQuestion | OrderContradicted)]


async def test_an_answer_that_does_not_fit_is_told_to_the_admins_once_and_never_guessed_from(
    books, line, url
):
    books.house.meet("Admin", int(ADMIN.id))
    line.fates.append("contradicts")
    campaign_id, [ann] = await pledging(books, 4_000 * YUAN)
    courier = courier_of(books, line)
    await courier.make_round()
    pledge = await pledge_of(books, campaign_id, ann)
    assert pledge is not None
    assert pledge.state is PledgeState.RESERVED
    (alarm,) = await alarms(books, url)
    assert (type(alarm), alarm.reference) == (OrderContradicted, line.sent[0])
    await courier.rounds(3, seconds=2)
    assert not await unanswered(books), "asked again, the bank told the truth"
    assert len(await alarms(books, url)) == 1


async def test_an_opening_in_question_keeps_its_own_campaign_waiting_and_no_other(books, line):
    courier, due = courier_of(books, line), due_jobs(books)
    first, [ann] = await pledging(books, 10_000 * YUAN)
    await courier.make_round()
    await due.do_what_is_due()
    line.fates.append("lost coming")
    await courier.make_round()
    assert await state_of(books, first, ann) is CampaignState.SETTLING
    second, [bo] = await pledging(books, 10_000 * YUAN)
    await courier.make_round()
    await due.do_what_is_due()
    await courier.make_round()
    assert await state_of(books, second, bo) is CampaignState.SETTLED
    assert await state_of(books, first, ann) is CampaignState.SETTLING
    await courier.rounds(1, seconds=2)
    assert await state_of(books, first, ann) is CampaignState.SETTLED
    assert len(line.effects) == len(set(line.effects)) == 4


async def test_an_order_in_question_keeps_no_campaign_from_expiring_and_its_hold_is_given_back(books, line):
    line.fates.append("lost coming")
    courier = courier_of(books, line)
    campaign_id, [ann] = await pledging(books, 4_000 * YUAN)
    await courier.make_round()
    line.down = True
    courier.pass_time(3 * 86_400)
    await due_jobs(books).do_what_is_due()
    assert await state_of(books, campaign_id, ann) is CampaignState.EXPIRED
    line.down = False
    await courier.rounds(2, seconds=2)
    assert not await unanswered(books)
    (account,) = await books.store.queries.accounts_of(ann.participant_id)
    assert (account.available_minor, account.held_minor) == (10_000 * YUAN, 0)
    assert len(line.effects) == 2


async def test_what_waits_is_found_by_the_index_of_unanswered_orders(books, line):
    asked: list[tuple[str, Any]] = []
    readers = books.store.queries._readers.sync_engine

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "FROM bank_orders" in statement:
            asked.append((statement, parameters))

    event.listen(readers, "before_cursor_execute", listen)
    await courier_of(books, line).make_round()
    event.remove(readers, "before_cursor_execute", listen)
    assert len(asked) == 2
    async with books.store.queries._readers.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked:
            explained = ("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + statement
            plan = (await connection.exec_driver_sql(explained, parameters)).all()
            assert "ix_bank_orders_unanswered" in str(plan), plan
