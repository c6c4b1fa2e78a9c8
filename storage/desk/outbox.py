"""The outbox: notices that were committed, until they are sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from core.domain.ids import ParticipantId
from core.ports import UNREACHABLE
from core.views import WaitingNotice
from storage import rows
from storage.codec import decode_notice, microseconds
from storage.desk.desk import Desk
from storage.teller import Write
from storage.translations import AnyRow, recipient_from_row, with_role

_NOTICE, _IDENTITY, _PARTICIPANT = rows.NoticeRow, rows.IdentityRow, rows.ParticipantRow

_THIS_NOTICE = _NOTICE.id == bindparam("this_notice")
_SENT_NOTICE = update(_NOTICE).where(_THIS_NOTICE).values(state="sent", body=None)
_POSTPONE_NOTICE = (
    update(_NOTICE).where(_THIS_NOTICE).values(attempts=_NOTICE.attempts + 1, due_at=bindparam("until"))
)
_HOLD_NOTICE = update(_NOTICE).where(_THIS_NOTICE).values(due_at=bindparam("until"))
_LOOK_AGAIN = (
    update(_NOTICE)
    .where(rows.WAITING_NOTICE, _NOTICE.participant_id == bindparam("who"), _NOTICE.due_at > bindparam("at"))
    .values(due_at=bindparam("at"))
)
_GIVE_UP_NOTICE = (
    update(_NOTICE).where(_THIS_NOTICE).values(state="given_up", body=None, reason=bindparam("why"))
)
_SET_REACHABLE = (
    update(_IDENTITY)
    .where(_IDENTITY.telegram_user_id == bindparam("who"))
    .values(reachable=bindparam("lets_us_write"))
)
# Those whose reason is another were told of.
_MISSED = (
    _NOTICE.participant_id.in_(
        select(_IDENTITY.participant_id).where(_IDENTITY.telegram_user_id == bindparam("who"))
    ),
    _NOTICE.state == "given_up",
    _NOTICE.reason == UNREACHABLE,
)
_COUNT_MISSED = select(func.count()).select_from(_NOTICE).where(*_MISSED)
_TELL_OF_MISSED = update(_NOTICE).where(*_MISSED).values(reason=f"{UNREACHABLE}, and told so")

_DUE = (rows.WAITING_NOTICE, _NOTICE.due_at <= bindparam("at"))
_NOTICES = with_role(
    select(_NOTICE.id.label("notice_id"), _NOTICE.kind, _NOTICE.body, _NOTICE.attempts, _PARTICIPANT)
    .add_columns(_IDENTITY.telegram_user_id, _IDENTITY.reachable)
    .join(_PARTICIPANT, _PARTICIPANT.id == _NOTICE.participant_id)
    .join(_IDENTITY, _IDENTITY.participant_id == _NOTICE.participant_id)
    .order_by(_NOTICE.due_at, _NOTICE.id)
)
_ALL_DUE = _NOTICES.where(*_DUE).limit(bindparam("limit"))


class SqlOutbox(Desk):
    """Notices, oldest first. Who sends them holds a lease: what one bot may send is counted over all its workers."""

    async def waiting(self, at: datetime, limit: int = 100) -> Sequence[WaitingNotice]:
        """Notices that may be sent now, oldest first."""
        async with self._readers.connect() as connection:
            found = await connection.execute(_ALL_DUE, {"at": microseconds(at), "limit": limit})
            return list(map(_waiting, found))

    async def sent(self, notice_id: str) -> None:
        """It was sent: its content is blanked."""
        await self._teller.write(Write(_SENT_NOTICE, {"this_notice": notice_id}))

    async def postpone(self, notice_id: str, until: datetime) -> None:
        """It could not be sent now; try again then."""
        await self._teller.write(
            Write(_POSTPONE_NOTICE, {"this_notice": notice_id, "until": microseconds(until)})
        )

    async def hold(self, notice_id: str, until: datetime) -> None:
        """It is not to be sent before then; that is no failure."""
        await self._teller.write(
            Write(_HOLD_NOTICE, {"this_notice": notice_id, "until": microseconds(until)})
        )

    async def look_again(self, participant_id: ParticipantId) -> None:
        """What waits for this participant may be sent now: what held it may hold no more."""
        at = microseconds(self._clock.now().at)
        await self._teller.write(Write(_LOOK_AGAIN, {"who": participant_id, "at": at}))

    async def give_up(self, notice_id: str, reason: str) -> None:
        """It cannot be sent at all: its content is blanked, the reason kept."""
        await self._teller.write(Write(_GIVE_UP_NOTICE, {"this_notice": notice_id, "why": reason}))

    async def set_reachable(self, telegram_user_id: int, reachable: bool) -> None:
        """Whether this person lets the bot write to them."""
        await self._teller.write(Write(_SET_REACHABLE, {"who": telegram_user_id, "lets_us_write": reachable}))

    async def came_back(self, telegram_user_id: int) -> int:
        """They let the bot write to them again; how many notices they missed, each told of once."""
        async with self._readers.connect() as connection:
            missed = await connection.scalar(_COUNT_MISSED, {"who": telegram_user_id})
        await self.set_reachable(telegram_user_id, reachable=True)
        if missed:
            await self._teller.write(Write(_TELL_OF_MISSED, {"who": telegram_user_id}))
        return int(missed or 0)


def _waiting(row: AnyRow) -> WaitingNotice:
    return WaitingNotice(
        id=row.notice_id,
        notice=decode_notice(row.kind, row.body),
        recipient=recipient_from_row(row),
        attempts=row.attempts,
    )
