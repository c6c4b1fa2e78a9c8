"""Periods of the past that admins can tap, for the audit trail and for exports."""

from datetime import date, timedelta

from bot.locales import Markup
from bot.locales.formatting import day
from bot.locales.reading import Period
from bot.telegram.admin_callbacks import PeriodWord
from bot.telegram.visit import Visit


def days_of(word: PeriodWord, today: date) -> Period:
    """The days that a word means today."""
    this_month = today.replace(day=1)
    match word:
        case PeriodWord.TODAY:
            return Period(today, today)
        case PeriodWord.WEEK:
            return Period(today - timedelta(days=6), today)
        case PeriodWord.THIS_MONTH:
            return Period(this_month, today)
        case PeriodWord.LAST_MONTH:
            end = this_month - timedelta(days=1)
            return Period(end.replace(day=1), end)


def period_words(period: Period, visit: Visit) -> Markup:
    """A period by its first and last day."""
    first = day(period.first, visit.locale)
    if period.first == period.last:
        return first
    return visit.words("statement-period", first=first, last=day(period.last, visit.locale))


def period_label(word: PeriodWord, visit: Visit) -> str:
    """What a button for the period says."""
    return visit.words.plain("admin-period", period=word)
