"""/portfolio: what a participant holds, what it earns, and when it is paid back."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, Place
from bot.telegram.render.portfolio import portfolio_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="portfolio")
    router.message.register(_show, Command("portfolio"))
    router.callback_query.register(_show, GoTo.filter(F.place == Place.PORTFOLIO))
    return router


async def _show(event: Message | CallbackQuery, visit: Visit) -> None:
    certificates = await visit.queries.certificates_of(visit.participant.id)
    await show(visit, event, await portfolio_screen(certificates, visit))
