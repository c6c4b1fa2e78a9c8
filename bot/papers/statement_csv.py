"""A statement of account as CSV: opens in spreadsheet programs as it is, and cannot make them compute anything.

Amounts are plain decimals with a point, dates ISO 8601; the columns are always the same.
"""

import io
from collections.abc import Iterator, Mapping, Sequence

from bot.locales import Locale, words
from bot.locales.outside import tidy
from bot.papers.spreadsheet import BYTE_ORDER_MARK, decimal_cell, table_in, text_cell
from bot.papers.statement_words import column_words, kind_words
from core.domain.account_statement import BALANCES, FLOWS, AccountStatement, Column
from core.domain.ids import CampaignId

LONGEST_REASON = 500


def statement_csv(
    statements: Sequence[AccountStatement],
    short_codes: Mapping[CampaignId, str],
    locale: Locale,
    reasons: Mapping[str, str] | None = None,
) -> bytes:
    """The statements, a currency after the other: opening balance, movements, totals, closing balance.

    `reasons` say why corrections were posted, by their entries' references.
    """
    say = words(locale).plain
    written = io.StringIO(newline="")
    table = table_in(written)
    heads = [
        say("statement-date"),
        say("statement-what"),
        say("statement-campaign"),
        say("statement-currency"),
    ]
    flows = [column_words(column, locale) for column in FLOWS]
    balances = [column_words(column, locale) for column in BALANCES]
    table.writerow(
        map(text_cell, [*heads, *flows, *balances, say("statement-reference"), say("statement-why")])
    )
    for statement in statements:
        for row in _rows(statement, short_codes, locale, reasons or {}):
            table.writerow(row)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _rows(
    statement: AccountStatement,
    short_codes: Mapping[CampaignId, str],
    locale: Locale,
    reasons: Mapping[str, str],
) -> Iterator[list[str]]:
    say, currency = words(locale).plain, statement.currency

    def amounts(columns: Sequence[Column], of: Mapping[Column, int], sign: int = 1) -> list[str]:
        return [decimal_cell(sign * of.get(column, 0), currency) for column in columns]

    nothing = [""] * len(FLOWS)
    opening = amounts(BALANCES, statement.opening_minor)
    yield [statement.first.isoformat(), say("statement-opening"), "", currency, *nothing, *opening, "", ""]
    for line in statement.lines:
        movement = line.movement
        yield [
            movement.on.isoformat(),
            text_cell(kind_words(movement.kind, movement.times, locale)),
            text_cell(short_codes.get(movement.campaign_id, "") if movement.campaign_id else ""),
            currency,
            *amounts(FLOWS, movement.gains_minor, -1),
            *amounts(BALANCES, line.balances_minor),
            text_cell(movement.reference),
            text_cell(
                tidy(reasons[movement.reference], LONGEST_REASON) if movement.reference in reasons else ""
            ),
        ]
    closing = [*amounts(FLOWS, statement.flows_minor), *amounts(BALANCES, statement.closing_minor)]
    yield [statement.last.isoformat(), say("statement-closing"), "", currency, *closing, "", ""]
