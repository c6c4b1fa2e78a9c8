"""What a decision is worth: what money earns its owner together with others, and what the same money earns alone.

Both are foretold by what pays them out: the interest of the whole deposit by its conventions (`interest.py`),
apportioned by principal, less each owner's tax (`tax.shared_out`). Going alone is the same amount from the same person
in the same product, at the tier that it reaches by itself; an amount below the first tier opens no deposit, and stays
in a demand account (`exiting.on_demand`).

A deposit of one's own that is broken early earns the demand rate too, and nobody is there who might buy it: leaving is
compared with that. To which account money goes, as with a payout that waits, is no such decision: it is the same money
alone and together, and it has ended earning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from core.domain.bank import TermDeposit
from core.domain.campaign import Terms
from core.domain.deposit import Share
from core.domain.exiting import early_withdrawal, on_demand, price_of_minor, transfer_price_minor
from core.domain.interest import Compounding, DayCount, Rounding, accrued_minor, add_months
from core.domain.maturity import RenewalQuote
from core.domain.product import DatedRates, Product
from core.domain.tax import DatedTax, Earned, shared_out


class Verdict(StrEnum):
    """How together stands beside alone."""

    MORE = "more"
    SAME = "same"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `amount_minor` earns until `end`, together and alone: minor units after tax, and annual rates in percent.

    `deposit_alone` says whether the amount opens a deposit by itself; where not, alone is what a demand account pays.
    """

    amount_minor: int
    end: date
    together_minor: int
    alone_minor: int
    rate_percent: Decimal
    alone_rate_percent: Decimal
    deposit_alone: bool = True

    @property
    def gain_minor(self) -> int:
        """How much more it is together; negative if it is less."""
        return self.together_minor - self.alone_minor

    @property
    def verdict(self) -> Verdict:
        """Which of the two it is better to do, if either."""
        if self.gain_minor == 0:
            return Verdict.SAME
        return Verdict.MORE if self.gain_minor > 0 else Verdict.LESS


class _Conventions(Protocol):
    """How a deposit's interest is figured: by a product, and by the terms that were fixed from it."""

    @property
    def term_months(self) -> int: ...
    @property
    def day_count(self) -> DayCount: ...
    @property
    def compounding(self) -> Compounding: ...
    @property
    def rounding(self) -> Rounding: ...
    @property
    def demand_rate_percent(self) -> Decimal: ...


def pledge_compared(terms: Terms, product: Product, amount_minor: int, value_date: date) -> Comparison:
    """A pledge of so much, if the campaign's deposit begins on `value_date`; alone by the rates the terms keep.

    The others' amounts, which decide who gets the minor units that are left over, are not known before the deposit is
    open: they count as one behind this, so that what is paid may be a minor unit off. The product, whose tax applies,
    is that of the terms. ValueError for more than the target.
    """
    return _compared(
        terms,
        product.interest_tax,
        amount_minor,
        (terms.target_minor, terms.annual_rate_percent),
        terms.rates,
        value_date,
    )


def target_compared(product: Product, target_minor: int, amount_minor: int, day: date) -> Comparison:
    """A part of a target that nobody has proposed yet, both by the product's rates on `day`; else as a pledge.

    LookupError if the product has no rate for the target then.
    """
    rate_percent = product.rate_percent_for(target_minor, day)
    whole = target_minor, rate_percent
    return _compared(product, product.interest_tax, amount_minor, whole, product.rates_on(day), day)


def renewal_compared(
    deposit: TermDeposit, terms: Terms, product: Product, renewed_minor: int, renewal: RenewalQuote
) -> Comparison | None:
    """So much of what a share brings, renewed for another term, or put alone into the same product on that day.

    Both by the rates of the maturity date as they are known; None if nothing would be renewed, or is offered then.
    What the renewers lack counts as if it were there.
    """
    if not renewed_minor or renewal.annual_rate_percent is None:
        return None
    whole = max(renewal.sum_minor, renewal.needed_minor), renewal.annual_rate_percent
    start = deposit.maturity_date
    return _compared(terms, product.interest_tax, renewed_minor, whole, product.rates_on(start), start)


def purchase_compared(
    deposit: TermDeposit, product: Product, price_minor: int, brings_minor: int, day: date
) -> Comparison:
    """A share bought for `price_minor` on `day` that brings `brings_minor` at maturity, after tax.

    Alone is the same price, earning until that day what a deposit opened on `day` accrues by the product's rates then.
    It would last its whole term: broken earlier it would bring less.
    """
    end = deposit.maturity_date
    alone = _alone(product, product.interest_tax, price_minor, product.rates_on(day), day, end)
    return Comparison(
        price_minor, end, brings_minor - price_minor, alone[0].net_minor, deposit.rate_percent_now, *alone[1:]
    )


def share_compared(
    deposit: TermDeposit, terms: Terms, product: Product, principal_minor: int, day: date
) -> Comparison:
    """A share of so much that nobody offers yet, if it were bought on `day` and nobody else left the deposit."""
    end, others_minor = deposit.maturity_date, deposit.outstanding_minor - principal_minor
    principals_minor = [principal_minor, others_minor]
    earned, _ = shared_out(
        principals_minor, deposit.accrued_on, product.interest_tax, deposit.value_date, end
    )
    price_minor = price_of_minor(deposit, principal_minor, terms, day)
    return purchase_compared(deposit, product, price_minor, principal_minor + earned.net_minor, day)


def sale_compared(
    deposit: TermDeposit, share: Share, terms: Terms, product: Product, day: date
) -> Comparison:
    """A share sold on `day`, at the price of that day; alone it is what its owner put in, broken on that day.

    They put in the price of the day from which they own it: on the value date that is the principal. Of a purchase that
    a bank elsewhere answered after midnight the price was a day's interest less.
    """
    price_minor = transfer_price_minor(deposit, share, terms, day)
    return _left_compared(
        deposit, share, terms, product, (price_minor, terms.later.transfer_rate_percent), day
    )


def withdrawal_compared(
    deposit: TermDeposit, share: Share, terms: Terms, product: Product, day: date
) -> Comparison:
    """A share withdrawn early on `day`, beside the same as a sale. AssertionError before the value date."""
    amount_minor = early_withdrawal(deposit, share, terms, product, day).amount_minor
    return _left_compared(deposit, share, terms, product, (amount_minor, terms.demand_rate_percent), day)


def _left_compared(
    deposit: TermDeposit,
    share: Share,
    terms: Terms,
    product: Product,
    brought: tuple[int, Decimal],
    day: date,
) -> Comparison:
    """What a share that left on `day` `brought`, and the annual rate of it, beside what was put in broken alone."""
    brought_minor, rate_percent = brought
    since = share.owned_from
    put_in_minor = transfer_price_minor(deposit, share, terms, since)
    alone = on_demand(put_in_minor, terms.demand_rate_percent, product.interest_tax, since, day)
    return Comparison(
        put_in_minor,
        day,
        brought_minor - put_in_minor,
        alone.net_minor,
        rate_percent,
        terms.demand_rate_percent,
        product.rates_on(since).tier_for(put_in_minor) is not None,
    )


def _compared(
    conventions: _Conventions,
    interest_tax: Sequence[DatedTax],
    amount_minor: int,
    whole: tuple[int, Decimal],
    rates: DatedRates,
    start: date,
) -> Comparison:
    """So much of a `whole` (its principal and annual rate) over a term from `start`; alone by these `rates`."""
    whole_minor, rate_percent = whole
    if amount_minor > whole_minor:
        raise ValueError(f"{amount_minor} is more than the whole of {whole_minor}")
    end = add_months(start, conventions.term_months)
    principals_minor = [amount_minor, whole_minor - amount_minor]
    together, _ = _earned(conventions, interest_tax, principals_minor, rate_percent, start, end)
    alone, alone_rate_percent, deposit_alone = _alone(
        conventions, interest_tax, amount_minor, rates, start, end
    )
    return Comparison(
        amount_minor,
        end,
        together.net_minor,
        alone.net_minor,
        rate_percent,
        alone_rate_percent,
        deposit_alone,
    )


def _alone(
    conventions: _Conventions,
    interest_tax: Sequence[DatedTax],
    amount_minor: int,
    rates: DatedRates,
    start: date,
    end: date,
) -> tuple[Earned, Decimal, bool]:
    """What the amount earns by itself, its annual rate, and whether in a deposit of its own."""
    tier = rates.tier_for(amount_minor)
    if tier is None:
        rate_percent = conventions.demand_rate_percent
        return on_demand(amount_minor, rate_percent, interest_tax, start, end), rate_percent, False
    [earned] = _earned(conventions, interest_tax, [amount_minor], tier.annual_rate_percent, start, end)
    return earned, tier.annual_rate_percent, True


def _earned(
    conventions: _Conventions,
    interest_tax: Sequence[DatedTax],
    principals_minor: Sequence[int],
    rate_percent: Decimal,
    start: date,
    end: date,
) -> tuple[Earned, ...]:
    def accrued_minor_on(day: date) -> int:
        return accrued_minor(
            sum(principals_minor),
            rate_percent,
            start,
            end,
            day,
            conventions.day_count,
            conventions.compounding,
            conventions.rounding,
        )

    return shared_out(principals_minor, accrued_minor_on, interest_tax, start, end)
