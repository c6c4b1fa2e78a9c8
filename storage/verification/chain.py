"""Follows the chain of seals from its beginning, and computes every link from the entry as it stands now."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.seal import NOTHING_SEALED, Head, LegFacts, WrittenHead, canonical_entry, next_link
from storage import rows
from storage.verification.counting import count_rows
from storage.verification.finding import Finding, Findings, Progress

GAPLESS = "the chain's links are numbered without a gap"
LINKED = "each link follows from the one before and from the entry as it stands"
PASSED = "the chain has passed the head that was written down"

_AT_A_TIME = 10_000  # rows that are in memory at once
_ALL = 2**62  # more links than any chain has

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
    .where(_SEAL.sequence > bindparam("after"), _SEAL.sequence <= bindparam("last"))
    .order_by(_SEAL.sequence, _POSTING.leg)
    .execution_options(yield_per=_AT_A_TIME)
)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A seal and the entry as it stands; no legs if it has none."""

    seal: Head
    id: str
    reference: str
    kind: str
    currency: str
    posted_at: int
    legs: list[LegFacts]


async def follow_chain(
    connection: AsyncConnection,
    expected: Sequence[WrittenHead],
    findings: Findings,
    progress: Progress,
    *,
    begin: Head = NOTHING_SEALED,
    limit: int = _ALL,
) -> Head:
    """Where the chain ends, or where it is `limit` links beyond `begin`, which is taken for sound.

    Each link is compared with what follows from the one stored before it.

    So one wrong entry is one finding, and every entry that was changed is found, not the first alone.
    """
    links = await count_rows(connection, _SEAL.__tablename__)
    head, missed = begin, list(expected)
    async for sealed in _sealed_entries(connection, begin, limit):
        seal = sealed.seal
        if seal.sequence != head.sequence + 1:
            findings.add(_gap(head, seal))
        elif (link := _link(head, sealed)) != seal.link:
            findings.add(_broken(sealed, link))
        head = seal
        if missed:
            missed = [written for written in missed if not written.is_passed_at(head)]
        if head.sequence % _AT_A_TIME == 0:
            progress("links of the chain", head.sequence, links)
    progress("links of the chain", links, links)
    for written in missed:
        if not written.is_passed_at(NOTHING_SEALED):
            findings.add(Finding(PASSED, str(written), f"the chain ends at {head}"))
    return head


async def _sealed_entries(connection: AsyncConnection, begin: Head, limit: int) -> AsyncIterator[_Sealed]:
    """Each sealed entry, in order; one that is gone, or has no legs, with less."""
    under_way: _Sealed | None = None
    bounds = {"after": begin.sequence, "last": begin.sequence + limit}
    stream = await connection.stream(_SEALED, bounds)
    async for part in stream.partitions():
        for sequence, link, entry_id, reference, kind, currency, posted_at, *leg in part:
            if under_way is None or under_way.seal.sequence != sequence:
                if under_way is not None:
                    yield under_way
                seal = Head(sequence, link)
                under_way = _Sealed(seal, entry_id, reference, kind, currency, posted_at, [])
            account_id, amount_minor, balance_after_minor, version = leg
            if account_id is not None:
                under_way.legs.append((account_id, amount_minor, balance_after_minor, version))
    if under_way is not None:
        yield under_way


def _link(before: Head, sealed: _Sealed) -> str | None:
    """The link as it should be; None if the entry cannot be read any more."""
    try:
        entry = canonical_entry(
            sealed.id, sealed.reference, sealed.kind, sealed.currency, sealed.posted_at, sealed.legs
        )
        return next_link(before.link, entry)
    except (TypeError, ValueError):  # what stands there is no text, no number, or no link
        return None


def _gap(head: Head, stored: Head) -> Finding:
    return Finding(
        GAPLESS, f"seal {stored.sequence}", f"expected {head.sequence + 1}", sequence=stored.sequence
    )


def _broken(sealed: _Sealed, link: str | None) -> Finding:
    computed = "nothing that can be read" if link is None else f"{link[:12]}…"
    detail = f"sealed as {str(sealed.seal.link)[:12]}…, now {computed}"
    return Finding(LINKED, f"entry {sealed.id}", detail, sequence=sealed.seal.sequence)
