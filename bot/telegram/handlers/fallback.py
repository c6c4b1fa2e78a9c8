"""What no topic knew: a kind word, and a fresh start for buttons of older versions."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.telegram.handlers.start import show_start
from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic; it must be the last."""
    router = Router(name="fallback")
    router.message.register(_not_understood, F.text)
    router.message.register(_not_text)
    router.callback_query.register(_old_button)
    return router


async def _not_understood(message: Message, visit: Visit) -> None:
    await show(visit, message, Screen(visit.words("fallback-text")))


async def _not_text(message: Message, visit: Visit) -> None:
    await show(visit, message, Screen(visit.words("fallback-not-text")))


async def _old_button(query: CallbackQuery, visit: Visit) -> None:
    await visit.answer(visit.words.plain("fallback-old-button"), alert=True)
    await show_start(query, visit, fresh=True)
