"""A bank elsewhere closes a deposit and pays it out late, or not at all: each payment waits for itself alone."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.commands import RecordNotReceived, RecordSilence
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    DepositState,
    OpenedDeposit,
    PayOut,
    Rejected,
    TermDeposit,
    deposit_ledger_account,
)
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.errors import NotDue, PayoutFixed, ShareFixed
from core.domain.interest import add_months
from core.domain.notice import PaidOut, PayoutWaiting
from core.domain.payout import PayoutState
from core.remote_bank import RemoteBank
from tests.support.courier import FROZEN, Courier
from tests.support.house import FREE_AMOUNT, REMAINDER, SYSTEM, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    balance_minor,
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
    """A year's deposit of Ann (¥14,000) and Bo (¥6,000) at a bank elsewhere, on the day on which it is due.

    `choice` is what Ann wants at maturity, or everybody.
    """

    def __init__(self, choice: MaturityChoice = MaturityChoice.PAY_OUT, *, everybody: bool = False) -> None:
        self.house = house = House(bank=RemoteBank())
        self.courier = Courier(house)
        self.ann, self.bo = (house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bo"))
        self.pool = house.open(self.ann, target_minor=20_000 * YUAN)
        house.pledge(self.ann, self.pool, 14_000 * YUAN, FREE_AMOUNT)
        house.pledge(self.bo, self.pool, 6_000 * YUAN, REMAINDER)
        self.courier.yes_to_all()
        house.accepted(house.settling(self.pool))
        self.courier.open()
        self.deposit = deposit_of(house, self.pool)
        for person in (self.ann, self.bo) if everybody else (self.ann,):
            share_id = share_of(house, person, self.deposit.id).id
            house.accepted(choosing(house, person, share_id, choice))
        until(house, self.deposit.payout_date)
        house.accepted(maturing(house, self.deposit.id))
        check_books(house)

    def now(self) -> TermDeposit:
        return self.house.store.deposits[self.deposit.id]

    def close(self) -> None:
        order = self.courier.the(CloseDeposit)
        assert isinstance(order.instruction, CloseDeposit)
        opened = None
        if order.instruction.renewal is not None:
            begin = order.instruction.maturity_date
            opened = OpenedDeposit("6210483", begin, add_months(begin, 12))
        self.courier.answer(order, Confirmed(opened))
        check_books(self.house)

    def payment(self, person: Person) -> BankOrder:
        """The one payment to this person that is not answered."""
        [payout] = payouts_of(self.house, person)
        orders = self.house.store.orders.values()
        (order,) = (each for each in orders if each.payout_id == payout.id and not each.answered)
        return order

    def second_account(self, person: Person):
        account_id = self.house.account(person.customer_id, 0)
        self.house.link(person.participant_id, person.telegram_user_id, person.phone)
        return account_id


@pytest.fixture
def life() -> Life:
    return Life()


class TestAClosing:
    def test_leaves_every_share_as_it_is_until_it_is_answered(self, life):
        house = life.house
        assert life.now().state is DepositState.MATURING
        assert life.now().due is None
        share = share_of(house, life.ann, life.deposit.id)
        assert share.state is ShareState.ACTIVE
        late = choosing(house, life.ann, share.id, MaturityChoice.RENEW_ALL)
        assert house.refused(late) == ShareFixed("maturing")
        assert house.refused(maturing(house, life.deposit.id)) == NotDue("maturing")
        assert house.refused(accruing(house, life.deposit.id)) == NotDue("maturing")
        assert payouts_of(house, life.ann) == []
        assert balance_minor(house, deposit_ledger_account(life.deposit.id)) == 20_000 * YUAN

    def test_that_the_bank_never_had_is_sent_again_and_happens_once(self, life):
        house, courier = life.house, life.courier
        order = courier.send(courier.the(CloseDeposit))
        house.accepted(RecordSilence(intent=house.intent(), actor=SYSTEM, reference=order.reference))
        house.later(days=2)
        house.accepted(RecordNotReceived(intent=house.intent(), actor=SYSTEM, reference=order.reference))
        life.close()
        confirmed = courier.outcome(order, Confirmed())
        assert house.refused(confirmed) == NotDue("confirmed")
        courier.yes_to_all()
        assert life.now().state is DepositState.CLOSED
        check_books(house)

    def test_is_recorded_while_its_campaign_is_paused(self, life):
        store = life.house.store
        store.campaigns[life.pool] = life.house.campaign(life.pool).doubted()
        life.close()
        life.courier.yes_to_all()
        assert life.now().state is DepositState.CLOSED
        assert life.house.campaign(life.pool).paused

    def test_earns_no_day_more_however_late_its_answer(self, life):
        life.house.later(days=20)
        life.close()
        life.courier.yes_to_all()
        assert {notice.interest_minor for notice in life.house.told(PaidOut)} == {343_00, 147_00}

    def test_renews_from_the_maturity_date_however_late_its_answer(self):
        life = Life(MaturityChoice.RENEW_PRINCIPAL)
        house = life.house
        house.later(days=20)
        life.close()
        following = deposit_of(house, life.pool)
        assert following.id != life.deposit.id
        assert (following.renews, following.value_date) == (life.deposit.id, life.deposit.maturity_date)
        house.accepted(accruing(house, following.id))
        assert deposit_of(house, life.pool).accrued_to == life.deposit.maturity_date + timedelta(days=20)
        life.courier.yes_to_all()
        assert life.now().state is DepositState.CLOSED
        assert deposit_of(house, life.pool).annual_rate_percent == Decimal("2.45")
        check_books(house)

    def test_of_which_everybody_renews_all_leaves_nothing_to_pay(self):
        life = Life(MaturityChoice.RENEW_ALL, everybody=True)
        life.close()
        assert life.now().state is DepositState.CLOSED
        assert deposit_of(life.house, life.pool).renews == life.deposit.id

    def test_renews_as_the_bank_tells_it(self):
        life = Life(MaturityChoice.RENEW_ALL)
        begin = life.deposit.maturity_date
        opened = OpenedDeposit("6210483", begin, add_months(begin, 12), begin + timedelta(days=369))
        life.courier.answer(life.courier.the(CloseDeposit), Confirmed(opened))
        following = deposit_of(life.house, life.pool)
        assert (following.number, following.payout_date) == ("6210483", begin + timedelta(days=369))
        assert following.principal_minor == 14_343 * YUAN
        check_books(life.house)


class TestAPayment:
    def test_that_is_not_answered_keeps_no_other_waiting(self, life):
        house, courier = life.house, life.courier
        life.close()
        anns = courier.send(life.payment(life.ann))
        house.accepted(RecordSilence(intent=house.intent(), actor=SYSTEM, reference=anns.reference))
        assert house.told(PaidOut) == []
        courier.answer(life.payment(life.bo), Confirmed())
        assert [notice.to for notice in house.told(PaidOut)] == [life.bo.participant_id]
        assert share_of(house, life.bo, life.deposit.id).state is ShareState.PAID_OUT
        assert share_of(house, life.ann, life.deposit.id).state is ShareState.PAYABLE
        assert (life.now().state, life.now().owed_count) == (DepositState.MATURED, 1)
        [payout] = payouts_of(house, life.ann)
        assert payout.state is PayoutState.ORDERED
        redirecting_it = redirecting(house, life.ann, payout.id, life.ann.account_id)
        assert house.refused(redirecting_it) == PayoutFixed("ordered")
        check_books(house)

        house.later(days=9)
        courier.answer(anns, Confirmed())
        assert life.now().state is DepositState.CLOSED
        assert house.balances_minor(life.ann.account_id)[0] == 20_343 * YUAN
        assert house.refused(courier.outcome(anns, Confirmed())) == NotDue("confirmed")
        check_books(house)

    def test_that_is_refused_late_waits_in_its_members_name_and_is_paid_to_another_account_once(self, life):
        house, courier = life.house, life.courier
        life.close()
        courier.answer(life.payment(life.ann), Rejected(FROZEN))
        [payout] = payouts_of(house, life.ann)
        assert (payout.state, payout.conditions) == (PayoutState.WAITING, FROZEN)
        assert [notice.to for notice in house.told(PayoutWaiting)] == [life.ann.participant_id]
        check_books(house)

        other = life.second_account(life.ann)
        for account_id, answer in ((life.ann.account_id, Rejected(FROZEN)), (other, Confirmed())):
            house.accepted(redirecting(house, life.ann, payout.id, account_id))
            again = redirecting(house, life.ann, payout.id, life.ann.account_id)
            assert house.refused(again) == PayoutFixed("ordered")
            courier.answer(life.payment(life.ann), answer)
            check_books(house)
        assert house.balances_minor(other)[0] == 14_343 * YUAN
        assert len(house.told(PayoutWaiting)) == 2
        assert [notice.account_id for notice in house.told(PaidOut)] == [other]
        courier.yes(PayOut)
        assert life.now().state is DepositState.CLOSED

    def test_is_recorded_while_its_campaign_is_paused(self, life):
        store = life.house.store
        life.close()
        store.campaigns[life.pool] = life.house.campaign(life.pool).doubted()
        life.courier.answer(life.payment(life.ann), Rejected(FROZEN))
        [payout] = payouts_of(life.house, life.ann)
        life.house.accepted(redirecting(life.house, life.ann, payout.id, life.second_account(life.ann)))
        life.courier.yes_to_all()
        assert life.now().state is DepositState.CLOSED
