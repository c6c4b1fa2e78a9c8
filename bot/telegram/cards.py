"""Cards that are out in chats stay true: redrawn from the current state, each at most once in an interval."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat

from bot.telegram.failures import Later, Unreachable, read_failure
from bot.telegram.pacing import Pacing, Rank
from bot.telegram.screens import Screen, ScreenGone, edit, edit_inline, send
from core.ports import Cards, Clock, Outbox, Queries
from core.views import CampaignView, Card, Recipient

DrawCard = Callable[[CampaignView, Recipient], Awaitable[Screen]]

SHARED_SECONDS = 5
"""So long passes at least between two drawings in one group, or of one inline message: 12 a minute, of 20."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a card is drawn in a private chat, in a group, and sent by way of the bot."""

    private: DrawCard
    group: DrawCard
    inline: DrawCard


class CardKeeper:
    """Redraws the cards that are older than their campaign; `interval` passes between two drawings of a private one.

    What everybody in a chat sees is redrawn sooner, after SHARED_SECONDS (or `interval`, if that is less).
    """

    def __init__(
        self,
        bot: Bot,
        cards: Cards,
        outbox: Outbox,
        queries: Queries,
        clock: Clock,
        drawing: Drawing,
        *,
        pacing: Pacing,
        interval: timedelta,
    ) -> None:
        self._bot = bot
        self._cards = cards
        self._outbox = outbox
        self._queries = queries
        self._clock = clock
        self._drawing = drawing
        self._pacing = pacing
        self.interval = interval
        self._shared_interval = min(interval, timedelta(seconds=SHARED_SECONDS))

    async def redraw(self) -> bool:
        """Redraws some that are stale, those with money waiting first; whether there were any."""
        now = self._clock.now().at
        stale = list(
            one_of_each_group(await self._cards.stale(now - self.interval, now - self._shared_interval))
        )
        async with asyncio.TaskGroup() as redrawing:
            for card in stale:
                redrawing.create_task(self._redraw(card))
        return bool(stale)

    async def _redraw(self, card: Card) -> None:
        async with self._turn(card):
            await self._redraw_now(card)

    @asynccontextmanager
    async def _turn(self, card: Card) -> AsyncIterator[None]:
        """Begins when the card may be put into its chat: as a new message, if it has none there."""
        if card.chat_id is not None and card.message_id is None:
            async with self._pacing.turn(card.chat_id, Rank.NOTICE):
                yield
        else:
            async with self._pacing.redrawing(card.chat_id):
                yield

    async def _redraw_now(self, card: Card) -> None:
        view = await self._view(card)
        recipient = await self._queries.recipient_of(card.viewer_id)
        if view is None or recipient is None:
            await self._cards.forget(card)
            return
        try:
            shown = await self._put(card, await self._draw(card)(view, recipient))
        except ScreenGone:
            await self._cards.forget(card)
        except Exception as error:  # noqa: BLE001 - one card must not stop the others
            await self._failed(card, error)
        else:
            if shown.message_id != card.message_id:
                await self._cards.remember(shown)
            await self._cards.shown(shown, view.campaign.version, self._clock.now().at)

    async def _view(self, card: Card) -> CampaignView | None:
        asked = self._queries.shared_campaign if card.is_shared else self._queries.campaign
        return await asked(card.campaign_id, card.viewer_id)

    def _draw(self, card: Card) -> DrawCard:
        if card.inline_message_id is not None:
            return self._drawing.inline
        return self._drawing.group if card.is_shared else self._drawing.private

    async def _put(self, card: Card, screen: Screen) -> Card:
        """The card as it is in its chat now."""
        if card.inline_message_id is not None:
            await edit_inline(self._bot, card.inline_message_id, screen)
            return card
        assert card.chat_id is not None, "what is not inline is in a chat"
        if card.message_id is None:
            message = await send(self._bot, card.chat_id, screen)
            return replace(card, message_id=message.message_id)
        await edit(self._bot, card.chat_id, card.message_id, screen)
        return card

    async def _failed(self, card: Card, error: Exception) -> None:
        """A stale card is found again; what will never work is forgotten."""
        if isinstance(error, TelegramMigrateToChat) and card.chat_id is not None:
            await self._cards.move_group(card.chat_id, error.migrate_to_chat_id)
            return
        match read_failure(error):
            case Later(after_seconds):
                self._pacing.hold(after_seconds)
            case Unreachable(reason) if card.is_shared:
                log.info("a group is no longer ours to write to: %s", reason)
                if card.chat_id is None:
                    await self._cards.forget(card)
                else:
                    await self._cards.leave_group(card.chat_id)
            case Unreachable():
                if card.chat_id is not None:
                    await self._outbox.set_reachable(card.chat_id, reachable=False)
                await self._cards.forget(card)
            case _:
                log.error("a card cannot be kept true any more", exc_info=error)
                await self._cards.forget(card)


def one_of_each_group(cards: Iterable[Card]) -> Iterable[Card]:
    """The first card of each group, and all that are in none: of one group, one is drawn at a time."""
    seen: set[int] = set()
    for card in cards:
        if card.chat_id is None or card.chat_id > 0:
            yield card
        elif card.chat_id not in seen:
            seen.add(card.chat_id)
            yield card
