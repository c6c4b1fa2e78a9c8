"""Meets whoever speaks, so that every handler is given their visit."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Chat, TelegramObject, Update, User

from bot.locales import locale_for, words
from bot.telegram.returning import welcome_back
from bot.telegram.visit import Desk, Tap
from core.commands import Actor, MeetParticipant, Refused
from core.domain.ids import IntentId
from core.ports import Outbox
from core.views import Recipient

logger = logging.getLogger(__name__)


class Meeting(BaseMiddleware):
    """Hands `visit` to the handlers of private chats, and answers a tap that none of them answered.

    Handlers of what happens elsewhere are given the `desk`.
    """

    def __init__(self, desk: Desk, outbox: Outbox) -> None:
        self._desk = desk
        self._outbox = outbox

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        said = event.message or event.edited_message or event.callback_query
        elsewhere = said is None or chat is None or chat.type != ChatType.PRIVATE
        if event.callback_query is None or elsewhere:
            # What is sent may have to wait until its turn comes, and nobody's card shall wait with it.
            self._desk.rush.answered(event.update_id)
        if elsewhere:
            return await self._elsewhere(handler, event, data)
        if user is None:
            return None
        query = event.callback_query
        tap = None if query is None else Tap(query.id, event.update_id, self._desk.rush)
        try:
            known = await self._meet(user, event.update_id)
            visit = self._desk.visit(known, tap)
            data["visit"] = visit  # into the very dictionary that the errors middleware around us passes on
            if not known.reachable:
                await welcome_back(visit, self._outbox)
            result = await handler(event, data)
            await visit.answer()
        finally:
            # Not only the inbox feeds the dispatcher: whoever does, nobody waits for what is over.
            self._desk.rush.end(event.update_id)
        return result

    async def _elsewhere(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: Update,
        data: dict[str, Any],
    ) -> Any:
        """Whoever says nothing in private is not met: the handlers are given the desk, and look whom they know."""
        query = event.callback_query
        if query is None:
            data["desk"] = self._desk
            return await handler(event, data)
        # No card that others see has such a button: this one was forged.
        say = words(locale_for(query.from_user.language_code))
        try:
            await self._desk.bot.answer_callback_query(query.id, text=say.plain("group-no-such-button"))
        except TelegramBadRequest as error:
            logger.info("a tap could not be answered: %s", error.message)
        return None

    async def _meet(self, user: User, update_id: int) -> Recipient:
        known = await self._desk.queries.recipient(user.id)
        locale = locale_for(user.language_code).value
        if known is None or not _is_as_kept(known, user, locale):
            receipt = await self._desk.teller.submit(
                MeetParticipant(
                    intent=IntentId(f"meet:{self._desk.bot.id}:{update_id}"),
                    actor=Actor.system("telegram"),
                    telegram_user_id=user.id,
                    name=user.full_name,
                    locale=locale,
                )
            )
            if isinstance(receipt, Refused):
                raise receipt.error
            known = await self._desk.queries.recipient(user.id)
            assert known is not None, "who was met is known"
        return known


def _is_as_kept(known: Recipient, user: User, locale: str) -> bool:
    kept = known.participant
    return kept.name == user.full_name and (kept.locale_chosen or kept.locale == locale)
