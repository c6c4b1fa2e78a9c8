"""A bank elsewhere and the line to it, within this process: what happens to each letter is written down beforehand."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.bank.directory import HouseDirectory
from bot.jobs.alarms import Alarms
from bot.jobs.courier import Courier
from bot.jobs.errands import Errands
from bot.jobs.patience import Patience
from bot.stopping import Stop
from core.domain.bank import (
    BankOrder,
    Confirmed,
    InProgress,
    NotReceived,
    OpenDeposit,
    OpenedDeposit,
    Outcome,
    Rejected,
    Reply,
)
from core.domain.facts import CustomerFacts, Statement
from core.domain.ids import OrderReference
from core.ports import BankContradicts, BankGateway, BankSilent, Teller
from storage import Store
from tests.storage.books import Books
from tests.support.courier import FROZEN

TIMEOUT_SECONDS = 10.0


@dataclass
class Line:
    """The line and the bank at its end. `fates` befall the next letters in order; without one, all goes well.

    `sent` and `looked_up` have every letter, `effects` what the bank has done, as often as it did.
    """

    fates: deque[str] = field(default_factory=deque)
    sent: list[OrderReference] = field(default_factory=list)
    looked_up: list[OrderReference] = field(default_factory=list)
    effects: list[OrderReference] = field(default_factory=list)
    answers: dict[OrderReference, Outcome] = field(default_factory=dict)
    refuses: bool = False
    down: bool = False
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    value_at: datetime | None = None

    async def send(self, order: BankOrder) -> Confirmed | Rejected | InProgress:
        self.sent.append(order.reference)
        fate = self.fates.popleft() if self.fates else "heard"
        if fate == "lost going" or self.down:
            raise BankSilent("nothing came")
        if fate == "killed before":
            raise asyncio.CancelledError
        if fate == "in progress":
            return InProgress()
        if fate == "slow":
            await self.let_go.wait()
        if order.reference not in self.answers:
            self.answers[order.reference] = self._decide(order)
            self.effects.append(order.reference)
        if fate == "contradicts":
            raise BankContradicts("another amount")
        if fate == "killed after":
            raise asyncio.CancelledError
        if fate == "lost coming":
            raise BankSilent("nothing came")
        outcome = self.answers[order.reference]
        assert isinstance(outcome, Confirmed | Rejected)
        return outcome

    def _decide(self, order: BankOrder) -> Outcome:
        if isinstance(order.instruction, OpenDeposit):
            assert self.value_at is not None
            day = self.value_at.date()
            return Confirmed(OpenedDeposit(f"62{len(self.answers):09d}", day, day.replace(year=day.year + 1)))
        return Rejected(FROZEN) if self.refuses else Confirmed()

    async def look_up(self, order: BankOrder) -> Reply:
        self.looked_up.append(order.reference)
        if self.down:
            raise BankSilent("nothing came")
        return self.answers.get(order.reference, NotReceived())

    async def customer(self, phone: str) -> CustomerFacts | None:
        raise BankSilent("nobody asks here")

    async def statement(self) -> Statement:
        raise BankSilent("nobody asks here")


class Seconds:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class CourierAt:
    """A courier of one worker, with its own sense of time."""

    courier: Courier
    errands: Errands
    seconds: Seconds
    books: Books

    async def make_round(self) -> None:
        await self.courier.make_round()

    async def rounds(self, count: int, *, seconds: float) -> None:
        """So many rounds, with so many seconds before each."""
        for _ in range(count):
            self.pass_time(seconds)
            await self.courier.make_round()

    def pass_time(self, seconds: float) -> None:
        self.seconds.now += seconds
        self.books.house.later(seconds=seconds)
        self.books.wall.at = self.books.house.at


def courier_of(books: Books, line: BankGateway, teller: Teller | None = None) -> CourierAt:
    """One more worker's courier."""
    store: Store = books.store
    seconds = Seconds()
    patience = Patience(seconds)
    alarms = Alarms(store.teller, store.queries)
    errands = Errands(
        teller or store.teller, store.queries, store.clock, line, HouseDirectory(), alarms, patience
    )
    courier = Courier(
        errands, store.queries, store.clock, alarms, patience, Stop(), timeout_seconds=TIMEOUT_SECONDS
    )
    return CourierAt(courier, errands, seconds, books)
