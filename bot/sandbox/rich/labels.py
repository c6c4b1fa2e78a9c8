"""The labels before the items of a list: bullets, numbers, letters, Roman numerals."""

from __future__ import annotations

from typing import Any

BULLET = "•"
ROMAN = {"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5,
         "IV": 4, "I": 1}  # fmt: skip


def label_of(item: dict[str, Any]) -> str:
    """The label of an item, as TDLib makes it of its type and value; a bullet if it has no type."""
    kind, value = item.get("type"), item.get("value", 0)
    if kind is None:
        return BULLET
    if kind in "aA" and value > 0:
        label = _letters(value)
    elif kind in "iI" and 0 < value < 4000:
        label = _roman(value)
    else:
        return f"{value}."
    return f"{label.lower() if kind in 'ai' else label}."


def _letters(value: int) -> str:
    letters = ""
    while value > 0:
        value, letter = divmod(value - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _roman(value: int) -> str:
    numeral = ""
    for letters, worth in ROMAN.items():
        count, value = divmod(value, worth)
        numeral += letters * count
    return numeral
