"""Typed instants and days: `tomorrow 18:00`, `明晚8点`, `周五18:00`, `in 3 days`, `12-01 18:00`; never in the past."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.locales.catalogue import Locale
from bot.locales.reading.clocks import END_OF_DAY, NoSuchTime, take_clock
from bot.locales.reading.days import after, read_day
from bot.locales.reading.numerals import half_width, with_arabic_digits

_LONGEST_TEXT = 64
_SMALL_WORDS = re.compile(r"^(?:by|until|till|before|on|at)\b|\b(?:at|by)$|[之以]?前$|[的在到]")


class WhyNotAnInstant(StrEnum):
    """Stable codes of what is wrong with a typed instant."""

    UNREADABLE = "unreadable"
    IN_THE_PAST = "in_the_past"


class NotAnInstant(ValueError):
    """The text names no instant after now; `reason` says why."""

    def __init__(self, reason: WhyNotAnInstant) -> None:
        super().__init__(reason)
        self.reason = reason


def read_instant(text: str, now: datetime, zone: ZoneInfo, locale: Locale) -> datetime:
    """The aware UTC datetime that `text` means for somebody in `zone` at the aware `now`; later than `now`.

    A day without a time means the end of that day, a time without a day its next occurrence, a duration exactly that
    long. "Next friday" and 下周五 are in the week after this one. Raises `NotAnInstant`.
    """
    plain = _simplified(text)
    if not plain or len(plain) > _LONGEST_TEXT:
        raise NotAnInstant(WhyNotAnInstant.UNREADABLE)
    wall = now.astimezone(zone).replace(tzinfo=None)
    try:
        meant = _after(plain, now, zone, locale) or _on_the_wall(plain, wall, locale)
    except (NoSuchTime, OverflowError):
        meant = None
    if meant is None:
        raise NotAnInstant(WhyNotAnInstant.UNREADABLE)
    instant = (meant if meant.tzinfo else meant.replace(tzinfo=zone)).astimezone(UTC)
    if instant <= now:
        raise NotAnInstant(WhyNotAnInstant.IN_THE_PAST)
    return instant


def read_date(text: str, now: datetime, zone: ZoneInfo, locale: Locale) -> date:
    """The day that `text` means for somebody in `zone` at the aware `now`, today or later. Raises `NotAnInstant`."""
    plain = _SMALL_WORDS.sub(" ", _simplified(text))
    if not plain.strip() or len(plain) > _LONGEST_TEXT:
        raise NotAnInstant(WhyNotAnInstant.UNREADABLE)
    wall = now.astimezone(zone).replace(tzinfo=None)
    try:
        meant = read_day(" ".join(plain.split()), wall, END_OF_DAY, locale)
    except OverflowError:
        meant = None
    if meant is None:
        raise NotAnInstant(WhyNotAnInstant.UNREADABLE)
    if meant < wall.date():
        raise NotAnInstant(WhyNotAnInstant.IN_THE_PAST)
    return meant


def _simplified(text: str) -> str:
    plain = " ".join(half_width(text).casefold().replace(",", " ").split())
    plain = re.sub(r"(?<=\d)t(?=\d\d:)", " ", plain)  # ISO 8601's T
    plain = re.sub(r"(?<=周|期|拜)天", "日", plain)
    return with_arabic_digits(re.sub(r"半个?小时", "30分钟", plain))


def _after(text: str, now: datetime, zone: ZoneInfo, locale: Locale) -> datetime | None:
    """A duration from now. Hours are lengths of time; from a day on, the wall clock shows the same hour as now."""
    wall = now.astimezone(zone).replace(tzinfo=None)
    then = after(text, wall, locale)
    if then is None:
        return None
    return now + (then - wall) if abs(then - wall) < timedelta(days=1) else then.replace(tzinfo=zone)


def _on_the_wall(text: str, wall: datetime, locale: Locale) -> datetime | None:
    """The wall-clock (naive) datetime of a day, a time, or both."""
    clock, rest = take_clock(text)
    day_text = " ".join(_SMALL_WORDS.sub(" ", rest).split())
    if clock is not None and not day_text:
        today = datetime.combine(wall.date(), clock)
        return today if today > wall else today + timedelta(days=1)
    day = read_day(day_text, wall, clock or END_OF_DAY, locale)
    return datetime.combine(day, clock or END_OF_DAY) if day else None
