"""What money earns in a pool and what the same money would earn alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.campaign import Terms
from core.domain.interest import interest_for_term
from core.domain.money import minor_digits


@dataclass(frozen=True, slots=True)
class Earnings:
    """Interest over the whole term, together and alone, in minor units, with both annual rates."""

    together_minor: int
    alone_minor: int
    rate_percent: Decimal
    alone_rate_percent: Decimal

    @property
    def gain_minor(self) -> int:
        """How much more it is together; 0 if nothing."""
        return self.together_minor - self.alone_minor


def earnings(
    terms: Terms, principal_minor: int, value_date: date, *, alone_with_minor: int | None = None
) -> Earnings:
    """What `principal_minor` earns by the terms from `value_date` on, compared with the rate that one saver would get.

    The lone saver opens the deposit with `alone_with_minor`, by default all of it: a pool is compared with its members.
    """
    alone_rate_percent = terms.rate_alone_percent(
        principal_minor if alone_with_minor is None else alone_with_minor
    )

    def at(rate_percent: Decimal) -> int:
        return interest_for_term(
            principal_minor,
            rate_percent,
            value_date,
            terms.term_months,
            terms.day_count,
            terms.compounding,
            terms.rounding,
            minor_digits(terms.currency),
        ).interest_minor

    return Earnings(
        at(terms.annual_rate_percent), at(alone_rate_percent), terms.annual_rate_percent, alone_rate_percent
    )
