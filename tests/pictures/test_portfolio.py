"""The picture of what one holds says it to the cent, fits any holdings, and no line touches another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import Locale
from bot.pictures import PortfolioPicture, PortfolioRow, draw_portfolio
from bot.pictures.canvas import Box
from bot.pictures.portfolio import compose_portfolio
from tests.pictures.looking import check_lines, said, texts

ROW = PortfolioRow(
    "621048271935-002",
    Decimal("2.45"),
    6_147_00,
    date(2027, 3, 1),
    tuple(147_00 * at // 60 for at in range(61)),
)
ONE = PortfolioPicture(
    currency="CNY",
    locale=Locale.EN,
    value_today_minor=6_073_50,
    interest_today_minor=73_50,
    interest_at_end_minor=147_00,
    today=date(2026, 8, 31),
    start=date(2026, 3, 1),
    end=date(2027, 3, 1),
    rows=(ROW,),
)
CROWDED = replace(
    ONE,
    value_today_minor=99_999_999_999_999,
    interest_today_minor=99_999_999_999_999,
    interest_at_end_minor=99_999_999_999_999,
    rows=tuple(
        replace(ROW, number=f"621048271935-{n:09d}", value_at_maturity_minor=99_999_999_999_999)
        for n in range(9)
    ),
)
FULL = replace(ONE, rows=tuple(replace(ROW, number=f"621048271935-{n:03d}") for n in range(200)))
NEW = replace(ONE, today=ONE.start, interest_today_minor=0)
OVER = replace(ONE, today=date(2028, 1, 1), interest_today_minor=147_00)
SAMPLES = {
    "one": ONE,
    "crowded": CROWDED,
    "full": FULL,
    "new": NEW,
    "over": OVER,
    "a day": replace(ONE, end=ONE.start),
}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("name", SAMPLES)
def test_text_stays_inside_can_be_read_and_no_line_touches_another(locale, name):
    canvas = compose_portfolio(replace(SAMPLES[name], locale=locale))
    across, height = canvas.image.size
    check_lines(canvas, Box(40, 40, across - 40, height - 20))


def test_it_says_value_interest_and_maturity_to_the_cent():
    seen = said(compose_portfolio(ONE))
    for expected in (
        "¥6,073.50",
        "¥73.50",
        "¥147.00",
        "¥6,147.00",
        "Mar 1, 2027",
        "2.45%",
        "621048271935-002",
    ):
        assert expected in seen


def test_more_shares_than_rows_are_counted():
    assert "and 7 more" in texts(compose_portfolio(CROWDED))
    assert "and 198 more" in texts(compose_portfolio(FULL))


def test_it_is_a_small_png_as_high_as_its_rows_need():
    heights = []
    for portfolio in (ONE, replace(ONE, rows=ONE.rows * 2), replace(ONE, rows=ONE.rows * 3), CROWDED):
        png = draw_portfolio(portfolio)
        assert len(png) < 300_000
        with Image.open(BytesIO(png)) as picture:
            heights.append(picture.height)
    assert heights[0] < heights[1] < heights[2] == heights[3]
