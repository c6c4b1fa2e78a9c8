"""The certificate as a file says what the register says, in both languages, for any name, and stands signed."""

from dataclasses import replace

import pytest

from bot.locales import Locale
from bot.papers.certificate import CertificatePaper, write_certificate
from bot.papers.signing import Verdict, examine
from tests.papers.reading import attachments_of, codes_in, has_embedded_fonts_only, text_of
from tests.papers.samples import ATTESTATION, signer

LINK = "https://t.me/hecun_demo_bot?start=v_621048271935-007"
PAPER = CertificatePaper(ATTESTATION, "¥10,000 · 12 months", LINK, Locale.EN)
SAID = {
    Locale.EN: (
        "Certificate of Share",
        "2.45%",
        "Dec 1, 2026",
        "Dec 1, 2027",
        "Printed Dec 1, 2026, 10:00 UTC",
    ),
    Locale.ZH_HANS: ("定期存款份额凭证", "2.45%", "2026年12月1日", "2027年12月1日", "10:00（UTC）"),
}


@pytest.mark.parametrize("locale", Locale)
def test_it_says_what_it_attests_and_can_be_copied_from(locale):
    pdf = write_certificate(replace(PAPER, locale=locale), signer())
    said = text_of(pdf)
    digest = ATTESTATION.terms_digest
    facts = (ATTESTATION.number, ATTESTATION.holder, "¥2,500.00", "¥61.25", digest[:32], digest[32:])
    for expected in (*facts, *SAID[locale]):
        assert expected in said
    assert codes_in(pdf) == {LINK}
    assert ATTESTATION.canonical() in attachments_of(pdf)["certificate.txt"]


def test_it_is_genuine_and_the_same_to_the_byte_whenever_it_is_asked_for():
    pdf = write_certificate(PAPER, signer())
    assert examine(pdf, signer().trusted).verdict is Verdict.GENUINE
    assert examine(pdf, signer().trusted).attestation == ATTESTATION
    assert write_certificate(PAPER, signer()) == pdf
    assert len(pdf) < 300_000


def test_its_fonts_are_embedded():
    assert has_embedded_fonts_only(write_certificate(PAPER, signer()))
