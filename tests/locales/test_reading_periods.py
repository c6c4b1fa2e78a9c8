"""Typed periods of the past, in both languages: what they mean on a day, and what is refused."""

from datetime import date

import pytest

from bot.locales import Locale
from bot.locales.reading import NotAPeriod, Period, WhyNotAPeriod, read_period

TODAY = date(2026, 5, 20)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-01 – 2026-03-31", MARCH.first, MARCH.last),
        ("2026-03-01 - 2026-03-31", MARCH.first, MARCH.last),
        ("2026/3/1 to 2026/3/31", MARCH.first, MARCH.last),
        ("1 March 2026 to 31 March 2026", MARCH.first, MARCH.last),
        ("Mar 1, 2026 until Mar 31, 2026", MARCH.first, MARCH.last),
        ("2026-03", MARCH.first, MARCH.last),
        ("March 2026", MARCH.first, MARCH.last),
        ("march", MARCH.first, MARCH.last),
        ("2026年3月", MARCH.first, MARCH.last),
        ("三月", MARCH.first, MARCH.last),
        ("2026年3月1日至2026年3月31日", MARCH.first, MARCH.last),
        ("2026年3月1日到3月31日", MARCH.first, MARCH.last),
        ("２０２６－０３－０１至２０２６－０３－３１", MARCH.first, MARCH.last),
        ("二〇二六年三月", MARCH.first, MARCH.last),
        ("2024年2月到3月", date(2024, 2, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026", date(2026, 1, 1), TODAY),
        ("2025 – 2026", date(2025, 1, 1), TODAY),
        ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5), date(2026, 3, 5)),
        ("12月5日", date(2025, 12, 5), date(2025, 12, 5)),
        ("december", date(2025, 12, 1), date(2025, 12, 31)),
        ("12月", date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-05-01 to today", date(2026, 5, 1), TODAY),
        ("2026年5月1日到今天", date(2026, 5, 1), TODAY),
        ("yesterday", date(2026, 5, 19), date(2026, 5, 19)),
        ("2026-05-01 – 2027-01-01", date(2026, 5, 1), TODAY),
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_a_period_is_read_in_either_language(text: str, first: date, last: date, locale: Locale):
    assert read_period(text, TODAY, locale) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", WhyNotAPeriod.UNREADABLE),
        ("whenever", WhyNotAPeriod.UNREADABLE),
        ("2026-02-30", WhyNotAPeriod.UNREADABLE),
        ("2026-13", WhyNotAPeriod.UNREADABLE),
        ("0000", WhyNotAPeriod.UNREADABLE),
        ("2026-03-01 – 2026-03-02 – 2026-03-03", WhyNotAPeriod.UNREADABLE),
        ("2026-03-01 –", WhyNotAPeriod.UNREADABLE),
        ("5", WhyNotAPeriod.UNREADABLE),
        ("1" * 500, WhyNotAPeriod.UNREADABLE),
        ("2026-03-31 – 2026-03-01", WhyNotAPeriod.BACKWARDS),
        ("2026-05-21", WhyNotAPeriod.IN_THE_FUTURE),
        ("2027", WhyNotAPeriod.IN_THE_FUTURE),
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_what_is_no_period_is_refused_with_its_reason(text: str, why: WhyNotAPeriod, locale: Locale):
    with pytest.raises(NotAPeriod) as refused:
        read_period(text, TODAY, locale)
    assert refused.value.reason is why
