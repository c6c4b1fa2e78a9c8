"""Tells the admins when something needs a person's look, and the one concerned that it was not their fault."""

import logging

from aiogram import Bot

from bot.jobs.alarms import Alarms
from bot.locales import Key, words
from bot.telegram.pacing import Pacing, Rank
from bot.telegram.screens import Screen, send
from bot.telegram.visit import known_locale
from core.domain.alarm import EVERY_ADMIN
from core.domain.notice import UpdateSetAside
from core.ports import Queries
from core.views import Recipient, StoredUpdate

log = logging.getLogger(__name__)


class ChatAlarm:
    """Raises alarms by the outbox, and says sorry in chat. What cannot be raised is logged, nothing more."""

    def __init__(self, bot: Bot, pacing: Pacing, queries: Queries, alarms: Alarms) -> None:
        self._bot = bot
        self._pacing = pacing
        self._queries = queries
        self._alarms = alarms

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        """An update could not be handled three times, and will not be tried again."""
        await self._tell_admins(update.update_id, reason)
        await self._say_sorry(update.person)

    async def _tell_admins(self, update_id: int, reason: str) -> None:
        try:
            await self._alarms.tell(UpdateSetAside(EVERY_ADMIN, update_id, reason))
        except Exception:
            log.exception("an alarm could not be raised")

    async def _say_sorry(self, telegram_user_id: int) -> None:
        try:
            recipient = await self._queries.recipient(telegram_user_id)
            if recipient is not None and recipient.reachable:
                await self._say(recipient, Key("alarm-not-your-fault"))
        except Exception:
            log.exception("nobody could be told that something went wrong")

    async def _say(self, recipient: Recipient, key: Key) -> None:
        text = words(known_locale(recipient.participant.locale))(key)
        async with self._pacing.turn(recipient.telegram_user_id, Rank.NOTICE):
            await send(self._bot, recipient.telegram_user_id, Screen(text))
