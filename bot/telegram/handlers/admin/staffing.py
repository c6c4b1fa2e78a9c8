"""The staff and what each may do; and whether settlement is paused."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ColleagueTap, NominationDrop
from bot.telegram.admin_drafts import admin_actor
from bot.telegram.admin_subjects import look_up_colleague
from bot.telegram.handlers.admin.asking import ask
from bot.telegram.handlers.admin.looking import look_at
from bot.telegram.handlers.admin.recording import Look, kept_search, record
from bot.telegram.render.admin.staff import staff_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import DropNomination
from core.domain.ids import IntentId


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin staffing")
    router.callback_query.register(_settlement, AdminGo.filter(F.place == AdminPlace.SETTLEMENT))
    router.callback_query.register(_staff, AdminGo.filter(F.place == AdminPlace.STAFF))
    router.callback_query.register(_colleague, ColleagueTap.filter())
    router.callback_query.register(_drop, NominationDrop.filter())
    return router


async def _settlement(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await look_at(query, await visit.queries.standstill(), visit, event_update)


async def _staff(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await kept_search(visit)
    await record(visit, event_update, Look.STAFF)
    await show(visit, query, staff_screen(await visit.queries.staff(), visit))


async def _colleague(
    query: CallbackQuery, callback_data: ColleagueTap, visit: Visit, event_update: Update
) -> None:
    colleague = await look_up_colleague(str(callback_data.telegram_user_id), visit)
    await look_at(query, colleague, visit, event_update)


async def _drop(
    query: CallbackQuery, callback_data: NominationDrop, visit: Visit, event_update: Update
) -> None:
    """End a nomination, once; a button that is too late says so and shows how things are."""
    dropping = DropNomination(
        intent=IntentId(f"drop:{visit.bot.id}:{event_update.update_id}"),
        actor=admin_actor(visit),
        telegram_user_id=callback_data.telegram_user_id,
    )
    await ask(visit, dropping)
    colleague = await look_up_colleague(str(callback_data.telegram_user_id), visit)
    await look_at(query, colleague, visit, event_update, visit.words.plain("admin-done-drop"))
