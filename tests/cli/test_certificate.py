"""What somebody does at the command line who is shown a certificate, and whoever keeps the key."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from bot.locales import Locale
from bot.papers.attestation import attest
from bot.papers.certificate import CertificatePaper, write_certificate
from bot.papers.keys import read_or_make_signer
from storage import open_store
from tests.cli.conftest import Ask
from tests.papers.samples import ATTESTATION, signer
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import YUAN, ZONE

PAPER = CertificatePaper(ATTESTATION, "¥10,000", "https://t.me/hecun_bot?start=v_1", Locale.EN)


@pytest.fixture
def certificate(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`certificate("verify", file)` without a key of the settings."""
    monkeypatch.delenv("CERTIFICATE_KEY", raising=False)
    return partial(ask, "certificate")


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A certificate's file, signed with the deployment's key."""
    path = tmp_path / "certificate.pdf"
    path.write_bytes(write_certificate(PAPER, read_or_make_signer(tmp_path / "hecun-certificates.key")))
    return path


def test_a_genuine_file_is_said_to_be_with_its_facts_and_without_the_books(certificate, issued, tmp_path):
    shown = certificate("verify", issued)
    assert shown.exit_code == 0
    assert shown.output.startswith("GENUINE")
    for fact in (ATTESTATION.number, ATTESTATION.holder, "2,500.00 CNY", "61.25 CNY", "2027-12-01"):
        assert fact in shown.output
    assert not (tmp_path / "books.db").exists()


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (lambda pdf: pdf.replace(b"250000", b"950000"), "CHANGED"),
        (lambda pdf: pdf + b"\n", "CHANGED: something in this file"),
        (lambda pdf: pdf[:5000], "CUT OFF"),
        (lambda _: b"%PDF-1.4\nan invoice\n%%EOF\n", "FOREIGN"),
        (lambda _: attest(ATTESTATION, signer(2)), "SIGNED BY SOMEBODY ELSE"),
        (lambda pdf: pdf[: pdf.rindex(b"%HECUN")], "NOT THE FILE THAT WAS ISSUED"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_apart(certificate, issued, done, said):
    issued.write_bytes(done(issued.read_bytes()))
    shown = certificate("verify", issued)
    assert shown.exit_code == 1
    assert shown.output.startswith(said)
    assert (ATTESTATION.holder in shown.output) == ("signed facts inside are genuine" in shown.output)


def test_a_file_can_be_verified_elsewhere_with_the_public_keys(certificate, issued, tmp_path):
    keys = certificate("key")
    assert "PRIVATE" not in keys.output
    (tmp_path / "public.pem").write_text(keys.output)
    (tmp_path / "hecun-certificates.key").unlink()
    assert certificate("verify", issued, "--key", "public.pem").exit_code == 0
    without = certificate("verify", issued)
    assert without.exit_code == 1
    assert "is not there" in without.output


def test_after_a_new_key_the_old_files_stay_genuine(certificate, issued):
    before = certificate("key").output
    assert certificate("rotate").exit_code == 0
    after = certificate("key").output
    assert after.count("PUBLIC KEY-----\n") == 2 * 2
    assert before.split()[1] in after.partition("Retired: ")[2]
    assert certificate("verify", issued).output.startswith("GENUINE")


def test_neither_a_file_nor_a_number_is_said_in_one_line(certificate):
    shown = certificate("verify", "621048271935")
    assert shown.exit_code == 1
    assert "neither a file nor" in shown.output


def test_a_number_says_whether_the_certificate_is_current(certificate, tmp_path):
    assert "no books yet" in certificate("verify", ATTESTATION.number).output
    url = migrated_at(tmp_path / "books.db")

    async def settle() -> str:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            ann = books.house.person("Ann", balance_minor=20_000 * YUAN)
            campaign_id = books.house.open(ann)
            books.house.pledge(ann, campaign_id, 10_000 * YUAN)
            books.house.accepted(books.house.settling(campaign_id))
            with same_ids():
                await books.follow()
            [share] = books.house.store.shares.values()
            return share.certificate_number

    number = asyncio.run(settle())
    shown = certificate("verify", number)
    assert shown.exit_code == 0
    assert (
        shown.output
        == f"Certificate {number} is current: it evidences a share of the deposit (maturity date 2027-03-01).\n"
    )
    assert "there is no certificate" in certificate("verify", ATTESTATION.number).output
