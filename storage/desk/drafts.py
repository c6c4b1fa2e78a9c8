"""Wizards' states."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from core.views import Draft
from storage import rows
from storage.clock import BusinessClock
from storage.codec import decode, encode, microseconds
from storage.desk.desk import Desk
from storage.teller import SqlTeller, Write, discard_draft

_DRAFT = rows.DraftRow

Answers = dict[str, str | int | list[str] | None]


class SqlDrafts(Desk):
    """One draft per person and kind."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._save = self._upsert(_DRAFT, "telegram_user_id", "kind")
        self._saved_at = 0

    async def get(self, telegram_user_id: int, kind: str) -> Draft | None:
        """The draft as it was saved last."""
        return await self._find(telegram_user_id, kind)

    async def latest(self, telegram_user_id: int) -> Draft | None:
        """The person's draft saved last, of whatever kind."""
        return await self._find(telegram_user_id, None)

    async def _find(self, telegram_user_id: int, kind: str | None) -> Draft | None:
        query = select(_DRAFT).where(_DRAFT.telegram_user_id == telegram_user_id)
        if kind is not None:
            query = query.where(_DRAFT.kind == kind)
        async with self._readers.connect() as connection:
            row = (await connection.execute(query.order_by(_DRAFT.saved_at.desc()).limit(1))).first()
        if row is None:
            return None
        answers = decode(Answers, row.answers)
        return Draft(row.telegram_user_id, row.kind, row.nonce, row.step, answers, row.message_id)

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
