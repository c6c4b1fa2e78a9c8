"""A term deposit's own arithmetic: what has accrued, what a day makes due, and how it ends."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.bank import (
    DepositState,
    DepositTask,
    MaturityStage,
    RateChange,
    TermDeposit,
)
from core.domain.errors import NotDue
from core.domain.ids import CampaignId, DepositId
from core.domain.interest import Compounding, DayCount, Rounding, add_months, interest

VALUE = date(2026, 3, 1)
DEPOSIT = TermDeposit(
    id=DepositId("dep_1"),
    number="621048271935",
    campaign_id=CampaignId("cmp_1"),
    product_code="TD24M",
    principal_minor=1_000_000,
    currency="CNY",
    annual_rate_percent=Decimal("3.15"),
    day_count=DayCount.ACT_365F,
    compounding=Compounding.NONE,
    rounding=Rounding.END,
    value_date=VALUE,
    maturity_date=date(2028, 3, 1),
    payout_date=date(2028, 3, 1),
    outstanding_minor=1_000_000,
    accrued_to=VALUE,
)
SHORT = replace(DEPOSIT, maturity_date=date(2027, 3, 1), payout_date=date(2027, 3, 1))


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 36),
    st.sampled_from(DayCount),
    st.sampled_from(Compounding),
    st.sampled_from(Rounding),
    st.integers(0, 10**9),
    st.decimals(0, 12, places=2),
    st.lists(st.integers(0, 1200), max_size=4),
)
def test_accruals_sum_to_the_terms_interest_however_they_are_cut(
    value_date, months, day_count, compounding, rounding, principal_minor, rate, cuts
):
    maturity_date = add_months(value_date, months)
    deposit = replace(
        DEPOSIT,
        value_date=value_date,
        maturity_date=maturity_date,
        payout_date=maturity_date,
        accrued_to=value_date,
        day_count=day_count,
        compounding=compounding,
        rounding=rounding,
        principal_minor=principal_minor,
        outstanding_minor=principal_minor,
        annual_rate_percent=rate,
    )
    whole = interest(
        principal_minor, rate, value_date, maturity_date, day_count, compounding, rounding
    ).interest_minor
    total_minor = 0
    for days in [*sorted(cuts), 36 * 31]:
        until = value_date + timedelta(days=days)
        # A day at a time is tried for short stretches only: it is the same sum.
        stretch = deposit.accrued(until).accrued_minor - deposit.accrued_minor
        if (until - deposit.accrued_to).days < 40:
            accruals = list(deposit.accruals(until))
            assert sum(accrual.amount_minor for accrual in accruals) == stretch
            assert [accrual.day for accrual in accruals] == [
                deposit.accrued_to + timedelta(days=each) for each in range(len(accruals))
            ]
        total_minor += stretch
        deposit = deposit.accrued(until)
    assert total_minor == whole == deposit.accrued_minor
    assert deposit.accrued_to == maturity_date


def test_interest_runs_at_the_rate_of_each_day():
    changed = replace(DEPOSIT, rate_changes=(RateChange(date(2027, 3, 1), Decimal("1.05")),))
    assert changed.accrued_on(date(2027, 3, 1)) == DEPOSIT.accrued_on(date(2027, 3, 1)) == 31_500
    assert changed.accrued_on(date(2028, 3, 1)) == 31_500 + 10_529  # 2028 is a leap year: 366 days


def test_a_share_that_leaves_takes_its_accrual_with_it():
    halved = replace(DEPOSIT.accrued(date(2026, 9, 1)), outstanding_minor=500_000)
    [accrual] = halved.accruals(date(2026, 9, 2))
    assert accrual.amount_minor == halved.accrued_on(date(2026, 9, 2)) - halved.accrued_minor < 0


class TestDue:
    def test_every_day_its_interest(self):
        assert DEPOSIT.due == (DepositTask.ACCRUE, VALUE + timedelta(days=1))
        assert DEPOSIT.accrued(date(2026, 9, 1)).due == (DepositTask.ACCRUE, date(2026, 9, 2))

    def test_a_long_ones_announcements_come_ten_days_and_a_day_before(self):
        earned = DEPOSIT.accrued(date(2028, 2, 20))
        assert earned.due == (DepositTask.ANNOUNCE, date(2028, 2, 20))
        told = replace(earned, announced=MaturityStage.TEN_DAYS_BEFORE)
        assert told.due == (DepositTask.ACCRUE, date(2028, 2, 21))
        assert told.accrued(date(2028, 2, 29)).due == (DepositTask.ANNOUNCE, date(2028, 2, 29))

    def test_a_years_announcement_comes_the_day_before(self):
        assert SHORT.accrued(date(2027, 2, 20)).due == (DepositTask.ACCRUE, date(2027, 2, 21))
        assert SHORT.accrued(date(2027, 2, 28)).due == (DepositTask.ANNOUNCE, date(2027, 2, 28))

    def test_on_its_payout_date_the_last_interest_and_its_end(self):
        told = replace(SHORT, announced=MaturityStage.DAY_BEFORE)
        assert told.accrued(date(2027, 2, 28)).due == (DepositTask.ACCRUE, date(2027, 3, 1))
        assert told.accrued(date(2027, 3, 1)).due == (DepositTask.MATURE, date(2027, 3, 1))

    def test_nothing_once_it_ends(self):
        for state in set(DepositState) - {DepositState.ACTIVE}:
            assert replace(DEPOSIT, state=state).due is None

    def test_of_missed_announcements_only_the_latest(self):
        assert DEPOSIT.stage_on(date(2028, 2, 19)) is None
        assert DEPOSIT.stage_on(date(2028, 2, 20)) is MaturityStage.TEN_DAYS_BEFORE
        assert DEPOSIT.stage_on(date(2028, 2, 29)) is MaturityStage.DAY_BEFORE


class TestEnd:
    def test_is_not_before_the_payout_date(self):
        moved = replace(SHORT, payout_date=date(2027, 3, 3))
        with pytest.raises(NotDue):
            moved.maturing(date(2027, 3, 2))
        assert moved.maturing(date(2027, 3, 3)).state is DepositState.MATURING

    def test_lasts_until_the_last_payout_is_paid(self):
        matured = SHORT.matured(2)
        assert matured.state is DepositState.MATURED
        assert matured.paid_one().state is DepositState.MATURED
        assert matured.paid_one().paid_one().state is DepositState.CLOSED

    def test_is_at_once_if_nothing_is_paid_out(self):
        assert SHORT.matured(0).state is DepositState.CLOSED

    def test_leaves_an_earlier_payout_of_an_active_deposit_alone(self):
        assert replace(SHORT, owed_count=1).paid_one().state is DepositState.ACTIVE
