"""The picture of a deployment's money says it, fits any figures, and no line touches another."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import Locale
from bot.pictures import MoneyPicture, draw_money, palette
from bot.pictures.canvas import Box
from bot.pictures.money import SIZE, compose_money
from tests.pictures.looking import check_lines, said

GROWING = MoneyPicture(
    currency="CNY",
    locale=Locale.EN,
    since=date(2026, 2, 1),
    until=date(2026, 3, 2),
    held_minor=tuple(day % 9 * 1_250_00 for day in range(30)),
    deposited_minor=tuple(day // 9 * 10_000_00 for day in range(30)),
)
NOTHING = replace(GROWING, held_minor=(0,) * 30, deposited_minor=(0,) * 30)
HUGE = replace(GROWING, held_minor=(99_999_999_999_999,) * 30, deposited_minor=(99_999_999_999_999,) * 30)
CONTRADICTORY = replace(GROWING, held_minor=(-2_000_00,) * 30)
SAMPLES = {"growing": GROWING, "nothing": NOTHING, "huge": HUGE, "contradictory": CONTRADICTORY}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", SAMPLES)
def test_text_stays_inside_can_be_read_and_no_line_touches_another(locale, name):
    within = Box(40, 40, SIZE[0] - 40, SIZE[1] - 20)
    check_lines(compose_money(replace(SAMPLES[name], locale=locale)), within)


def test_it_says_what_is_held_and_deposited_now_and_since_when():
    seen = said(compose_money(GROWING))
    for expected in ("¥2,500", "¥30,000", "Feb 1, 2026", "Mar 2, 2026", "30 days"):
        assert expected in seen


def test_a_column_is_as_high_as_its_share_of_the_most_there_was():
    half = replace(GROWING, held_minor=(0, 50), deposited_minor=(50, 50))
    image = compose_money(half).image
    first, second = 300, 900  # across: inside the first and the second column
    assert image.getpixel((second, 500)) == palette.BRASS
    assert image.getpixel((second, 800)) == palette.MINT
    assert image.getpixel((first, 800)) == palette.MINT
    assert image.getpixel((first, 500)) not in (palette.MINT, palette.BRASS)


def test_books_that_contradict_themselves_are_drawn_too_and_said_to():
    image = compose_money(replace(CONTRADICTORY, deposited_minor=(10_000_00,) * 30)).image
    assert image.getpixel((660, 450)) == palette.MINT, (
        "the deposits are no lower for what is missing elsewhere"
    )
    assert "-¥2,000" in said(compose_money(CONTRADICTORY))


def test_it_is_a_png_of_a_photo_s_size():
    png = draw_money(GROWING)
    with Image.open(BytesIO(png)) as picture:
        assert picture.size == SIZE
    assert len(png) < 200_000
