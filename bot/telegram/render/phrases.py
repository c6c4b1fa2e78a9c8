"""Small phrases that several screens share."""

import html
from datetime import datetime
from decimal import Decimal

from bot.locales import Markup
from bot.locales.formatting import instant, money, percent
from bot.locales.outside import isolated, tidy
from bot.locales.zones import city
from bot.telegram.visit import Visit

LINE_LIMIT = 140
"""How long a typed line is kept, in characters."""


def amount(amount_minor: int, currency: str, visit: Visit) -> Markup:
    """`¥2,500` in the reader's language."""
    return money(amount_minor, currency, visit.locale)


def rate(rate_percent: Decimal, visit: Visit) -> Markup:
    """`2.45%` in the reader's language."""
    return percent(rate_percent, visit.locale)


def term(term_months: int, visit: Visit) -> Markup:
    """`12 months`, `1 年`."""
    return visit.words("term-months", months=term_months)


def told_at(at: datetime, visit: Visit) -> Markup:
    """An instant by the reader's clock; where that is not the bank's, it says whose: `Dec 1, 2026, 11:00 (Berlin)`."""
    zone = visit.own_zone
    shown = instant(at, zone, visit.locale)
    if zone.key == visit.zone.key:
        return shown
    return visit.words("instant-elsewhere", instant=shown, city=city(zone.key, visit.locale))


def when(at: datetime, visit: Visit) -> Markup:
    """The same, which Telegram's apps show by the clock of the device it is read on."""
    shown = told_at(at, visit)
    return Markup(f'<tg-time unix="{int(at.timestamp())}" format="wDt">{shown}</tg-time>')


def in_full(text: str) -> Markup:
    """What somebody typed on one line, such as a reason: safe to show, and longer than a name may be."""
    return Markup(isolated(html.escape(tidy(text, LINE_LIMIT), quote=False)))
