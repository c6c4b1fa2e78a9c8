"""What our books and the bank disagree about, and the corrections on which two admins have to agree."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    CompareTap,
    CorrectionTap,
    DecideTap,
    MismatchTap,
)
from bot.telegram.admin_corrections import names_of_admins
from bot.telegram.admin_drafts import admin_actor
from bot.telegram.handlers.admin.asking import ask
from bot.telegram.handlers.admin.looking import look_at
from bot.telegram.handlers.admin.overview import show_out_of_date
from bot.telegram.handlers.admin.recording import Look, record, turn_to
from bot.telegram.render.admin.corrections import correction_screen, corrections_screen, decided_words
from bot.telegram.render.admin.mismatches import mismatches_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import AskReconciliation, DecideCorrection
from core.domain.ids import CorrectionId, IntentId, MismatchId

_CORRECTIONS_SHOWN = 10


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin correcting")
    router.callback_query.register(show_mismatches, AdminGo.filter(F.place == AdminPlace.MISMATCHES))
    router.callback_query.register(_corrections, AdminGo.filter(F.place == AdminPlace.CORRECTIONS))
    router.callback_query.register(_mismatch, MismatchTap.filter())
    router.callback_query.register(_correction, CorrectionTap.filter())
    router.callback_query.register(_compare, CompareTap.filter())
    router.callback_query.register(_decide, DecideTap.filter())
    return router


async def show_mismatches(event: CallbackQuery | Message, visit: Visit, event_update: Update) -> None:
    """What our books and the bank disagree about."""
    await turn_to(visit, event_update, Look.MISMATCHES)
    await _show_mismatches(event, visit)


async def _show_mismatches(event: CallbackQuery | Message, visit: Visit, toast: str | None = None) -> None:
    found, overview = await visit.queries.open_mismatches(), await visit.queries.overview()
    await show(visit, event, mismatches_screen(found, overview, visit), toast=toast)


async def _compare(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    """Have the books compared; that is done a moment later, and whoever is an admin hears what is new."""
    intent = IntentId(f"compare:{visit.bot.id}:{event_update.update_id}")
    await visit.ask(AskReconciliation(intent=intent, actor=admin_actor(visit)))
    await _show_mismatches(query, visit, visit.words.plain("admin-done-compare"))


async def _mismatch(
    query: CallbackQuery, callback_data: MismatchTap, visit: Visit, event_update: Update
) -> None:
    view = await visit.queries.mismatch(MismatchId(callback_data.mismatch_id))
    await look_at(query, view, visit, event_update)


async def _corrections(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await turn_to(visit, event_update, Look.CORRECTIONS)
    newest = await visit.queries.corrections(_CORRECTIONS_SHOWN)
    await show(visit, query, corrections_screen(newest, visit))


async def _correction(
    query: CallbackQuery, callback_data: CorrectionTap, visit: Visit, event_update: Update
) -> None:
    await record(visit, event_update, Look.CORRECTION, callback_data.correction_id)
    await show_correction(query, CorrectionId(callback_data.correction_id), visit, event_update)


async def _decide(query: CallbackQuery, callback_data: DecideTap, visit: Visit, event_update: Update) -> None:
    """Approve, refuse or take back, once; a button that is too late says so and shows how things are."""
    correction_id, decision = CorrectionId(callback_data.correction_id), callback_data.decision
    view = await visit.queries.correction(correction_id)
    if view is None:
        await show_out_of_date(query, visit, event_update)
        return
    command = DecideCorrection(
        intent=IntentId(
            f"decide:{visit.telegram_user_id}:{correction_id}:{decision.value}:{event_update.update_id}"
        ),
        actor=admin_actor(visit),
        correction_id=correction_id,
        campaign_id=view.correction.campaign_id,
        decision=decision,
    )
    await ask(visit, command)
    await show_correction(query, correction_id, visit, event_update, decided_words(decision, visit))


async def show_correction(
    query: CallbackQuery, correction_id: CorrectionId, visit: Visit, update: Update, toast: str | None = None
) -> None:
    """One correction as it stands; the overview if there is none of this name."""
    view = await visit.queries.correction(correction_id)
    if view is None:
        await show_out_of_date(query, visit, update)
        return
    names = await names_of_admins(view.correction, visit)
    await show(visit, query, correction_screen(view, names, visit), toast=toast)
