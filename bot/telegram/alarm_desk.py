"""Tells alarms in the admins' group, each once, and there again that it is over."""

import asyncio
import logging
from dataclasses import replace

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import Message, ReplyParameters

from bot.locales import locale_for, words
from bot.telegram.alarm_screens import group_alarm_screen, over_screen
from bot.telegram.pacing import Rank
from bot.telegram.screens import Screen, send
from bot.telegram.visit import Desk, Visit
from core.domain.alarm import AlarmGroup, ToldAlarm, alarm_name, lasts
from core.domain.notice import Alarm

log = logging.getLogger(__name__)


class GroupLost(Exception):
    """The bot may not write there any more; each admin is told instead."""


class AlarmDesk:
    """Speaks to the group that `Desk.alarm_board` names, in the language chosen there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = desk.alarm_board
        # The notices of several admins about one alarm are under way at once.
        self._one_at_a_time = asyncio.Lock()

    async def tell(self, alarm: Alarm) -> bool:
        """Whether the group knows of it now; if not, there is none, and each admin is to be told.

        Raises what may be over when it is tried again.
        """
        async with self._one_at_a_time:
            name = alarm_name(alarm)
            group = await self._board.group()
            visit = None if group is None else await self._visit(group)
            if group is None or visit is None:
                return False
            if await self._board.was_told(name):
                return True
            try:
                message = await self._send(group, group_alarm_screen(alarm, visit))
            except GroupLost:
                return False
            now = self._desk.clock.now().at
            await self._board.told(ToldAlarm(name, message.chat.id, message.message_id, now))
            if not lasts(alarm):
                await self._board.over(name, now)
            return True

    async def tell_over(self, told: ToldAlarm) -> None:
        """Say under the alarm that it is over; a group that the bot was taken from does not hear it."""
        group = await self._board.group()
        visit = None if group is None else await self._visit(group)
        if group is not None and visit is not None and group.chat_id == told.chat_id:
            try:
                await self._send(group, over_screen(visit), told.message_id)
            except GroupLost:
                log.info("nobody can be told that %s is over", told.name)
        await self._board.over(told.name, self._desk.clock.now().at)

    async def _visit(self, group: AlarmGroup) -> Visit | None:
        """The desk as the group is spoken to."""
        recipient = await self._desk.queries.recipient_of(group.set_by)
        if recipient is None:
            return None
        return replace(self._desk.visit(recipient), words=words(locale_for(group.locale)))

    async def _send(self, group: AlarmGroup, screen: Screen, reply_to: int | None = None) -> Message:
        """Raises GroupLost, and the group is forgotten."""
        try:
            return await self._send_there(group, screen, reply_to)
        except TelegramMigrateToChat as moved:
            await self._board.move_group(group.chat_id, moved.migrate_to_chat_id)
            moved_there = replace(group, chat_id=moved.migrate_to_chat_id, thread_id=None)
            return await self._send_there(moved_there, screen, None)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("alarms go to each admin, for their group takes none: %s", error.message)
            await self._board.leave_group(group.chat_id)
            raise GroupLost from error

    async def _send_there(self, group: AlarmGroup, screen: Screen, reply_to: int | None) -> Message:
        reply = None
        if reply_to is not None:
            reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        async with self._desk.pacing.turn(group.chat_id, Rank.NOTICE):
            return await send(self._desk.bot, group.chat_id, screen, group.thread_id, reply)
