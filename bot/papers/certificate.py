"""The certificate as a file to keep: one page of A4 that says what the picture says, and stands signed.

A pure function of the facts and the signer: asked for twice, it is the same file to the byte.
"""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.locales import Locale, Markup, words
from bot.locales.formatting import day, instant, money, percent
from bot.locales.outside import tidy
from bot.papers.attestation import FILE_NAME, Attestation, attest
from bot.papers.keys import Signer, key_id
from bot.papers.sheet import SIZE, Sheet, Type
from bot.papers.signing import sign_file
from bot.pictures import palette
from bot.pictures.fonts import BOLD, MEDIUM
from bot.pictures.ornament import BUTTON, ROSETTE, border_curves, rosette_curves, seal_stamp, wave_curves
from bot.pictures.palette import mixed
from bot.pictures.qr import qr_image

_LEFT: Final = 88.0
_RIGHT: Final = SIZE[0] - _LEFT
_MIDDLE: Final = SIZE[0] / 2
_BAND: Final = 44.0
_UTC: Final = ZoneInfo("UTC")
_QR_SIDE: Final = 104.0
_STEPS: Final = 14
"""Points to a wave of the ornament: on paper, nobody sees more."""


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """What a certificate's page shows; `check_link` leads to where anybody sees whether it is current."""

    facts: Attestation
    campaign_title: str
    check_link: str
    locale: Locale


def write_certificate(paper: CertificatePaper, signer: Signer) -> bytes:
    """The signed PDF."""
    sheet = compose_certificate_paper(paper, signer)
    sheet.attach(FILE_NAME, attest(paper.facts, signer), words(paper.locale).plain("paper-attached"))
    return sign_file(sheet.pdf(), signer)


def compose_certificate_paper(paper: CertificatePaper, signer: Signer) -> Sheet:
    """The page as it is set, for whoever wants to read it."""
    say = words(paper.locale).plain
    title = say("picture-certificate-title")
    sheet = Sheet(f"{title} {paper.facts.number}", paper.locale, paper.facts.stated_at)
    sheet.page()
    _draw_ground(sheet)
    _set_head(sheet, paper)
    _set_facts(sheet, paper)
    _set_check(sheet, paper, signer)
    return sheet


def _draw_ground(sheet: Sheet) -> None:
    across, down = SIZE
    sheet.box(0, 0, across, down, palette.PAPER)
    sheet.box(18, 18, across - 18, down - 18, palette.SHEET)
    inner = (across - 2 * 66, down - 2 * 66)
    waves = [
        [(x, y) for x, y in curve if 0 <= x <= inner[0] and 0 <= y <= inner[1]]
        for curve in wave_curves((round(inner[0]) + 4, round(inner[1])), 11)
    ]
    sheet.curves(
        [each for each in waves if len(each) > 1], (66, 66), 0.3, mixed(palette.LEAF, palette.SHEET, 0.16)
    )
    for band, strands, colour in (
        (30.0, 10, mixed(palette.LEAF, palette.SHEET, 0.75)),
        (18.0, 4, palette.GOLD),
    ):
        sheet.curves(border_curves(SIZE, _BAND, band, strands, _STEPS), (0, 0), 0.35, colour)
    for inset, colour in ((24.0, palette.GREEN), (64.0, palette.GOLD)):
        corners = [
            (inset, inset),
            (across - inset, inset),
            (across - inset, down - inset),
            (inset, down - inset),
        ]
        sheet.curves([[*corners, corners[0]]], (0, 0), 0.9, colour)
    for x in (_BAND, across - _BAND):
        for y in (_BAND, down - _BAND):
            sheet.box(x - 22, y - 22, x + 22, y + 22, palette.SHEET)
            sheet.curves(rosette_curves(46, BUTTON, _STEPS), (x - 23, y - 23), 0.35, palette.GREEN)


def _set_head(sheet: Sheet, paper: CertificatePaper) -> None:
    say, facts = words(paper.locale).plain, paper.facts
    room = _RIGHT - _LEFT
    brand = sheet.text((_LEFT, 112), say("picture-brand"), Type(16, BOLD), palette.RED)
    number = say("picture-certificate-number", number=Markup(facts.number))
    sheet.text(
        (_RIGHT, 112),
        number,
        Type(13, MEDIUM),
        palette.INK,
        anchor="right",
        room=room - brand - 20,
        smallest=8,
    )
    diameter = 176.0
    sheet.curves(
        rosette_curves(diameter, ROSETTE, _STEPS),
        (_MIDDLE - diameter / 2, 130),
        0.3,
        mixed(palette.LEAF, palette.SHEET, 0.8),
    )
    side = 84.0
    sheet.picture(seal_stamp(360), (_MIDDLE - side / 2, 218 - side / 2), (side, side), say("picture-brand"))
    title, subtitle = say("picture-certificate-title"), say("picture-certificate-subtitle")
    sheet.text((_MIDDLE, 346), title, Type(30, BOLD), palette.GREEN, anchor="middle", room=room, smallest=18)
    sheet.text((_MIDDLE, 368), subtitle, Type(13), palette.MUTED, anchor="middle", room=room, smallest=9)


def _set_facts(sheet: Sheet, paper: CertificatePaper) -> None:
    say, facts, locale = words(paper.locale).plain, paper.facts, paper.locale
    room = _RIGHT - _LEFT
    sheet.text(
        (_MIDDLE, 401), say("picture-certificate-holder"), Type(11), palette.MUTED, anchor="middle", room=room
    )
    sheet.text(
        (_MIDDLE, 428),
        tidy(facts.holder),
        Type(22, BOLD),
        palette.INK,
        anchor="middle",
        room=room,
        smallest=12,
    )
    sheet.text(
        (_MIDDLE, 455), say("picture-certificate-share"), Type(11), palette.MUTED, anchor="middle", room=room
    )
    principal = money(facts.principal_minor, facts.currency, locale, exact=True)
    sheet.text(
        (_MIDDLE, 496), principal, Type(40, BOLD), palette.GREEN, anchor="middle", room=room, smallest=18
    )
    sheet.box(_LEFT, 514, _RIGHT, 514.7, palette.LINE)
    interest = money(facts.interest_at_maturity_minor, facts.currency, locale, exact=True)
    told = (
        ("picture-certificate-rate", percent(facts.annual_rate_percent, locale)),
        ("picture-certificate-interest", interest),
        ("picture-certificate-value-date", day(facts.value_date, locale)),
        ("picture-certificate-maturity-date", day(facts.maturity_date, locale)),
    )
    half = room / 2
    for index, (label, value) in enumerate(told):
        left, top = _LEFT + index % 2 * half, 540 + index // 2 * 44
        sheet.text((left, top), say(label), Type(10.5), palette.MUTED, room=half - 12, smallest=8)
        sheet.text((left, top + 19), value, Type(16, BOLD), palette.INK, room=half - 12, smallest=9)


def _set_check(sheet: Sheet, paper: CertificatePaper, signer: Signer) -> None:
    say, facts, locale = words(paper.locale).plain, paper.facts, paper.locale
    top = SIZE[1] - 88 - _QR_SIDE - 14
    left = _RIGHT - _QR_SIDE
    sheet.box(left - 1, top - 1, _RIGHT + 1, top + _QR_SIDE + 1, palette.LINE)
    sheet.picture(
        qr_image(paper.check_link, 600).convert("1"), (left, top), (_QR_SIDE, _QR_SIDE), paper.check_link
    )
    sheet.text(
        (left + _QR_SIDE / 2, top + _QR_SIDE + 13), say("picture-certificate-check"), Type(9), palette.MUTED,
        anchor="middle", room=_QR_SIDE + 16, smallest=7,
    )  # fmt: skip
    digest = facts.terms_digest
    lines = (
        say("paper-deposit", deposit=Markup(facts.deposit_number), product=Markup(facts.product_code)),
        say("paper-campaign", campaign=paper.campaign_title),
        say("paper-terms"),
        Markup(digest[: len(digest) // 2]),
        Markup(digest[len(digest) // 2 :]),
        say("paper-issued", date=day(facts.issued_on, locale)),
        say("paper-stated", at=instant(facts.stated_at, _UTC, locale)),
        say("paper-signed", key=Markup(key_id(signer.public_key))),
        say("paper-verify"),
    )
    for index, line in enumerate(lines):
        sheet.text(
            (_LEFT, top + 8 + index * 13), line, Type(8.5), palette.MUTED, room=left - _LEFT - 16, smallest=6
        )
