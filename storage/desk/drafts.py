"""Wizards' states."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from core.views import Draft
from storage import rows
from storage.clock import BusinessClock
from storage.codec import decode, encode, microseconds
from storage.desk.desk import Desk
from storage.dialects.keys import KEYS, among
from storage.gathering import Gathering
from storage.teller import SqlTeller, Write, discard_draft

_DRAFT = rows.DraftRow
_NEWEST_FIRST = select(_DRAFT).where(among(_DRAFT.telegram_user_id)).order_by(_DRAFT.saved_at.desc())

Answers = dict[str, str | int | list[str] | None]


class SqlDrafts(Desk):
    """One draft per person and kind."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._save = self._upsert(_DRAFT, "telegram_user_id", "kind")
        self._saved_at = 0
        self._asked = Gathering(self._of_people)

    async def get(self, telegram_user_id: int, kind: str) -> Draft | None:
        """The draft as it was saved last."""
        return next((draft for draft in await self._of(telegram_user_id) if draft.kind == kind), None)

    async def latest(self, telegram_user_id: int) -> Draft | None:
        """The person's draft saved last, of whatever kind."""
        return next(iter(await self._of(telegram_user_id)), None)

    async def _of(self, telegram_user_id: int) -> Sequence[Draft]:
        """A person's drafts, newest first."""
        return await self._asked.get(telegram_user_id) or ()

    async def _of_people(self, people: Sequence[int]) -> Mapping[int, Sequence[Draft]]:
        drafts: defaultdict[int, list[Draft]] = defaultdict(list)
        async with self._readers.connect() as connection:
            for row in await connection.execute(_NEWEST_FIRST, {KEYS: people}):
                answers = decode(Answers, row.answers)
                drafts[row.telegram_user_id].append(
                    Draft(row.telegram_user_id, row.kind, row.nonce, row.step, answers, row.message_id)
                )
        return drafts

    async def save(self, draft: Draft) -> None:
        """Keep this state."""
        # Later than any before, even while the clock stands still: the newest draft is the one that text belongs to.
        self._saved_at = max(microseconds(self._clock.now().at), self._saved_at + 1)
        row = {
            "telegram_user_id": draft.telegram_user_id,
            "kind": draft.kind,
            "nonce": draft.nonce,
            "step": draft.step,
            "answers": encode(draft.answers),
            "message_id": draft.message_id,
            "saved_at": self._saved_at,
        }
        await self._teller.write(Write(self._save, row))

    async def discard(self, draft: Draft) -> None:
        """Forget the draft."""
        await self._teller.write(discard_draft(draft))
