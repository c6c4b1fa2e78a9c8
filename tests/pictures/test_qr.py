"""The codes are read back by a decoder that shares nothing with their encoder."""

from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from bot.locales import Locale
from bot.pictures import CardState, draw_card, draw_certificate, draw_qr
from bot.pictures.qr import QUIET_ZONE, qr_image
from tests.pictures.samples import CARD, CERTIFICATE, LINK


def decoded(png: bytes, width: int | None = None, jpeg_quality: int | None = None) -> list[str]:
    """What a scanner reads in the picture, after what a messenger does to it."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    if width is not None:
        size = (width, round(picture.height * width / picture.width))
        picture = picture.resize(size, Image.Resampling.BILINEAR)
    if jpeg_quality is not None:
        sent = BytesIO()
        picture.save(sent, "JPEG", quality=jpeg_quality)
        picture = Image.open(sent).convert("RGB")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "link", [LINK, "https://t.me/b?start=x", "https://t.me/" + "h" * 32 + "?start=j_" + "a" * 62]
)
def test_the_code_alone_is_the_link(link):
    assert decoded(draw_qr(link)) == [link]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("state", CardState)
def test_the_card_s_code_survives_a_messenger(locale, state):
    png = draw_card(replace(CARD, locale=locale, state=state))
    assert decoded(png) == [LINK]
    assert decoded(png, jpeg_quality=80) == [LINK]
    assert decoded(png, width=800, jpeg_quality=80) == [LINK]
    assert decoded(png, width=480, jpeg_quality=80) == [LINK]


def test_the_longest_deep_link_on_a_card_survives_a_messenger():
    link = "https://t.me/" + "h" * 32 + "?start=" + "a" * 64
    assert decoded(draw_card(replace(CARD, link=link)), width=800, jpeg_quality=80) == [link]


@pytest.mark.parametrize("locale", Locale)
def test_the_certificate_s_code_survives_a_messenger(locale):
    png = draw_certificate(replace(CERTIFICATE, locale=locale))
    assert decoded(png) == [LINK]
    assert decoded(png, width=800, jpeg_quality=80) == [LINK]


def test_a_card_without_a_link_has_no_code():
    assert decoded(draw_card(replace(CARD, link=None))) == []


def test_the_quiet_zone_is_white_and_modules_are_whole_pixels():
    image = qr_image(LINK, 370)
    dark = [(x, y) for x in range(370) for y in range(370) if image.getpixel((x, y)) != (255, 255, 255)]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    pixels = 9
    assert (right - left + 1) % pixels == 0
    assert left >= QUIET_ZONE * pixels
    assert 370 - right - 1 >= QUIET_ZONE * pixels


def test_a_code_that_cannot_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        qr_image("x" * 500, 60)
