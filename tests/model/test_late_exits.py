"""Whoever leaves a deposit at a bank elsewhere, and whatever it answers when: every cent is right in the end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from core.commands import Command
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    DepositState,
    Rejected,
    TermDeposit,
    WithdrawShare,
)
from core.domain.deposit import Share, ShareState
from core.domain.payout import PayoutState
from core.domain.product import RemainderRate
from core.domain.tax import DatedTax
from core.remote_bank import RemoteBank
from tests.model.invariants import check_invariants
from tests.model.test_lives import expense_is_accounted_for
from tests.support.courier import FROZEN, Courier
from tests.support.house import TD12M, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    announcing,
    buying,
    deposit_of,
    maturing,
    moving_on,
    offering,
    pool,
    redirecting,
    taking_back,
    until,
    withdrawing_early,
)

MONTH = replace(
    TD12M,
    term_months=3,
    remainder_rate=RemainderRate.FALLS_TO_TIER,
    early_withdrawals_max=9,
    interest_tax=(DatedTax(date(2026, 1, 1), Decimal(20)),),
)
KEEPING = replace(MONTH, remainder_rate=RemainderRate.KEEPS_RATE)


class Town:
    """Three members of a deposit for three months at a bank elsewhere, and a courier who brings its answers anyhow."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw = draw
        self.house = house = House(draw.draw(st.sampled_from([MONTH, KEEPING]), label="product"))
        self.pool, self.people = pool(house, 5_000, 3_333, 1_667)
        for person in self.people:
            house.credit(person.account_id, 20_000 * YUAN)
        self.paid_in_minor = 70_000 * YUAN
        house.store.bank = RemoteBank()
        self.courier = Courier(house)
        self.deposit_id = deposit_of(house, self.pool).id

    @property
    def deposit(self) -> TermDeposit:
        return self.house.store.deposits[self.deposit_id]

    # What may happen

    def somebody_acts(self) -> None:
        shares = [each for each in self.house.store.shares.values() if each.state is ShareState.ACTIVE]
        if not shares:
            return
        share: Share = self.draw.draw(st.sampled_from(shares), label="share")
        owner, buyer = self._person(share.participant_id), self.draw.draw(st.sampled_from(self.people))
        ways = ["offer", "buy", "buy", "withdraw", "withdraw", "take back", "move on"]
        match self.draw.draw(st.sampled_from(ways), label="what"):
            case "offer":
                self.ask(offering(self.house, owner, share))
            case "buy":
                self.ask(buying(self.house, buyer, share))
            case "withdraw":
                self.ask(withdrawing_early(self.house, owner, share))
            case "take back":
                self.ask(taking_back(self.house, owner, share))
            case "move on":
                self.ask(moving_on(self.house, share))

    def time_passes(self) -> None:
        self.house.later(hours=self.draw.draw(st.sampled_from([1, 24, 24, 24 * 30]), label="hours"))
        self.jobs_run()

    def jobs_run(self) -> None:
        for job in (accruing, announcing, maturing):
            self.ask(job(self.house, self.deposit_id))

    def the_bank_answers(self) -> None:
        waiting = [order for order in self.house.store.orders.values() if not order.answered]
        if waiting:
            order = self.draw.draw(st.sampled_from(waiting), label="order")
            self.answer(order, agrees=self.draw.draw(st.sampled_from([True, True, False]), label="agrees"))

    def answer(self, order: BankOrder, *, agrees: bool) -> None:
        outcome: Confirmed | Rejected = Confirmed()
        if not agrees and not isinstance(order.instruction, CloseDeposit):
            outcome = Rejected() if isinstance(order.instruction, WithdrawShare) else Rejected(FROZEN)
        self.courier.answer(order, outcome)

    def _person(self, participant_id: str) -> Person:
        [person] = [each for each in self.people if each.participant_id == participant_id]
        return person

    def ask(self, command: Command[Any]) -> None:
        note(f"{command} -> {self.house.ask(command)}")
        check_invariants(self.house.store)

    # The end

    def bring_to_an_end(self) -> None:
        """All is answered, and the deposit ends; whoever's money waits has it paid."""
        store = self.house.store
        for _ in range(20):
            for order in [each for each in store.orders.values() if not each.answered]:
                self.answer(order, agrees=True)
            until(self.house, self.deposit.payout_date)
            self.jobs_run()
            for payout in list(store.payouts.values()):
                if payout.state is PayoutState.WAITING:
                    owner = self._person(payout.participant_id)
                    self.ask(redirecting(self.house, owner, payout.id, owner.account_id))
            if self.deposit.state is DepositState.CLOSED:
                return
            self.house.later(hours=24)
        raise AssertionError("it goes on for ever")


def lived(draw: st.DataObject, moves: int) -> None:
    """A life of at most so many moves, to its end."""
    town = Town(draw)
    acts = [town.somebody_acts, town.somebody_acts, town.the_bank_answers, town.time_passes]
    for act in draw.draw(st.lists(st.sampled_from(range(len(acts))), max_size=moves), label="acts"):
        acts[act]()
    town.bring_to_an_end()
    store = town.house.store
    expense_is_accounted_for(town.house)
    paid = [payout.share_id for payout in store.payouts.values()]
    assert len(paid) == len(set(paid)), "a share was paid twice"
    ended = {share.state for share in store.shares.values()}
    assert ended <= {ShareState.SOLD, ShareState.WITHDRAWN_EARLY, ShareState.PAID_OUT}
    net_minor = sum(share.interest_minor - share.tax_minor for share in store.shares.values())
    with_people_minor = sum(town.house.balances_minor(each.account_id)[0] for each in town.people)
    assert with_people_minor == town.paid_in_minor + net_minor


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_share_is_paid_twice_and_no_cent_is_lost_whatever_is_answered_when(draw):
    lived(draw, moves=25)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_share_is_paid_twice_and_no_cent_is_lost_in_many_lives(draw):
    lived(draw, moves=60)
