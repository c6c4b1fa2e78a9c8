"""What a deposit's maturity brings each share: figured here alone, for the preview and for the day itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.domain.bank import TermDeposit
from core.domain.campaign import Terms
from core.domain.deposit import MaturityChoice, Share, ShareState, check_register
from core.domain.ids import ShareId
from core.domain.product import Product
from core.domain.tax import shared_out

AT_MATURITY = frozenset({ShareState.PAYABLE, ShareState.PAID_OUT, ShareState.RENEWED})
"""How shares stand that stayed until their deposit ended: they keep what they brought."""


@dataclass(frozen=True, slots=True)
class Proceeds:
    """What one share brings at maturity, in minor units; `renewed_minor` of it goes on, the rest is paid out."""

    share_id: ShareId
    principal_minor: int
    interest_minor: int
    tax_minor: int
    renewed_minor: int = 0

    @property
    def net_interest_minor(self) -> int:
        """The interest after tax."""
        return self.interest_minor - self.tax_minor

    @property
    def payout_minor(self) -> int:
        """What is paid out."""
        return self.principal_minor + self.net_interest_minor - self.renewed_minor


@dataclass(frozen=True, slots=True)
class RenewalQuote:
    """What those who want to renew have together, and the amount from which their tier is reached again.

    `annual_rate_percent` is what the product pays for that sum on the maturity date; None if it is not offered then.
    """

    sum_minor: int
    needed_minor: int
    annual_rate_percent: Decimal | None

    @property
    def missing_minor(self) -> int:
        """What they lack."""
        return max(0, self.needed_minor - self.sum_minor)

    @property
    def reached(self) -> bool:
        """Whether the deposit is renewed."""
        return self.sum_minor > 0 and self.missing_minor == 0 and self.annual_rate_percent is not None


@dataclass(frozen=True, slots=True)
class MaturityPlan:
    """What becomes of a deposit at maturity, by the choices as they are; `proceeds` in certificate order."""

    proceeds: tuple[Proceeds, ...]
    renewal: RenewalQuote

    def of(self, share_id: ShareId) -> Proceeds:
        """What one of the shares brings."""
        return next(each for each in self.proceeds if each.share_id == share_id)

    @property
    def renewed_minor(self) -> int:
        """What goes on into the next deposit."""
        return sum(each.renewed_minor for each in self.proceeds)


def plan_maturity(
    deposit: TermDeposit, shares: Sequence[Share], terms: Terms, product: Product
) -> MaturityPlan:
    """What maturity brings to each of a deposit's active shares, given in certificate order.

    The whole deposit's interest is apportioned by principal, so the parts sum to it. Renewal needs the renewers' sum to
    reach, by the rates of the maturity date, the tier of the campaign's target, and the product's minimum; neither its
    multiple nor its maximum, for interest that is renewed is no round sum. If they do not reach it, everybody is paid
    out. AssertionError if the shares are not those that are outstanding.
    """
    earned = earned_on(deposit, shares, product, deposit.maturity_date)
    wanted = [
        replace(each, renewed_minor=renewable_minor(each, share.maturity_choice))
        for each, share in zip(earned, shares, strict=True)
    ]
    quote = _quote(sum(each.renewed_minor for each in wanted), deposit, terms, product)
    return MaturityPlan(tuple(wanted) if quote.reached else earned, quote)


def earned_on(
    deposit: TermDeposit, shares: Sequence[Share], product: Product, day: date
) -> tuple[Proceeds, ...]:
    """What each of a deposit's active shares, given in certificate order, has earned up to, not including, `day`."""
    check_register(shares, deposit.outstanding_minor)
    principals_minor = [share.principal_minor for share in shares]
    earned = shared_out(principals_minor, deposit.accrued_on, product.interest_tax, deposit.value_date, day)
    return tuple(
        Proceeds(share.id, share.principal_minor, each.interest_minor, each.tax_minor)
        for share, each in zip(shares, earned, strict=True)
    )


def choices_of(
    share_id: ShareId, deposit: TermDeposit, shares: Sequence[Share], terms: Terms, product: Product
) -> Mapping[MaturityChoice, MaturityPlan]:
    """The plan by each choice that the owner of one share has, while all others stay with theirs."""
    return {
        choice: plan_maturity(
            deposit,
            [replace(each, maturity_choice=choice) if each.id == share_id else each for each in shares],
            terms,
            product,
        )
        for choice in MaturityChoice
    }


def renewable_minor(proceeds: Proceeds, choice: MaturityChoice) -> int:
    """How much of what a share brings goes on by its owner's choice, if the deposit is renewed."""
    principal_minor, net_minor = proceeds.principal_minor, proceeds.net_interest_minor
    return {
        MaturityChoice.PAY_OUT: 0,
        MaturityChoice.RENEW_PRINCIPAL: principal_minor,
        MaturityChoice.RENEW_ALL: principal_minor + net_minor,
    }[choice]


def _quote(sum_minor: int, deposit: TermDeposit, terms: Terms, product: Product) -> RenewalQuote:
    rates = product.rates_on(deposit.maturity_date)
    tier = rates.tier_for(terms.target_minor)
    needed_minor = max(product.minimum_minor, tier.from_minor if tier else 0)
    reached = rates.tier_for(max(sum_minor, needed_minor))
    offered = product.offered and reached is not None
    return RenewalQuote(sum_minor, needed_minor, reached.annual_rate_percent if offered and reached else None)
