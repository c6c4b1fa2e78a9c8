"""A courier to a bank elsewhere, who brings the answers that a test wants."""

from dataclasses import dataclass

from core.commands import RecordOutcome, SendOrder
from core.domain.bank import BankOrder, Confirmed, OpenDeposit, OpenedDeposit, OrderState, Rejected
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import CampaignId
from tests.model.invariants import check_invariants
from tests.support.house import SYSTEM, House, Person

FROZEN = (FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen"),)


@dataclass
class Courier:
    """Takes orders to the bank elsewhere, and brings the answers that a test wants."""

    house: House

    def ready(self) -> list[BankOrder]:
        return [order for order in self.house.store.orders.values() if order.state is OrderState.READY]

    def the(self, kind: type) -> BankOrder:
        """The one order of a kind that waits for its answer."""
        (order,) = (
            order
            for order in self.house.store.orders.values()
            if isinstance(order.instruction, kind) and not order.answered
        )
        return order

    def send(self, order: BankOrder) -> BankOrder:
        house = self.house
        house.accepted(SendOrder(intent=house.intent(), actor=SYSTEM, reference=order.reference))
        return house.store.orders[order.reference]

    def outcome(self, order: BankOrder, outcome: Confirmed | Rejected) -> RecordOutcome:
        return RecordOutcome(
            intent=self.house.intent(),
            actor=SYSTEM,
            reference=order.reference,
            campaign_id=order.campaign_id,
            pledge_id=order.pledge_id,
            deposit_id=order.deposit_id,
            payout_id=order.payout_id,
            outcome=outcome,
        )

    def answer(self, order: BankOrder, outcome: Confirmed | Rejected) -> None:
        if self.house.store.orders[order.reference].state is OrderState.READY:
            self.send(order)
        self.house.accepted(self.outcome(order, outcome))
        check_invariants(self.house.store)

    def yes(self, kind: type) -> None:
        self.answer(self.the(kind), Confirmed())

    def no(self, kind: type) -> None:
        self.answer(self.the(kind), Rejected(FROZEN))

    def no_to(self, person: Person, campaign_id: CampaignId) -> None:
        """The bank refuses what one person asked for."""
        pledge_id = self.house.pledge_of(person, campaign_id).id
        (order,) = (order for order in self.ready() if order.pledge_id == pledge_id)
        self.answer(order, Rejected(FROZEN))

    def open(self) -> None:
        """The bank opens the deposit."""
        day = self.house.now.day
        self.answer(
            self.the(OpenDeposit), Confirmed(OpenedDeposit("6210482", day, day.replace(year=day.year + 1)))
        )

    def yes_to_all(self) -> None:
        while ready := self.ready():
            for order in ready:
                self.answer(order, Confirmed())
