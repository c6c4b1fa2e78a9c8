"""/admin: the overview, and the picture of the money."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.drafts import DraftKind
from bot.telegram.handlers.admin.recording import Look, record
from bot.telegram.render.admin.money import DAYS_SHOWN, money_screen
from bot.telegram.render.admin.overview import overview_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin overview")
    router.message.register(_overview, Command("admin"))
    router.callback_query.register(_overview, AdminGo.filter(F.place == AdminPlace.OVERVIEW))
    router.callback_query.register(_money, AdminGo.filter(F.place == AdminPlace.MONEY))
    return router


async def _money(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await record(visit, event_update, Look.MONEY)
    days = await visit.operating.money_by_day(visit.now(), DAYS_SHOWN)
    await show(visit, query, await money_screen(days, visit))


async def _overview(event: Message | CallbackQuery, visit: Visit, event_update: Update) -> None:
    await show_overview(event, visit, event_update)


async def show_overview(
    event: Message | CallbackQuery, visit: Visit, update: Update, toast: str | None = None
) -> None:
    """Where every way of an admin begins and ends; what was under way is given up."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN)
    if draft is not None:
        await visit.drafts.discard(draft)
    await record(visit, update, Look.OVERVIEW)
    figures = await visit.operating.figures(visit.now())
    await show(visit, event, overview_screen(await visit.queries.overview(), figures, visit), toast=toast)
