"""A bank elsewhere beside the stage: served in a thread of its own, and out of reach when a test wants it so."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from core.domain.ids import AccountId
from tests.bank.bank import BankElsewhere
from tests.bank.clock import WallClock
from tests.bank.server import BankServer
from tests.bot.person import Person, newcomer
from tests.bot.stage import Stage
from tests.support.faults import Fault, FaultKind

T = TypeVar("T")


@dataclass
class OutOfReach:
    """Loses every call whose name contains one of these: `/orders`, `/customers`."""

    names: set[str] = field(default_factory=set)

    def fault(self, call: object, among: frozenset[FaultKind]) -> Fault | None:
        lost = any(name in str(call) for name in self.names)
        return Fault(FaultKind.LOSE_REQUEST) if lost else None


@dataclass
class FarBank:
    """The bank, and the way to it; `do` runs something where the bank lives."""

    bank: BankElsewhere
    line: OutOfReach
    clock: WallClock
    loop: asyncio.AbstractEventLoop
    url: str = ""

    def do(self, act: Callable[[], T]) -> T:
        async def run() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result()

    def customer(self, stage: Stage, balance_minor: int) -> tuple[Person, AccountId]:
        """Somebody new with an account there, who has linked it."""
        person = newcomer(stage)

        def take_on() -> AccountId:
            customer_id = self.bank.register(person.phone, person.name, self.clock.now())
            return self.bank.open_account(customer_id, self.clock.now(), balance_minor)

        account_id = self.do(take_on)
        person.link()
        return person, account_id


@contextmanager
def far_bank() -> Iterator[FarBank]:
    """A bank on the line, inside the block."""
    loop = asyncio.new_event_loop()
    far = FarBank(BankElsewhere(), OutOfReach(), WallClock(), loop)
    serving = BankServer(far.bank, far.line, far.clock).open()
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(loop.run_forever)
        try:
            far.url = asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result()
            yield far
            asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            running.result()
            loop.close()
