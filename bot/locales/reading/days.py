"""Days and durations as people type them: `friday`, `下周五`, `12-01`, `1 December`, `十二月一日`, `in 3 days`.

Days by name are read here, since dateparser reads them by other rules or not at all; dates and durations are its own.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.locales.catalogue import Locale

_EN_WEEKDAYS = (
    "mon(day)?",
    "tue(s|sday)?",
    "wed(nesday)?",
    "thu(r|rs|rsday)?",
    "fri(day)?",
    "sat(urday)?",
    "sun(day)?",
)
_EN_WEEKDAY = re.compile(rf"(?:on )?(?P<which>this |next )?(?P<day>{'|'.join(_EN_WEEKDAYS)})")
_ZH_WEEKDAY = re.compile(r"(?P<which>这个?|本|下个?)?(?:周|星期|礼拜)(?P<day>[1-7日末])")
_DAYS_FROM_TODAY = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "tomorrow night": 1,
    "day after tomorrow": 2, "the day after tomorrow": 2,
    "昨天": -1, "今天": 0, "今日": 0, "今": 0, "今晚": 0, "今夜": 0,
    "明天": 1, "明日": 1, "明": 1, "明晚": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_ENDS_OF_MONTH = ("end of month", "end of the month", "月底", "月末", "本月底", "这个月底")

_EN_DURATION = re.compile(
    r"(?:in )?(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten) |\d+ ?)"
    r"(?:minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|years?)\b[a-z0-9 ]*"
)
_ZH_DURATION = re.compile(r"(\d+) ?个?(分钟|小时|钟头|天|日|周|星期|礼拜|月|年)[之以]?[后内]")
_ZH_UNITS = {
    "分钟": "minutes", "小时": "hours", "钟头": "hours", "天": "days", "日": "days",
    "周": "weeks", "星期": "weeks", "礼拜": "weeks", "月": "months", "年": "years",
}  # fmt: skip


def after(text: str, now: datetime, locale: Locale) -> datetime | None:
    """`now` (naive) plus the duration that `text` is; None if it is none."""
    chinese = _ZH_DURATION.fullmatch(text)
    if chinese:
        text = f"in {chinese[1]} {_ZH_UNITS[chinese[2]]}"
    if not _EN_DURATION.fullmatch(text):
        return None
    return _dateparser(text, locale, parser="relative-time", base=now)


def read_day(text: str, now: datetime, clock: time, locale: Locale) -> date | None:
    """The day that `text` names, seen from `now` (naive); None if it names none.

    A weekday or a date without its year is the next one on which `clock` is still to come; weeks begin on Monday.
    """
    if text in _DAYS_FROM_TODAY:
        return now.date() + timedelta(days=_DAYS_FROM_TODAY[text])
    if text in _ENDS_OF_MONTH:
        return (now.date().replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    weekday = _weekday(text)
    if weekday is not None:
        return _day_of_week(*weekday, now, clock)
    later = after(text, now, locale)
    if later is not None:
        return later.date()
    return _calendar_date(text, now, locale)


def _weekday(text: str) -> tuple[int, str] | None:
    """(0 for Monday … 6 for Sunday, "next" | "this" | "")."""
    if match := _EN_WEEKDAY.fullmatch(text):
        number = next(i for i, name in enumerate(_EN_WEEKDAYS) if re.fullmatch(name, match["day"]))
        return number, (match["which"] or "").strip()
    if match := _ZH_WEEKDAY.fullmatch(text):
        number = {"日": 6, "末": 5}.get(match["day"]) or int(match["day"]) - 1
        which = match["which"] or ""
        return number, "next" if which.startswith("下") else "this" if which else ""
    return None


def _day_of_week(number: int, which: str, now: datetime, clock: time) -> date:
    monday = now.date() - timedelta(days=now.weekday())
    day = monday + timedelta(days=number)
    passed = datetime.combine(day, clock) <= now
    return day + timedelta(days=7) if which == "next" or (passed and which == "") else day


def _calendar_date(text: str, now: datetime, locale: Locale) -> date | None:
    text = re.sub(r"^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$", r"\1-\2-\3", text)
    text = re.sub(r"^(\d{1,2})月(\d{1,2})[日号]?$", r"\1-\2", text)
    # Seen from yesterday, or "12-01" typed on the first of December would be next year's.
    yesterday = datetime.combine(now.date() - timedelta(days=1), time(0))
    found = _dateparser(text, locale, parser="absolute-time", base=yesterday)
    # A time of day that is still in the text was not understood: better refused than dropped.
    return found.date() if found and found.time() == time(0) and ":" not in text else None


def _dateparser(text: str, locale: Locale, parser: str, base: datetime) -> datetime | None:
    import dateparser  # noqa: PLC0415 - takes a third of a second, and few people type dates

    # With dots the day comes first wherever dots are used; otherwise both our languages say the month first.
    day_first = re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", text)
    settings: dict[str, Any] = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future",
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": [parser],
        "DATE_ORDER": "DMY" if day_first else "MDY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    languages = list(dict.fromkeys((locale.cldr.language, "en")))
    try:
        return dateparser.parse(text, languages=languages, settings=settings)
    except (ValueError, OverflowError):  # impossible dates, in some of its forms
        return None
