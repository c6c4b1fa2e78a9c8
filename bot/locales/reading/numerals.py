"""Numbers as people type them in Chinese, and the full-width forms of digits and signs."""

import re
import unicodedata

DIGITS = {character: digit for digit, characters in enumerate(
    ("零〇", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for character in characters}  # fmt: skip
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_RUN = re.compile(f"[{''.join(DIGITS)}十百]+")


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as their ASCII twins, and every script's digits as 0–9.

    Not NFKC, which would make a `10²` into `102`.
    """
    return "".join(_half_width(character) for character in text)


def _half_width(character: str) -> str:
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    if character == "￥":
        return "¥"
    if unicodedata.category(character) == "Zs":
        return " "
    return str(unicodedata.decimal(character, character))


def small_number(text: str) -> int | None:
    """二十三 → 23, 二〇二六 → 2026 (digit by digit), 十 → 10; None for anything else. Below 10,000."""
    if text and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total, digit = 0, None
    previous = 10_000
    for character in text:
        if character in SMALL_UNITS:
            unit = SMALL_UNITS[character]
            if unit >= previous:
                return None
            total, previous, digit = total + unit * (1 if digit is None else digit), unit, None
        elif character in "零〇":
            digit = None
        elif character in DIGITS and digit is None:
            digit = DIGITS[character]
        else:
            return None
    return total + (digit or 0) if text else None


def with_arabic_digits(text: str) -> str:
    """`text` with each Chinese numeral in it as digits: 十二月一日 → 12月1日."""

    def as_digits(match: re.Match[str]) -> str:
        value = small_number(match[0])
        return match[0] if value is None else str(value)

    return _RUN.sub(as_digits, text)
