"""/cancel: leave whatever was begun, and put the letter keys back."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, ReplyKeyboardRemove

from bot.telegram.screens import Screen, show, take_buttons
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="cancel")
    router.message.register(_cancel, Command("cancel"))
    return router


async def _cancel(message: Message, visit: Visit) -> None:
    draft = await visit.drafts.latest(visit.telegram_user_id)
    said = visit.words("cancel-nothing" if draft is None else "cancel-done")
    if draft is not None:
        await visit.drafts.discard(draft)
    await show(visit, message, Screen(said, ReplyKeyboardRemove(remove_keyboard=True)))
    if draft is not None and draft.message_id is not None:
        await take_buttons(visit.bot, visit.telegram_user_id, draft.message_id)
