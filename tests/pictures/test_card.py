"""Every card draws, says what it should, and stays within its lines."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import Locale
from bot.pictures import CardPicture, CardState, draw_card, palette
from bot.pictures.canvas import Box
from bot.pictures.card import SIZE, compose_card
from tests.pictures.looking import VISIBLE, check_lines, contrast, said, texts
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


def test_text_stays_on_the_card_can_be_read_and_no_line_touches_another():
    within = Box(40, 28, SIZE[0] - 40, SIZE[1] - 24)
    for name, card in every_card():
        canvas = compose_card(card)
        assert len(canvas.lines) > 8, name
        check_lines(canvas, within, name=name)


def test_no_text_reaches_into_the_qr_code():
    for name, card in every_card():
        if card.link is None:
            continue
        for line in compose_card(card).lines:
            assert not line.box.overlaps(Box(846, 52, 1216, 422)), (name, line)


def test_text_is_large_enough_to_read_on_a_phone():
    """A third of its size on a phone: digits of 7 pixels there are 21 here."""
    for name, card in every_card():
        for line in compose_card(card).lines:
            if any(character.isdigit() for character in line.text):
                assert line.box.bottom - line.box.top >= 20, (name, line)


def test_the_card_says_amounts_people_and_time():
    seen = said(compose_card(CARD))
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
        assert expected in seen
    assert "3 of 6 people" in seen


def test_a_tier_between_is_marked():
    tiers = ((0, Decimal("1.75")), (5_000_00, Decimal("2.1")), (10_000_00, Decimal("2.45")))
    assert "2.10%" in texts(compose_card(replace(CARD, tiers=tiers)))


def test_the_bar_grows_with_the_pledges_and_is_full_only_when_the_pool_is():
    def filled_pixels(pledged_minor: int) -> int:
        image = compose_card(replace(CARD, pledged_minor=pledged_minor)).image
        row = [image.getpixel((x, 640)) for x in range(64, 1216)]
        return sum(isinstance(pixel, tuple) and pixel[0] < 140 < pixel[1] + 20 for pixel in row)

    none, one_yuan, half, nearly, full = (
        filled_pixels(minor) for minor in (0, 1_00, 5_000_00, 9_999_99, 10_000_00)
    )
    assert none == 0 < one_yuan < half < nearly < full


def test_what_is_being_checked_is_hatched_at_the_end_of_the_bar():
    def row(checking_minor: int) -> list[int]:
        half = replace(CARD, pledged_minor=CARD.target_minor // 2, checking_minor=checking_minor)
        green = Image.open(BytesIO(draw_card(half))).convert("RGB").getchannel("G")
        return [int.from_bytes(green.crop((x, 640, x + 1, 641)).tobytes()) for x in range(100, 1216)]

    firm, checking = row(0), row(CARD.target_minor // 4)
    for part, stripes in (((0, 200), False), ((300, 500), True), ((600, 1000), False)):
        assert (firm[slice(*part)] != checking[slice(*part)]) is stripes
    assert max(checking[300:500]) - min(checking[300:500]) > 60


def test_what_is_drawn_without_words_can_be_seen():
    for colour in (palette.LEAF, palette.MINT, palette.ASH):
        assert contrast(colour, palette.GROOVE) >= VISIBLE
    for colour in (palette.MINT, palette.ASH, palette.MIST, palette.BRASS, *palette.PEOPLE):
        assert contrast(colour, palette.NIGHT) >= VISIBLE


def test_a_card_is_small_enough_to_send_often_and_the_same_each_time():
    for name, card in every_card():
        if "open, en" in name:
            png = draw_card(card)
            assert len(png) < 300_000, name
            assert png == draw_card(card), name
