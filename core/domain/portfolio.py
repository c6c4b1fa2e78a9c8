"""What somebody holds: the value of each share on a day, and what all of them earn until the last one's maturity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.bank import TermDeposit
from core.domain.deposit import Share, ShareState
from core.domain.maturity import AT_MATURITY, Proceeds, earned_on
from core.domain.product import Product


@dataclass(frozen=True, slots=True)
class Holding:
    """A share, the term deposit that it is a part of, and all that its figures follow from.

    `active_shares` are those of the deposit, in certificate order. Every figure is the one by which the deposit would
    be paid out: the interest of the whole, apportioned among all of its shares, less the tax withheld of each.
    """

    share: Share
    deposit: TermDeposit
    product: Product
    active_shares: tuple[Share, ...]

    def proceeds(self, on: date) -> Proceeds:
        """What the share has earned up to, not including, `on`; all of it from maturity on.

        Each day's interest is apportioned anew, so that it may be a minor unit less than the day before. Of a share
        that ended at maturity it is what it brought; of one that was withdrawn early, or sold, what it was to bring.
        """
        share, until = self.share, min(on, self.deposit.maturity_date)
        if share.state is ShareState.ACTIVE:
            earned = earned_on(self.deposit, self.active_shares, self.product, until)
            return next(each for each in earned if each.share_id == share.id)
        if share.state in AT_MATURITY:
            return Proceeds(share.id, share.principal_minor, share.interest_minor, share.tax_minor)
        interest_minor = self.deposit.part_accrued_on(share.principal_minor, until)
        return Proceeds(share.id, share.principal_minor, interest_minor, 0)

    @property
    def at_maturity(self) -> Proceeds:
        """What it brings at maturity."""
        return self.proceeds(self.deposit.maturity_date)

    def interest_minor(self, on: date) -> int:
        """What it has earned until then, after tax."""
        return self.proceeds(on).net_interest_minor

    def value_minor(self, on: date) -> int:
        """Principal and what was earned on it until then, after tax."""
        return self.proceeds(on).payout_minor

    def curve_minor(self, days: Sequence[date]) -> tuple[int, ...]:
        """Its interest on each of these days, for drawing: right at both ends, and at most a little off between."""
        end_minor = self.at_maturity.net_interest_minor
        whole_minor = self.deposit.accrued_on(self.deposit.maturity_date)
        return tuple(
            end_minor * self.deposit.accrued_on(day) // whole_minor if whole_minor else 0 for day in days
        )


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Somebody's holdings in one currency, by maturity date; at least one."""

    currency: str
    holdings: tuple[Holding, ...]

    @property
    def starts_on(self) -> date:
        """When the first of them began to earn."""
        return min(holding.deposit.value_date for holding in self.holdings)

    @property
    def ends_on(self) -> date:
        """When the last of them matures."""
        return self.holdings[-1].deposit.maturity_date

    def interest_minor(self, on: date) -> int:
        """What all of them have earned until then, after tax."""
        return sum(holding.interest_minor(on) for holding in self.holdings)

    def value_minor(self, on: date) -> int:
        """What all of them are worth then, those that matured before as they matured."""
        return sum(holding.value_minor(on) for holding in self.holdings)


def portfolios(holdings: Sequence[Holding]) -> tuple[Portfolio, ...]:
    """Holdings by currency, the one with the largest principal first."""
    by_currency: dict[str, list[Holding]] = {}
    for holding in sorted(holdings, key=lambda each: (each.deposit.maturity_date, each.share.id)):
        by_currency.setdefault(holding.deposit.currency, []).append(holding)
    found = [Portfolio(currency, tuple(each)) for currency, each in by_currency.items()]
    return tuple(sorted(found, key=_principal_minor, reverse=True))


def _principal_minor(portfolio: Portfolio) -> int:
    return sum(holding.share.principal_minor for holding in portfolio.holdings)
