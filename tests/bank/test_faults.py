"""Whatever goes wrong on the way to a bank: the gateway says what is known, and a reference has one effect at most."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from random import Random

import aiohttp
import pytest

from bot.bank.gateway import HttpBankGateway
from core.domain.bank import (
    BankOrder,
    Confirmed,
    InProgress,
    Instruction,
    NotReceived,
    OpenDeposit,
    Outcome,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
)
from core.domain.ids import OrderReference
from core.ports import BankContradicts, BankSilent
from tests.bank.bank import BankElsewhere
from tests.bank.clock import TurnedClock
from tests.bank.counter import PHONE, Counter, Holder
from tests.bank.orders import Lateness, lateness_of
from tests.bank.server import KEY, BankServer
from tests.support.faults import NO_FAULTS, Fault, FaultKind, FaultPlan
from tests.support.house import YUAN

HASTY_SECONDS = 0.05


class Ahead:
    """Faults that a test has laid in the way: each befalls one call, in this order; None lets one pass."""

    def __init__(self) -> None:
        self.waiting: list[Fault | None] = []

    def lay(self, kind: FaultKind, **span: float) -> None:
        self.waiting.append(Fault(kind, timedelta(**span)))

    def fault(self, call: object, among: frozenset[FaultKind]) -> Fault | None:
        return self.waiting.pop(0) if self.waiting else None


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


@pytest.fixture
async def line(server: BankServer) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    async with server.open() as url, aiohttp.ClientSession() as session:
        yield url, session


@pytest.fixture
def counter(
    bank: BankElsewhere,
    clock: TurnedClock,
    server: BankServer,
    ahead: Ahead,
    line: tuple[str, aiohttp.ClientSession],
) -> Counter:
    server.faults = ahead
    url, session = line
    return Counter(bank, clock, HttpBankGateway(session, url, KEY))


def late(counter: Counter, lateness: Lateness) -> BankOrder:
    """An order that is late in this way, if it is late."""
    references = (f"ord_late_{number}" for number in count())
    reference = next(each for each in references if lateness_of(OrderReference(each)) is lateness)
    return counter.order(counter.placing(), reference)


class TestOneFault:
    async def test_a_lost_request_was_never_received_and_may_be_sent_again(self, counter, ahead):
        order = counter.order(counter.placing())
        ahead.lay(FaultKind.LOSE_REQUEST)
        with pytest.raises(BankSilent):
            await counter.gateway.send(order)
        assert await counter.gateway.look_up(order) == NotReceived()
        assert await counter.gateway.send(order) == Confirmed()
        assert counter.bank.effects == [order.reference]

    async def test_a_lost_reply_is_looked_up(self, counter, ahead):
        order = counter.order(counter.placing())
        ahead.lay(FaultKind.LOSE_REPLY)
        with pytest.raises(BankSilent):
            await counter.gateway.send(order)
        assert await counter.gateway.look_up(order) == Confirmed()
        assert counter.bank.effects == [order.reference]

    async def test_a_call_whose_connection_breaks_is_not_made_twice(self, counter, ahead, server):
        order = counter.order(counter.placing())
        await counter.gateway.look_up(order)  # so that the connection is one that was used before
        for call in (counter.gateway.send, counter.gateway.look_up):
            ahead.lay(FaultKind.LOSE_REPLY)
            server.calls.clear()
            with pytest.raises(BankSilent):
                await call(order)
            assert len(server.calls) == 1

    async def test_a_reply_that_comes_too_late_is_silence(self, counter, ahead, line):
        url, session = line
        order = counter.order(counter.placing())
        ahead.lay(FaultKind.DELAY, minutes=5)
        with pytest.raises(BankSilent, match="Timeout"):
            await HttpBankGateway(session, url, KEY, HASTY_SECONDS).send(order)
        assert await counter.gateway.look_up(order) == Confirmed()

    async def test_a_refusal_of_the_banks_own_is_for_good(self, counter, ahead):
        placing = await counter.placed()
        orders = [counter.order(counter.placing()), counter.order(counter.opening(placing))]
        for order in orders:
            ahead.lay(FaultKind.REFUSE)
            refused = await counter.gateway.send(order)
            assert isinstance(refused, Rejected)
            assert await counter.gateway.send(order) == await counter.gateway.look_up(order) == refused
        assert await counter.held() == {placing.hold_id: placing.debit.amount_minor}

    async def test_a_call_that_arrives_twice_is_carried_out_once(self, counter, ahead):
        for instruction in await counter.one_of_each():
            ahead.lay(FaultKind.REPEAT)
            assert isinstance(await counter.ask(instruction), Confirmed)
        assert len(counter.bank.effects) == len(set(counter.bank.effects))
        assert counter.bank.total_minor() == 0

    async def test_an_order_in_progress_is_answered_when_it_is_done(self, counter, ahead):
        order = late(counter, Lateness.SAID)
        ahead.lay(FaultKind.LATE, hours=6)
        assert await counter.gateway.send(order) == InProgress()
        assert await counter.gateway.look_up(order) == InProgress()
        assert await counter.gateway.send(order) == InProgress()
        await counter.clock.turn(hours=6)
        assert await counter.gateway.look_up(order) == Confirmed()
        assert counter.bank.effects == [order.reference]

    async def test_an_order_that_the_bank_is_silent_about_succeeds_late(self, counter, ahead):
        order = late(counter, Lateness.SILENT)
        ahead.lay(FaultKind.LATE, hours=6)
        with pytest.raises(BankSilent):
            await counter.gateway.send(order)
        assert await counter.gateway.look_up(order) == InProgress()
        await counter.clock.turn(hours=6)
        assert await counter.gateway.look_up(order) == Confirmed()

    async def test_a_request_that_arrives_after_its_repetition_has_no_second_effect(self, counter, ahead):
        order = late(counter, Lateness.ON_THE_WAY)
        ahead.lay(FaultKind.LATE, hours=6)
        with pytest.raises(BankSilent):
            await counter.gateway.send(order)
        assert await counter.gateway.look_up(order) == NotReceived()
        assert await counter.gateway.send(order) == Confirmed()
        assert isinstance(order.instruction, PlaceHold)
        await counter.ask(ReleaseHold(order.instruction.hold_id))
        await counter.clock.turn(hours=6)
        assert await counter.held() == {}
        assert counter.bank.effects.count(order.reference) == 1

    async def test_an_answer_with_another_amount_contradicts_and_the_truth_is_looked_up(self, counter, ahead):
        for instruction in await counter.one_of_each():
            order = counter.order(instruction)
            for call in (counter.gateway.send, counter.gateway.look_up):
                ahead.lay(FaultKind.WRONG_AMOUNT)
                with pytest.raises(BankContradicts, match=order.reference):
                    await call(order)
            assert isinstance(await counter.gateway.look_up(order), Confirmed)

    async def test_a_bank_that_is_down_for_an_hour_is_silent_for_an_hour(self, counter, ahead):
        order = counter.order(counter.placing())
        ahead.lay(FaultKind.DOWN, hours=1)
        for call in (counter.gateway.send, counter.gateway.look_up, counter.gateway.look_up):
            with pytest.raises(BankSilent):
                await call(order)
            await counter.clock.turn(minutes=20)
        assert await counter.gateway.look_up(order) == NotReceived()
        assert await counter.gateway.send(order) == Confirmed()

    async def test_silence_while_asking_for_facts_is_silence(self, counter, ahead):
        for call in (counter.gateway.statement, lambda: counter.gateway.customer(PHONE)):
            for kind in (FaultKind.LOSE_REQUEST, FaultKind.LOSE_REPLY):
                ahead.lay(kind)
                with pytest.raises(BankSilent):
                    await call()

    async def test_a_code_that_may_not_have_been_taken_can_be_handed_over_again(self, counter, ahead):
        ahead.lay(FaultKind.LOSE_REQUEST)
        with pytest.raises(OSError, match="no code"):
            await counter.gateway.deliver(PHONE, "123456", counter.clock.now().at, "en")
        await counter.gateway.deliver(PHONE, "123456", counter.clock.now().at, "en")
        assert [code.code for code in counter.bank.codes] == ["123456"]


class Errands:
    """One customer's orders, drawn from a seed and each brought to its end, as a courier does: asked, then looked up.

    `standing` is what the customer believes to be held, by the answers alone.
    """

    def __init__(self, counter: Counter, holder: Holder, seed: str) -> None:
        self._counter, self._holder = counter, holder
        self._draw = Random(seed)
        self._numbers = count(1)
        self._seed = seed
        self.standing: dict[str, PlaceHold] = {}
        self.answers: dict[OrderReference, Outcome] = {}

    async def run(self, orders: int) -> None:
        for _ in range(orders):
            instruction = self._next()
            order = self._counter.order(instruction, f"ord_{self._seed}_{next(self._numbers)}")
            outcome = await self._bring_to_an_end(order)
            self.answers[order.reference] = outcome
            if isinstance(outcome, Confirmed):
                self._believe(instruction)

    def _next(self) -> Instruction:
        standing = list(self.standing.values())
        amount_minor = self._draw.choice([500, 1_000, 2_500, 9_000]) * YUAN
        placing = self._counter.placing(self._holder, amount_minor)
        kind = self._draw.choice([PlaceHold, PlaceHold, ReplaceHold, ReleaseHold, OpenDeposit])
        if kind is PlaceHold or not standing:
            return placing
        chosen = self._draw.choice(standing)
        if kind is ReplaceHold:
            return ReplaceHold(chosen.hold_id, placing)
        return ReleaseHold(chosen.hold_id) if kind is ReleaseHold else self._counter.opening(chosen)

    async def _bring_to_an_end(self, order: BankOrder) -> Outcome:
        """What the bank says in the end. Nothing is sent again unless the bank never had it."""
        gateway, clock = self._counter.gateway, self._counter.clock
        in_question = False
        for _ in range(200):
            try:
                reply = await (gateway.look_up if in_question else gateway.send)(order)
            except BankSilent:
                in_question = True
                await clock.turn(minutes=10)
                continue
            if isinstance(reply, Confirmed | Rejected):
                return reply
            in_question = isinstance(reply, InProgress)
            await clock.turn(hours=1)
        raise AssertionError(f"{order.reference} has no answer")

    def _believe(self, instruction: Instruction) -> None:
        match instruction:
            case PlaceHold() as placed:
                self.standing[placed.hold_id] = placed
            case ReplaceHold(released_hold_id, placed):
                del self.standing[released_hold_id]
                self.standing[placed.hold_id] = placed
            case ReleaseHold(hold_id):
                del self.standing[hold_id]
            case OpenDeposit(hold_ids=hold_ids):
                for hold_id in hold_ids:
                    del self.standing[hold_id]


async def survives(seed: int) -> None:
    """Three customers' orders at once through any mix of faults: what is believed in the end is what stands."""
    bank, clock = BankElsewhere(), TurnedClock()
    server = BankServer(bank, FaultPlan(seed), clock)
    async with server.open() as url, aiohttp.ClientSession() as session:
        counter = Counter(bank, clock, HttpBankGateway(session, url, KEY, HASTY_SECONDS))
        errands = [Errands(counter, counter.holder(), f"{seed}_{number}") for number in range(3)]
        async with asyncio.TaskGroup() as at_once:
            for errand in errands:
                at_once.create_task(errand.run(orders=6))
        server.faults = NO_FAULTS
        await clock.turn(days=1)
        stated = await HttpBankGateway(session, url, KEY).statement()
    answers = {reference: outcome for errand in errands for reference, outcome in errand.answers.items()}
    assert answers == bank.answers
    assert len(bank.effects) == len(set(bank.effects)), "each reference has at most one effect"
    assert {hold.hold_id: hold.amount_minor for hold in stated.holds} == {
        hold.hold_id: hold.debit.amount_minor for errand in errands for hold in errand.standing.values()
    }
    assert bank.total_minor() == 0


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_believed_in_the_end_is_what_stands(seed):
    await survives(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12, 312))
async def test_what_is_believed_in_the_end_is_what_stands_whatever_the_seed(seed):
    await survives(seed)
