"""Tax on interest: by the days it accrued in, and rounded for each person."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.interest import DayCount, accrued_minor
from core.domain.money import apportion
from core.domain.tax import CHINA_INTEREST_TAX, DatedTax, effective_rate, withheld_minor

VALUE, MATURITY = date(2007, 1, 1), date(2009, 1, 1)


def accrued(on: date) -> int:
    return accrued_minor(10_000_00, Decimal("2.79"), VALUE, MATURITY, on, DayCount.ACT_365F)


def test_each_stretch_is_taxed_by_its_own_rate():
    until_2007 = accrued(date(2007, 8, 15))
    until_2008 = accrued(date(2008, 10, 9)) - until_2007
    rate = effective_rate(CHINA_INTEREST_TAX, accrued, VALUE, MATURITY)
    assert rate == Fraction(20 * until_2007 + 5 * until_2008, 100 * accrued(MATURITY))


def test_interest_in_china_is_free_of_tax_since_october_2008():
    assert effective_rate(CHINA_INTEREST_TAX, accrued, date(2008, 10, 9), MATURITY) == 0


def test_what_accrued_before_the_first_date_is_not_taxed():
    schedule = (DatedTax(date(2008, 1, 1), Decimal(10)),)
    free = accrued(date(2008, 1, 1))
    rate = effective_rate(schedule, accrued, VALUE, MATURITY)
    assert rate == Fraction(accrued(MATURITY) - free, 10 * accrued(MATURITY))


def test_no_interest_is_not_taxed():
    assert effective_rate(CHINA_INTEREST_TAX, lambda _: 0, VALUE, MATURITY) == 0


@pytest.mark.parametrize("percent", ["-1", "100.5", "NaN"])
def test_impossible_rates_are_refused(percent):
    with pytest.raises(ValueError, match="not possible"):
        DatedTax(VALUE, Decimal(percent))


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=20),
    st.fractions(0, 1, max_denominator=1000),
)
def test_members_taxes_differ_from_the_exact_tax_by_half_a_cent_each_at_most(total, principals, rate):
    taxes = [withheld_minor(part, rate) for part in apportion(total, principals)]
    assert abs(sum(taxes) - total * rate) <= Fraction(len(principals), 2)
