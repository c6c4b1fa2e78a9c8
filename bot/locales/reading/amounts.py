"""Typed amounts of money: `12,000`, `¥12k`, `1.2万`, `一万二千`, `１２，０００ 元`.

What could mean two things, as `12,00` or `12.000`, is refused rather than guessed.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, list_currencies

from bot.locales.catalogue import Locale
from bot.locales.formatting import currency_sign, minor_digits
from bot.locales.reading.numerals import DIGITS, SMALL_UNITS, half_width

LARGEST_MINOR = 10**15
"""Ten trillion yuan: above every pool, and well inside the 64 bits that amounts are stored in."""
_LONGEST_TEXT = 64

_SPOKEN_CURRENCY = {
    "CNY": ("块钱", "元整", "人民币", "yuan", "rmb", "元", "圆", "块", "¥"),
    "JPY": ("日元", "yen", "円", "¥"),
    "USD": ("美元", "dollars", "dollar", "$"),
    "EUR": ("欧元", "euros", "euro"),
}
_BIG_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LATIN_UNITS = {"thousand": 10**3, "k": 10**3, "w": 10**4, "million": 10**6, "mn": 10**6, "m": 10**6}
_TOKEN = re.compile(
    rf"(?P<number>[0-9](?:[0-9.,'’ ]*[0-9])?)"
    rf"|(?P<zero>[零〇])|(?P<digit>[{''.join(DIGITS)}])"
    rf"|(?P<small>[{''.join(SMALL_UNITS)}])|(?P<big>[{''.join(_BIG_UNITS)}])"
)
_SPOKEN_DECIMAL = re.compile(f"([{''.join(DIGITS)}])点([{''.join(DIGITS)}]+)")


class WhyNotAnAmount(StrEnum):
    """Stable codes of what is wrong with a typed amount."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"  # `12,00`, `12.000`: some people mean twelve, others twelve thousand
    OTHER_CURRENCY = "other_currency"
    TOO_PRECISE = "too_precise"
    NOT_POSITIVE = "not_positive"
    TOO_LARGE = "too_large"


class NotAnAmount(ValueError):
    """The text is no amount that one could safely take; `reason` says why."""

    def __init__(self, reason: WhyNotAnAmount) -> None:
        super().__init__(reason)
        self.reason = reason


def read_amount(text: str, currency: str, locale: Locale) -> int:
    """The amount in minor units of `currency`: positive and at most `LARGEST_MINOR`. Raises `NotAnAmount`."""
    plain = half_width(text).strip().rstrip(".。!").casefold()
    if not plain:
        raise NotAnAmount(WhyNotAnAmount.EMPTY)
    if len(plain) > _LONGEST_TEXT:
        raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
    value = _signed_value(plain, currency, locale)
    if value <= 0:
        raise NotAnAmount(WhyNotAnAmount.NOT_POSITIVE)
    minor = value.scaleb(minor_digits(currency))
    if minor > LARGEST_MINOR:
        raise NotAnAmount(WhyNotAnAmount.TOO_LARGE)
    if minor != minor.to_integral_value():
        raise NotAnAmount(WhyNotAnAmount.TOO_PRECISE)
    return int(minor)


def _signed_value(text: str, currency: str, locale: Locale) -> Decimal:
    sign, number = _without_currency(text, currency, locale)
    try:
        return sign * _value(number, locale)
    except NotAnAmount as refused:
        if refused.reason is WhyNotAnAmount.NOT_A_NUMBER and _names_another_currency(text, currency):
            raise NotAnAmount(WhyNotAnAmount.OTHER_CURRENCY) from None
        raise


def _without_currency(text: str, currency: str, locale: Locale) -> tuple[int, str]:
    """The sign (−1 or 1) and the rest, with this currency's own marks removed from both ends."""
    sign = 1
    while True:
        before = text
        for mark in _marks(currency, locale):
            text = text.removeprefix(mark).removesuffix(mark).strip()
        if text.startswith(("-", "−", "负")):
            sign, text = -1, text[1:].strip()
        if text == before:
            return sign, text


@cache
def _marks(currency: str, locale: Locale) -> tuple[str, ...]:
    signs = {currency_sign(currency, each) for each in Locale}
    # Alone, "¥" in English would be CLDR's yen; what a currency may be called is listed, not guessed.
    own = {
        currency,
        *signs,
        get_currency_symbol(currency, locale=locale.cldr),
        *_SPOKEN_CURRENCY.get(currency, ()),
    }
    return tuple(sorted((mark.casefold() for mark in own), key=len, reverse=True))


def _value(text: str, locale: Locale) -> Decimal:
    for unit, factor in _LATIN_UNITS.items():
        if text.endswith(unit):
            return _literal(text.removesuffix(unit).strip(), locale, scaled=True) * factor
    if text[:1].isascii() and not set(text) & set(SMALL_UNITS | _BIG_UNITS):
        return _literal(text, locale, scaled=False)
    return _in_chinese_units(_SPOKEN_DECIMAL.sub(_decimal_digits, text), locale)


def _decimal_digits(match: re.Match[str]) -> str:
    whole, fraction = ("".join(str(DIGITS[character]) for character in part) for part in match.groups())
    return f"{whole}.{fraction}"


def _literal(text: str, locale: Locale, *, scaled: bool) -> Decimal:
    """A number in digits, grouped by the language's separator or by spaces; `scaled` when a unit like 万 follows."""
    group = re.escape(get_group_symbol(locale.cldr))
    point = re.escape(get_decimal_symbol(locale.cldr))
    read = re.fullmatch(
        rf"(\d+|\d{{1,3}}(?:(?:{group}\d{{3}})+|(?: \d{{3}})+))(?:{point}(\d+))?", text, re.ASCII
    )
    if read:
        whole, fraction = re.sub(r"\D", "", read[1]), read[2] or ""
        # 12.000 is twelve here and twelve thousand elsewhere; 0.125, 12345.678 and 1.234万 leave no such doubt.
        if len(fraction) == 3 and not scaled and read[1].isdigit() and len(whole) <= 3 and int(whole):
            raise NotAnAmount(WhyNotAnAmount.AMBIGUOUS)
        return Decimal(f"{whole}.{fraction or 0}")
    if re.fullmatch(r"\d+(?:[.,'’ ]\d+)+", text, re.ASCII):
        raise NotAnAmount(WhyNotAnAmount.AMBIGUOUS)
    raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)


def _names_another_currency(text: str, currency: str) -> bool:
    codes = {code.casefold() for code in list_currencies()} - {currency.casefold()}
    spoken = {mark for other, marks in _SPOKEN_CURRENCY.items() if other != currency for mark in marks}
    return (
        any(mark in text for mark in spoken - set(_SPOKEN_CURRENCY.get(currency, ())))
        or any(unicodedata.category(character) == "Sc" and character != "¥" for character in text)
        or any(word in codes for word in re.findall(r"[a-z]+", text))
    )


def _in_chinese_units(text: str, locale: Locale) -> Decimal:
    """一万二千, 1万2千, 2千万, 一万二 (12,000), 一万零五 (10,005): digits of either kind before units of ten."""
    tokens = [(match.lastgroup, match[0]) for match in _TOKEN.finditer(text)]
    if "".join(token for _, token in tokens) != text.replace(" ", "") and not any(
        " " in t for _, t in tokens
    ):
        raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
    counter = _Counter()
    for kind, token in tokens:
        match kind:
            case "number":
                counter.number(_literal(token, locale, scaled=True))
            case "digit":
                counter.number(Decimal(DIGITS[token]))
            case "zero":
                counter.zero()
            case "small":
                counter.small_unit(SMALL_UNITS[token])
            case "big":
                counter.big_unit(_BIG_UNITS[token])
    return counter.total()


class _Counter:
    """Adds up a spoken number from left to right. Each unit must be smaller than the one before it in its section."""

    def __init__(self) -> None:
        self._sum = Decimal(0)  # whole sections of 万 and 亿
        self._section = Decimal(0)  # below 万
        self._pending: Decimal | None = None  # a number whose unit has not come yet
        self._smallest_unit = 10**5
        self._last_unit: int | None = None

    def number(self, value: Decimal) -> None:
        if self._pending is not None:
            raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
        self._pending = value

    def zero(self) -> None:
        """零 says that units are skipped: 一万零五 is 10,005 where 一万五 is 15,000."""
        self._last_unit = None

    def small_unit(self, unit: int) -> None:
        if unit >= self._smallest_unit:
            raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
        self._section += (Decimal(1) if self._pending is None else self._pending) * unit
        self._pending, self._smallest_unit, self._last_unit = None, unit, unit

    def big_unit(self, unit: int) -> None:
        section = self._section + (self._pending or 0)
        if not section and not self._sum:
            raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
        if section and self._sum % unit == 0 and self._sum:
            self._sum += section * unit  # 1亿2千万
        else:
            self._sum = (self._sum + section) * unit  # 1万亿
        self._section, self._pending = Decimal(0), None
        self._smallest_unit, self._last_unit = 10**5, unit

    def total(self) -> Decimal:
        so_far = self._sum + self._section
        if self._pending is None:
            return so_far
        if self._last_unit and self._pending < 10 and self._pending == int(self._pending):
            return so_far + self._pending * self._last_unit / 10  # 一万二 is 12,000
        if so_far and self._pending >= min(self._smallest_unit, self._last_unit or 10):
            raise NotAnAmount(WhyNotAnAmount.NOT_A_NUMBER)
        return so_far + self._pending
