"""The ledger: balanced, append-only entries, and accounts that keep the balance and version after each posting.

A positive posting is a credit. The customers' balances are what the bank owes them, so they are positive; the bank's
own cash is the other side and negative. The legs of an entry sum to zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import EntryId, LedgerAccountId


class EntryKind(StrEnum):
    """What an entry records."""

    CREDIT = "credit"
    HOLD = "hold"
    REPLACE_HOLD = "replace_hold"
    RELEASE_HOLD = "release_hold"
    SETTLEMENT = "settlement"
    ACCRUAL = "accrual"
    MATURITY = "maturity"
    EARLY_WITHDRAWAL = "early_withdrawal"
    PAYOUT = "payout"
    TRANSFER = "transfer"
    BANK_FIGURE = "bank_figure"
    CORRECTION = "correction"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """An account of the ledger: its balance is the sum of its postings, its version their count.

    `floored` accounts never fall below zero.
    """

    id: LedgerAccountId
    currency: str
    floored: bool
    balance_minor: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """One leg of an entry, with the account's balance and version after it; (account, version) is unique."""

    account_id: LedgerAccountId
    amount_minor: int
    balance_after_minor: int
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced set of postings. `reference` is unique: what caused it can cause it only once."""

    id: EntryId
    reference: str
    kind: EntryKind
    currency: str
    posted_at: datetime
    postings: tuple[Posting, ...]


class LedgerBroken(AssertionError):
    """A rule of the ledger would be broken: a bug, never an answer to a person."""


def posted(account: LedgerAccount, amount_minor: int) -> LedgerAccount:
    """The account after one more posting. Raises LedgerBroken if a floored account would fall below zero."""
    balance_minor = account.balance_minor + amount_minor
    if account.floored and balance_minor < 0:
        raise LedgerBroken(f"{account.id} would fall to {balance_minor}")
    return LedgerAccount(account.id, account.currency, account.floored, balance_minor, account.version + 1)


def check_balanced(legs: Mapping[LedgerAccountId, int]) -> None:
    """Raises LedgerBroken unless there are at least two legs, none zero, summing to zero."""
    amounts_minor = list(legs.values())
    if len(amounts_minor) < 2 or sum(amounts_minor) != 0 or 0 in amounts_minor:
        raise LedgerBroken(f"legs do not balance: {dict(legs)}")
