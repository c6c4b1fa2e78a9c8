"""A campaign's card put where everybody in a chat sees it, and kept true from then on."""

import logging

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat

from bot.telegram.failures import Unreachable, read_failure
from bot.telegram.pacing import Rank
from bot.telegram.render.shared_card import group_screen
from bot.telegram.screens import Screen, say, send, take_buttons
from bot.telegram.visit import Visit
from core.domain.errors import CampaignUnknown
from core.domain.ids import CampaignId
from core.ports import Outbox
from core.views import Card

log = logging.getLogger(__name__)


class GroupClosed(Exception):
    """The bot may not write there: it is not in the group, or has no right to send what a card is."""


async def put_into_group(
    visit: Visit, campaign_id: CampaignId, chat_id: int, thread_id: int | None = None
) -> None:
    """Put the card into a group, or one of its topics; an earlier one there goes. Raises GroupClosed, CampaignUnknown.

    Whether the visitor may was asked before.
    """
    view = await visit.queries.shared_campaign(campaign_id, visit.participant.id)
    if view is None:
        raise CampaignUnknown
    earlier = await visit.cards.in_group(campaign_id, chat_id)
    screen = await group_screen(view, visit)
    try:
        async with visit.pacing.turn(chat_id, Rank.ANSWER):
            message = await send(visit.bot, chat_id, screen, thread_id)
    except TelegramMigrateToChat as error:
        await visit.cards.move_group(chat_id, error.migrate_to_chat_id)
        await put_into_group(visit, campaign_id, error.migrate_to_chat_id)
        return
    except (TelegramForbiddenError, TelegramBadRequest) as error:
        log.info("a card could not be put into a group: %s", error.message)
        raise GroupClosed from error
    card = Card(chat_id, message.message_id, campaign_id, visit.participant.id, view.campaign.version)
    await visit.cards.remember(card)
    if earlier is not None:
        await _take_down(visit, earlier)


async def _take_down(visit: Visit, card: Card) -> None:
    """A group has one card of a campaign: the earlier is deleted, or loses its buttons if it is too old for that."""
    if card.chat_id is None or card.message_id is None:
        return
    try:
        await visit.bot.delete_message(card.chat_id, card.message_id)
    except TelegramBadRequest:
        await take_buttons(visit.bot, card.chat_id, card.message_id)


async def tell_in_private(visit: Visit, outbox: Outbox, screen: Screen) -> None:
    """Answer somebody in their private chat, wherever they asked; who lets the bot not write to them hears nothing."""
    try:
        await say(visit, screen)
    except (TelegramForbiddenError, TelegramBadRequest) as error:
        if not isinstance(read_failure(error), Unreachable):
            raise
        log.info("participant %s cannot be answered in private: %s", visit.participant.id, error.message)
        await outbox.set_reachable(visit.telegram_user_id, reachable=False)
