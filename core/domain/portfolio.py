"""What somebody holds: the value of each share on a day, and what all of them earn until the last one's maturity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.bank import TermDeposit
from core.domain.deposit import Share


@dataclass(frozen=True, slots=True)
class Holding:
    """A share, and the term deposit that it is a part of."""

    share: Share
    deposit: TermDeposit

    def interest_minor(self, on: date) -> int:
        """What the share has earned from the value date up to, not including, `on`; all of it from maturity on."""
        return self.deposit.part_accrued_on(self.share.principal_minor, on)

    def value_minor(self, on: date) -> int:
        """Principal and what was earned on it until then."""
        return self.share.principal_minor + self.interest_minor(on)

    @property
    def interest_at_maturity_minor(self) -> int:
        """What it earns over the whole term."""
        return self.interest_minor(self.deposit.maturity_date)

    @property
    def value_at_maturity_minor(self) -> int:
        """What it is worth at maturity."""
        return self.value_minor(self.deposit.maturity_date)


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
        """What all of them have earned until then."""
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
