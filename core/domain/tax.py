"""Tax on interest: a dated rate, and what is withheld of what a member earned."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from core.domain.money import apportion, half_up


@dataclass(frozen=True, slots=True)
class DatedTax:
    """This rate, in percent, on interest that accrues from a day on."""

    effective_from: date
    percent: Decimal

    def __post_init__(self) -> None:
        if not self.percent.is_finite() or not 0 <= self.percent <= 100:
            raise ValueError(f"a tax of {self.percent} % is not possible")


CHINA_INTEREST_TAX = (
    DatedTax(date(1999, 11, 1), Decimal(20)),
    DatedTax(date(2007, 8, 15), Decimal(5)),
    DatedTax(date(2008, 10, 9), Decimal(0)),
)
"""Individual income tax on savings interest in China; by the days the interest accrued in (Caishui [2008] No. 132)."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What a principal has earned, in minor units, and what of it is withheld."""

    interest_minor: int
    tax_minor: int

    @property
    def net_minor(self) -> int:
        """What its owner gets of it."""
        return self.interest_minor - self.tax_minor


def effective_rate(
    schedule: Sequence[DatedTax], accrued_minor_on: Callable[[date], int], start: date, end: date
) -> Fraction:
    """The exact part (0 to 1) of the interest from `start` up to, not including, `end` that is tax.

    `accrued_minor_on` gives the cumulative interest up to a day. What accrued before the first date of the schedule,
    which ascends, is not taxed.
    """
    dates = [tax.effective_from for tax in schedule]
    cuts = [start, *(day for day in dates if start < day < end), end]
    taxed, total_minor = Fraction(0), 0
    for first, last in pairwise(cuts):
        interest_minor = accrued_minor_on(last) - accrued_minor_on(first)
        begun = bisect_right(dates, first)
        taxed += interest_minor * (Fraction(schedule[begun - 1].percent) / 100 if begun else 0)
        total_minor += interest_minor
    return taxed / total_minor if total_minor else Fraction(0)


def withheld_minor(interest_minor: int, rate: Fraction) -> int:
    """The tax on one member's interest, half up: the person is the taxpayer, so each is rounded alone."""
    return half_up(interest_minor * rate)


def shared_out(
    principals_minor: Sequence[int],
    accrued_minor_on: Callable[[date], int],
    schedule: Sequence[DatedTax],
    start: date,
    end: date,
) -> tuple[Earned, ...]:
    """What each of these principals has earned from `start` up to, not including, `end`, and the tax on it.

    `accrued_minor_on` gives the cumulative interest of all of them up to a day: it is apportioned by principal, so the
    parts sum to it, and each owner's tax is rounded alone.
    """
    rate = effective_rate(schedule, accrued_minor_on, start, end)
    parts_minor = apportion(accrued_minor_on(end), principals_minor)
    return tuple(Earned(part_minor, withheld_minor(part_minor, rate)) for part_minor in parts_minor)
