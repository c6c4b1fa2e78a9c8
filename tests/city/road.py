"""The road to a bank elsewhere, where letters are lost, late, doubled and spoiled; and the courier who walks it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from core.commands import Command, RecordNotReceived, RecordOutcome, RecordSilence, SendOrder
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    OpenDeposit,
    OrderState,
    Outcome,
    Rejected,
    ReleaseHold,
    WithdrawShare,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import OrderReference
from tests.bank.bank import BankElsewhere
from tests.city.telegram import Timetable
from tests.support.faults import OF_LOOKUPS, Fault, FaultKind, FaultPlan
from tests.support.house import SYSTEM, House, moment

PATIENCE = timedelta(minutes=1)
"""How long the courier waits for an answer."""
LOOK_AGAIN = timedelta(minutes=20)


class Road:
    """Takes what is ready to the bank, and brings answers, silence, and what it found out by asking again."""

    def __init__(self, house: House, bank: BankElsewhere, plan: FaultPlan) -> None:
        self._house = house
        self._bank = bank
        self._plan = plan
        self._answers: Timetable[Command[Any]] = Timetable()
        self._late: Timetable[BankOrder] = Timetable()
        self._in_progress: set[OrderReference] = set()
        self._looked: Counter[OrderReference] = Counter()
        self._look_at: dict[OrderReference, datetime] = {}
        self._down_until: datetime | None = None
        self.tally: Counter[str] = Counter()

    def commands(self) -> Iterator[Command[Any]]:
        """What there is to record and to send now."""
        at = self._house.at
        for when, order in self._late.until(at):
            self._bank.receive(order.reference, order.instruction, moment(when))
            self._in_progress.discard(order.reference)
        for _, answer in self._answers.until(at):
            yield answer
        for order in self._house.store.orders.values():
            if order.state is OrderState.READY:
                yield SendOrder(intent=self._house.intent(), actor=SYSTEM, reference=order.reference)
            elif order.state is OrderState.UNKNOWN and at >= self._look_at.get(order.reference, at):
                self._look_at[order.reference] = at + LOOK_AGAIN
                yield from self._look_up(order)

    def walk(self, reference: OrderReference) -> None:
        """Call the bank for an order that is marked as sent."""
        order, at = self._house.store.orders[reference], self._house.at
        to_be_done = isinstance(order.instruction, ReleaseHold | CloseDeposit)
        match self._fault(f"{reference} {order.attempts}"):
            case Fault(FaultKind.LOSE_REQUEST | FaultKind.DOWN):
                self._fall_silent(order)
            case Fault(FaultKind.LOSE_REPLY | FaultKind.WRONG_AMOUNT):  # what cannot be believed is no answer
                self._arrive(order)
                self._fall_silent(order)
            case Fault(FaultKind.LATE, span):
                self._in_progress.add(reference)
                self._late.put(at + span, order)
                self._fall_silent(order)
            case Fault(FaultKind.DELAY, span):
                if span > PATIENCE:
                    self._fall_silent(order)
                self._answers.put(at + span, self._arrive(order))
            case Fault(FaultKind.REFUSE) if not to_be_done:
                self._answers.put(at, self._outcome(order, self._refuse(order)))
            case Fault(FaultKind.REPEAT):
                for _ in range(2):
                    self._answers.put(at, self._arrive(order))
            case _:
                self._answers.put(at, self._arrive(order))

    def _arrive(self, order: BankOrder) -> RecordOutcome:
        """The bank has the order; what its answer would have recorded."""
        outcome = self._bank.receive(order.reference, order.instruction, self._house.now)
        return self._outcome(order, outcome)

    def _fall_silent(self, order: BankOrder) -> None:
        silence = RecordSilence(intent=self._house.intent(), actor=SYSTEM, reference=order.reference)
        self._answers.put(self._house.at + PATIENCE, silence)

    def _refuse(self, order: BankOrder) -> Outcome:
        of_the_banks_own = isinstance(order.instruction, OpenDeposit | WithdrawShare)
        refusal = Rejected() if of_the_banks_own else Rejected((FailedCondition(ConditionCode.ACCOUNT_LOST),))
        return self._bank.refuse(order.reference, order.instruction, refusal)

    def _look_up(self, order: BankOrder) -> Iterator[Command[Any]]:
        self._looked[order.reference] += 1
        fault = self._fault(f"look {order.reference} {self._looked[order.reference]}", OF_LOOKUPS)
        if fault is not None or order.reference in self._in_progress:
            return
        outcome = self._bank.answers.get(order.reference)
        if outcome is not None:
            yield self._outcome(order, outcome)
        else:
            yield RecordNotReceived(intent=self._house.intent(), actor=SYSTEM, reference=order.reference)

    def _fault(self, call: str, among: frozenset[FaultKind] = frozenset(FaultKind)) -> Fault | None:
        """What befalls a call. While the bank is down, nothing but that; it goes down more seldom than others fail."""
        if self._is_down():
            return Fault(FaultKind.LOSE_REQUEST)
        fault = self._plan.fault(call, among)
        if fault is not None and fault.kind is FaultKind.DOWN and self._plan.fault(f"again {call}") is None:
            return None
        if fault is not None:
            self.tally[fault.kind] += 1
            if fault.kind is FaultKind.DOWN:
                self._down_until = self._house.at + fault.span
        return fault

    def _is_down(self) -> bool:
        return self._down_until is not None and self._house.at < self._down_until

    def _outcome(self, order: BankOrder, outcome: Outcome) -> RecordOutcome:
        return RecordOutcome(
            intent=self._house.intent(),
            actor=SYSTEM,
            reference=order.reference,
            campaign_id=order.campaign_id,
            pledge_id=order.pledge_id,
            deposit_id=order.deposit_id,
            payout_id=order.payout_id,
            outcome=outcome,
        )
