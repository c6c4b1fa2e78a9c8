"""Account validation: each condition that can fail, all of them at once, and limits per day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.account import (
    AccountClass,
    AccountStatus,
    BankAccount,
    BankCustomer,
    DayLimit,
    Debit,
    DebitAmountType,
    DebitPurpose,
    amount_conditions,
    standing_conditions,
    validate_account,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import AccountId, CustomerId

TODAY = date(2026, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)

ACCOUNT = BankAccount(
    id=AccountId("acc_1"),
    customer_id=CustomerId("cus_1"),
    number="6214000000000000001",
    currency="CNY",
    account_class=AccountClass.I,
    status=AccountStatus.NORMAL,
    debit_amount_types=frozenset(DebitAmountType),
)
DEBIT = Debit(
    holder=CustomerId("cus_1"),
    currency="CNY",
    amount_minor=250_000,
    debit_amount_type=DebitAmountType.FREE_AMOUNT,
    minimum_minor=50_000,
    maximum_minor=500_000,
    multiple_minor=100,
    account_classes=frozenset({AccountClass.I, AccountClass.II}),
)


def limited(limit_minor: int, used_minor: int = 0, used_on: date | None = None) -> BankAccount:
    return replace(
        ACCOUNT, day_limits=(DayLimit(DebitPurpose.TERM_DEPOSIT, limit_minor, used_minor, used_on),)
    )


def test_an_account_in_order_may_be_debited_to_its_last_cent():
    assert validate_account(ACCOUNT, DEBIT, 250_000, TODAY) == ()


@pytest.mark.parametrize(
    ("account", "debit", "failed"),
    [
        (
            {"status": AccountStatus.DORMANT},
            {},
            FailedCondition(ConditionCode.ACCOUNT_DORMANT, "normal", "dormant"),
        ),
        (
            {"status": AccountStatus.FROZEN},
            {},
            FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen"),
        ),
        ({"status": AccountStatus.LOST}, {}, FailedCondition(ConditionCode.ACCOUNT_LOST, "normal", "lost")),
        (
            {"status": AccountStatus.CLOSED},
            {},
            FailedCondition(ConditionCode.ACCOUNT_CLOSED, "normal", "closed"),
        ),
        (
            {"account_class": AccountClass.III},
            {},
            FailedCondition(ConditionCode.ACCOUNT_CLASS, "I/II", "III"),
        ),
        ({"customer_id": CustomerId("cus_2")}, {}, FailedCondition(ConditionCode.ACCOUNT_HOLDER)),
        ({"currency": "USD"}, {}, FailedCondition(ConditionCode.ACCOUNT_CURRENCY, "CNY", "USD")),
        (
            {"debit_amount_types": frozenset({DebitAmountType.REMAINDER})},
            {},
            FailedCondition(ConditionCode.DEBIT_AMOUNT_TYPE, "free_amount"),
        ),
        (
            {},
            {"amount_minor": 49_900},
            FailedCondition(ConditionCode.AMOUNT_BELOW_MINIMUM, 50_000, 49_900),
        ),
        (
            {},
            {"amount_minor": 500_100},
            FailedCondition(ConditionCode.AMOUNT_ABOVE_MAXIMUM, 500_000, 500_100),
        ),
        (
            {},
            {"amount_minor": 250_050},
            FailedCondition(ConditionCode.AMOUNT_NOT_MULTIPLE, 100, 250_050),
        ),
    ],
)
def test_each_standing_condition_is_named_with_what_was_required_and_found(account, debit, failed):
    account, debit = replace(ACCOUNT, **account), replace(DEBIT, **debit)
    assert validate_account(account, debit, 10**9, TODAY) == (failed,)
    assert standing_conditions(account, debit) == (failed,)


@pytest.mark.parametrize("amount_minor", [50_000, 50_100, 499_900, 500_000])
def test_the_bounds_themselves_are_allowed(amount_minor):
    assert amount_conditions(amount_minor, 50_000, 500_000, 100) == ()


@pytest.mark.parametrize("amount_minor", [0, -100, -1])
def test_nothing_and_less_than_nothing_are_below_the_minimum(amount_minor):
    codes = {failed.code for failed in amount_conditions(amount_minor, 5_000, 500_000, 100)}
    assert ConditionCode.AMOUNT_BELOW_MINIMUM in codes


def test_a_cent_short_is_an_insufficient_balance():
    assert validate_account(ACCOUNT, DEBIT, 249_999, TODAY) == (
        FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, 250_000, 249_999),
    )


def test_what_is_held_already_is_not_asked_for_again_at_settlement():
    assert standing_conditions(limited(100, 100, TODAY), DEBIT) == ()


def test_every_failed_condition_is_reported_at_once():
    account = replace(
        limited(100_000),
        status=AccountStatus.FROZEN,
        account_class=AccountClass.III,
        customer_id=CustomerId("cus_2"),
        currency="USD",
        debit_amount_types=frozenset(),
    )
    failed = validate_account(account, replace(DEBIT, amount_minor=600_050), 0, TODAY)
    assert [condition.code for condition in failed] == [
        ConditionCode.ACCOUNT_FROZEN,
        ConditionCode.ACCOUNT_CLASS,
        ConditionCode.ACCOUNT_HOLDER,
        ConditionCode.ACCOUNT_CURRENCY,
        ConditionCode.DEBIT_AMOUNT_TYPE,
        ConditionCode.AMOUNT_ABOVE_MAXIMUM,
        ConditionCode.AMOUNT_NOT_MULTIPLE,
        ConditionCode.DAY_LIMIT,
        ConditionCode.INSUFFICIENT_BALANCE,
    ]


@pytest.mark.parametrize("status", [status for status in AccountStatus if status is not AccountStatus.NORMAL])
def test_only_a_normal_account_may_be_debited(status):
    assert standing_conditions(replace(ACCOUNT, status=status), DEBIT)


class TestTheDayLimit:
    def test_allows_what_it_says_and_no_cent_more(self):
        assert validate_account(limited(250_000), DEBIT, 10**9, TODAY) == ()
        assert validate_account(limited(249_999), DEBIT, 10**9, TODAY) == (
            FailedCondition(ConditionCode.DAY_LIMIT, 249_999, 250_000),
        )

    def test_counts_what_was_used_today(self):
        assert validate_account(limited(300_000, 50_001, TODAY), DEBIT, 10**9, TODAY) == (
            FailedCondition(ConditionCode.DAY_LIMIT, 249_999, 250_000),
        )

    def test_forgets_what_was_used_on_another_day(self):
        assert validate_account(limited(300_000, 300_000, YESTERDAY), DEBIT, 10**9, TODAY) == ()

    def test_says_nothing_is_left_rather_than_less(self):
        account = limited(100_000, 120_000, TODAY)
        (failed,) = validate_account(account, DEBIT, 10**9, TODAY)
        assert failed.required == 0

    def test_of_another_purpose_does_not_matter(self):
        account = replace(ACCOUNT, day_limits=(DayLimit(DebitPurpose.TRANSFER, 0),))
        assert validate_account(account, DEBIT, 10**9, TODAY) == ()
        assert account.used(DebitPurpose.TERM_DEPOSIT, 100, TODAY) is account

    @given(st.lists(st.integers(-10_000, 10_000), max_size=8))
    def test_adds_up_over_a_day_and_never_below_nothing(self, uses):
        account, expected = limited(10**6), 0
        for amount_minor in uses:
            account = account.used(DebitPurpose.TERM_DEPOSIT, amount_minor, TODAY)
            expected = max(0, expected + amount_minor)
        assert account.day_limits[0].used_minor_on(TODAY) == expected
        assert account.day_limits[0].used_minor_on(TODAY + timedelta(days=1)) == 0

    def test_starts_afresh_with_the_first_use_of_another_day(self):
        account = limited(300_000, 200_000, YESTERDAY).used(DebitPurpose.TERM_DEPOSIT, 100, TODAY)
        assert account.day_limits == (DayLimit(DebitPurpose.TERM_DEPOSIT, 300_000, 100, TODAY),)

    def test_of_the_other_purpose_stays_as_it_was(self):
        both = replace(
            ACCOUNT,
            day_limits=(DayLimit(DebitPurpose.TRANSFER, 500), DayLimit(DebitPurpose.TERM_DEPOSIT, 500)),
        )
        transfer, deposit = both.used(DebitPurpose.TERM_DEPOSIT, 100, TODAY).day_limits
        assert (transfer.used_minor_on(TODAY), deposit.used_minor_on(TODAY)) == (0, 100)


def test_numbers_and_phones_do_not_show_in_a_repr():
    customer = BankCustomer(CustomerId("cus_1"), "Ann", "+8613800000001")
    assert "6214" not in repr(ACCOUNT)
    assert "138" not in repr(customer)


def test_available_and_held_money_are_two_accounts_of_the_ledger():
    assert (ACCOUNT.available, ACCOUNT.held) == ("acc_1:available", "acc_1:held")
