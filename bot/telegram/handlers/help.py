"""/help: how it works, and the questions people ask."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, HelpTap, Place
from bot.telegram.render.help import answer_screen, help_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="help")
    router.message.register(_help, Command("help"))
    router.callback_query.register(_help, GoTo.filter(F.place == Place.HELP))
    router.callback_query.register(_answer, HelpTap.filter())
    return router


async def _help(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, help_screen(visit))


async def _answer(query: CallbackQuery, callback_data: HelpTap, visit: Visit) -> None:
    products = await visit.queries.products()
    await show(visit, query, answer_screen(callback_data.question, products, visit))
