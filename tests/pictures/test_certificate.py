"""Every certificate draws, says what the register says, and stays within its frame."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import Locale
from bot.pictures import draw_certificate
from bot.pictures.canvas import Box
from bot.pictures.certificate import SIZE, compose_certificate
from tests.pictures.looking import check_lines, said
from tests.pictures.samples import CERTIFICATE, LONG_LINK, NAMES

CROWDED = replace(
    CERTIFICATE,
    number="HC-2026-000123-ABCDEFGHIJKLMNOP-000000000001",
    holder=NAMES[1] * 3,
    principal_minor=99_999_999_999_999,
    interest_at_maturity_minor=99_999_999_999_999,
    campaign_title=NAMES[1] * 3,
    qr=LONG_LINK,
)
ROSETTE = Box(804, 190, 1176, 562)
CODE = Box(896, 596, 1160, 860)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("certificate", [CERTIFICATE, CROWDED, replace(CERTIFICATE, qr=None)])
def test_text_stays_inside_the_frame_can_be_read_and_no_line_touches_another(locale, certificate):
    canvas = compose_certificate(replace(certificate, locale=locale))
    within = Box(90, 90, SIZE[0] - 90, SIZE[1] - 86)
    check_lines(canvas, within)
    for line in canvas.lines:
        if certificate.qr is not None:
            assert not line.box.overlaps(ROSETTE), line
            assert not line.box.overlaps(CODE), line


@pytest.mark.parametrize("name", NAMES)
def test_any_holder_s_name_draws(name):
    png = draw_certificate(replace(CERTIFICATE, holder=name))
    with Image.open(BytesIO(png)) as picture:
        assert picture.size == SIZE
    assert len(png) < 300_000


def test_the_certificate_says_the_share_to_the_cent():
    seen = said(compose_certificate(CERTIFICATE))
    for expected in (
        "HC-2026-000123",
        "Lin W**",
        "¥2,500.00",
        "2.45%",
        "¥61.25",
        "Dec 1, 2026",
        "Dec 1, 2027",
    ):
        assert expected in seen
    assert "TD-2026-000017" in seen
    assert "9f3a-c81e" in seen


def test_drawing_again_gives_the_same_bytes():
    assert draw_certificate(CERTIFICATE) == draw_certificate(CERTIFICATE)
