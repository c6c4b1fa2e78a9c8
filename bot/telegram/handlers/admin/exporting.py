"""Exports: a period of the books as files, tapped or typed. Who took what away is on the audit trail."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import F, Router
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.locales.reading import NotAPeriod, Period, read_period
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ExportPeriodTap, ExportTap, PeriodWord
from bot.telegram.admin_drafts import AdminStep
from bot.telegram.documents import hand_over
from bot.telegram.drafts import DraftKind, Typed, new_draft
from bot.telegram.export_files import TooLong, write_parts
from bot.telegram.handlers.admin.overview import show_out_of_date
from bot.telegram.handlers.admin.recording import Look, record
from bot.telegram.render.admin.exports import (
    export_document,
    exports_screen,
    nothing_to_export_screen,
    too_long_screen,
    unread_period_screen,
)
from bot.telegram.render.admin.periods import days_of
from bot.telegram.screens import say, show
from bot.telegram.visit import Visit
from core.domain.export import ExportKind


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin exporting")
    router.callback_query.register(_begin, AdminGo.filter(F.place == AdminPlace.EXPORTS))
    router.callback_query.register(_offer, ExportPeriodTap.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.EXPORT))
    router.callback_query.register(_export, ExportTap.filter())
    return router


async def _begin(query: CallbackQuery, visit: Visit) -> None:
    """Last month: what whoever checks the books asks for."""
    await _show_offer(query, days_of(PeriodWord.LAST_MONTH, visit.now().day), visit)


async def _offer(query: CallbackQuery, callback_data: ExportPeriodTap, visit: Visit) -> None:
    await _show_offer(query, days_of(callback_data.period, visit.now().day), visit)


async def _type(message: Message, visit: Visit) -> None:
    try:
        period = read_period(message.text or "", visit.now().day, visit.locale)
    except NotAPeriod as error:
        await show(visit, message, unread_period_screen(error.reason, visit))
        return
    await _show_offer(message, period, visit)


async def _show_offer(event: CallbackQuery | Message, period: Period, visit: Visit) -> None:
    await visit.drafts.save(new_draft(visit, DraftKind.ADMIN, AdminStep.EXPORT))
    await show(visit, event, exports_screen(period, visit))


async def _export(query: CallbackQuery, callback_data: ExportTap, visit: Visit, event_update: Update) -> None:
    period = _period(callback_data)
    if period is None:
        await show_out_of_date(query, visit, event_update)
        return
    await visit.answer(visit.words.plain("file-on-its-way"))
    await _hand_over(callback_data.kind, period, visit, event_update)


def _period(asked: ExportTap) -> Period | None:
    """The days that a button asks for; None if it was forged."""
    try:
        period = Period(date.fromisoformat(asked.first), date.fromisoformat(asked.last))
    except ValueError:
        return None
    return period if period.first <= period.last < date.max else None


async def _hand_over(kind: ExportKind, period: Period, visit: Visit, update: Update) -> None:
    await record(visit, update, Look.EXPORT, f"{kind} {period.first} – {period.last}")
    with TemporaryDirectory(prefix="hecun-export-") as folder:
        try:
            parts = await write_parts(kind, period.first, period.last, Path(folder), visit)
        except TooLong:
            await say(visit, too_long_screen(kind, period, visit))
            return
        if not parts:
            await say(visit, nothing_to_export_screen(kind, period, visit))
        for number, part in enumerate(parts, start=1):
            await hand_over(visit, export_document(kind, period, part, number, len(parts), visit))
