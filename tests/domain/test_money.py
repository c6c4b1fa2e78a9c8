"""Rounding, currency decimals, and splits that lose nothing."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.money import (
    apportion,
    apportion_in_multiples,
    half_up,
    is_currency,
    minor_digits,
    recorded,
)

totals_minor = st.integers(min_value=0, max_value=10**15)
some_weights = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Decimal("0.5"), 1),
        (Decimal("1.5"), 2),
        (Decimal("2.5"), 3),
        (Decimal("-0.5"), -1),
        (Decimal("-2.5"), -3),
        (Decimal("0.4999999999999999999999999999999999"), 0),
        (Decimal("-0.4999"), 0),
        (Decimal("1E+3"), 1000),
        (Fraction(1, 3), 0),
        (Fraction(2, 3), 1),
        (Fraction(-3, 2), -2),
        (Decimal(7), 7),
    ],
)
def test_a_tie_goes_away_from_zero_and_all_else_to_the_nearest(value, rounded):
    assert half_up(value) == rounded


@given(st.fractions())
def test_rounding_is_off_by_half_at_most_and_mirrors_at_zero(value):
    assert abs(half_up(value) - value) <= Fraction(1, 2)
    assert half_up(-value) == -half_up(value)


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("CNY", 2),
        ("USD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("HUF", 2),
    ],
)
def test_decimals_are_those_of_iso_4217(currency, digits):
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("code", ["", "cny", "RMB", "XXX", "XAU", "DEM"])
def test_a_code_that_is_no_currency_with_minor_units_is_refused(code):
    assert not is_currency(code)
    with pytest.raises(ValueError, match="not an ISO 4217 currency code"):
        minor_digits(code)


@given(totals_minor, some_weights)
def test_parts_sum_to_the_total_and_stay_within_one_of_their_quota(total_minor, weights):
    parts = apportion(total_minor, weights)
    assert sum(parts) == total_minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total_minor * weight, sum(weights))) < 1
        assert weight or not part


@given(totals_minor, some_weights)
def test_a_larger_weight_never_gets_less(total_minor, weights):
    by_weight = sorted(zip(weights, apportion(total_minor, weights), strict=True))
    for (weight, part), (next_weight, next_part) in pairwise(by_weight):
        assert part <= next_part or weight == next_weight


@pytest.mark.parametrize(
    ("total_minor", "weights", "parts"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (2, [1, 1, 1], (1, 1, 0)),
        (10, [1, 2], (3, 7)),
        (10, [0, 5, 5, 0], (0, 5, 5, 0)),
        (24500, [300_000, 250_000, 250_000, 200_000], (7350, 6125, 6125, 4900)),
        (1, [3, 3, 4], (0, 0, 1)),
        (0, [1, 2], (0, 0)),
    ],
)
def test_the_rest_goes_to_the_largest_fractions_and_among_equals_to_the_earlier(total_minor, weights, parts):
    assert apportion(total_minor, weights) == parts


@pytest.mark.parametrize(
    ("total_minor", "weights"), [(100, []), (100, [0, 0]), (0, [0]), (-1, [1]), (100, [2, -1])]
)
def test_a_split_among_nobody_or_below_zero_is_refused(total_minor, weights):
    with pytest.raises(ValueError, match="must"):
        apportion(total_minor, weights)


@pytest.mark.parametrize(
    ("total_minor", "parts", "multiple_minor", "seats"),
    [
        (1_000_000, 4, 100, (250_000,) * 4),
        (1_000_000, 3, 100, (333_400, 333_300, 333_300)),
        (1_000_000, 3, 10_000, (340_000, 330_000, 330_000)),
        (300, 4, 100, (100, 100, 100, 0)),
    ],
)
def test_seats_are_equal_up_to_one_multiple_and_the_larger_come_first(
    total_minor, parts, multiple_minor, seats
):
    assert apportion_in_multiples(total_minor, parts, multiple_minor) == seats


@given(st.integers(0, 10**9), st.integers(1, 500), st.sampled_from([1, 100, 10_000]))
def test_seats_sum_to_the_target_in_whole_multiples(multiples, parts, multiple_minor):
    seats = apportion_in_multiples(multiples * multiple_minor, parts, multiple_minor)
    assert sum(seats) == multiples * multiple_minor
    assert list(seats) == sorted(seats, reverse=True)
    assert seats[0] - seats[-1] <= multiple_minor
    assert not any(seat % multiple_minor for seat in seats)


@pytest.mark.parametrize(
    ("total_minor", "parts", "multiple_minor"), [(150, 2, 100), (-100, 1, 100), (1, 0, 1), (1, 1, 0)]
)
def test_seats_that_cannot_be_whole_multiples_are_refused(total_minor, parts, multiple_minor):
    with pytest.raises(ValueError, match=r"multiple"):
        apportion_in_multiples(total_minor, parts, multiple_minor)


@pytest.mark.parametrize(
    ("amount_minor", "currency", "told"),
    [
        (1_000_000, "CNY", "10,000.00 CNY"),
        (5, "CNY", "0.05 CNY"),
        (-150, "CNY", "-1.50 CNY"),
        (1_000_000, "JPY", "1,000,000 JPY"),
        (1_234_567, "KWD", "1,234.567 KWD"),
    ],
)
def test_a_record_tells_an_amount_as_money(amount_minor, currency, told):
    assert recorded(amount_minor, currency) == told
