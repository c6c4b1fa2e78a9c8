"""The outbox: notices that were committed, until they are sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal_column, or_, select, update

from core.views import Recipient, WaitingNotice
from storage import rows
from storage.codec import decode_notice, microseconds
from storage.desk.desk import Desk, names_of
from storage.dialects.keys import KEYS, among
from storage.teller import Write
from storage.translations import PARTICIPANTS, AnyRow

_NOTICE, _IDENTITY, _PARTICIPANT = rows.NoticeRow, rows.IdentityRow, rows.ParticipantRow

_THIS_NOTICE = _NOTICE.id == bindparam("this_notice")
_SENT_NOTICE = update(_NOTICE).where(_THIS_NOTICE).values(state="sent", body=None)
_POSTPONE_NOTICE = (
    update(_NOTICE)
    .where(_THIS_NOTICE)
    .values(attempts=_NOTICE.attempts + 1, due_at=bindparam("until"), claimed_until=0)
)
_GIVE_UP_NOTICE = (
    update(_NOTICE).where(_THIS_NOTICE).values(state="given_up", body=None, reason=bindparam("why"))
)
_SET_REACHABLE = (
    update(_IDENTITY)
    .where(_IDENTITY.telegram_user_id == bindparam("who"))
    .values(reachable=bindparam("lets_us_write"))
)


_DUE = (_NOTICE.state == literal_column("'waiting'"), _NOTICE.due_at <= bindparam("at"))
_NOTICES = (
    select(_NOTICE.id.label("notice_id"), _NOTICE.kind, _NOTICE.body, _NOTICE.attempts, _PARTICIPANT)
    .add_columns(_IDENTITY.telegram_user_id, _IDENTITY.reachable)
    .join(_PARTICIPANT, _PARTICIPANT.id == _NOTICE.participant_id)
    .join(_IDENTITY, _IDENTITY.participant_id == _NOTICE.participant_id)
    .order_by(_NOTICE.due_at, _NOTICE.id)
)
_ALL_DUE = _NOTICES.where(*_DUE).limit(bindparam("limit"))
_THESE = _NOTICES.where(among(_NOTICE.id))
_FREE = (
    select(_NOTICE.id)
    .join(_IDENTITY, _IDENTITY.participant_id == _NOTICE.participant_id)
    .where(*_DUE, or_(_NOTICE.claimed_until <= bindparam("asked_at"), _NOTICE.claimed_by == bindparam("by")))
    .order_by(_NOTICE.due_at, _NOTICE.id)
    .limit(bindparam("limit"))
    .with_for_update(of=_NOTICE, skip_locked=True, key_share=True)
)
_CLAIM = (
    update(_NOTICE)
    .where(among(_NOTICE.id))
    .values(claimed_by=bindparam("by"), claimed_until=bindparam("then"))
)


class SqlOutbox(Desk):
    """Notices, oldest first, each sent by one worker."""

    async def waiting(self, at: datetime, limit: int = 100) -> Sequence[WaitingNotice]:
        """Notices that may be sent now, oldest first."""
        async with self._readers.connect() as connection:
            found = await connection.execute(_ALL_DUE, {"at": microseconds(at), "limit": limit})
            return list(map(_waiting, found))

    async def claim(
        self, holder: str, at: datetime, seconds: int, limit: int = 100
    ) -> Sequence[WaitingNotice]:
        """Notices that may be sent now, oldest first: for so long nobody else is given them, but the holder is."""
        asking = {"at": microseconds(at), "asked_at": self._wall(), "by": holder, "limit": limit}
        then = self._wall(seconds)

        def errand(connection: Connection) -> list[WaitingNotice]:
            free = names_of(connection.execute(_FREE, asking).all())
            if not free:
                return []
            connection.execute(_CLAIM, {"by": holder, "then": then, KEYS: free})
            return list(map(_waiting, connection.execute(_THESE, {KEYS: free})))

        return await self._teller.run(errand)

    async def sent(self, notice_id: str) -> None:
        """It was sent: its content is blanked."""
        await self._teller.write(Write(_SENT_NOTICE, {"this_notice": notice_id}))

    async def postpone(self, notice_id: str, until: datetime) -> None:
        """It could not be sent now; try again then."""
        await self._teller.write(
            Write(_POSTPONE_NOTICE, {"this_notice": notice_id, "until": microseconds(until)})
        )

    async def give_up(self, notice_id: str, reason: str) -> None:
        """It cannot be sent at all: its content is blanked, the reason kept."""
        await self._teller.write(Write(_GIVE_UP_NOTICE, {"this_notice": notice_id, "why": reason}))

    async def set_reachable(self, telegram_user_id: int, reachable: bool) -> None:
        """Whether this person lets the bot write to them."""
        await self._teller.write(Write(_SET_REACHABLE, {"who": telegram_user_id, "lets_us_write": reachable}))


def _waiting(row: AnyRow) -> WaitingNotice:
    return WaitingNotice(
        id=row.notice_id,
        notice=decode_notice(row.kind, row.body),
        recipient=Recipient(PARTICIPANTS.from_row(row), row.telegram_user_id, bool(row.reachable)),
        attempts=row.attempts,
    )
