"""The certificate: a numbered evidence of one member's share of a term deposit, on a sheet with a woven border.

1280 × 1000. What it says is what the share register says; the QR, if any, leads to where that can be checked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from PIL import Image

from bot.locales import Locale, Markup, words
from bot.locales.formatting import day, money, percent
from bot.locales.outside import tidy
from bot.pictures import palette
from bot.pictures.canvas import Box, Canvas
from bot.pictures.fonts import BOLD, MEDIUM
from bot.pictures.ornament import BUTTON, ROSETTE, Ring, border_mask, draw_seal, guilloche_mask, waves_mask
from bot.pictures.palette import Scale, mixed, palette_of
from bot.pictures.qr import DARK, qr_image
from bot.pictures.text import Style

SIZE: Final = (1280, 1000)
_LEFT: Final = 116
_RIGHT: Final = SIZE[0] - _LEFT
_QR_SIDE: Final = 264
_COLUMN: Final = 752


@dataclass(frozen=True, slots=True)
class CertificatePicture:
    """What a certificate shows. `holder` is masked by the caller; `issued_at` is in the bank's zone."""

    number: str
    holder: str
    principal_minor: int
    currency: str
    annual_rate_percent: Decimal
    value_date: date
    maturity_date: date
    interest_at_maturity_minor: int
    deposit_number: str
    campaign_title: str
    terms_digest_short: str
    issued_at: datetime
    locale: Locale
    qr: str | None


def draw_certificate(certificate: CertificatePicture) -> bytes:
    """The certificate as PNG."""
    return compose_certificate(certificate).png(_colours())


@lru_cache(maxsize=1)
def _colours() -> Image.Image:
    """What a certificate is drawn in: the inks on the sheet, and the strands of the border upon one another."""
    leaf, wave = mixed(palette.LEAF, palette.SHEET, 0.8), mixed(palette.LEAF, palette.SHEET, 0.1)
    return palette_of(
        (
            *(
                Scale(palette.SHEET, ink, 16)
                for ink in (palette.GREEN, palette.INK, palette.MUTED, palette.RED)
            ),
            *(Scale(palette.SHEET, ink, 16) for ink in (leaf, palette.GOLD)),
            *(Scale(leaf, ink, 8) for ink in (palette.GOLD, palette.RED, palette.GREEN)),
            Scale(palette.GREEN, palette.GOLD, 6),
            Scale(palette.NIGHT, palette.SHEET, 8),
            *(Scale(palette.SHEET, colour, 6) for colour in (palette.LINE, wave)),
            Scale(palette.WHITE, DARK, 2),
        )
    )


def compose_certificate(certificate: CertificatePicture) -> Canvas:
    """The certificate as it is drawn, for whoever wants to measure it."""
    canvas = Canvas(_sheet(certificate.qr is not None).copy())
    _draw_title(canvas, certificate)
    _draw_share(canvas, certificate)
    _draw_facts(canvas, certificate)
    _draw_references(canvas, certificate)
    if certificate.qr is not None:
        _draw_check(canvas, certificate, certificate.qr)
    return canvas


@lru_cache(maxsize=2)
def _sheet(with_check: bool) -> Image.Image:
    """The sheet before anything is written on it; drawn once. Without a QR the rosette takes its room."""
    canvas = Canvas(Image.new("RGB", SIZE, palette.NIGHT))
    canvas.rounded(Box(22, 22, SIZE[0] - 22, SIZE[1] - 22), 20, palette.SHEET)
    canvas.masked((0, 0), _inside(waves_mask(SIZE, 14)), mixed(palette.LEAF, palette.SHEET, 0.1))
    canvas.masked((0, 0), border_mask(SIZE, 56, 40, 12), mixed(palette.LEAF, palette.SHEET, 0.75))
    canvas.masked((0, 0), border_mask(SIZE, 56, 24, 5), palette.GOLD)
    for inset, thickness, colour in ((30, 2, palette.GREEN), (82, 2, palette.GOLD)):
        _frame(canvas, inset, thickness, colour)
    for corner in ((56, 56), (SIZE[0] - 56, 56), (56, SIZE[1] - 56), (SIZE[0] - 56, SIZE[1] - 56)):
        _rosette(canvas, corner, 66, palette.GREEN, BUTTON)
    centre, diameter = ((990, 376), 372) if with_check else ((992, 540), 352)
    _rosette(canvas, centre, diameter, mixed(palette.LEAF, palette.SHEET, 0.8), ROSETTE)
    draw_seal(canvas, centre, 148)
    return canvas.image


def _rosette(
    canvas: Canvas, centre: tuple[int, int], diameter: int, colour: palette.Colour, rings: tuple[Ring, ...]
) -> None:
    canvas.disc(centre, diameter, palette.SHEET)
    canvas.masked(
        (centre[0] - diameter / 2, centre[1] - diameter / 2), guilloche_mask(diameter, rings), colour
    )


def _inside(mask: Image.Image) -> Image.Image:
    clipped = Image.new("L", SIZE, 0)
    window = (84, 84, SIZE[0] - 84, SIZE[1] - 84)
    clipped.paste(mask.crop(window), window[:2])
    return clipped


def _frame(canvas: Canvas, inset: int, thickness: int, colour: palette.Colour) -> None:
    right, bottom = SIZE[0] - inset, SIZE[1] - inset
    for box in (
        (inset, inset, right, inset + thickness),
        (inset, bottom - thickness, right, bottom),
        (inset, inset, inset + thickness, bottom),
        (right - thickness, inset, right, bottom),
    ):
        canvas.image.paste(colour, box)


def _draw_title(canvas: Canvas, certificate: CertificatePicture) -> None:
    say = words(certificate.locale).plain
    brand = canvas.text((_LEFT, 148), say("picture-brand"), Style(36, BOLD), palette.RED)
    number = say("picture-certificate-number", number=Markup(certificate.number))
    canvas.text(
        (_RIGHT, 148), number, Style(36, MEDIUM, spacing=1), palette.INK, anchor="right",
        room=_RIGHT - _LEFT - brand - 48, smallest=28,
    )  # fmt: skip
    room = _COLUMN - _LEFT
    canvas.text(
        (_LEFT, 236), say("picture-certificate-title"), Style(62, BOLD), palette.GREEN, room=room, smallest=40
    )
    canvas.text(
        (_LEFT, 284), say("picture-certificate-subtitle"), Style(32), palette.MUTED, room=room, smallest=26
    )


def _draw_share(canvas: Canvas, certificate: CertificatePicture) -> None:
    say = words(certificate.locale).plain
    room = _COLUMN - _LEFT
    canvas.text(
        (_LEFT, 352), say("picture-certificate-holder"), Style(32), palette.MUTED, room=room, smallest=26
    )
    canvas.text((_LEFT, 412), tidy(certificate.holder), Style(56, BOLD), palette.INK, room=room, smallest=36)
    canvas.text(
        (_LEFT, 474), say("picture-certificate-share"), Style(32), palette.MUTED, room=room, smallest=26
    )
    principal = money(certificate.principal_minor, certificate.currency, certificate.locale, exact=True)
    canvas.text((_LEFT - 3, 574), principal, Style(104, BOLD), palette.GREEN, room=room, smallest=44)


def _draw_facts(canvas: Canvas, certificate: CertificatePicture) -> None:
    say = words(certificate.locale).plain
    locale = certificate.locale
    interest = money(certificate.interest_at_maturity_minor, certificate.currency, locale, exact=True)
    canvas.image.paste(palette.LINE, (_LEFT, 606, _COLUMN + 60, 608))
    facts = (
        ("picture-certificate-rate", percent(certificate.annual_rate_percent, locale)),
        ("picture-certificate-interest", interest),
        ("picture-certificate-value-date", day(certificate.value_date, locale)),
        ("picture-certificate-maturity-date", day(certificate.maturity_date, locale)),
    )
    half = (_COLUMN + 60 - _LEFT) // 2
    for index, (label, value) in enumerate(facts):
        left, top = _LEFT + index % 2 * half, 656 + index // 2 * 98
        canvas.text((left, top), say(label), Style(30), palette.MUTED, room=half - 24, smallest=24)
        canvas.text((left, top + 44), value, Style(42, BOLD), palette.INK, room=half - 24, smallest=26)


def _draw_references(canvas: Canvas, certificate: CertificatePicture) -> None:
    say = words(certificate.locale).plain
    title = say(
        "picture-certificate-source",
        campaign=certificate.campaign_title,
        deposit=Markup(certificate.deposit_number),
    )
    issued = say(
        "picture-certificate-issued",
        date=day(certificate.issued_at.date(), certificate.locale),
        digest=Markup(certificate.terms_digest_short),
    )
    room = _COLUMN + 60 - _LEFT
    for baseline, line in ((862, title), (898, issued)):
        canvas.text((_LEFT, baseline), line, Style(26), palette.MUTED, room=room, smallest=22)


def _draw_check(canvas: Canvas, certificate: CertificatePicture, link: str) -> None:
    left, top = _RIGHT - _QR_SIDE - 4, 596
    canvas.rounded(Box(left - 2, top - 2, left + _QR_SIDE + 2, top + _QR_SIDE + 2), 18, palette.LINE)
    canvas.rounded(Box(left, top, left + _QR_SIDE, top + _QR_SIDE), 16, palette.WHITE)
    canvas.image.paste(qr_image(link, _QR_SIDE - 8), (left + 4, top + 4))
    canvas.text(
        (left + _QR_SIDE / 2, 898), words(certificate.locale).plain("picture-certificate-check"), Style(28),
        palette.MUTED, anchor="middle", room=_QR_SIDE + 30, smallest=22,
    )  # fmt: skip
