"""Amounts, rates and times as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.locales import Locale
from bot.locales.formatting import day, duration_left, instant, mask_account, money, percent

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("minor", "currency", "exact", "english", "chinese"),
    [
        (10_000_00, "CNY", False, "¥10,000", "¥10,000"),
        (10_000_00, "CNY", True, "¥10,000.00", "¥10,000.00"),
        (10_000_50, "CNY", False, "¥10,000.50", "¥10,000.50"),
        (5, "CNY", False, "¥0.05", "¥0.05"),
        (0, "CNY", False, "¥0", "¥0"),
        (-5_00, "CNY", False, "-¥5", "-¥5"),
        (1_500, "JPY", True, "JP¥1,500", "JP¥1,500"),
        (5_00, "USD", False, "$5", "US$5"),
        (99_999_999_999_999_99, "CNY", True, "¥99,999,999,999,999.99", "¥99,999,999,999,999.99"),
    ],
)
def test_money(minor, currency, exact, english, chinese):
    assert money(minor, currency, Locale.EN, exact=exact) == english
    assert money(minor, currency, Locale.ZH_HANS, exact=exact) == chinese


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("2.45", "2.45%"), ("2", "2.00%"), ("1.625", "1.625%"), ("0", "0.00%"), ("10", "10.00%")],
)
def test_rates_have_two_decimals_or_as_many_as_they_need(rate, shown):
    for locale in Locale:
        assert percent(Decimal(rate), locale) == shown


def test_days_and_instants():
    when = datetime(2026, 12, 1, 10, 5, tzinfo=UTC)
    assert day(date(2026, 12, 1), Locale.EN) == "Dec 1, 2026"
    assert day(date(2026, 12, 1), Locale.ZH_HANS) == "2026年12月1日"
    assert instant(when, SHANGHAI, Locale.EN) == "Dec 1, 2026, 18:05"
    assert instant(when, SHANGHAI, Locale.ZH_HANS) == "2026年12月1日 18:05"


@pytest.mark.parametrize(
    ("left", "english", "chinese"),
    [
        (timedelta(days=12, hours=23), "12 days left", "剩 12 天"),
        (timedelta(days=2), "2 days left", "剩 2 天"),
        (timedelta(days=1, hours=23, minutes=59), "47 hours left", "剩 47 小时"),
        (timedelta(hours=2), "2 hours left", "剩 2 小时"),
        (timedelta(minutes=90), "90 minutes left", "剩 90 分钟"),
        (timedelta(seconds=5), "1 minute left", "剩 1 分钟"),
        (timedelta(0), "Time is up", "已截止"),
        (timedelta(days=-1), "Time is up", "已截止"),
    ],
)
def test_the_time_left(left, english, chinese):
    assert duration_left(left, Locale.EN) == english
    assert duration_left(left, Locale.ZH_HANS) == chinese


@pytest.mark.parametrize(
    ("number", "shown"),
    [("6222000012346789", "…6789"), ("123456", "…456"), ("12", "…2"), ("1", "…"), ("", "…")],
)
def test_an_account_number_is_never_shown_whole(number, shown):
    assert mask_account(number) == shown
