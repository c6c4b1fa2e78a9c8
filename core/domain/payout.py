"""Money on its way back to a member: at maturity, after an early withdrawal, or for a share that was sold."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.domain.conditions import FailedCondition
from core.domain.deposit import Share
from core.domain.errors import PayoutFixed
from core.domain.ids import (
    AccountId,
    CampaignId,
    DepositId,
    LedgerAccountId,
    ParticipantId,
    PayoutId,
    ShareId,
)


class PayoutCause(StrEnum):
    """What a payout is for."""

    MATURITY = "maturity"
    EARLY_WITHDRAWAL = "early_withdrawal"
    SALE = "sale"


class PayoutState(StrEnum):
    """`ordered → paid | waiting`; a waiting one is ordered again once its member has named an account."""

    ORDERED = "ordered"
    WAITING = "waiting"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Payout:
    """A member's money until it is on their account; meanwhile it is theirs, on a ledger account of its own.

    `conditions` say why the account could not take it while it waits; `redirects` counts the accounts named since.
    """

    id: PayoutId
    share_id: ShareId
    deposit_id: DepositId
    campaign_id: CampaignId
    participant_id: ParticipantId
    account_id: AccountId
    cause: PayoutCause
    principal_minor: int
    interest_minor: int
    tax_minor: int
    ordered_at: datetime
    state: PayoutState = PayoutState.ORDERED
    conditions: tuple[FailedCondition, ...] = ()
    redirects: int = 0
    paid_at: datetime | None = None
    version: int = 0

    @classmethod
    def of_share(
        cls,
        share: Share,
        payout_id: PayoutId,
        campaign_id: CampaignId,
        cause: PayoutCause,
        at: datetime,
        *,
        principal_minor: int,
        interest_minor: int,
        tax_minor: int,
    ) -> "Payout":
        """What a share pays to its own account, as it is ordered."""
        return cls(
            id=payout_id,
            share_id=share.id,
            deposit_id=share.deposit_id,
            campaign_id=campaign_id,
            participant_id=share.participant_id,
            account_id=share.account_id,
            cause=cause,
            principal_minor=principal_minor,
            interest_minor=interest_minor,
            tax_minor=tax_minor,
            ordered_at=at,
        )

    @property
    def amount_minor(self) -> int:
        """What reaches the account."""
        return self.principal_minor + self.interest_minor - self.tax_minor

    @property
    def payable(self) -> LedgerAccountId:
        """The ledger account it waits on."""
        return payable_ledger_account(self.id)

    def paid(self, at: datetime) -> "Payout":
        """The payout once the money is on the account."""
        return replace(self, state=PayoutState.PAID, conditions=(), paid_at=at)

    def refused(self, conditions: tuple[FailedCondition, ...]) -> "Payout":
        """The payout once the bank has said that the account cannot take it."""
        return replace(self, state=PayoutState.WAITING, conditions=conditions)

    def redirected(self, account_id: AccountId, at: datetime) -> "Payout":
        """The payout to an account its member has named. Raises PayoutFixed unless it waits."""
        if self.state is not PayoutState.WAITING:
            raise PayoutFixed(self.state.value)
        return replace(
            self,
            account_id=account_id,
            state=PayoutState.ORDERED,
            conditions=(),
            redirects=self.redirects + 1,
            ordered_at=at,
        )


def payable_ledger_account(payout_id: PayoutId) -> LedgerAccountId:
    """The ledger account of money that is owed to a member until it is paid."""
    return LedgerAccountId(f"{payout_id}:payable")
