"""Tells the admins when something needs a person's look, and the one concerned that it was not their fault."""

import logging

from aiogram import Bot

from bot.admins import met_staff
from bot.locales import Key, Markup, words
from bot.telegram.pacing import Pacing, Rank
from bot.telegram.screens import Screen, send
from bot.telegram.visit import known_locale
from core.domain.staff import Role
from core.ports import Queries
from core.views import Recipient, StoredUpdate

log = logging.getLogger(__name__)


class ChatAlarm:
    """Raises alarms in chat; each admin in their language. An alarm that cannot be raised is logged, nothing more."""

    def __init__(self, bot: Bot, pacing: Pacing, queries: Queries) -> None:
        self._bot = bot
        self._pacing = pacing
        self._queries = queries

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        """An update could not be handled three times, and will not be tried again."""
        facts = {"update_id": Markup(str(update.update_id)), "reason": reason}
        for colleague in await self._staff():
            await self._tell(colleague.telegram_user_id, Key("alarm-update-set-aside"), **facts)
        await self._tell(update.person, Key("alarm-not-your-fault"))

    async def _staff(self) -> tuple[Recipient, ...]:
        try:
            return await met_staff(self._queries, Role.OPERATOR)
        except Exception:
            log.exception("an alarm could not be raised")
            return ()

    async def _tell(self, telegram_user_id: int, key: Key, **facts: str) -> None:
        try:
            recipient = await self._queries.recipient(telegram_user_id)
            if recipient is not None and recipient.reachable:
                await self._say(recipient, key, facts)
        except Exception:
            log.exception("an alarm could not be raised")

    async def _say(self, recipient: Recipient, key: Key, facts: dict[str, str]) -> None:
        text = words(known_locale(recipient.participant.locale))(key, **facts)
        async with self._pacing.turn(recipient.telegram_user_id, Rank.NOTICE):
            await send(self._bot, recipient.telegram_user_id, Screen(text))
