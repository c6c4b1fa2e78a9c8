"""Recomputes what the books claim, on one consistent snapshot: a clean ledger answers nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.seal import Head, WrittenHead
from storage.reaching import open_books
from storage.verification.chain import follow_chain
from storage.verification.copies import compare_copies
from storage.verification.counting import count_rows
from storage.verification.finding import Finding, Findings, Progress
from storage.verification.rules import check_rules

__all__ = ["Finding", "Progress", "Verification", "verify_ledger", "verify_snapshot"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, where the chain ends, how many entries are not sealed yet, and every rule found broken."""

    entries: int
    postings: int
    accounts: int
    head: Head
    unsealed: int
    findings: tuple[Finding, ...]
    """Rule by rule, those of the chain first; each in the order of the chain."""

    @property
    def first_wrong_sequence(self) -> int | None:
        """Where the chain breaks first, or else the first place in it that something found is about."""
        return next((finding.sequence for finding in self.findings if finding.sequence is not None), None)


def _unseen(_what: str, _done: int, _of: int) -> None:
    """Nobody looks on."""


async def verify_ledger(
    database_url: str,
    *,
    expected: Sequence[WrittenHead] = (),
    findings_limit: int = 20,
    progress: Progress = _unseen,
) -> Verification:
    """Check every rule; at most `findings_limit` findings per rule. The bot may go on meanwhile.

    `expected` are heads that were written down: the chain must have passed each. Raises NoBooks, OutOfReach.
    """
    async with open_books(database_url) as readers, readers.connect() as connection:
        return await verify_snapshot(
            connection, expected=expected, findings_limit=findings_limit, progress=progress
        )


async def verify_snapshot(
    connection: AsyncConnection,
    *,
    expected: Sequence[WrittenHead] = (),
    findings_limit: int = 20,
    progress: Progress = _unseen,
) -> Verification:
    """As `verify_ledger`, by what one transaction sees, which must be one state of the whole database."""
    findings = Findings(findings_limit)
    head = await follow_chain(connection, expected, findings, progress)
    await check_rules(connection, findings, progress)
    await compare_copies(connection, findings, progress)
    return Verification(
        entries=await count_rows(connection, "entries"),
        postings=await count_rows(connection, "postings"),
        accounts=await count_rows(connection, "ledger_accounts"),
        head=head,
        unsealed=await count_rows(connection, "unsealed_entries"),
        findings=findings.all(),
    )
