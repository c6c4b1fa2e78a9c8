"""What a bank elsewhere tells of its customers is kept as told, and decides nothing."""

from dataclasses import replace

import pytest

from core.commands import ChangeCustomerPhone, CreditAccount, OpenAccount, RegisterCustomer, SetAccountStatus
from core.domain.account import AccountClass, AccountStatus, BankCustomer
from core.domain.bank import PlaceHold
from core.domain.errors import BankElsewhere, CustomerUnknown
from core.domain.facts import AccountFacts
from core.domain.ids import CustomerId
from core.domain.ledger import EntryKind
from core.domain.participant import link_conditions
from core.remote_bank import RemoteBank
from tests.model.invariants import check_invariants
from tests.support.courier import Courier
from tests.support.house import ADMIN, CLERK, YUAN, House, Person


@pytest.fixture
def house() -> House:
    return House(bank=RemoteBank())


def figure(house: House, person: Person, available_minor: int) -> AccountFacts:
    return AccountFacts(house.store.accounts[person.account_id], available_minor)


def test_a_customer_the_bank_tells_of_can_link_the_accounts_and_nobody_else_can(house):
    stranger, telegram_user_id = house.meet("Bo")
    assert house.refused(house.starting(stranger, telegram_user_id, "+8613900000000")) == CustomerUnknown()
    customer_id = house.customer("+8613900000000")
    account_id = house.account(customer_id)
    assert house.link(stranger, telegram_user_id, "+8613900000000").linked == (account_id,)


def test_the_banks_figure_is_what_is_available(house, ann):
    customer = house.store.customers[ann.customer_id]
    house.told_of(customer, figure(house, ann, 250 * YUAN))
    assert house.balances_minor(ann.account_id) == (250 * YUAN, 0)
    assert house.entries()[-1].kind is EntryKind.BANK_FIGURE
    check_invariants(house.store)
    before = len(house.entries())
    house.told_of(customer, figure(house, ann, 250 * YUAN))
    assert len(house.entries()) == before, "what is known already moves nothing"


def test_a_hold_that_stands_is_no_part_of_the_figure(house, ann):
    courier = Courier(house)
    house.pledge(ann, house.open(ann), 4_000 * YUAN)
    courier.yes(PlaceHold)
    house.told_of(house.store.customers[ann.customer_id], figure(house, ann, 6_000 * YUAN))
    assert house.balances_minor(ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)


def test_a_figure_that_misses_a_hold_not_heard_of_yet_is_put_right_by_the_next(house, ann):
    courier, customer = Courier(house), house.store.customers[ann.customer_id]
    house.pledge(ann, house.open(ann), 9_000 * YUAN)
    house.told_of(customer, figure(house, ann, 1_000 * YUAN))
    courier.yes(PlaceHold)
    assert house.balances_minor(ann.account_id) == (-8_000 * YUAN, 9_000 * YUAN)
    house.told_of(customer, figure(house, ann, 1_000 * YUAN))
    assert house.balances_minor(ann.account_id) == (1_000 * YUAN, 9_000 * YUAN)
    check_invariants(house.store)


def test_an_answer_that_was_overtaken_changes_nothing(house, ann):
    customer = house.store.customers[ann.customer_id]
    asked_at = house.at
    house.later(seconds=1)
    house.told_of(customer, figure(house, ann, 2_000 * YUAN))
    older = house.facts(customer, figure(house, ann, 7_000 * YUAN))
    house.accepted(house.telling(ann.phone, older, asked_at))
    house.accepted(house.telling(ann.phone, None, asked_at))
    assert house.balances_minor(ann.account_id) == (2_000 * YUAN, 0)
    assert house.store.customers[ann.customer_id].phone == ann.phone


def test_a_number_that_the_bank_does_not_know_any_more_proves_nothing(house, ann):
    house.accepted(house.telling(ann.phone, None))
    assert link_conditions(house.store.links[ann.account_id], house.store.customers[ann.customer_id])
    sharing = house.starting(ann.participant_id, ann.telegram_user_id, ann.phone)
    assert house.refused(sharing) == CustomerUnknown()


def test_a_number_that_is_somebody_elses_now_is_taken_from_who_had_it(house, ann):
    other = house.told_of(BankCustomer(CustomerId("other"), "Bo", ann.phone))
    assert house.store.customers[other].phone == ann.phone
    assert house.store.customers[ann.customer_id].phone != ann.phone
    assert link_conditions(house.store.links[ann.account_id], house.store.customers[ann.customer_id])


def test_a_customer_with_a_new_number_is_the_same_customer(house, ann):
    house.told_of(replace(house.store.customers[ann.customer_id], phone="+8613900000001"))
    assert house.store.customers[ann.customer_id].phone == "+8613900000001"
    assert house.link(ann.participant_id, ann.telegram_user_id, "+8613900000001").linked == (ann.account_id,)


def test_an_account_that_the_bank_tells_of_no_more_is_closed(house, ann):
    other = house.account(ann.customer_id)
    customer = house.store.customers[ann.customer_id]
    told = house.facts(customer)
    fewer = replace(told, accounts=tuple(each for each in told.accounts if each.account.id != other))
    house.accepted(house.telling(ann.phone, fewer))
    statuses = {account.id: account.status for account in house.store.accounts.values()}
    assert statuses == {ann.account_id: AccountStatus.NORMAL, other: AccountStatus.CLOSED}


def test_what_a_bank_elsewhere_keeps_is_not_changed_here(house, ann):
    commands = (
        RegisterCustomer(intent=house.intent(), actor=CLERK, name="Bo", phone="+8613900000000"),
        ChangeCustomerPhone(
            intent=house.intent(), actor=CLERK, customer_id=ann.customer_id, old_phone=ann.phone, phone="+861"
        ),
        OpenAccount(
            intent=house.intent(),
            actor=CLERK,
            customer_id=ann.customer_id,
            currency="CNY",
            account_class=AccountClass.I,
            debit_amount_types=frozenset(),
        ),
        CreditAccount(intent=house.intent(), actor=CLERK, account_id=ann.account_id, amount_minor=1),
        SetAccountStatus(
            intent=house.intent(),
            actor=ADMIN,
            account_id=ann.account_id,
            status=AccountStatus.FROZEN,
            reason="asked to",
        ),
    )
    for command in commands:
        assert house.refused(command) == BankElsewhere()
