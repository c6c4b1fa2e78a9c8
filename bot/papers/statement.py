"""A statement of account as a file: what moved, line by line, and the balances after each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.locales import Locale, Markup, words
from bot.locales.formatting import day, instant, money
from bot.locales.outside import tidy
from bot.papers.forms import StatementForm
from bot.papers.sheet import SIZE, Sheet, Type
from bot.papers.statement_csv import LONGEST_REASON, statement_csv
from bot.papers.statement_words import column_words, kind_words
from bot.pictures import palette
from bot.pictures.fonts import BOLD, MEDIUM
from core.domain.account_statement import BALANCES, FLOWS, AccountStatement, Column, StatementSource
from core.domain.ids import CampaignId

_LEFT: Final = 48.0
_RIGHT: Final = SIZE[0] - _LEFT
_BOTTOM: Final = SIZE[1] - 64
_DATE_WIDTH: Final = 66.0
_ROW: Final = 24.0
_TEXT: Final = Type(9.0)
_SMALL: Final = Type(7.5)


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """What the pages show. `whose` is a person's name or a campaign's; `made_at` is aware, shown in `zone`.

    `reasons` say why corrections were posted, by their entries' references.
    """

    statements: tuple[AccountStatement, ...]
    short_codes: Mapping[CampaignId, str]
    whose: str
    first: date
    last: date
    made_at: datetime
    zone: ZoneInfo
    locale: Locale
    reasons: Mapping[str, str] = field(default_factory=dict)


def statement_paper(
    source: StatementSource,
    whose: str,
    first: date | None,
    last: date,
    made_at: datetime,
    zone: ZoneInfo,
    locale: Locale,
) -> StatementPaper:
    """The paper about a period; without `first`, from the first day that anything moved."""
    if first is None:
        began = min((entry.posted_at for entry, _ in source.entries), default=made_at)
        first = min(began.astimezone(zone).date(), last)
    statements = source.statements(first, last, lambda at: at.astimezone(zone).date())
    codes, reasons = source.short_codes, source.reasons
    return StatementPaper(statements, codes, whose, first, last, made_at, zone, locale, reasons)


def write_paper(paper: StatementPaper, form: StatementForm) -> bytes:
    """The file in this form."""
    if form is StatementForm.CSV:
        return statement_csv(paper.statements, paper.short_codes, paper.locale, paper.reasons)
    return write_statement(paper)


def write_statement(paper: StatementPaper) -> bytes:
    """The PDF."""
    return compose_statement(paper).pdf()


def compose_statement(paper: StatementPaper) -> Sheet:
    """The pages as they are set, for whoever wants to read them."""
    title = words(paper.locale).plain("statement-title")
    sheet = Sheet(title, paper.locale, paper.made_at)
    writer = _Writer(sheet, paper)
    writer.turn()
    for statement in paper.statements:
        writer.write(statement)
    if not paper.statements:
        writer.say_nothing_moved()
    return sheet


class _Writer:
    """Goes down the pages line by line."""

    def __init__(self, sheet: Sheet, paper: StatementPaper) -> None:
        self._sheet = sheet
        self._paper = paper
        self._say = words(paper.locale).plain
        self._pages = 0
        self._y = 0.0

    def turn(self) -> None:
        """A new page with its head and foot."""
        sheet, paper, say = self._sheet, self._paper, self._say
        sheet.page()
        self._pages += 1
        brand = sheet.text((_LEFT, 62), say("picture-brand"), Type(12, BOLD), palette.RED)
        period = say(
            "statement-period", first=day(paper.first, paper.locale), last=day(paper.last, paper.locale)
        )
        sheet.text(
            (_RIGHT, 62),
            period,
            Type(10, MEDIUM),
            palette.INK,
            anchor="right",
            room=_RIGHT - _LEFT - brand - 16,
        )
        self._y = 92.0
        if self._pages == 1:
            sheet.text((_LEFT, 96), say("statement-title"), Type(22, BOLD), palette.GREEN)
            sheet.text(
                (_LEFT, 116), tidy(paper.whose), Type(11), palette.INK, room=_RIGHT - _LEFT, smallest=8
            )
            self._y = 148.0
        foot = SIZE[1] - 36
        made = say("statement-made", at=instant(paper.made_at, paper.zone, paper.locale))
        sheet.text((_LEFT, foot), made, _SMALL, palette.MUTED)
        sheet.text(
            (_RIGHT, foot), say("statement-page", page=self._pages), _SMALL, palette.MUTED, anchor="right"
        )

    def say_nothing_moved(self) -> None:
        """Instead of an empty page."""
        self._sheet.text((_LEFT, self._y), self._say("statement-nothing"), _TEXT, palette.MUTED)

    def write(self, statement: AccountStatement) -> None:
        """One currency: heads, opening balances, movements, totals and closing balances."""
        columns = tuple(
            [each for each in FLOWS if each in statement.columns]
            + [each for each in BALANCES if each in statement.columns]
        ) or (Column.HELD,)
        if self._y > _BOTTOM - 4 * _ROW:
            self.turn()
        self._heads(columns, statement.currency)
        self._row(
            statement.first,
            self._say("statement-opening"),
            "",
            columns,
            statement.opening_minor,
            statement,
            bold=True,
        )
        for line in statement.lines:
            if self._y > _BOTTOM:
                self.turn()
                self._heads(columns, statement.currency)
            movement = line.movement
            what = kind_words(movement.kind, movement.times, self._paper.locale)
            code = self._paper.short_codes.get(movement.campaign_id, "") if movement.campaign_id else ""
            flows = {column: -movement.gains_minor.get(column, 0) for column in FLOWS}
            self._row(movement.on, what, code, columns, flows | dict(line.balances_minor), statement)
            if reason := self._paper.reasons.get(movement.reference):
                self._note(self._say("statement-reason", reason=Markup(tidy(reason, LONGEST_REASON))))
        if self._y > _BOTTOM:
            self.turn()
            self._heads(columns, statement.currency)
        totals = dict(statement.flows_minor) | dict(statement.closing_minor)
        self._row(statement.last, self._say("statement-closing"), "", columns, totals, statement, bold=True)
        self._y += _ROW

    def _widths(self, columns: Sequence[Column]) -> tuple[float, float]:
        """Where the amounts begin, and how wide each column of them is."""
        each = min(92.0, 330.0 / max(len(columns), 1))
        return _RIGHT - each * len(columns), each

    def _heads(self, columns: Sequence[Column], currency: str) -> None:
        sheet, say = self._sheet, self._say
        start, each = self._widths(columns)
        sheet.box(_LEFT - 6, self._y - 14, _RIGHT + 6, self._y + 8, palette.PALE_GREEN)
        sheet.text(
            (_LEFT, self._y), say("statement-date"), _SMALL, palette.GREEN, room=_DATE_WIDTH - 4, smallest=5
        )
        what = f"{say('statement-what')} · {currency}"
        sheet.text(
            (_LEFT + _DATE_WIDTH, self._y), what, _SMALL, palette.GREEN, room=start - _LEFT - _DATE_WIDTH
        )
        for index, column in enumerate(columns):
            sheet.text(
                (start + (index + 1) * each, self._y), column_words(column, self._paper.locale), _SMALL,
                palette.GREEN, anchor="right", room=each - 6, smallest=5,
            )  # fmt: skip
        self._y += _ROW

    def _note(self, text: str) -> None:
        """A line across the page that belongs to the row above it."""
        room = _RIGHT - _LEFT - _DATE_WIDTH
        self._sheet.text(
            (_LEFT + _DATE_WIDTH, self._y - 4), text, _SMALL, palette.MUTED, room=room, smallest=5
        )
        self._y += _ROW * 2 / 3

    def _row(
        self,
        on: date,
        what: str,
        code: str,
        columns: Sequence[Column],
        amounts_minor: Mapping[Column, int],
        statement: AccountStatement,
        *,
        bold: bool = False,
    ) -> None:
        sheet, locale = self._sheet, self._paper.locale
        start, each = self._widths(columns)
        type_ = Type(9.0, BOLD) if bold else _TEXT
        sheet.text((_LEFT, self._y), day(on, locale), type_, palette.INK, room=_DATE_WIDTH - 4, smallest=5)
        told = f"{what} · {code}" if code else what
        room = start - _LEFT - _DATE_WIDTH - 4
        sheet.text((_LEFT + _DATE_WIDTH, self._y), told, type_, palette.INK, room=room, smallest=6)
        for index, column in enumerate(columns):
            amount_minor = amounts_minor.get(column, 0)
            if not amount_minor and (column in FLOWS or not bold):
                shown = Markup("–")
            else:
                shown = money(amount_minor, statement.currency, locale, exact=True)
            colour = palette.INK if amount_minor else palette.MUTED
            at = (start + (index + 1) * each, self._y)
            sheet.text(at, shown, type_, colour, anchor="right", room=each - 6, smallest=5)
        sheet.box(_LEFT - 6, self._y + 8, _RIGHT + 6, self._y + 8.4, palette.LINE)
        self._y += _ROW
