"""Interest on a deposit, in exact arithmetic: day counts, posting periods, and where rounding happens.

Every convention here reduces to *counted days* over a year of 360 or 365 days. The first day counts, the last
does not. Interest is added to the balance on posting days, which are counted from the start date, so a month's
end does not drift (31 January, 28 February, 31 March); what is left after the last whole posting period earns
simple interest until the end and is posted then.
"""

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from core.domain.money import half_up

EXACT_DECIMALS = 40
"""`…_exact` amounts are exact when they need no more decimals than this, else rounded half up to so many."""

TERM_YEARS_MAX = 100
"""Longer terms are refused: no deposit has one, and exact fractions grow with every posting."""


class DayCount(StrEnum):
    """How the days of a term are counted, and over which year.

    - `PERIODS`: whole years and months at rate × months / 12, the odd days after them on a year of 360 days.
      The Chinese banks' 整存整取 by 逐笔计息 (PBoC, Yinfa [2005] No. 129). With compounding the whole posting
      periods are equal, as in Apache Fineract's maturity formula.
    - `ACT_360`, `ACT_365F`: calendar days on a year of 360 or, always, 365 days (2006 ISDA Definitions,
      section 4.16 (e) and (d)).
    - `THIRTY_E_360`: months of 30 days, each 31st taken as a 30th; February keeps its own last day (2006 ISDA
      Definitions, section 4.16 (g), "Eurobond basis").
    """

    PERIODS = "periods"
    ACT_360 = "ACT/360"
    ACT_365F = "ACT/365F"
    THIRTY_E_360 = "30E/360"


class Compounding(StrEnum):
    """How often interest is added to the balance and earns interest itself.

    `DAILY` posts once for each counted day, so 360 times a year by `PERIODS` and `THIRTY_E_360`; the others post
    every so many calendar months from the start date, and at the end.
    """

    NONE = "none"
    DAILY = "daily"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


class Rounding(StrEnum):
    """Where interest becomes whole minor units, half up: once at the end, or at each posting."""

    END = "end"
    EACH_POSTING = "each-posting"


_YEAR_DAYS = {
    DayCount.PERIODS: 360,
    DayCount.ACT_360: 360,
    DayCount.ACT_365F: 365,
    DayCount.THIRTY_E_360: 360,
}
_POSTING_MONTHS = {
    Compounding.MONTHLY: 1,
    Compounding.QUARTERLY: 3,
    Compounding.HALF_YEARLY: 6,
    Compounding.YEARLY: 12,
}


@dataclass(frozen=True, slots=True)
class Interest:
    """What a principal earns over a term; the principal plus the interest is the maturity amount, exactly.

    `days` are counted days. The exact amounts are in major units with up to `EXACT_DECIMALS` decimals; with
    rounding at each posting nothing finer than a minor unit ever exists, and they equal the rounded ones.
    """

    days: int
    interest_exact: Decimal
    interest_minor: int
    maturity_exact: Decimal
    maturity_minor: int


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; where that month lacks it, the month's last day.

    31 January and one month make 28 or 29 February (对月对日, 无对日以月末日). ValueError past the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(f"{months} months from {day} lie past the year {date.max.year}")
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last_day))


def days_between(start: date, end: date, day_count: DayCount) -> int:
    """The counted days from `start` to `end` by the convention; ValueError when `end` lies before `start`.

    `PERIODS` counts 30 days for each whole month and then the odd calendar days.
    """
    if end < start:
        raise ValueError(f"the term ends on {end}, before it starts on {start}")
    match day_count:
        case DayCount.PERIODS:
            months = _whole_months(start, end)
            return 30 * months + (end - add_months(start, months)).days
        case DayCount.ACT_360 | DayCount.ACT_365F:
            return (end - start).days
        case DayCount.THIRTY_E_360:
            months = (end.year - start.year) * 12 + end.month - start.month
            return 30 * months + min(end.day, 30) - min(start.day, 30)


def interest(
    principal_minor: int,
    annual_rate_percent: Decimal,
    start: date,
    end: date,
    day_count: DayCount,
    compounding: Compounding = Compounding.NONE,
    rounding: Rounding = Rounding.END,
    minor_digits: int = 2,
) -> Interest:
    """The interest on `principal_minor` from `start` up to, not including, `end`.

    Each posting period adds balance × rate / 100 × counted days / days of the year. A term at several rates is
    the sum of its segments. ValueError for a negative principal, a rate that is negative or not finite, an end
    before the start, and a term of more than `TERM_YEARS_MAX` years.
    """
    _refuse_impossible(principal_minor, annual_rate_percent, start, end)
    daily_rate = Fraction(annual_rate_percent) / (100 * _YEAR_DAYS[day_count])
    periods = _days_of_posting_periods(start, end, day_count, compounding)
    interest_in_minor_units = (
        _posted_exactly(principal_minor, daily_rate, periods)
        if rounding is Rounding.END
        else Fraction(_posted_in_minor_units(principal_minor, daily_rate, periods))
    )
    interest_minor = half_up(interest_in_minor_units)
    return Interest(
        days=sum(periods),
        interest_exact=_in_major_units(interest_in_minor_units, minor_digits),
        interest_minor=interest_minor,
        maturity_exact=_in_major_units(principal_minor + interest_in_minor_units, minor_digits),
        maturity_minor=principal_minor + interest_minor,
    )


def interest_for_term(
    principal_minor: int,
    annual_rate_percent: Decimal,
    start: date,
    term_months: int,
    day_count: DayCount,
    compounding: Compounding = Compounding.NONE,
    rounding: Rounding = Rounding.END,
    minor_digits: int = 2,
) -> Interest:
    """The interest over a whole term of `term_months` from the value date `start`; else as `interest`."""
    end = add_months(start, term_months)
    return interest(
        principal_minor, annual_rate_percent, start, end, day_count, compounding, rounding, minor_digits
    )


def accrued_minor(
    principal_minor: int,
    annual_rate_percent: Decimal,
    start: date,
    end: date,
    on: date,
    day_count: DayCount,
    compounding: Compounding = Compounding.NONE,
    rounding: Rounding = Rounding.END,
) -> int:
    """The rounded cumulative interest from `start` until `on`: 0 up to the start, the whole term's from `end` on.

    It never falls from one day to the next; accruals that book its difference to the day before sum to exactly
    the interest of the whole term.
    """
    until = min(max(on, start), end)
    return interest(
        principal_minor, annual_rate_percent, start, until, day_count, compounding, rounding
    ).interest_minor


def _refuse_impossible(principal_minor: int, annual_rate_percent: Decimal, start: date, end: date) -> None:
    if principal_minor < 0:
        raise ValueError("the principal must not be negative")
    if not annual_rate_percent.is_finite() or annual_rate_percent < 0:
        raise ValueError(f"an annual rate of {annual_rate_percent} % is not possible")
    if end > start and _whole_months(start, end) > 12 * TERM_YEARS_MAX:
        raise ValueError(f"the term is longer than {TERM_YEARS_MAX} years")


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def _days_of_posting_periods(
    start: date, end: date, day_count: DayCount, compounding: Compounding
) -> Sequence[int]:
    """The counted days of each posting period in order, a last shorter one included."""
    days = days_between(start, end, day_count)
    if compounding is Compounding.NONE:
        return [days]
    if compounding is Compounding.DAILY:
        return [1] * days
    every = _POSTING_MONTHS[compounding]
    whole_periods = _whole_months(start, end) // every
    posting_days = [add_months(start, every * nth) for nth in range(1, whole_periods + 1)]
    # Counted from the start each time: a period's days are a difference, so that together they are the term's.
    counted = [0, *(days_between(start, day, day_count) for day in posting_days), days]
    return [later - earlier for earlier, later in pairwise(counted)]


def _posted_exactly(principal_minor: int, daily_rate: Fraction, periods: Sequence[int]) -> Fraction:
    """Principal × (the product over the periods of 1 + rate × days, less 1)."""
    # The order of the periods does not matter to a product, so equal ones can be raised to a power.
    growth = Fraction(1)
    for days, times in Counter(periods).items():
        growth *= (1 + daily_rate * days) ** times
    return principal_minor * (growth - 1)


def _posted_in_minor_units(principal_minor: int, daily_rate: Fraction, periods: Sequence[int]) -> int:
    """The sum of what the postings add, each rounded half up before it is added, as Apache Fineract posts."""
    balance_minor = principal_minor
    for days in periods:
        balance_minor += half_up(balance_minor * daily_rate * days)
    return balance_minor - principal_minor


def _in_major_units(value: Fraction, minor_digits: int) -> Decimal:
    """`value` minor units as a decimal of the currency: at least its own decimals, at most `EXACT_DECIMALS`."""
    digits = str(half_up(value * 10 ** (EXACT_DECIMALS - minor_digits))).zfill(EXACT_DECIMALS + 1)
    whole, decimals = digits[:-EXACT_DECIMALS], digits[-EXACT_DECIMALS:]
    return Decimal(f"{whole}.{decimals[:minor_digits]}{decimals[minor_digits:].rstrip('0')}")
