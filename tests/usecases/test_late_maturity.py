"""A bank elsewhere closes deposits and pays out late: what stands meanwhile, and what follows from its answers."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    DepositState,
    OpenedDeposit,
    Rejected,
    TermDeposit,
)
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.errors import NotDue, PayoutFixed, ShareFixed
from core.domain.ids import CampaignId
from core.domain.interest import add_months
from core.domain.notice import PaidOut, PayoutWaiting
from core.domain.payout import PayoutState
from core.remote_bank import RemoteBank
from tests.support.courier import FROZEN, Courier
from tests.support.house import REMAINDER, YUAN, House, Person
from tests.support.maturing import (
    check_books,
    choosing,
    deposit_of,
    maturing,
    payouts_of,
    redirecting,
    share_of,
    until,
)


class Life:
    """Ann and Bo have ¥6,000 each in a deposit at a bank elsewhere, and it is to be closed."""

    def __init__(self, *choices: MaturityChoice) -> None:
        self.house = House(bank=RemoteBank())
        self.courier = Courier(self.house)
        self.ann, self.bo = self.house.person("Ann"), self.house.person("Bo")
        self.campaign_id: CampaignId = self.house.open(self.ann, target_minor=12_000 * YUAN)
        self.house.pledge(self.ann, self.campaign_id, 6_000 * YUAN)
        self.house.later(seconds=1)
        self.house.pledge(self.bo, self.campaign_id, 6_000 * YUAN, REMAINDER)
        self.courier.yes_to_all()
        self.house.accepted(self.house.settling(self.campaign_id))
        self.courier.open()
        for person, choice in zip((self.ann, self.bo), choices, strict=False):
            share = share_of(self.house, person, self.deposit.id)
            self.house.accepted(choosing(self.house, person, share.id, choice))
        until(self.house, self.deposit.payout_date)
        self.house.accepted(maturing(self.house, self.deposit.id))

    @property
    def deposit(self) -> TermDeposit:
        return deposit_of(self.house, self.campaign_id)

    def state(self) -> DepositState:
        return self.deposit.state

    def close(self) -> None:
        self.courier.yes(CloseDeposit)

    def pay(self, person: Person, outcome: Confirmed | Rejected) -> None:
        [payout] = payouts_of(self.house, person)
        [order] = [each for each in self.courier.ready() if each.payout_id == payout.id]
        self.courier.answer(order, outcome)
        check_books(self.house)


@pytest.fixture
def life() -> Life:
    return Life()


def test_until_it_is_closed_nothing_is_paid_and_nothing_can_be_changed(life: Life):
    house = life.house
    assert life.state() is DepositState.MATURING
    assert payouts_of(house, life.ann) == []
    share = share_of(house, life.ann, life.deposit.id)
    assert share.state is ShareState.ACTIVE
    late = choosing(house, life.ann, share.id, MaturityChoice.RENEW_ALL)
    assert house.refused(late) == ShareFixed("maturing")
    assert house.refused(maturing(house, life.deposit.id)) == NotDue("maturing")
    check_books(house)


def test_each_is_told_when_their_own_money_has_come(life: Life):
    life.close()
    assert life.state() is DepositState.MATURED
    assert life.house.told(PaidOut) == []
    life.pay(life.bo, Confirmed())
    assert [notice.to for notice in life.house.told(PaidOut)] == [life.bo.participant_id]
    assert life.state() is DepositState.MATURED
    life.pay(life.ann, Confirmed())
    assert life.state() is DepositState.CLOSED
    assert life.house.balances_minor(life.ann.account_id)[0] == 10_000 * YUAN + 147_00


def test_money_that_the_bank_could_not_pay_waits_and_can_be_tried_again(life: Life):
    house = life.house
    life.close()
    life.pay(life.ann, Rejected(FROZEN))
    [payout] = payouts_of(house, life.ann)
    assert (payout.state, payout.conditions) == (PayoutState.WAITING, FROZEN)
    [told] = house.told(PayoutWaiting)
    assert told.conditions == FROZEN

    house.accepted(redirecting(house, life.ann, payout.id, life.ann.account_id))
    again = redirecting(house, life.ann, payout.id, life.ann.account_id)
    assert house.refused(again) == PayoutFixed("ordered")
    life.pay(life.ann, Rejected(FROZEN))
    assert len(house.told(PayoutWaiting)) == 2
    house.accepted(replace(again, intent=house.intent()))
    life.pay(life.ann, Confirmed())
    assert share_of(house, life.ann, life.deposit.id).state is ShareState.PAID_OUT


def test_an_answer_that_comes_twice_has_one_effect(life: Life):
    life.close()
    [payout] = payouts_of(life.house, life.bo)
    [order] = [each for each in life.courier.ready() if each.payout_id == payout.id]
    life.courier.answer(order, Confirmed())
    assert life.house.refused(life.courier.outcome(order, Confirmed())) == NotDue("confirmed")


def test_a_renewal_begins_as_the_bank_tells_it():
    life = Life(MaturityChoice.RENEW_ALL, MaturityChoice.RENEW_PRINCIPAL)
    old = life.deposit
    maturity_date = add_months(old.maturity_date, 12)
    opened = OpenedDeposit("6210483", old.maturity_date, maturity_date, date(2028, 3, 3))
    life.courier.answer(life.courier.the(CloseDeposit), Confirmed(opened))
    new = life.deposit
    assert (new.renews, new.number, new.payout_date) == (old.id, "6210483", date(2028, 3, 3))
    assert new.principal_minor == 12_147_00
    life.pay(life.bo, Confirmed())
    assert life.house.store.deposits[old.id].state is DepositState.CLOSED
