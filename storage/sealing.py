"""Seals the journal (`core/domain/seal.py`): entries that wait are linked to the chain, in the order of their ids.

What is sealed is found by what waits, not by "after the last": an entry may be committed later than one with a later
id. Reading and hashing happen beside the teller; what it writes is guarded by the head that was read, so of two sealers
that seal at once one changes nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain.seal import NOTHING_SEALED, Head, LegFacts, canonical_entry
from storage import rows
from storage.dialects import dialect_of
from storage.dialects.keys import KEYS, among
from storage.teller import SqlTeller

_ENTRY = rows.EntryRow
_POSTING = rows.PostingRow
_SEAL = rows.SealRow
_UNSEALED = rows.UnsealedEntryRow

_HEAD = select(_SEAL.sequence, _SEAL.link).order_by(_SEAL.sequence.desc()).limit(1)
_WAITING = (
    select(_ENTRY.id, _ENTRY.reference, _ENTRY.kind, _ENTRY.currency, _ENTRY.posted_at)
    .join(_UNSEALED, _UNSEALED.entry_id == _ENTRY.id)
    .order_by(_UNSEALED.entry_id)
    .limit(bindparam("limit"))
)
_LEGS = (
    select(
        _POSTING.entry_id,
        _POSTING.account_id,
        _POSTING.amount_minor,
        _POSTING.balance_after_minor,
        _POSTING.version,
    )
    .where(among(_POSTING.entry_id))
    .order_by(_POSTING.entry_id, _POSTING.leg)
)
_WAITS_NO_MORE = delete(_UNSEALED).where(among(_UNSEALED.entry_id))


class SqlSealer:
    """Seals what waits."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine) -> None:
        self._teller = teller
        self._readers = readers

    async def seal(self, limit: int) -> Head | None:
        """Seal the oldest entries that wait, at most `limit`; the new head, None if there was nothing to do for us."""
        async with self._readers.connect() as connection:
            begin, links = await connection.run_sync(_link, limit)
        if not links or not await self._teller.run(lambda writer: _write(writer, begin, links)):
            return None
        return Head(links[-1]["sequence"], links[-1]["link"])


def _link(connection: Connection, limit: int) -> tuple[Head, list[dict[str, Any]]]:
    """The head, and the seals of what waits, as they follow from it; both as of one moment."""
    begin = head = _head(connection)
    waiting = connection.execute(_WAITING, {"limit": limit}).all()
    legs = _legs(connection, [entry.id for entry in waiting])
    links = []
    for entry in waiting:
        head = head.sealing(canonical_entry(*entry, legs=legs[entry.id]))
        links.append({"sequence": head.sequence, "entry_id": entry.id, "link": head.link})
    return begin, links


def _head(connection: Connection) -> Head:
    row = connection.execute(_HEAD).one_or_none()
    return NOTHING_SEALED if row is None else Head(row.sequence, row.link)


def _legs(connection: Connection, entry_ids: Sequence[str]) -> dict[str, list[LegFacts]]:
    legs: defaultdict[str, list[LegFacts]] = defaultdict(list)
    for entry_id, account_id, amount_minor, balance_after_minor, version in connection.execute(
        _LEGS, {KEYS: entry_ids}
    ):
        legs[entry_id].append((account_id, amount_minor, balance_after_minor, version))
    return legs


def _write(connection: Connection, begin: Head, links: list[dict[str, Any]]) -> bool:
    """Append the seals, unless the chain no longer ends where they begin."""
    if _head(connection) != begin:
        return False
    dialect_of(connection).insert_all(connection, rows.table_of(_SEAL), links)
    connection.execute(_WAITS_NO_MORE, {KEYS: [link["entry_id"] for link in links]})
    return True
