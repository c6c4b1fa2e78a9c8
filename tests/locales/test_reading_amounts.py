"""Typed amounts: what is plain is read, what could mean two things is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import Locale
from bot.locales.formatting import money
from bot.locales.reading import NotAnAmount, WhyNotAnAmount, read_amount
from bot.locales.reading.amounts import LARGEST_MINOR

W = WhyNotAnAmount


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("12000", 12_000),
        ("12,000", 12_000),
        ("12 000", 12_000),
        ("1,234,567", 1_234_567),
        ("１２，０００", 12_000),
        ("12000.50", 12_000.5),
        ("12,000.5", 12_000.5),
        ("12,000.", 12_000),
        ("0.5", 0.5),
        ("١٢٠٠٠", 12_000),
        ("¥12k", 12_000),
        ("1.5K", 1_500),
        ("2m", 2_000_000),
        ("1w", 10_000),
        ("2.5W", 25_000),
        ("3 thousand", 3_000),
        ("1.2万", 12_000),
        ("１.２万", 12_000),
        ("1.234万", 12_340),
        ("1万2千", 12_000),
        ("1 万 2 千", 12_000),
        ("3千", 3_000),
        ("2千万", 20_000_000),
        ("1亿2千万", 120_000_000),
        ("1万500", 10_500),
        ("3千5", 3_500),
        ("一万", 10_000),
        ("一万二", 12_000),
        ("一万二千", 12_000),
        ("一万零五", 10_005),
        ("两千五", 2_500),
        ("十二", 12),
        ("一百万", 1_000_000),
        ("九千九百九十九", 9_999),
        ("壹万贰仟元整", 12_000),
        ("一点五万", 15_000),
        ("五", 5),
        ("CNY 500", 500),
        ("500 cny", 500),
        ("500元", 500),
        ("￥500", 500),
        ("500块钱", 500),
        ("人民币500", 500),
        ("RMB ¥500元", 500),
        ("  500。", 500),
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_amounts_as_people_type_them(text, yuan, locale):
    assert read_amount(text, "CNY", locale) == round(yuan * 100)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", W.EMPTY),
        ("  ", W.EMPTY),
        ("。", W.EMPTY),
        ("abc", W.NOT_A_NUMBER),
        ("1e5", W.NOT_A_NUMBER),
        ("10²", W.NOT_A_NUMBER),
        ("nan", W.NOT_A_NUMBER),
        ("1_000", W.NOT_A_NUMBER),
        ("万", W.NOT_A_NUMBER),
        ("千千", W.NOT_A_NUMBER),
        ("一二三", W.NOT_A_NUMBER),
        ("12元5角", W.NOT_A_NUMBER),
        ("5 五", W.NOT_A_NUMBER),
        ("一万abc", W.NOT_A_NUMBER),
        ("9" * 65, W.NOT_A_NUMBER),
        ("百千", W.NOT_A_NUMBER),
        ("5-", W.NOT_A_NUMBER),
        ("12,00", W.AMBIGUOUS),
        ("12.000", W.AMBIGUOUS),
        ("12.000,50", W.AMBIGUOUS),
        ("1,2345", W.AMBIGUOUS),
        ("12.000.000", W.AMBIGUOUS),
        ("1 2 3", W.AMBIGUOUS),
        ("1'000", W.AMBIGUOUS),
        ("1.2.3万", W.AMBIGUOUS),
        ("$100", W.OTHER_CURRENCY),
        ("USD 5", W.OTHER_CURRENCY),
        ("100美元", W.OTHER_CURRENCY),
        ("€1k", W.OTHER_CURRENCY),
        ("0", W.NOT_POSITIVE),
        ("-5", W.NOT_POSITIVE),
        ("¥-5", W.NOT_POSITIVE),
        ("负五", W.NOT_POSITIVE),
        ("0.001", W.TOO_PRECISE),
        ("12345.678", W.TOO_PRECISE),
        ("1.23456789万", W.TOO_PRECISE),
        ("9" * 20, W.TOO_LARGE),
        ("1万亿亿", W.TOO_LARGE),
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_what_cannot_be_taken_safely_is_refused_with_its_reason(text, why, locale):
    with pytest.raises(NotAnAmount) as refused:
        read_amount(text, "CNY", locale)
    assert refused.value.reason is why


@given(
    st.integers(1, LARGEST_MINOR),
    st.sampled_from(["CNY", "USD", "JPY", "EUR"]),
    st.sampled_from(Locale),
    st.booleans(),
)
def test_what_money_writes_reads_back_the_same(minor, currency, locale, exact):
    assert read_amount(money(minor, currency, locale, exact=exact), currency, locale) == minor


@given(st.text(), st.sampled_from(Locale))
def test_any_text_is_an_amount_in_range_or_refused(text, locale):
    with suppress(NotAnAmount):
        assert 0 < read_amount(text, "CNY", locale) <= LARGEST_MINOR


@given(
    st.text(alphabet="0123456789.,' 一二两三五九十百千万亿零点¥元kw-", max_size=12), st.sampled_from(Locale)
)
def test_likely_text_is_an_amount_in_range_or_refused(text, locale):
    with suppress(NotAnAmount):
        assert 0 < read_amount(text, "CNY", locale) <= LARGEST_MINOR


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Below 100,000,000, written as in school."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        skipped = "零" if 0 < low < 1000 else ""
        return in_chinese(high) + "万" + skipped + (in_chinese(low) if low else "")
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
        gap = not digit
    return written


@given(st.integers(1, 99_999_999))
def test_any_number_written_in_chinese_is_read(number):
    assert read_amount(in_chinese(number) + "元", "CNY", Locale.ZH_HANS) == number * 100
