"""The admins' group, and which alarms were told in one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain.alarm import AlarmGroup, ToldAlarm
from core.domain.ids import ParticipantId
from storage import rows
from storage.clock import BusinessClock
from storage.codec import instant, microseconds
from storage.desk.desk import Desk
from storage.teller import SqlTeller, Write

_GROUP, _TOLD = rows.AlarmGroupRow, rows.ToldAlarmRow
_THE_ROW = 1
_LEAVE = delete(_GROUP).where(_GROUP.chat_id == bindparam("old_chat"))
_MOVE = (
    update(_GROUP)
    .where(_GROUP.chat_id == bindparam("old_chat"))
    .values(chat_id=bindparam("new_chat"), thread_id=None)
)
_WAS_TOLD = select(exists().where(_TOLD.name == bindparam("alarm")))
_STANDING = select(_TOLD).where(rows.ALARM_STANDING).order_by(_TOLD.told_at)
_OVER = update(_TOLD).where(_TOLD.name == bindparam("alarm")).values(over_at=bindparam("at"))


class SqlAlarmBoard(Desk):
    """One group at most; alarms by their names."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._choose = self._upsert(_GROUP, "id")
        self._tell = self._upsert(_TOLD, "name")

    async def group(self) -> AlarmGroup | None:
        """Where alarms are told; None while each admin is told."""
        async with self._readers.connect() as connection:
            row = (await connection.execute(select(_GROUP))).one_or_none()
        if row is None:
            return None
        return AlarmGroup(row.chat_id, row.thread_id, row.locale, ParticipantId(row.set_by))

    async def choose(self, group: AlarmGroup) -> None:
        """From now on alarms are told there, and in no group that was chosen before."""
        row = {
            "id": _THE_ROW,
            "chat_id": group.chat_id,
            "thread_id": group.thread_id,
            "locale": group.locale,
            "set_by": group.set_by,
        }
        await self._teller.write(Write(self._choose, row))

    async def leave_group(self, chat_id: int) -> None:
        """No alarms are told in this group any more: the bot is not there, or they are not wanted."""
        await self._teller.write(Write(_LEAVE, {"old_chat": chat_id}))

    async def move_group(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group is another chat now, without topics. Saying so twice changes nothing."""
        await self._teller.write(Write(_MOVE, {"old_chat": old_chat_id, "new_chat": new_chat_id}))

    async def was_told(self, name: str) -> bool:
        """Whether the alarm with this name was ever told in a group."""
        async with self._readers.connect() as connection:
            return bool(await connection.scalar(_WAS_TOLD, {"alarm": name}))

    async def told(self, alarm: ToldAlarm) -> None:
        """It was told."""
        row = {
            "name": alarm.name,
            "chat_id": alarm.chat_id,
            "message_id": alarm.message_id,
            "told_at": microseconds(alarm.told_at),
            "over_at": None,
        }
        await self._teller.write(Write(self._tell, row))

    async def standing(self) -> Sequence[ToldAlarm]:
        """What was told in groups and is not over as far as they know, oldest first."""
        async with self._readers.connect() as connection:
            return [
                ToldAlarm(row.name, row.chat_id, row.message_id, instant(row.told_at))
                for row in await connection.execute(_STANDING)
            ]

    async def over(self, name: str, at: datetime) -> None:
        """It is over, and those who were told know it."""
        await self._teller.write(Write(_OVER, {"alarm": name, "at": microseconds(at)}))
