"""Typed periods of the past: `2026-03-01 – 2026-06-30`, `March 2026`, `2026年3月到5月`, `2025`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.locales.catalogue import Locale
from bot.locales.reading.numerals import half_width, with_arabic_digits

_LONGEST_TEXT = 64
_BETWEEN = re.compile(r"\s*(?:–|—|~|\.\.\.?|至|到|\bto\b|\buntil\b|\btill\b|\s-\s)\s*")
_YEAR = re.compile(r"(?P<year>\d{4})年?")
_MONTH = re.compile(r"(?P<year>\d{4})(?:[-/.]|年) ?(?P<month>\d{1,2})月?")
_MONTH_ALONE = re.compile(r"(?P<month>\d{1,2})月")
_DAY = re.compile(r"(?P<year>\d{4})(?:[-/.]|年) ?(?P<month>\d{1,2})(?:[-/.]|月) ?(?P<day>\d{1,2})[日号]?")
_DAY_OF_A_YEAR = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?")
_DAYS = {"today": 0, "今天": 0, "今日": 0, "now": 0, "现在": 0, "yesterday": -1, "昨天": -1, "昨日": -1}


class WhyNotAPeriod(StrEnum):
    """Stable codes of what is wrong with a typed period."""

    UNREADABLE = "unreadable"
    BACKWARDS = "backwards"
    IN_THE_FUTURE = "in_the_future"


class NotAPeriod(ValueError):
    """The text names no period that has begun; `reason` says why."""

    def __init__(self, reason: WhyNotAPeriod) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


def read_period(text: str, today: date, locale: Locale) -> Period:
    """The period that `text` means; what is not over yet ends today.

    A day, a month or a year, or two of these, of which the first begins it and the second ends it. What is said
    without its year is the latest that has begun. Raises `NotAPeriod`.
    """
    plain = with_arabic_digits(" ".join(half_width(text).casefold().replace(",", " ").split()))
    ends = _BETWEEN.split(plain)
    if not plain or len(plain) > _LONGEST_TEXT or len(ends) > 2:  # two ends
        raise NotAPeriod(WhyNotAPeriod.UNREADABLE)
    if len(ends) == 2:  # as above
        ends = _of_one_year(*ends)
    spans = [_span(end.strip(), today, locale) for end in ends]
    first, last = spans[0].first, spans[-1].last
    if last < first:
        raise NotAPeriod(WhyNotAPeriod.BACKWARDS)
    if first > today:
        raise NotAPeriod(WhyNotAPeriod.IN_THE_FUTURE)
    return Period(first, min(last, today))


def _of_one_year(first: str, last: str) -> list[str]:
    """`2026年3月到5月`: the second is of the year that the first says."""
    said = re.match(r"(\d{4})年", first)
    return [first, f"{said[1]}年{last}" if said and re.match(r"\d{1,2}月", last) else last]


def _span(text: str, today: date, locale: Locale) -> Period:
    """One day, month or year."""
    if text in _DAYS:
        day = today + timedelta(days=_DAYS[text])
        return Period(day, day)
    try:
        if match := _DAY.fullmatch(text):
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            return Period(day, day)
        if match := _MONTH.fullmatch(text):
            return _month(int(match["year"]), int(match["month"]))
        if match := _MONTH_ALONE.fullmatch(text):
            month = int(match["month"])
            return _month(today.year - (month > today.month), month)
        if match := _YEAR.fullmatch(text):
            return Period(date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31))
        if match := _DAY_OF_A_YEAR.fullmatch(text):
            day = date(today.year, int(match["month"]), int(match["day"]))
            day = day if day <= today else day.replace(year=today.year - 1)
            return Period(day, day)
    except ValueError:
        raise NotAPeriod(WhyNotAPeriod.UNREADABLE) from None
    return _in_words(text, today, locale)


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(first, first.replace(day=monthrange(year, month)[1]))


def _in_words(text: str, today: date, locale: Locale) -> Period:
    """`1 march 2026`, `mar 1`, `march 2026`, `march`: a month is whole if no day is said."""
    day = _dateparser(text, today, locale, ["day", "month"])
    if day is not None:
        return Period(day, day)
    month = _dateparser(text, today, locale, ["month"])
    if month is None or re.search(r"\b\d{1,2}\b", text):
        raise NotAPeriod(WhyNotAPeriod.UNREADABLE)
    return _month(month.year, month.month)


def _dateparser(text: str, today: date, locale: Locale, parts: list[str]) -> date | None:
    import dateparser  # noqa: PLC0415 - takes a third of a second, and few people type dates

    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime.combine(today, time(23, 59)),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "REQUIRE_PARTS": parts,
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    languages = list(dict.fromkeys((locale.cldr.language, "en")))
    try:
        found = dateparser.parse(text, languages=languages, settings=settings)
    except (ValueError, OverflowError):  # impossible dates, in some of its forms
        return None
    return found.date() if found and found.time() == time(0) else None
