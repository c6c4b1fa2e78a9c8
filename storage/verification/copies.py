"""What a row says twice, because queries look for it or the database checks it, must be the same both times.

Here is what only the program can read: terms, and other values that are kept whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import Debit
from storage import rows
from storage import translations as t
from storage.codec import decode, decode_terms
from storage.verification.finding import Finding, Findings, Progress

AGREES = "what a row says twice agrees"
READABLE = "a row can be read"

_AT_A_TIME = 5_000  # rows that are in memory at once
_UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError)

Said = Mapping[str, Any]


@dataclass(frozen=True)
class _Kind:
    """Rows of a table, whatever else is needed beside them, and what their copied columns should say."""

    table: str
    rows: Any  # a SELECT; its type counts columns
    expected: Callable[[Row[Any]], Said]


def _of_value(translation: t.Translation[Any], row: Row[Any], *columns: str) -> Said:
    """Columns that are worked out from the value when it is saved."""
    said = translation.to_row(translation.from_row(row))
    return {name: said[name] for name in columns}


def _of_campaign(row: Row[Any]) -> Said:
    copied = _of_value(
        t.CAMPAIGNS, row, "product_code", "target_minor", "head_count_max", "due_at", "place_kept_until"
    )
    # The digest is of the bytes that people consented to, not of how this version would write them.
    return {**copied, "terms_digest": sha256(row.terms.encode()).hexdigest()}


def _of_deposit(row: Row[Any]) -> Said:
    """A deposit is opened on its campaign's terms; one that renews another has a sum and a rate of its own."""
    terms = decode_terms(row.terms)
    said = {
        **_of_value(t.DEPOSITS, row, "due_on", "event_on"),
        "product_code": terms.product_code,
        "currency": terms.currency,
        "day_count": terms.day_count.value,
        "compounding": terms.compounding.value,
        "rounding": terms.rounding.value,
    }
    if row.renews is None:
        said |= {
            "principal_minor": terms.target_minor,
            "annual_rate_percent": str(terms.annual_rate_percent),
        }
    return said


_KINDS = (
    _Kind("campaigns", t.CAMPAIGNS.select, _of_campaign),
    _Kind(
        "term_deposits",
        select(rows.table_of(rows.DepositRow), rows.CampaignRow.terms).join(
            rows.CampaignRow, rows.CampaignRow.id == rows.DepositRow.campaign_id
        ),
        _of_deposit,
    ),
    _Kind(
        "products",
        t.PRODUCTS.select.add_columns(rows.ProductRow.code.label("id")),
        lambda row: _of_value(t.PRODUCTS, row, "code", "term_months"),
    ),
    _Kind(
        "pledges",
        t.PLEDGES.select.where(rows.PledgeRow.prior.is_not(None)),
        lambda row: _of_value(t.PLEDGES, row, "prior_hold_id", "counted_minor"),
    ),
    _Kind(
        "payouts",
        t.PAYOUTS.select.where(rows.PayoutRow.conditions.is_not(None)),
        lambda row: _of_value(t.PAYOUTS, row, "conditions"),
    ),
    _Kind(
        "holds",
        select(rows.HoldRow.id, rows.HoldRow.amount_minor, rows.HoldRow.debit),
        lambda row: {"amount_minor": decode(Debit, row.debit).amount_minor},
    ),
)


async def compare_copies(connection: AsyncConnection, findings: Findings, progress: Progress) -> None:
    """Read what is kept whole as the program does, and compare it with the columns beside it."""
    total, done = 0, 0
    for kind in _KINDS:
        total += await connection.scalar(select(func.count()).select_from(kind.rows.subquery())) or 0
    for kind in _KINDS:
        stream = await connection.stream(kind.rows, execution_options={"yield_per": _AT_A_TIME})
        async for part in stream.partitions():
            for row in part:
                for finding in _differences(kind, row):
                    findings.add(finding)
            done += len(part)
            progress("values beside their copies", done, total)
    progress("values beside their copies", total, total)


def _differences(kind: _Kind, row: Row[Any]) -> Iterator[Finding]:
    subject = f"{kind.table} {row.id}"
    try:
        expected = kind.expected(row)
    except _UNREADABLE as error:
        yield Finding(READABLE, subject, type(error).__name__)
        return
    for name, value in expected.items():
        stored = getattr(row, name)
        if stored != value:
            yield Finding(AGREES, subject, f"{name} {stored}, expected {value}")
