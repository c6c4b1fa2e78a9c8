"""/help: how it works, and the commands."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, Place
from bot.telegram.render.start import help_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="help")
    router.message.register(_help, Command("help"))
    router.callback_query.register(_help, GoTo.filter(F.place == Place.HELP))
    return router


async def _help(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, help_screen(visit))
