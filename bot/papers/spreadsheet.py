"""What every CSV keeps to, so that spreadsheet programs open it as it is and cannot be made to compute anything.

UTF-8 with a byte order mark, without which Excel reads Chinese as something else; RFC 4180 otherwise. Text that a
program could take for a formula begins with an apostrophe (OWASP, CSV injection), and so does a number too long for it:
it keeps 15 digits of one and makes the others 0.
"""

import csv
from decimal import Decimal
from typing import Any, TextIO

from core.domain.money import minor_digits

BYTE_ORDER_MARK = "\ufeff"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DIGITS_KEPT = 15


def table_in(written: TextIO) -> Any:
    """A writer of rows (`csv.writer`)."""
    return csv.writer(written, lineterminator="\r\n")


def decimal_cell(amount_minor: int, currency: str) -> str:
    """The amount as a plain decimal with a point and all digits of its currency."""
    digits = minor_digits(currency)
    return f"{Decimal(amount_minor).scaleb(-digits):.{digits}f}"


def text_cell(text: str) -> str:
    """Text that no spreadsheet program takes for a formula, or for a number of which it loses the end."""
    is_formula = text.lstrip(" ").startswith(_FORMULAS)
    is_cut = len(text) > _DIGITS_KEPT and text.isdecimal()
    return f"'{text}" if is_formula or is_cut else text
