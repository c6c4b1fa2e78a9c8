"""Pictures are sent in few colours, and nobody sees which are missing."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.pictures import CardState, draw_card, draw_certificate, draw_portfolio
from bot.pictures.card import compose_card
from bot.pictures.certificate import compose_certificate
from bot.pictures.palette import Scale, palette_of
from bot.pictures.portfolio import compose_portfolio
from tests.pictures.samples import CARD, CERTIFICATE
from tests.pictures.test_portfolio import CROWDED

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
PICTURES = [
    *((compose_card, draw_card, replace(CARD, state=state)) for state in CardState),
    (compose_certificate, draw_certificate, CERTIFICATE),
    (compose_portfolio, draw_portfolio, CROWDED),
]


@pytest.mark.parametrize(("compose", "draw", "subject"), PICTURES)
def test_what_is_sent_looks_like_what_was_composed(compose, draw, subject):
    composed = compose(subject).image
    sent = Image.open(BytesIO(draw(subject))).convert("RGB")
    off = ImageStat.Stat(ImageChops.difference(composed, sent))
    assert max(high for _, high in off.extrema) < 60  # single pixels where three colours meet
    assert max(off.mean) < 1.5


def test_a_scale_begins_and_ends_with_its_colours():
    colours = list(Scale(BLACK, WHITE, 3).colours())
    assert colours == [BLACK, (128, 128, 128), WHITE]


def test_more_colours_than_a_picture_can_have_are_refused():
    with pytest.raises(ValueError, match="258 colours"):
        palette_of(Scale((red, 0, 0), (red, 0, 255), 2) for red in range(129))


def test_the_ends_of_scales_are_shown_exactly():
    ends = [(red, red * 2 // 3, 255 - red) for red in range(0, 256, 5)]
    drawn = Image.new("RGB", (len(ends), 1))
    drawn.putdata(ends)
    palette = palette_of(Scale(one, other, 4) for one, other in pairwise(ends))
    shown = drawn.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    assert [shown.getpixel((x, 0)) for x in range(len(ends))] == ends
