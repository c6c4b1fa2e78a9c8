"""Checks the chain of seals from where it was sound last: what was sealed since, and that the chain still passes there.

An entry that is changed after it was checked is found by `verify_ledger`, which looks at all of them.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.domain.seal import NEVER_CHECKED, ChainCheck, Head
from storage import rows
from storage.clock import BusinessClock
from storage.codec import instant, microseconds
from storage.desk.desk import Desk
from storage.teller import SqlTeller, Write
from storage.verification.chain import follow_chain
from storage.verification.finding import Findings

_CHECK, _SEAL = rows.ChainCheckRow, rows.SealRow
_THE_ROW = 1
_LINK = select(_SEAL.link).where(_SEAL.sequence == bindparam("at"))


class SqlChainChecks(Desk):
    """One row: the last check."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._record = self._upsert(_CHECK, "id")

    async def last(self) -> ChainCheck:
        """What the last check came to; `NEVER_CHECKED` before the first."""
        async with self._readers.connect() as connection:
            row = (await connection.execute(select(_CHECK))).one_or_none()
        if row is None:
            return NEVER_CHECKED
        return ChainCheck(instant(row.at), Head(row.sequence, row.link), row.broken_at)

    async def check(self, at: datetime, limit: int) -> ChainCheck:
        """Check at most so many links beyond the last that were sound; what it came to is recorded."""
        last = await self.last()
        async with self._readers.connect() as connection:
            head, broken_at = await _follow(connection, last.head, limit)
        checked = ChainCheck(at, head if broken_at is None else last.head, broken_at)
        row = {
            "id": _THE_ROW,
            "at": microseconds(at),
            "sequence": checked.head.sequence,
            "link": checked.head.link,
            "broken_at": broken_at,
        }
        await self._teller.write(Write(self._record, row))
        return checked


async def _follow(connection: AsyncConnection, begin: Head, limit: int) -> tuple[Head, int | None]:
    """Where the chain is by then, and where it breaks first, if it does."""
    if begin.sequence and await connection.scalar(_LINK, {"at": begin.sequence}) != begin.link:
        return begin, begin.sequence
    findings = Findings(1)
    head = await follow_chain(connection, (), findings, lambda *_: None, begin=begin, limit=limit)
    sequences = [each.sequence for each in findings.all() if each.sequence is not None]
    return head, min(sequences, default=None)
