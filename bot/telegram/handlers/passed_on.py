"""What somebody passed on: forwarded, or sent by way of a bot. A link or a code in it is followed, an order is not."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message, Update

from bot.telegram.handlers.joining import look_up
from bot.telegram.handlers.start import follow
from bot.telegram.leads import find_lead
from bot.telegram.render.fallback import not_understood_screen
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic; before those that carry out commands."""
    router = Router(name="passed on")
    router.message.register(_by_way_of_a_bot, F.via_bot)
    router.message.register(_forwarded, F.forward_origin)
    return router


async def follow_lead(message: Message, visit: Visit, update: Update) -> bool:
    """Show what a link or a code in the message leads to; whether there is one."""
    lead = find_lead(message, visit.bot_username, visit.public_url)
    if lead is None:
        return False
    if lead.payload is not None:
        await follow(message, lead.payload, visit, update)
    elif lead.code is not None:
        await look_up(message, lead.code, visit, update)
    return True


async def _by_way_of_a_bot(message: Message, visit: Visit, event_update: Update) -> None:
    """Its words are the bot's: no answer to a question."""
    if not await follow_lead(message, visit, event_update):
        await show(visit, message, not_understood_screen(visit))


async def _forwarded(message: Message, visit: Visit, event_update: Update) -> None:
    """Words that are no order may well be the answer to a question: they are read as any other."""
    if await follow_lead(message, visit, event_update):
        return
    if not (message.text or message.caption or "").startswith("/"):
        raise SkipHandler
    await show(visit, message, with_way_on(visit.words("fallback-passed-on"), visit))
