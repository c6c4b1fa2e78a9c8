"""Exports as CSV, in pieces that follow each other: however long a table becomes, little of it is in memory.

Amounts are plain decimals, their currency in a column beside; dates and times ISO 8601, times in the business time zone
with its offset; account numbers masked. The heads are the same in every language.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.locales.formatting import mask_account
from bot.papers.spreadsheet import BYTE_ORDER_MARK, decimal_cell, table_in, text_cell
from core.domain.export import COLUMNS, AccountNumber, Amount, Cell, ExportKind, Line


def instants_of(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the first of these days begins, and when the last is over."""
    return (
        datetime.combine(first, time(), zone),
        datetime.combine(last + timedelta(days=1), time(), zone),
    )


def heads_csv(kind: ExportKind) -> bytes:
    """What every file begins with."""
    return BYTE_ORDER_MARK.encode() + _written([COLUMNS[kind]])


def lines_csv(lines: Iterable[Line], zone: ZoneInfo) -> bytes:
    """Lines to follow."""
    return _written([_cell(cell, zone) for cell in line] for line in lines)


def _written(table: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO(newline="")
    table_in(written).writerows(table)
    return written.getvalue().encode()


def _cell(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case str():
            return text_cell(cell)
        case Amount(amount_minor, currency):
            return decimal_cell(amount_minor, currency)
        case AccountNumber(number):
            return mask_account(number)
        case datetime():
            return cell.astimezone(zone).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
