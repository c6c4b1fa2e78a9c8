"""Exports: what there is to take of a period, and the files."""

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.reading import Period, WhyNotAPeriod
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ExportPeriodTap, ExportTap, PeriodWord
from bot.telegram.documents import Document
from bot.telegram.export_files import Part
from bot.telegram.keyboards import PRIMARY, columns, tap
from bot.telegram.render.admin.periods import period_label, period_words
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.render.statement import not_a_period_words
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.export import ExportKind


def exports_screen(period: Period, visit: Visit) -> Screen:
    """A button for each kind of this period, and others for other periods."""
    kinds = [
        export_button(visit.words.plain("admin-export-kind", kind=kind), kind, period) for kind in ExportKind
    ]
    periods = [tap(period_label(word, visit), ExportPeriodTap(period=word)) for word in PeriodWord]
    ask = visit.words("admin-export-ask", period=period_words(period, visit))
    return Screen(
        ask, staff_keyboard(visit, *columns(kinds, 2), *columns(periods, 2), (overview_button(visit),))
    )


def export_button(text: str, kind: ExportKind, period: Period) -> InlineKeyboardButton:
    """A button that hands the file over."""
    asked = ExportTap(kind=kind, first=period.first.isoformat(), last=period.last.isoformat())
    return tap(text, asked, PRIMARY)


def export_document(
    kind: ExportKind, period: Period, part: Part, number: int, of: int, visit: Visit
) -> Document:
    """One of the files."""
    ending = "" if of == 1 else f"-part-{number}"
    name = f"hecun-{kind}-{period.first}-{period.last}{ending}.csv"
    facts = _facts(kind, period, visit)
    return Document(
        name,
        part.path,
        visit.words("admin-export-file", **facts, lines=part.lines, part=number, parts=of),
    )


def nothing_to_export_screen(kind: ExportKind, period: Period, visit: Visit) -> Screen:
    """There is nothing of the kind in the period."""
    return _leading_back(visit.words("admin-export-none", **_facts(kind, period, visit)), visit)


def too_long_screen(kind: ExportKind, period: Period, visit: Visit) -> Screen:
    """It is more than a chat takes, and where it can be had."""
    return _leading_back(visit.words("admin-export-long", **_facts(kind, period, visit)), visit)


def unread_period_screen(why: WhyNotAPeriod, visit: Visit) -> Screen:
    """What is wrong with the period that was typed at the desk, and how to type it."""
    return _leading_back(not_a_period_words(why, visit), visit)


def _leading_back(said: Markup, visit: Visit) -> Screen:
    exports = tap(visit.words.plain("admin-button-exports"), AdminGo(place=AdminPlace.EXPORTS))
    return Screen(said, staff_keyboard(visit, (exports, overview_button(visit))))


def _facts(kind: ExportKind, period: Period, visit: Visit) -> dict[str, Markup]:
    return {"what": visit.words("admin-export-kind", kind=kind), "period": period_words(period, visit)}
