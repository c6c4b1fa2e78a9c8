"""What is on its way to people, and updates that were set aside: looked at, and handled again."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, RetryTap
from bot.telegram.handlers.admin.recording import Look, record, turn_to
from bot.telegram.render.admin.deliveries import UPDATES_SHOWN, deliveries_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin delivering")
    router.callback_query.register(show_deliveries, AdminGo.filter(F.place == AdminPlace.DELIVERIES))
    router.callback_query.register(_retry, RetryTap.filter())
    return router


async def show_deliveries(event: CallbackQuery | Message, visit: Visit, event_update: Update) -> None:
    """What is on its way, and what was set aside."""
    await turn_to(visit, event_update, Look.DELIVERIES)
    await _show(event, visit)


async def _retry(query: CallbackQuery, callback_data: RetryTap, visit: Visit, event_update: Update) -> None:
    """Once: an update that is not set aside any more is left alone."""
    await record(visit, event_update, Look.RETRY, str(callback_data.update_id))
    taken_up = await visit.set_aside.take_up(visit.bot.id, callback_data.update_id)
    await _show(query, visit, visit.words.plain("admin-retried" if taken_up else "admin-out-of-date"))


async def _show(event: CallbackQuery | Message, visit: Visit, toast: str | None = None) -> None:
    outgoing = await visit.operating.outgoing(visit.now())
    set_aside = await visit.operating.updates_set_aside(UPDATES_SHOWN)
    await show(visit, event, deliveries_screen(outgoing, set_aside, visit), toast=toast)
