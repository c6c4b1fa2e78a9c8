"""Every card draws, says what it should, and stays within its lines."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from bot.locales import Locale
from bot.pictures import CardPicture, CardState, draw_card
from bot.pictures.canvas import Box
from bot.pictures.card import SIZE, compose_card
from tests.pictures.samples import CARD, LONG_LINK, NAMES

MUCH = 98_765_432_109_87
CROWDED = replace(
    CARD,
    title="36-month Family Education Certificate of Deposit, Series Dragon Boat 2026",
    target_minor=MUCH + 1,
    pledged_minor=MUCH,
    annual_rate_percent=Decimal("12.625"),
    member_names=NAMES,
    member_count=487,
    seats=500,
    closes_text="11 months left · September 30, 2027, 18:00 in Asia/Shanghai",
    link=LONG_LINK,
    short_code="K7QF-2M9D-WXYZ",
    bot_username="a_bot_with_the_longest_name_" + "bot",
    tiers=((0, Decimal("1.75")), (MUCH // 4, Decimal("2.1")), (MUCH // 2, Decimal("12.625"))),
)
CARDS = {
    "plain": CARD,
    "crowded": CROWDED,
    "chinese": replace(
        CROWDED, title="三年期教育储蓄定期存款" * 4, closes_text="剩 11 个月 · 2027年9月30日 18:00" * 2
    ),
    "empty": replace(CARD, pledged_minor=0, member_names=(), member_count=0),
    "full": replace(CARD, pledged_minor=CARD.target_minor, member_count=6),
    "no way in": replace(CARD, link=None, short_code=None),
    "code alone": replace(CROWDED, link=None),
    "rtl": replace(CARD, title="وديعة لمدة 12 شهرًا (A1)", member_names=NAMES[2:4]),
    "one seat": replace(CARD, seats=1, member_count=1),
    "no seats": replace(CARD, seats=None),
    "nobody yet": replace(CARD, seats=None, member_count=0, member_names=()),
    "target below every tier": replace(CARD, tiers=((MUCH, Decimal(3)),)),
}


def every_card() -> list[tuple[str, CardPicture]]:
    return [
        (f"{name}, {state}, {locale}", replace(card, state=state, locale=locale))
        for name, card in CARDS.items()
        for state in (CardState.OPEN, CardState.SETTLED, CardState.EXPIRED)
        for locale in Locale
    ]


@pytest.mark.parametrize("state", CardState)
@pytest.mark.parametrize("locale", Locale)
def test_every_state_draws_in_every_language(state, locale):
    png = draw_card(replace(CARD, state=state, locale=locale))
    with Image.open(BytesIO(png)) as picture:
        assert picture.size == SIZE
        assert picture.format == "PNG"


def test_text_stays_on_the_card_and_no_line_touches_another():
    within = Box(40, 28, SIZE[0] - 40, SIZE[1] - 24)
    for name, card in every_card():
        texts = compose_card(card).texts
        assert len(texts) > 8, name
        for text, box in texts:
            assert within.contains(box), (name, text, box)
        for (text, box), (other_text, other) in combinations(texts, 2):
            assert not box.overlaps(other), (name, text, other_text)


def test_no_text_reaches_into_the_qr_code():
    for name, card in every_card():
        if card.link is None:
            continue
        for text, box in compose_card(card).texts:
            assert not box.overlaps(Box(846, 52, 1216, 422)), (name, text)


def test_text_is_large_enough_to_read_on_a_phone():
    """A third of its size on a phone: digits of 7 pixels there are 21 here."""
    for name, card in every_card():
        for text, box in compose_card(card).texts:
            if any(character.isdigit() for character in text):
                assert box.bottom - box.top >= 20, (name, text)


def test_the_card_says_amounts_people_and_time():
    said = " ".join(text for text, _ in compose_card(CARD).texts)
    for expected in (
        "12-month deposit",
        "2.45%",
        "1.75%",
        "¥7,500",
        "¥10,000",
        "¥2,500",
        "K7QF-2M9D",
        "2 days left",
    ):
        assert expected in said
    said = said.replace("\u2068", "").replace("\u2069", "")
    assert "3 of 6 people" in said


def test_a_tier_between_is_marked():
    tiers = ((0, Decimal("1.75")), (5_000_00, Decimal("2.1")), (10_000_00, Decimal("2.45")))
    said = [text for text, _ in compose_card(replace(CARD, tiers=tiers)).texts]
    assert "2.10%" in said


def test_the_bar_grows_with_the_pledges_and_is_full_only_when_the_pool_is():
    def green_pixels(pledged_minor: int) -> int:
        image = compose_card(replace(CARD, pledged_minor=pledged_minor)).image
        row = [image.getpixel((x, 640)) for x in range(64, 1216)]
        return sum(isinstance(pixel, tuple) and pixel[0] < 80 for pixel in row)

    none, one_yuan, half, nearly, full = (
        green_pixels(minor) for minor in (0, 1_00, 5_000_00, 9_999_99, 10_000_00)
    )
    assert none == 0 < one_yuan < half < nearly < full


def test_what_is_being_checked_is_drawn_paler_at_the_end_of_the_bar():
    def colours(checking_minor: int) -> list[tuple[int, ...]]:
        half = replace(CARD, pledged_minor=CARD.target_minor // 2, checking_minor=checking_minor)
        picture = Image.open(BytesIO(draw_card(half))).convert("RGB")
        return [picture.getpixel((x, 640)) for x in (150, 550, 900)]  # type: ignore[misc]  # a pixel has three bands

    firm, checking = colours(0), colours(CARD.target_minor // 4)
    assert checking[0] == firm[0]
    assert sum(checking[1]) > sum(firm[1])
    assert checking[2] == firm[2]


def test_a_card_is_small_enough_to_send_often_and_the_same_each_time():
    for name, card in every_card():
        if "open, en" in name:
            png = draw_card(card)
            assert len(png) < 300_000, name
            assert png == draw_card(card), name
