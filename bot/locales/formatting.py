"""Amounts, rates and times as people of each language write them. All results are `Markup`: ours, safe, final."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_currency, format_percent, get_currency_precision, get_currency_symbol

from bot.locales.catalogue import Locale, words
from bot.locales.outside import Markup
from core.domain.account import masked_number

# CLDR writes the yuan "CN¥" and the yen "¥" in English. Most pools here are in yuan, and one sign must mean one thing.
_OUR_SIGNS = {"CNY": "¥", "JPY": "JP¥"}


class _Unit(StrEnum):
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


@cache
def currency_sign(currency: str, locale: Locale) -> str:
    """The sign that `money` writes: "¥" for CNY, "US$" or "$" for USD by language."""
    return _OUR_SIGNS.get(currency, get_currency_symbol(currency, locale=locale.cldr))


def minor_digits(currency: str) -> int:
    """Decimal digits of a currency's minor unit (ISO 4217): 2 for CNY, 0 for JPY."""
    return get_currency_precision(currency)


def money(amount_minor: int, currency: str, locale: Locale, *, exact: bool = False) -> Markup:
    """`¥10,000`, or `¥10,000.50` where there are minor units; with `exact` always to the minor unit."""
    digits = minor_digits(currency)
    amount = Decimal(amount_minor).scaleb(-digits)
    whole = amount == amount.to_integral_value() and not exact
    pattern = locale.cldr.currency_formats["standard"].pattern
    shown = format_currency(
        amount,
        currency,
        format=pattern.replace(".00", "" if whole or not digits else "." + "0" * digits),
        locale=locale.cldr,
        currency_digits=False,
    )
    return Markup(
        shown.replace(get_currency_symbol(currency, locale=locale.cldr), currency_sign(currency, locale))
    )


def percent(rate_percent: Decimal, locale: Locale) -> Markup:
    """`2.45%` for Decimal("2.45"): at least two decimals, as banks print rates, and never fewer than the rate has."""
    decimals = max(2, -int(rate_percent.normalize().as_tuple().exponent))
    pattern = locale.cldr.percent_formats[None].pattern.replace("#0", "#0." + "0" * decimals)
    return Markup(format_percent(rate_percent / 100, format=pattern, locale=locale.cldr))


def day(when: date, locale: Locale) -> Markup:
    """`Dec 1, 2026`, `2026年12月1日`."""
    return Markup(format_date(when, "medium", locale=locale.cldr))


def instant(when: datetime, zone: ZoneInfo, locale: Locale) -> Markup:
    """`Dec 1, 2026, 18:00`, `2026年12月1日 18:00`: an aware instant, on the clock of `zone`."""
    local = when.astimezone(zone)
    at = clock(local.time(), locale)
    both = str(get_datetime_format("medium", locale=locale.cldr))
    return Markup(both.replace("{1}", day(local.date(), locale)).replace("{0}", at))


def clock(when: time, locale: Locale) -> Markup:
    """`18:00`: a time of day."""
    return Markup(format_time(when, "HH:mm", locale=locale.cldr))


def duration_left(left: timedelta, locale: Locale) -> Markup:
    """`2 days left`, `剩 2 天`: in the largest unit that says at least two of it, rounded down; then "time is up"."""
    minutes = int(left.total_seconds() // 60)
    if left <= timedelta(0):
        return words(locale)("time-is-up")
    if minutes >= 2 * 24 * 60:
        unit, count = _Unit.DAYS, minutes // (24 * 60)
    elif minutes >= 2 * 60:
        unit, count = _Unit.HOURS, minutes // 60
    else:
        unit, count = _Unit.MINUTES, max(minutes, 1)
    return words(locale)(f"time-left-{unit}", count=count)


def mask_account(number: str) -> Markup:
    """`…6789`: the last four characters, or half of a number that has fewer than eight."""
    return Markup(masked_number(number))
