"""/admin: the overview, and the picture of the money."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.drafts import DraftKind, give_up
from bot.telegram.handlers.admin.recording import Look, record
from bot.telegram.render.admin.money import DAYS_SHOWN, money_screen
from bot.telegram.render.admin.overview import overview_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin overview")
    router.message.register(show_overview, Command("admin"))
    router.callback_query.register(show_overview, AdminGo.filter(F.place == AdminPlace.OVERVIEW))
    router.callback_query.register(_money, AdminGo.filter(F.place == AdminPlace.MONEY))
    return router


async def _money(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await record(visit, event_update, Look.MONEY)
    days = await visit.operating.money_by_day(visit.now(), DAYS_SHOWN)
    await show(visit, query, await money_screen(days, visit))


async def show_overview(
    event: Message | CallbackQuery, visit: Visit, event_update: Update, toast: str | None = None
) -> None:
    """Where every way of an admin begins and ends; what was under way is given up."""
    await give_up(visit, DraftKind.ADMIN)
    await record(visit, event_update, Look.OVERVIEW)
    figures = await visit.operating.figures(visit.now())
    await show(visit, event, overview_screen(await visit.queries.overview(), figures, visit), toast=toast)


async def show_out_of_date(event: Message | CallbackQuery, visit: Visit, update: Update) -> None:
    """The overview, after a button of an old screen: what it meant is there no more, or was told anew since."""
    await show_overview(event, visit, update, visit.words.plain("admin-out-of-date"))
