"""What every CSV keeps to, so that spreadsheet programs open it as it is and cannot be made to compute anything.

UTF-8 with a byte order mark, without which Excel reads Chinese as something else; RFC 4180 otherwise. Text that a
program could take for a formula begins with an apostrophe (OWASP, CSV injection).
"""

import csv
from decimal import Decimal
from typing import Any, TextIO

from core.domain.money import minor_digits

BYTE_ORDER_MARK = "\ufeff"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table_in(written: TextIO) -> Any:
    """A writer of rows (`csv.writer`)."""
    return csv.writer(written, lineterminator="\r\n")


def decimal_cell(amount_minor: int, currency: str) -> str:
    """The amount as a plain decimal with a point and all digits of its currency."""
    digits = minor_digits(currency)
    return f"{Decimal(amount_minor).scaleb(-digits):.{digits}f}"


def text_cell(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULAS) else text
