"""Deposit insurance: how much of what a person has at one bank is covered.

China covers principal and interest of one depositor at one bank together, up to ¥500,000 (存款保险条例, art. 5).
"""

from dataclasses import dataclass

from core.domain.bank import TermDeposit
from core.domain.deposit import Share, ShareState


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a person has at one bank, in minor units of one currency.

    `balances_minor` are their accounts', held money included; `shares_minor` and `expected_interest_minor` are those of
    their shares in term deposits, up to maturity. A pledge is paid from a balance at the same bank, so it adds nothing
    but the interest it is expected to earn.
    """

    cap_minor: int
    balances_minor: int = 0
    shares_minor: int = 0
    expected_interest_minor: int = 0
    pledge_interest_minor: int = 0

    @property
    def total_minor(self) -> int:
        """All of it at the latest maturity."""
        return (
            self.balances_minor
            + self.shares_minor
            + self.expected_interest_minor
            + self.pledge_interest_minor
        )

    @property
    def uncovered_minor(self) -> int:
        """What lies above the cap."""
        return max(0, self.total_minor - self.cap_minor)

    def near(self, percent: int = 90) -> bool:
        """Whether it reaches so much of the cap that its owner should know before pledging."""
        return self.total_minor * 100 >= self.cap_minor * percent


def owed_minor(share: Share, deposit: TermDeposit) -> tuple[int, int]:
    """What the bank owes for a share, principal and interest, in minor units: up to maturity, or until it is paid.

    The interest is the share's part of the deposit's, rounded up: enough to warn by, not what is paid out.
    """
    match share.state:
        case ShareState.ACTIVE:
            whole_minor = deposit.accrued_on(deposit.maturity_date) * share.principal_minor
            return share.principal_minor, -(-whole_minor // deposit.outstanding_minor)
        case ShareState.PAYABLE:
            return share.principal_minor, share.interest_minor - share.tax_minor
        case _:
            return 0, 0
