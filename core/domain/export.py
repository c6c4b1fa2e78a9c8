"""Exports: what the books hold of one kind in a period, as tables that whoever checks them can compute with.

A record belongs to the period in which it came to be: an entry when it was posted, a pledge when it was placed, and so
on. Everything else in its line is as it stands when the export is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class ExportKind(StrEnum):
    """What can be exported."""

    JOURNAL = "journal"
    PLEDGES = "pledges"
    DEPOSITS = "deposits"
    SHARES = "shares"
    PAYOUTS = "payouts"
    ORDERS = "orders"
    CAMPAIGNS = "campaigns"
    TRAIL = "trail"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in minor units of its currency, which has a column of its own."""

    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AccountNumber:
    """An account's number, which is shown masked."""

    number: str = field(repr=False)


Cell = str | int | Decimal | Amount | AccountNumber | datetime | date | None
"""None where there is nothing to say; an amount that there is not is None too."""

Line = tuple[Cell, ...]
"""One cell for each column."""

COLUMNS: Mapping[ExportKind, tuple[str, ...]] = {
    ExportKind.JOURNAL: (
        "posted_at",
        "entry_id",
        "reference",
        "kind",
        "leg",
        "ledger_account",
        "account",
        "amount",
        "balance_after",
        "currency",
    ),
    ExportKind.PLEDGES: (
        "pledged_at",
        "pledge_id",
        "campaign_id",
        "campaign",
        "participant_id",
        "participant",
        "account",
        "debit_amount_type",
        "seat",
        "amount",
        "currency",
        "state",
    ),
    ExportKind.DEPOSITS: (
        "opened_at",
        "deposit_id",
        "deposit",
        "campaign_id",
        "campaign",
        "product",
        "principal",
        "outstanding_principal",
        "accrued_interest",
        "currency",
        "annual_rate_percent",
        "day_count",
        "value_date",
        "maturity_date",
        "payout_date",
        "accrued_to",
        "renews",
        "state",
    ),
    ExportKind.SHARES: (
        "issued_at",
        "share_id",
        "certificate",
        "deposit_id",
        "campaign_id",
        "campaign",
        "participant_id",
        "participant",
        "account",
        "principal",
        "interest",
        "tax_withheld",
        "currency",
        "owned_from",
        "maturity_choice",
        "acquired_from",
        "state",
    ),
    ExportKind.PAYOUTS: (
        "ordered_at",
        "payout_id",
        "share_id",
        "deposit_id",
        "campaign_id",
        "campaign",
        "participant_id",
        "participant",
        "account",
        "cause",
        "principal",
        "interest",
        "tax_withheld",
        "paid_out",
        "currency",
        "state",
        "paid_at",
    ),
    ExportKind.ORDERS: (
        "asked_at",
        "reference",
        "kind",
        "campaign_id",
        "campaign",
        "pledge_id",
        "deposit_id",
        "payout_id",
        "state",
        "attempts",
        "sent_at",
    ),
    ExportKind.CAMPAIGNS: (
        "opened_at",
        "campaign_id",
        "campaign",
        "initiator_id",
        "initiator",
        "external_reference",
        "product",
        "term_months",
        "annual_rate_percent",
        "target",
        "pledged",
        "currency",
        "members",
        "closes_at",
        "funded_at",
        "deposit_id",
        "state",
        "ended_reason",
    ),
    ExportKind.TRAIL: ("at", "record_id", "actor", "actor_name", "action", "subject", "detail"),
}
"""The heads of the columns, the same in every language, so that what reads them need not know it."""
