"""A pool as an example, figured from what the bank offers today by the same rules as a real one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.domain.campaign import MEND_WINDOW
from core.domain.exiting import on_demand
from core.domain.interest import accrued_minor, add_months
from core.domain.money import apportion_in_multiples
from core.domain.product import Product
from core.domain.tax import shared_out

_USUAL_MONTHS = 12
_FRIENDS = 4
"""With ¥2,500 each they reach what nobody of them has alone, which is what the method is for."""


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Some friends, who fill a pool in equal parts on `value_date`, and what comes of one part, in minor units.

    `interest_minor` is the term's at the pool's rate, `alone_interest_minor` what the same money would earn alone;
    `tax_minor` is withheld of the former. On `left_on`, half way, the share sells for `price_minor`, or brings
    `early_minor` if the bank pays it early. `first_day_minor` is what a day adds at first.
    """

    product: Product
    friends: int
    target_minor: int
    share_minor: int
    rate_percent: Decimal
    alone_rate_percent: Decimal
    interest_minor: int
    alone_interest_minor: int
    tax_minor: int
    value_date: date
    maturity_date: date
    left_on: date
    price_minor: int
    early_minor: int
    first_day_minor: int

    @property
    def total_minor(self) -> int:
        """What one part brings at maturity, after tax."""
        return self.share_minor + self.interest_minor - self.tax_minor

    @property
    def gain_minor(self) -> int:
        """How much more it earns than alone."""
        return self.interest_minor - self.alone_interest_minor

    @property
    def mend_hours(self) -> int:
        """How long a member whose account fails has to mend that."""
        return int(MEND_WINDOW.total_seconds()) // 3600


def worked_example(products: Sequence[Product], today: date) -> WorkedExample:
    """By the product whose term is nearest to a year, an offered one if there is any; ValueError without products.

    The pool is as large as the first better rate asks for, the value date is `today`.
    """
    product = min(products, key=lambda each: (not each.offered, abs(each.term_months - _USUAL_MONTHS)))
    better = [tier.from_minor for tier in product.rates_on(today).tiers[1:]]
    target_minor = max(product.minimum_minor, *better[:1])
    friends = max(1, min(_FRIENDS, target_minor // product.member_minimum_minor))
    share_minor = apportion_in_multiples(target_minor, friends, product.multiple_minor)[-1]
    maturity_date = add_months(today, product.term_months)
    left_on = add_months(today, max(1, product.term_months // 2))
    rate_percent = product.rate_percent_for(target_minor, today)
    alone_rate_percent = product.rate_percent_for(share_minor, today)

    def earned_minor(annual_rate_percent: Decimal, until: date) -> int:
        conventions = (product.day_count, product.compounding, product.rounding)
        return accrued_minor(share_minor, annual_rate_percent, today, maturity_date, until, *conventions)

    (pooled,) = shared_out(
        [share_minor],
        lambda until: earned_minor(rate_percent, until),
        product.interest_tax,
        today,
        maturity_date,
    )
    transfer_rate_percent = product.transfer_rate_percent
    return WorkedExample(
        product=product,
        friends=friends,
        target_minor=target_minor,
        share_minor=share_minor,
        rate_percent=rate_percent,
        alone_rate_percent=alone_rate_percent,
        interest_minor=pooled.interest_minor,
        alone_interest_minor=earned_minor(alone_rate_percent, maturity_date),
        tax_minor=pooled.tax_minor,
        value_date=today,
        maturity_date=maturity_date,
        left_on=left_on,
        price_minor=share_minor
        + earned_minor(rate_percent if transfer_rate_percent is None else transfer_rate_percent, left_on),
        early_minor=share_minor
        + on_demand(share_minor, product.demand_rate_percent, product.interest_tax, today, left_on).net_minor,
        first_day_minor=earned_minor(rate_percent, today + timedelta(days=1)),
    )
