"""Interest, against published cases, worked examples, a second implementation, and its own laws."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.interest import (
    EXACT_DECIMALS,
    Compounding,
    DayCount,
    Interest,
    Rounding,
    accrued_minor,
    add_months,
    days_between,
    interest,
    interest_for_term,
)
from tests.domain.cases import ROWS

PERIODS, ACT_360, ACT_365F, THIRTY_E_360 = DayCount
NONE, DAILY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY = Compounding
END, EACH_POSTING = Rounding

# What a row's words mean: from a start (any, when the row gives a length), and by which conventions.
SOME_DAY = date(2026, 3, 1)
DAY_COUNTS = {
    "equal periods": PERIODS,
    "whole years": PERIODS,
    "months + ACT/360": PERIODS,
    "ACT/360": ACT_360,
    "ACT/365F": ACT_365F,
    "30E/360": THIRTY_E_360,
}
COMPOUNDINGS = {compounding.value: compounding for compounding in Compounding} | {"simple": NONE}
ENDS = {
    "12 months": add_months(SOME_DAY, 12),
    "1 year": add_months(SOME_DAY, 12),
    "365 days": SOME_DAY + timedelta(days=365),
}


def days(text: str) -> tuple[date, date]:
    start, end = text.split("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def earned_by(row: dict[str, str], rounding: Rounding = END) -> Interest:
    start, end = days(row["term"]) if "/" in row["term"] else (SOME_DAY, ENDS[row["term"]])
    return interest(
        int(row["principal"]) * 100,
        Decimal(row["annual_rate_percent"]),
        start,
        end,
        DAY_COUNTS[row["day_count"]],
        COMPOUNDINGS[row["compounding"]],
        rounding,
    )


class TestThePublishedCases:
    @pytest.mark.parametrize("case", ["R1", "R2", "R3"])
    def test_of_equal_posting_periods_agree_before_rounding(self, case):
        assert earned_by(ROWS[case]).maturity_exact == Decimal(ROWS[case]["expected"])

    def test_of_monthly_posting_with_rounding_at_each_agrees(self):
        earned = earned_by(ROWS["R4"], EACH_POSTING)
        assert earned.maturity_exact == Decimal(ROWS["R4"]["expected"])
        assert earned.maturity_minor == 514025

    @pytest.mark.parametrize("case", ["R9", "R28", "R29"])
    def test_of_simple_interest_agree_to_the_cent(self, case):
        assert Decimal(earned_by(ROWS[case]).interest_minor) / 100 == Decimal(ROWS[case]["expected"])

    def test_of_a_term_at_two_rates_is_the_sum_of_its_segments(self):
        row = ROWS["R10"]
        first_rate, second_rate = (Decimal(rate) for rate in row["annual_rate_percent"].split(" then "))
        turn = add_months(SOME_DAY, 6)
        day_count = DAY_COUNTS[row["day_count"]]
        first = interest(1_000_000, first_rate, SOME_DAY, turn, day_count)
        second = interest(1_000_000, second_rate, turn, turn + timedelta(days=20), day_count)
        assert (first.interest_minor, second.interest_minor) == (13500, 400)
        assert first.interest_exact + second.interest_exact == Decimal(row["expected"])

    @pytest.mark.parametrize("case", ["R25", "R26", "R27"])
    def test_of_counted_days_agree(self, case):
        start, end = days(ROWS[case]["term"])
        assert days_between(start, end, DAY_COUNTS[ROWS[case]["day_count"]]) == int(ROWS[case]["expected"])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_a_day_that_a_month_lacks_becomes_its_last(start, months, end):
    assert add_months(start, months) == end


def test_months_past_the_calendar_are_refused():
    with pytest.raises(ValueError, match="past the year 9999"):
        add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(
    ("start", "end", "periods", "actual", "thirty_e"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), 0, 0, 0),
        (date(2026, 3, 1), date(2026, 3, 2), 1, 1, 1),
        (date(2026, 3, 1), date(2027, 3, 1), 360, 365, 360),
        (date(2024, 2, 1), date(2024, 3, 1), 30, 29, 30),
        (date(2023, 8, 1), date(2024, 2, 21), 200, 204, 200),
        (date(2026, 1, 31), date(2026, 2, 28), 30, 28, 28),  # a whole month, by a day that February lacks
        (date(2026, 1, 31), date(2026, 3, 1), 31, 29, 31),
        (date(2026, 1, 31), date(2026, 3, 30), 60, 58, 60),
        (date(2026, 1, 30), date(2026, 1, 31), 1, 1, 0),
        (date(2024, 2, 29), date(2025, 2, 28), 360, 365, 359),
        (date(2025, 2, 28), date(2026, 2, 28), 360, 365, 360),
        (date(2023, 2, 28), date(2024, 2, 29), 361, 366, 361),
    ],
)
def test_days_are_counted_by_each_convention(start, end, periods, actual, thirty_e):
    counted = {day_count: days_between(start, end, day_count) for day_count in DayCount}
    assert counted == {PERIODS: periods, ACT_360: actual, ACT_365F: actual, THIRTY_E_360: thirty_e}


@dataclass(frozen=True)
class Worked:
    """An example worked by hand, in fractions that one can check on paper."""

    principal_minor: int
    rate: str
    start: date
    end: date
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    exact: str
    digits: int = 2


LEAP_YEAR = (date(2024, 1, 1), date(2025, 1, 1))
MONTH_END = (date(2026, 1, 31), date(2026, 5, 10))


@pytest.mark.parametrize(
    "worked",
    [
        # 100,000.00 at 3.6 %, so that a day on 360 earns 1/10,000
        Worked(10_000_000, "3.6", *LEAP_YEAR, PERIODS, NONE, END, "3600.00"),
        Worked(10_000_000, "3.6", *LEAP_YEAR, ACT_360, NONE, END, "3660.00"),
        Worked(10_000_000, "3.65", *LEAP_YEAR, ACT_365F, NONE, END, "3660.00"),
        Worked(10_000_000, "3.6", *LEAP_YEAR, THIRTY_E_360, NONE, END, "3600.00"),
        Worked(10_000_000, "3.6", *LEAP_YEAR, PERIODS, YEARLY, END, "3600.00"),
        Worked(10_000_000, "3.6", *LEAP_YEAR, PERIODS, HALF_YEARLY, END, "3632.40"),  # 1.018²
        Worked(10_000_000, "3.6", *LEAP_YEAR, ACT_360, HALF_YEARLY, END, "3693.488"),  # 1.0182 × 1.0184
        # three whole months to 30 April, then ten days: posting days do not drift to the 28th
        Worked(10_000_000, "3.6", *MONTH_END, PERIODS, NONE, END, "1000.00"),
        Worked(10_000_000, "3.6", *MONTH_END, PERIODS, QUARTERLY, END, "1000.90"),  # 1.009 × 1.001
        Worked(
            10_000_000, "3.6", *MONTH_END, ACT_360, QUARTERLY, END, "990.89"
        ),  # 89 and 10 days: 1.0089 × 1.001
        Worked(10_000_000, "3.6", *MONTH_END, THIRTY_E_360, QUARTERLY, END, "1000.90"),  # 90 and 10 days
        Worked(
            10_000_000, "3.6", *MONTH_END, ACT_360, MONTHLY, END, "993.533244604"
        ),  # 28, 31, 30 and 10 days
        # a term shorter than its posting period earns simple interest
        Worked(10_000_000, "3.6", date(2026, 1, 1), date(2026, 2, 1), ACT_360, YEARLY, END, "310.00"),
        # daily: two counted days, 1.0001²
        Worked(10_000_000, "3.6", date(2026, 1, 1), date(2026, 1, 3), ACT_360, DAILY, END, "20.001"),
        Worked(10_000_000, "3.6", date(2026, 1, 30), date(2026, 2, 1), THIRTY_E_360, DAILY, END, "10.00"),
        # 1.00 at 0.4 % a month earns 0.004, which never reaches the balance when each posting is rounded
        Worked(100, "4.8", *LEAP_YEAR, PERIODS, MONTHLY, EACH_POSTING, "0.00"),
        Worked(100, "6", *LEAP_YEAR, PERIODS, MONTHLY, EACH_POSTING, "0.12"),  # 0.005 rounds up each month
        # other currencies have other decimals
        Worked(10_000, "2.45", *LEAP_YEAR, PERIODS, NONE, END, "245", digits=0),
        Worked(10_001, "2.45", *LEAP_YEAR, PERIODS, NONE, END, "245.0245", digits=0),
        Worked(10_000_001, "2.45", *LEAP_YEAR, PERIODS, NONE, END, "245.0000245", digits=3),
        # nothing earns nothing
        Worked(0, "5", *LEAP_YEAR, PERIODS, DAILY, END, "0.00"),
        Worked(100, "0", *LEAP_YEAR, PERIODS, DAILY, EACH_POSTING, "0.00"),
        Worked(100, "5", SOME_DAY, SOME_DAY, ACT_360, MONTHLY, EACH_POSTING, "0.00"),
    ],
    ids=str,
)
def test_worked_examples_agree_in_every_decimal(worked):
    earned = interest(
        worked.principal_minor,
        Decimal(worked.rate),
        worked.start,
        worked.end,
        worked.day_count,
        worked.compounding,
        worked.rounding,
        worked.digits,
    )
    assert str(earned.interest_exact) == worked.exact


def test_an_exact_amount_without_end_is_rounded_half_up_to_forty_decimals():
    earned = interest(100_000, Decimal(2), date(2026, 1, 1), date(2026, 1, 2), ACT_360)
    assert EXACT_DECIMALS == 40
    assert str(earned.interest_exact) == "0." + "05" + "5" * 37 + "6"
    assert str(earned.maturity_exact) == "1000." + "05" + "5" * 37 + "6"


def test_a_whole_term_ends_at_the_same_day_of_the_month():
    by_term = interest_for_term(
        1_000_000, Decimal("2.45"), date(2025, 8, 31), 6, ACT_365F, MONTHLY, EACH_POSTING
    )
    by_days = interest(
        1_000_000, Decimal("2.45"), date(2025, 8, 31), date(2026, 2, 28), ACT_365F, MONTHLY, EACH_POSTING
    )
    assert by_term == by_days


@pytest.mark.parametrize(
    ("principal_minor", "rate", "end", "what"),
    [
        (-1, "2", date(2027, 1, 1), "principal must not be negative"),
        (1, "-0.01", date(2027, 1, 1), "annual rate of -0.01 %"),
        (1, "NaN", date(2027, 1, 1), "annual rate of NaN %"),
        (1, "Infinity", date(2027, 1, 1), "annual rate of Infinity %"),
        (1, "2", date(2025, 12, 31), "ends on 2025-12-31, before it starts on 2026-01-01"),
        (1, "2", date(2126, 2, 1), "longer than 100 years"),
    ],
)
def test_what_no_deposit_can_be_is_refused(principal_minor, rate, end, what):
    with pytest.raises(ValueError, match=what):
        interest(principal_minor, Decimal(rate), date(2026, 1, 1), end, PERIODS)


# Laws

dates = st.dates(date(1990, 1, 1), date(2090, 12, 31)) | st.builds(
    add_months, st.just(date(2000, 1, 31)), st.integers(0, 600)
)
rates = st.decimals(0, 20, places=4)
principals_minor = st.integers(0, 10**12)
day_counts = st.sampled_from(DayCount)
compoundings = st.sampled_from(Compounding)
roundings = st.sampled_from(Rounding)
spans = st.tuples(dates, st.integers(0, 800)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))


def posting_by_posting(
    principal_minor: int, rate: Decimal, start: date, end: date, day_count: DayCount, compounding: Compounding
) -> Decimal:
    """The same by a plain walk over the postings in long decimals: another road to the exact interest."""
    every = {NONE: None, DAILY: None, MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}[compounding]
    year = 365 if day_count is ACT_365F else 360
    counted = [0]
    if compounding is DAILY:
        counted += range(1, days_between(start, end, day_count) + 1)
    elif every:
        nth = 1
        while (posting_day := add_months(start, nth * every)) <= end:
            counted.append(days_between(start, posting_day, day_count))
            nth += 1
    counted.append(days_between(start, end, day_count))
    with localcontext(prec=120):
        balance = Decimal(principal_minor)
        for earlier, later in pairwise(counted):
            balance += balance * rate * (later - earlier) / (100 * year)
        return balance - principal_minor


@given(principals_minor, rates, spans, day_counts, compoundings)
def test_the_exact_interest_is_what_walking_over_the_postings_gives(
    principal_minor, rate, span, day_count, compounding
):
    start, end = span
    earned = interest(principal_minor, rate, start, end, day_count, compounding)
    walked = posting_by_posting(principal_minor, rate, start, end, day_count, compounding)
    with localcontext(prec=120):
        assert abs(earned.interest_exact * 100 - walked) <= Decimal(10) ** -(EXACT_DECIMALS - 3)
        assert abs(earned.interest_minor - walked) <= Decimal("0.5") + Decimal(10) ** -30


@given(principals_minor, rates, spans, day_counts, compoundings, roundings, st.sampled_from([0, 2, 3, 4]))
def test_principal_and_interest_make_the_maturity_amount(
    principal_minor, rate, span, day_count, compounding, rounding, digits
):
    start, end = span
    earned = interest(principal_minor, rate, start, end, day_count, compounding, rounding, digits)
    assert earned.maturity_minor == principal_minor + earned.interest_minor
    assert earned.days == days_between(start, end, day_count)
    with localcontext(prec=120):
        assert earned.maturity_exact == Decimal(principal_minor).scaleb(-digits) + earned.interest_exact
        assert abs(earned.interest_exact.scaleb(digits) - earned.interest_minor) <= Decimal("0.5")


@given(principals_minor, principals_minor, rates, spans, day_counts, compoundings, roundings)
def test_a_larger_principal_never_earns_less(one, other, rate, span, day_count, compounding, rounding):
    start, end = span
    smaller, larger = (
        interest(principal_minor, rate, start, end, day_count, compounding, rounding).interest_minor
        for principal_minor in sorted((one, other))
    )
    assert smaller <= larger


@given(principals_minor, rates, spans, day_counts)
def test_compounding_more_often_never_earns_less(principal_minor, rate, span, day_count):
    start, end = span
    end = add_months(start, 12 * ((end - start).days // 366))
    exact = [
        interest(principal_minor, rate, start, end, day_count, compounding).interest_exact
        for compounding in (NONE, YEARLY, HALF_YEARLY, QUARTERLY, MONTHLY, DAILY)
    ]
    assert exact == sorted(exact)


@settings(max_examples=40)
@given(principals_minor, rates, dates, st.integers(0, 400), day_counts, compoundings, roundings)
def test_daily_accruals_never_fall_and_sum_to_the_interest_of_the_term(
    principal_minor, rate, start, length, day_count, compounding, rounding
):
    end = start + timedelta(days=length)
    cumulative = [
        accrued_minor(
            principal_minor, rate, start, end, start + timedelta(days=day), day_count, compounding, rounding
        )
        for day in range(-1, length + 3)
    ]
    accruals = [today - yesterday for yesterday, today in pairwise(cumulative)]
    assert cumulative[0] == cumulative[1] == 0
    assert min(accruals) >= 0
    assert (
        sum(accruals)
        == interest(principal_minor, rate, start, end, day_count, compounding, rounding).interest_minor
    )


@given(
    principals_minor,
    rates,
    dates,
    st.integers(0, 400),
    st.integers(0, 400),
    st.sampled_from([ACT_360, ACT_365F, THIRTY_E_360]),
)
def test_simple_interest_is_the_sum_of_any_two_segments(
    principal_minor, rate, start, first, second, day_count
):
    turn = start + timedelta(days=first)
    end = turn + timedelta(days=second)
    segments = [
        interest(principal_minor, rate, since, until, day_count).interest_exact
        for since, until in ((start, turn), (turn, end))
    ]
    whole = interest(principal_minor, rate, start, end, day_count).interest_exact
    with localcontext(prec=120):
        assert abs(sum(segments) - whole) <= 2 * Decimal(10) ** -EXACT_DECIMALS


@given(principals_minor, rates, dates, st.integers(0, 60))
def test_whole_months_by_periods_earn_rate_times_months_over_twelve(principal_minor, rate, start, months):
    earned = interest_for_term(principal_minor, rate, start, months, PERIODS)
    with localcontext(prec=120):
        assert (
            abs(earned.interest_exact - principal_minor * rate * months / 120_000)
            <= Decimal(10) ** -EXACT_DECIMALS
        )


@given(dates, st.integers(0, 60), st.integers(0, 27))
def test_months_and_then_odd_days_are_counted_as_such_from_any_start(start, months, odd_days):
    end = add_months(start, months) + timedelta(days=odd_days)
    assert days_between(start, end, PERIODS) == 30 * months + odd_days
