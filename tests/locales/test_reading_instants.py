"""Typed deadlines, read on a Wednesday at 10:30 in Shanghai."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import Locale
from bot.locales.reading import NotAnInstant, WhyNotAnInstant, read_date, read_instant

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def read(text: str, locale: Locale = Locale.EN, now: datetime = NOW, zone: ZoneInfo = SHANGHAI) -> str:
    instant = read_instant(text, now, zone, locale)
    assert instant.tzinfo is UTC
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow 18:00", "2026-11-26 18:00"),
        ("Tomorrow at 6pm", "2026-11-26 18:00"),
        ("by tomorrow 6 p.m.", "2026-11-26 18:00"),
        ("明天18点", "2026-11-26 18:00"),
        ("明晚8点", "2026-11-26 20:00"),
        ("明晚八点半", "2026-11-26 20:30"),
        ("明天早上9:30", "2026-11-26 09:30"),
        ("明天中午", "2026-11-26 12:00"),
        ("明晚12点", "2026-11-26 23:59"),
        ("后天下午两点一刻", "2026-11-27 14:15"),
        ("明天 18：00 之前", "2026-11-26 18:00"),
        ("凌晨12点", "2026-11-26 00:00"),
        ("2026-12-01 18:00", "2026-12-01 18:00"),
        ("2026-12-01T18:00", "2026-12-01 18:00"),
        ("2026/12/1 18:00", "2026-12-01 18:00"),
        ("12-01 18:00", "2026-12-01 18:00"),
        ("12/1", "2026-12-01 23:59"),
        ("25/12 18:00", "2026-12-25 18:00"),
        ("01.12.2026", "2026-12-01 23:59"),
        ("1 December", "2026-12-01 23:59"),
        ("Dec 1st 2026, 6:30 pm", "2026-12-01 18:30"),
        ("12月1日", "2026-12-01 23:59"),
        ("12月1号晚上8点", "2026-12-01 20:00"),
        ("2026年12月1日18:30", "2026-12-01 18:30"),
        ("二〇二六年十二月一日", "2026-12-01 23:59"),
        ("11-24", "2027-11-24 23:59"),
        ("11-25", "2026-11-25 23:59"),
        ("in 3 days", "2026-11-28 10:30"),
        ("3天后", "2026-11-28 10:30"),
        ("三天后18点", "2026-11-28 18:00"),
        ("in 3 days at 18:00", "2026-11-28 18:00"),
        ("in two weeks", "2026-12-09 10:30"),
        ("一周后", "2026-12-02 10:30"),
        ("in 2 hours", "2026-11-25 12:30"),
        ("2小时后", "2026-11-25 12:30"),
        ("半小时后", "2026-11-25 11:00"),
        ("一个月后", "2026-12-25 10:30"),
        ("friday", "2026-11-27 23:59"),
        ("Fri 18:00", "2026-11-27 18:00"),
        ("next friday 6pm", "2026-12-04 18:00"),
        ("周五18:00", "2026-11-27 18:00"),
        ("周五前", "2026-11-27 23:59"),
        ("下周五下午3点", "2026-12-04 15:00"),
        ("星期天晚上8点", "2026-11-29 20:00"),
        ("wednesday 9:00", "2026-12-02 09:00"),
        ("wednesday 11:00", "2026-11-25 11:00"),
        ("周末", "2026-11-28 23:59"),
        ("18:00", "2026-11-25 18:00"),
        ("9:00", "2026-11-26 09:00"),
        ("at 8", "2026-11-26 08:00"),
        ("noon", "2026-11-25 12:00"),
        ("tonight", "2026-11-25 23:59"),
        ("tonight at 8", "2026-11-25 20:00"),
        ("今晚", "2026-11-25 23:59"),
        ("今晚十点", "2026-11-25 22:00"),
        ("月底", "2026-11-30 23:59"),
        ("end of the month", "2026-11-30 23:59"),
        ("１８：００", "2026-11-25 18:00"),
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_deadlines_as_people_type_them(text, meant, locale):
    assert read(text, locale) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "1000",
        "5",
        "25:00",
        "friday 13pm",
        "31 june",
        "2026-02-30",
        "18:00 EST",
        "下周",
        "明天下午",
        "12-01 8:00 9:00",
        "2026-12-01 18:00:00",
        "in 99999999 years",
        "x" * 65,
        "今天25点",
        "may",
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_what_is_not_understood_whole_is_not_guessed(text, locale):
    with pytest.raises(NotAnInstant) as refused:
        read(text, locale)
    assert refused.value.reason is WhyNotAnInstant.UNREADABLE


@pytest.mark.parametrize(
    "text", ["2020-01-01", "yesterday", "today 08:00", "今天8点", "3 days ago", "今天10:30", "昨天"]
)
@pytest.mark.parametrize("locale", Locale)
def test_the_past_is_refused(text, locale):
    with pytest.raises(NotAnInstant) as refused:
        read(text, locale)
    assert refused.value.reason is WhyNotAnInstant.IN_THE_PAST


def test_hours_are_lengths_of_time_and_days_keep_the_hour_when_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    evening_before = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)  # 22:00, and at 03:00 clocks go back
    assert read("in 6 hours", now=evening_before, zone=berlin) == "2026-10-25 03:00"
    assert read("in 1 day", now=evening_before, zone=berlin) == "2026-10-25 22:00"


@given(st.datetimes(datetime(2026, 11, 26), datetime(2099, 1, 1)))  # noqa: DTZ001 - what a wall clock shows
def test_any_full_date_and_time_reads_back_the_same(when):
    written = when.strftime("%Y-%m-%d %H:%M")
    assert read(written) == written
    assert (
        read(f"{when.year}年{when.month}月{when.day}日{when.hour}点{when.minute}分", Locale.ZH_HANS)
        == written
    )


@given(
    st.text(alphabet="0123456789:-/. 明后天今晚周下月日号点半三十 atpmindaysfri", max_size=16),
    st.sampled_from(Locale),
)
def test_any_text_is_a_later_instant_or_refused(text, locale):
    with suppress(NotAnInstant):
        assert read_instant(text, NOW, SHANGHAI, locale) > NOW


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", date(2026, 11, 25)),
        ("2027-02-28", date(2027, 2, 28)),
        ("on 1 December", date(2026, 12, 1)),
        ("in 30 days", date(2026, 12, 25)),
        ("明天", date(2026, 11, 26)),
        ("30天后", date(2026, 12, 25)),
        ("２０２７年３月１日", date(2027, 3, 1)),
        ("yesterday", WhyNotAnInstant.IN_THE_PAST),
        ("2026-11-24", WhyNotAnInstant.IN_THE_PAST),
        ("18:00", WhyNotAnInstant.UNREADABLE),
        ("2027-02-30", WhyNotAnInstant.UNREADABLE),
        ("in 9999999999 years", WhyNotAnInstant.UNREADABLE),
        ("soon", WhyNotAnInstant.UNREADABLE),
        ("", WhyNotAnInstant.UNREADABLE),
        ("5" * 5_000, WhyNotAnInstant.UNREADABLE),
    ],
)
def test_a_typed_day_is_today_or_later(text, meant):
    try:
        found: date | WhyNotAnInstant = read_date(text, NOW, SHANGHAI, Locale.ZH_HANS)
    except NotAnInstant as error:
        found = error.reason
    assert found == meant
