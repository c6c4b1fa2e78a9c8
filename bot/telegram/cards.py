"""Cards that are out in chats stay true: redrawn from the current state, each at most once in an interval."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiogram import Bot

from bot.telegram.failures import Later, Unreachable, read_failure
from bot.telegram.pacing import Pacing
from bot.telegram.screens import Screen, ScreenGone, edit
from core.ports import Cards, Clock, Outbox, Queries
from core.views import CampaignView, Card, Recipient

DrawCard = Callable[[CampaignView, Recipient], Awaitable[Screen]]

log = logging.getLogger(__name__)


class CardKeeper:
    """Redraws the cards that are older than their campaign; `interval` passes between two drawings of one card."""

    def __init__(
        self,
        bot: Bot,
        cards: Cards,
        outbox: Outbox,
        queries: Queries,
        clock: Clock,
        draw: DrawCard,
        *,
        pacing: Pacing,
        interval: timedelta,
    ) -> None:
        self._bot = bot
        self._cards = cards
        self._outbox = outbox
        self._queries = queries
        self._clock = clock
        self._draw = draw
        self._pacing = pacing
        self.interval = interval

    async def redraw(self) -> bool:
        """Redraws some that are stale, those with money waiting first; whether there were any."""
        stale = await self._cards.stale(self._clock.now().at - self.interval)
        async with asyncio.TaskGroup() as redrawing:
            for card in stale:
                redrawing.create_task(self._redraw(card))
        return bool(stale)

    async def _redraw(self, card: Card) -> None:
        async with self._pacing.redrawing(card.chat_id):
            await self._redraw_now(card)

    async def _redraw_now(self, card: Card) -> None:
        view = await self._queries.campaign(card.campaign_id, card.viewer_id)
        recipient = await self._queries.recipient(card.chat_id)
        if view is None or recipient is None:
            await self._cards.forget(card)
            return
        try:
            await edit(self._bot, card.chat_id, card.message_id, await self._draw(view, recipient))
        except ScreenGone:
            await self._cards.forget(card)
        except Exception as error:  # noqa: BLE001 - one card must not stop the others
            await self._failed(card, error)
        else:
            await self._cards.shown(card, view.campaign.version, self._clock.now().at)

    async def _failed(self, card: Card, error: Exception) -> None:
        """A stale card is found again; what will never work is forgotten."""
        match read_failure(error):
            case Later(after_seconds):
                self._pacing.hold(after_seconds)
            case Unreachable():
                await self._outbox.set_reachable(card.chat_id, reachable=False)
                await self._cards.forget(card)
            case _:
                log.error("a card cannot be kept true any more", exc_info=error)
                await self._cards.forget(card)
