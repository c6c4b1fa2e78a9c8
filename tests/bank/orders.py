"""The orders that came to a bank elsewhere: done at once, or late, or refused, as a fault has it."""

from datetime import datetime
from enum import StrEnum
from random import Random

from bot.bank import contract
from core.domain.bank import (
    CloseDeposit,
    Instruction,
    OpenDeposit,
    Rejected,
    ReleaseHold,
    WithdrawShare,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import OrderReference
from tests.bank.bank import BankElsewhere, ReferenceReused
from tests.bank.clock import BankClock
from tests.bank.wording import told_outcome
from tests.support.faults import Fault, FaultKind

_FROZEN = (FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen"),)


class Lost(Exception):
    """Nothing is answered."""


class Lateness(StrEnum):
    """How an order is late."""

    SAID = "said"  # the bank says at once that it is in progress
    SILENT = "silent"  # it says so only when it is asked again
    ON_THE_WAY = "on the way"  # the request itself is late, and the bank knows nothing of it until then


def lateness_of(reference: OrderReference) -> Lateness:
    """How the order of this reference is late, if it is: each way for a third of all."""
    return Random(reference).choice(list(Lateness))


class Orders:
    """Takes orders to the bank when their time has come; the time is seen when somebody calls."""

    def __init__(self, bank: BankElsewhere, clock: BankClock) -> None:
        self._bank = bank
        self._clock = clock
        self._in_progress: dict[OrderReference, tuple[datetime, Instruction]] = {}
        self._on_the_way: list[tuple[datetime, OrderReference, Instruction]] = []

    def bring_what_is_late(self) -> None:
        """Carry out what is due by now."""
        now = self._clock.now()
        for reference, (due, instruction) in list(self._in_progress.items()):
            if due <= now.at:
                del self._in_progress[reference]
                self._bank.receive(reference, instruction, now)
        for arriving in [late for late in self._on_the_way if late[0] <= now.at]:
            self._on_the_way.remove(arriving)
            _, reference, instruction = arriving
            self.take(reference, instruction, None)

    def take(self, reference: OrderReference, instruction: Instruction, fault: Fault | None) -> None:
        """An order arrives. Raises Lost, ReferenceReused, NotAsItShouldBe."""
        if reference in self._in_progress:
            _, known = self._in_progress[reference]
            if known != instruction:
                raise ReferenceReused(reference)
            return
        match fault:
            case Fault(FaultKind.LATE, span) if reference not in self._bank.answers:
                self._put_off(reference, instruction, self._clock.now().at + span)
            case Fault(FaultKind.REFUSE) if not isinstance(instruction, ReleaseHold | CloseDeposit):
                self._bank.refuse(reference, instruction, _refusal(instruction))
            case _:
                self._bank.receive(reference, instruction, self._clock.now())

    def status(self, reference: OrderReference) -> contract.OrderStatus | None:
        """What became of an order, None if it was never received."""
        if reference in self._in_progress:
            return contract.InProgress(status="in_progress", reference=reference)
        outcome = self._bank.answers.get(reference)
        if outcome is None:
            return None
        return told_outcome(reference, self._bank.instruction(reference), outcome)

    def _put_off(self, reference: OrderReference, instruction: Instruction, due: datetime) -> None:
        lateness = lateness_of(reference)
        if lateness is Lateness.ON_THE_WAY:
            self._on_the_way.append((due, reference, instruction))
        else:
            self._in_progress[reference] = due, instruction
        if lateness is not Lateness.SAID:
            raise Lost


def _refusal(instruction: Instruction) -> Rejected:
    """A reason of the bank's own: for a deposit, that it opens none; for an early withdrawal, that it allows none."""
    of_the_banks_own = isinstance(instruction, OpenDeposit | WithdrawShare)
    return Rejected() if of_the_banks_own else Rejected(_FROZEN)
