"""Rate tiers as admins type them."""

from decimal import Decimal

import pytest

from bot.locales import Locale
from bot.telegram.tiers import (
    TIERS_LIMIT,
    NotTiers,
    WhyNotTiers,
    kept_tiers,
    read_tiers,
    tiers_as_kept,
    typed_tiers,
)
from core.domain.product import RateTier

SMALLEST_MINOR = 50_00
TWO = (RateTier(50_00, Decimal("1.75")), RateTier(10_000_00, Decimal("2.45")))


def read(text: str, locale: Locale = Locale.EN) -> tuple[RateTier, ...]:
    return read_tiers(text, "CNY", SMALLEST_MINOR, locale)


@pytest.mark.parametrize(
    "typed",
    [
        "50: 1.75, 10000: 2.45",
        "50: 1.75, 10,000: 2.45",
        "¥50: 1.75%; ¥10k: 2.45%",
        "50 = 1.75\n\n10000 = 2.45\n",
        "10000: 2.45, 50: 1.75.",
        "50：1.75％，1万：2.45％",
        "50：1.75、一万：2.45。",
    ],
)
@pytest.mark.parametrize("locale", Locale)
def test_amounts_and_rates_are_read_in_every_usual_way(typed, locale):
    assert read(typed, locale) == TWO


def test_a_tier_may_begin_at_nothing():
    assert read("0: 1.75") == (RateTier(0, Decimal("1.75")),)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", WhyNotTiers.UNREADABLE),
        ("50 1.75", WhyNotTiers.UNREADABLE),
        ("50: much", WhyNotTiers.UNREADABLE),
        ("much: 1.75", WhyNotTiers.UNREADABLE),
        ("50: -1", WhyNotTiers.UNREADABLE),
        ("50: 245", WhyNotTiers.UNREADABLE),
        ("50: 1,75; 10000: 2,45", WhyNotTiers.UNREADABLE),
        ("50: 1.75 10000: 2.45", WhyNotTiers.UNREADABLE),
        ("a" + " " * 4_000 + "b", WhyNotTiers.UNREADABLE),
        ("50: 1.75, 50: 2", WhyNotTiers.REPEATED),
        (", ".join(f"{amount}: 1" for amount in range(TIERS_LIMIT + 1)), WhyNotTiers.TOO_MANY),
        ("50.01: 1.75", WhyNotTiers.GAP),
    ],
)
def test_what_is_no_schedule_is_refused_with_its_reason(typed, reason):
    with pytest.raises(NotTiers) as refused:
        read(typed)
    assert refused.value.reason is reason


def test_tiers_can_be_typed_and_kept_as_they_are_shown():
    assert read(typed_tiers(TWO, "CNY")) == TWO
    assert kept_tiers(tiers_as_kept(TWO)) == TWO
