"""Asking for a statement of account: the periods, each in both forms."""

from datetime import date, timedelta

from babel.dates import format_skeleton

from bot.locales import Markup
from bot.locales.formatting import day
from bot.papers.forms import StatementForm
from bot.papers.statement import statement_paper, write_paper
from bot.telegram.callbacks import StatementPeriod, StatementTap
from bot.telegram.documents import Document
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit


def statement_screen(visit: Visit) -> Screen:
    """A row for each period: to read, and for spreadsheets."""
    rows = []
    for period in StatementPeriod:
        name = _name(period, visit)
        rows.append(
            [
                tap(
                    visit.words.plain("statement-button", period=name, form=Markup(form.name)),
                    StatementTap(period=period, form=form),
                )
                for form in StatementForm
            ]
        )
    return Screen(visit.words("statement-ask"), keyboard(*rows))


async def statement_file(period: StatementPeriod, form: StatementForm, visit: Visit) -> Document:
    """The participant's own statement."""
    source = await visit.queries.member_movements(visit.participant.id)
    now = visit.now()
    first, last = days_of(period, now.day)
    paper = statement_paper(source, visit.participant.name, first, last, now.at, visit.zone, visit.locale)
    content = await visit.easel.write(lambda: write_paper(paper, form))
    shown = (day(paper.first, visit.locale), day(paper.last, visit.locale))
    caption = visit.words("statement-file", first=shown[0], last=shown[1])
    return Document(f"hecun-statement-{paper.first}-{paper.last}.{form}", content, caption)


def days_of(period: StatementPeriod, today: date) -> tuple[date | None, date]:
    """The first and last day of a period; None for from the beginning. What is not over yet ends today."""
    month = today.replace(day=1)
    match period:
        case StatementPeriod.THIS_MONTH:
            return month, today
        case StatementPeriod.LAST_MONTH:
            last = month - timedelta(days=1)
            return last.replace(day=1), last
        case StatementPeriod.THIS_YEAR:
            return today.replace(month=1, day=1), today
        case StatementPeriod.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case StatementPeriod.ALL:
            return None, today


def _name(period: StatementPeriod, visit: Visit) -> Markup:
    """`Nov 2026`, `2026`, or everything."""
    first, _ = days_of(period, visit.now().day)
    if first is None:
        return visit.words("statement-period-all")
    yearly = period in (StatementPeriod.THIS_YEAR, StatementPeriod.LAST_YEAR)
    return Markup(format_skeleton("y" if yearly else "yMMM", first, locale=visit.locale.cldr))
