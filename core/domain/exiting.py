"""Leaving a deposit before it matures: what the bank pays for a share then, figured for the preview and for the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.domain.bank import TermDeposit
from core.domain.campaign import Terms
from core.domain.deposit import Share
from core.domain.errors import EarlyWithdrawalsUsedUp, LockedIn, OfferFirst, ShareFixed
from core.domain.interest import DayCount, accrued_minor
from core.domain.product import Product, RemainderRate
from core.domain.tax import DatedTax, Earned, shared_out


@dataclass(frozen=True, slots=True)
class EarlyWithdrawal:
    """What a share brings when it is withdrawn on a day before maturity, in minor units.

    `rest_rate_percent` is what the rest of the deposit earns from that day on; None if it keeps its rate.
    """

    principal_minor: int
    interest_minor: int
    tax_minor: int
    rest_rate_percent: Decimal | None

    @property
    def amount_minor(self) -> int:
        """What its owner gets."""
        return self.principal_minor + self.interest_minor - self.tax_minor


def early_withdrawal(
    deposit: TermDeposit, share: Share, terms: Terms, product: Product, day: date
) -> EarlyWithdrawal:
    """What withdrawing the share on `day` brings: its principal, and interest at the demand rate since the value date.

    Raises AssertionError before the value date.
    """
    assert day >= deposit.value_date, "nobody leaves a deposit that has not begun"
    earned = on_demand(
        share.principal_minor, terms.demand_rate_percent, product.interest_tax, deposit.value_date, day
    )
    return EarlyWithdrawal(
        principal_minor=share.principal_minor,
        interest_minor=earned.interest_minor,
        tax_minor=earned.tax_minor,
        rest_rate_percent=_rest_rate_percent(deposit, share, terms),
    )


def on_demand(
    principal_minor: int, rate_percent: Decimal, interest_tax: Sequence[DatedTax], start: date, end: date
) -> Earned:
    """What a demand account earns from `start` up to, not including, `end`.

    Demand interest counts calendar days on a year of 360 (PBoC, Yinfa [2005] No. 129), simple.
    """

    def accrued_minor_on(day: date) -> int:
        return accrued_minor(principal_minor, rate_percent, start, end, day, DayCount.ACT_360)

    [earned] = shared_out([principal_minor], accrued_minor_on, interest_tax, start, end)
    return earned


def _rest_rate_percent(deposit: TermDeposit, share: Share, terms: Terms) -> Decimal | None:
    """The rate of the tier that the rest still reaches, by the rates the terms were fixed with, if it is lower."""
    rest_minor = deposit.outstanding_minor - share.principal_minor
    if terms.later.remainder_rate is RemainderRate.KEEPS_RATE or not rest_minor:
        return None
    rate_percent = terms.rate_alone_percent(rest_minor)
    return rate_percent if rate_percent < deposit.rate_percent_now else None


def transfer_price_minor(deposit: TermDeposit, share: Share, terms: Terms, day: date) -> int:
    """What a buyer pays on `day`: the principal, and its interest since the value date at the terms' transfer rate.

    The buyer pays it, not the bank: a bank may not pay interest by how long an early leaver stayed. In return all
    interest since the value date is the buyer's at maturity. No more accrues from maturity on.
    """
    return price_of_minor(deposit, share.principal_minor, terms, day)


def price_of_minor(deposit: TermDeposit, principal_minor: int, terms: Terms, day: date) -> int:
    """The same of any part of the deposit."""
    return principal_minor + accrued_minor(
        principal_minor,
        terms.later.transfer_rate_percent,
        deposit.value_date,
        deposit.maturity_date,
        day,
        deposit.day_count,
        deposit.compounding,
        deposit.rounding,
    )


def check_leavable(deposit: TermDeposit, share: Share, terms: Terms, day: date) -> None:
    """Whether a share may be offered or withdrawn on `day`. Raises ShareFixed or LockedIn."""
    share.check_active()
    if not deposit.lasts_on(day):
        raise ShareFixed(deposit.state.value)
    free_from = deposit.value_date + timedelta(days=terms.later.lock_in_days)
    if day < free_from:
        raise LockedIn(free_from)


def check_withdrawable_early(deposit: TermDeposit, share: Share, terms: Terms, day: date) -> None:
    """Whether a share may be withdrawn on `day`.

    Where that would lower the others' rate they are asked first: an offer of it must have ended untaken. Raises
    ShareFixed, LockedIn, EarlyWithdrawalsUsedUp, or OfferFirst.
    """
    check_leavable(deposit, share, terms, day)
    if deposit.early_withdrawals >= terms.later.early_withdrawals_max:
        raise EarlyWithdrawalsUsedUp(terms.later.early_withdrawals_max)
    rest_rate_percent = _rest_rate_percent(deposit, share, terms)
    if rest_rate_percent is not None and not share.untaken:
        raise OfferFirst(rest_rate_percent)
