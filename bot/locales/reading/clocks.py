"""Times of day as people type them: `18:00`, `6:30 pm`, `at 8`, `晚上八点半`, `noon`, `午夜`."""

import re
from datetime import time

END_OF_DAY = time(23, 59)
"""What midnight, and a day without a time, mean for a deadline: "friday" is until friday is over."""

_CLOCK = re.compile(
    r"(?:\bat |@ ?)?\b(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d|:)(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?:\bat |@ ?)?\b(?P<hour_12>\d{1,2}) ?(?P<half_12>[ap])\.?m\b\.?"
    r"|\bat (?P<hour_at>\d{1,2})(?! ?[\w:/.-])"
)
_ZH_CLOCK = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|夜里|晚)? ?(?P<hour>\d{1,2}) ?"
    r"(?:[点时](?:(?P<fraction>半|整|[13]刻)|(?P<minute_said>\d{1,2})分?)?|:(?P<minute>\d{2})(?![\d:]))"
)
_FRACTIONS = {"半": 30, "1刻": 15, "3刻": 45}
_NIGHT = ("晚上", "夜里", "晚", "tonight")
_FROM_NOON = ("中午", "下午", "傍晚", *_NIGHT)
_BY_NAME = {
    "noon": time(12),
    "midday": time(12),
    "中午": time(12),
    "midnight": END_OF_DAY,
    "午夜": END_OF_DAY,
}


class NoSuchTime(ValueError):
    """There is a time in the text, and no clock shows it: `25:00`, `13pm`."""


def take_clock(text: str) -> tuple[time | None, str]:
    """The first time of day in `text` (half-width, lower case, Arabic digits), and `text` without it.

    (None, text) when there is none. Raises `NoSuchTime`.
    """
    chinese = _ZH_CLOCK.search(text) if any("\u4e00" <= character <= "\u9fff" for character in text) else None
    if chinese:
        return _chinese_clock(chinese), _without(text, chinese)
    western = _CLOCK.search(text)
    if western:
        return _western_clock(western, "tonight" if "tonight" in text else ""), _without(text, western)
    for name, clock in _BY_NAME.items():
        named = re.search(rf"(?:\bat )?(?<![a-z]){name}(?![a-z])", text)
        if named:
            return clock, _without(text, named)
    return None, text


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


def _western_clock(match: re.Match[str], part: str) -> time:
    hour = int(match["hour"] or match["hour_12"] or match["hour_at"])
    minute = int(match["minute"] or 0)
    half = match["half"] or match["half_12"]
    if not half:
        return _on_the_clock(hour, minute, part)
    if not 1 <= hour <= 12:
        raise NoSuchTime(match[0])
    return _on_the_clock(hour % 12 + (12 if half == "p" else 0), minute, "")


def _chinese_clock(match: re.Match[str]) -> time:
    minute = int(match["minute"] or match["minute_said"] or _FRACTIONS.get(match["fraction"] or "", 0))
    return _on_the_clock(int(match["hour"]), minute, match["part"] or "")


def _on_the_clock(hour: int, minute: int, part: str) -> time:
    """The time on 24 hours; `part` of the day moves an hour that was said on twelve."""
    if part in _NIGHT and (hour, minute) == (12, 0):
        return END_OF_DAY
    if part == "凌晨" and hour == 12:
        hour = 0
    elif part in _FROM_NOON and hour < (10 if part == "中午" else 12):
        hour += 12
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    if hour > 23 or minute > 59:
        raise NoSuchTime(f"{hour}:{minute}")
    return time(hour, minute)
