"""Follows the chain of seals from its beginning, and computes every link from the entry as it stands now."""

from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.seal import NOTHING_SEALED, Head, WrittenHead, canonical_entry, next_link
from storage import rows
from storage.verification.counting import count_rows
from storage.verification.finding import Finding, Findings, Progress

GAPLESS = "the chain's links are numbered without a gap"
LINKED = "each link follows from the one before and from the entry as it stands"
PASSED = "the chain has passed the head that was written down"

_AT_A_TIME = 10_000  # rows that are in memory at once

_SEAL, _ENTRY, _POSTING = rows.SealRow, rows.EntryRow, rows.PostingRow
_SEALED = (
    select(
        _SEAL.sequence,
        _SEAL.link,
        _SEAL.entry_id,
        _ENTRY.reference,
        _ENTRY.kind,
        _ENTRY.currency,
        _ENTRY.posted_at,
        _POSTING.account_id,
        _POSTING.amount_minor,
        _POSTING.balance_after_minor,
        _POSTING.version,
    )
    .outerjoin(_ENTRY, _ENTRY.id == _SEAL.entry_id)
    .outerjoin(_POSTING, _POSTING.entry_id == _SEAL.entry_id)
    .order_by(_SEAL.sequence, _POSTING.leg)
    .execution_options(yield_per=_AT_A_TIME)
)
_Legs = list[Row[Any]]


async def follow_chain(
    connection: AsyncConnection, expected: Sequence[WrittenHead], findings: Findings, progress: Progress
) -> Head:
    """Where the chain ends. Each link is compared with what follows from the one stored before it.

    So one wrong entry is one finding, and every entry that was changed is found, not the first alone.
    """
    links = await count_rows(connection, _SEAL.__tablename__)
    head, missed = NOTHING_SEALED, list(expected)
    async for legs in _sealed_entries(connection):
        stored = Head(legs[0].sequence, legs[0].link)
        if stored.sequence != head.sequence + 1:
            findings.add(_gap(head, stored))
        elif (link := _link(head, legs)) != stored.link:
            findings.add(_broken(stored, legs[0].entry_id, link))
        head = stored
        missed = [written for written in missed if not written.is_passed_at(head)]
        if head.sequence % _AT_A_TIME == 0:
            progress("links of the chain", head.sequence, links)
    progress("links of the chain", links, links)
    for written in missed:
        if not written.is_passed_at(NOTHING_SEALED):
            findings.add(Finding(PASSED, str(written), f"the chain ends at {head}"))
    return head


async def _sealed_entries(connection: AsyncConnection) -> AsyncIterator[_Legs]:
    """Each sealed entry as its rows, one per leg; an entry that is gone, or has no legs, as one row with less."""
    under_way: _Legs = []
    stream = await connection.stream(_SEALED)
    async for part in stream.partitions():
        for _, group in groupby([*under_way, *part], key=lambda row: row.sequence):
            legs = list(group)
            if under_way and legs[0].sequence != under_way[0].sequence:
                yield under_way
            under_way = legs
    if under_way:
        yield under_way


def _link(before: Head, legs: _Legs) -> str | None:
    """The link as it should be; None if the entry cannot be read any more."""
    entry = legs[0]
    facts = [
        (leg.account_id, leg.amount_minor, leg.balance_after_minor, leg.version)
        for leg in legs
        if leg.account_id is not None
    ]
    try:
        sealed = canonical_entry(
            entry.entry_id, entry.reference, entry.kind, entry.currency, entry.posted_at, facts
        )
        return next_link(before.link, sealed)
    except (TypeError, ValueError):  # what stands there is no text, no number, or no link
        return None


def _gap(head: Head, stored: Head) -> Finding:
    return Finding(
        GAPLESS, f"seal {stored.sequence}", f"expected {head.sequence + 1}", sequence=stored.sequence
    )


def _broken(stored: Head, entry_id: str, link: str | None) -> Finding:
    computed = "nothing that can be read" if link is None else f"{link[:12]}…"
    detail = f"sealed as {str(stored.link)[:12]}…, now {computed}"
    return Finding(LINKED, f"entry {entry_id}", detail, sequence=stored.sequence)
