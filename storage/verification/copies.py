"""What a row says twice, because queries look for it or the database checks it, must be the same both times."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Executable, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import rows
from storage import translations as t
from storage.codec import decode_receipt, decode_terms
from storage.verification.counting import count_rows
from storage.verification.finding import Finding, Findings, Progress

AGREES = "what a row says twice agrees"
READABLE = "a row can be read"

_AT_A_TIME = 5_000  # rows that are in memory at once
_UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError)

Said = Mapping[str, Any]


@dataclass(frozen=True)
class _Kind:
    """A table, its rows with whatever else is needed, and what their copied columns should say."""

    table: str
    key: str
    rows: Executable
    expected: Callable[[Row[Any]], Said]


def _copied(translation: t.Translation[Any], *columns: str) -> _Kind:
    """Columns that are worked out from the value when it is saved."""

    def expected(row: Row[Any]) -> Said:
        said = translation.to_row(translation.from_row(row))
        return {name: said[name] for name in columns}

    return _Kind(translation.table.name, translation.key.name, translation.select, expected)


def _expected_of_campaign(row: Row[Any]) -> Said:
    # The digest is of the bytes that people consented to, not of how this version would write them.
    said = t.CAMPAIGNS.to_row(t.CAMPAIGNS.from_row(row))
    copied = ("product_code", "target_minor", "head_count_max", "due_at")
    return {name: said[name] for name in copied} | {"terms_digest": sha256(row.terms.encode()).hexdigest()}


def _expected_of_deposit(row: Row[Any]) -> Said:
    """A deposit is opened on its campaign's terms."""
    terms = decode_terms(row.terms)
    return {
        "product_code": terms.product_code,
        "principal_minor": terms.target_minor,
        "currency": terms.currency,
        "annual_rate_percent": str(terms.annual_rate_percent),
        "day_count": terms.day_count.value,
        "compounding": terms.compounding.value,
        "rounding": terms.rounding.value,
    }


def _expected_of_receipt(row: Row[Any]) -> Said:
    """A receipt says nothing twice; but it must be readable, for it may be asked for again."""
    decode_receipt(row.outcome, row.kind, row.body)
    return {}


_DEPOSITS = select(rows.table_of(rows.DepositRow), rows.CampaignRow.terms).join(
    rows.CampaignRow, rows.CampaignRow.id == rows.DepositRow.campaign_id
)
_KINDS = (
    _Kind("campaigns", "id", t.CAMPAIGNS.select, _expected_of_campaign),
    _copied(t.PLEDGES, "live", "prior_hold_id", "counted_minor"),
    _copied(t.HOLDS, "amount_minor"),
    _copied(t.ACCOUNTS),
    _copied(t.ORDERS),
    _copied(t.SHARES),
    _Kind("term_deposits", "id", _DEPOSITS, _expected_of_deposit),
    _copied(t.PRODUCTS, "code", "term_months"),
    _Kind("receipts", "intent", select(rows.ReceiptRow), _expected_of_receipt),
)


async def compare_copies(connection: AsyncConnection, findings: Findings, progress: Progress) -> None:
    """Read every row of the books' tables as the program does, and compare what it says twice."""
    total = sum([await count_rows(connection, kind.table) for kind in _KINDS])
    done = 0
    for kind in _KINDS:
        stream = await connection.stream(kind.rows, execution_options={"yield_per": _AT_A_TIME})
        async for part in stream.partitions():
            for row in part:
                for finding in _differences(kind, row):
                    findings.add(finding)
            done += len(part)
            progress("rows one by one", done, total)
    progress("rows one by one", total, total)


def _differences(kind: _Kind, row: Row[Any]) -> Iterator[Finding]:
    subject = f"{kind.table} {getattr(row, kind.key)}"
    try:
        expected = kind.expected(row)
    except _UNREADABLE as error:
        yield Finding(READABLE, subject, type(error).__name__)
        return
    for name, value in expected.items():
        stored = getattr(row, name)
        if stored != value:
            yield Finding(AGREES, subject, f"{name} {stored}, expected {value}")
