"""What a bank tells of its customers and of its books; its word at one moment, and no promise."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.domain.account import BankAccount, BankCustomer
from core.domain.ids import AccountId, DepositId, HoldId, PayoutId


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account as the bank knows it, and what its holder may use."""

    account: BankAccount
    available_minor: int


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer with all their accounts."""

    customer: BankCustomer
    accounts: tuple[AccountFacts, ...]


@dataclass(frozen=True, slots=True)
class StatedHold:
    """A hold that stands."""

    hold_id: HoldId
    account_id: AccountId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class StatedHeld:
    """What is held on an account in all."""

    account_id: AccountId
    held_minor: int


@dataclass(frozen=True, slots=True)
class StatedDeposit:
    """A term deposit that was opened for us: what stands of it, and the rate that this earns now."""

    deposit_id: DepositId
    number: str
    principal_minor: int
    currency: str
    annual_rate_percent: Decimal
    value_date: date
    maturity_date: date


@dataclass(frozen=True, slots=True)
class StatedPayout:
    """Money that is owed to a member, and not paid out."""

    payout_id: PayoutId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Statement:
    """All that stands at one moment between a bank and us; in one moment, so that it can be compared.

    A bank that keeps no list of single holds, as the embedded one, states what is `held` on each account instead.
    """

    at: datetime
    holds: tuple[StatedHold, ...]
    deposits: tuple[StatedDeposit, ...]
    held: tuple[StatedHeld, ...] | None = None
    payouts: tuple[StatedPayout, ...] = ()
