"""Every change of a signed file is found, and what is wrong with a file is told apart."""

import io
import zlib
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers.attestation import Attestation, attest, find_attestation
from bot.papers.signing import Examination, Verdict, examine, sign_file
from tests.papers.samples import ATTESTATION, signer

OURS, OTHERS = signer(1), signer(2)


def paper(by=OURS, facts: Attestation = ATTESTATION) -> bytes:
    """A PDF by another hand than ours, with the facts attached."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("certificate.txt", attest(facts, by))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue().rstrip(b"\n") + b"\n"


PLAIN = paper()
GENUINE = sign_file(PLAIN, OURS)


def verdict(data: bytes, *keys: bytes) -> Verdict:
    return examine(data, keys or OURS.trusted).verdict


def test_a_file_as_it_was_issued_is_genuine_and_tells_its_facts():
    found = examine(GENUINE, OURS.trusted)
    assert found.verdict is Verdict.GENUINE
    assert found.attestation == ATTESTATION


def test_a_file_that_a_retired_key_signed_is_genuine():
    assert verdict(GENUINE, *OURS.succeeded().trusted) is Verdict.GENUINE
    assert verdict(GENUINE, OTHERS.public_key) is Verdict.OTHER_KEY


def test_the_readers_of_pdfs_open_it():
    assert len(pypdf.PdfReader(io.BytesIO(GENUINE), strict=True).pages) == 1


@given(at=st.integers(0, len(GENUINE) - 1), to=st.integers(0, 255))
def test_any_byte_changed_is_found(at, to):
    if GENUINE[at] != to:
        assert verdict(GENUINE[:at] + bytes([to]) + GENUINE[at + 1 :]) is not Verdict.GENUINE


@given(length=st.integers(0, len(GENUINE) - 1))
def test_any_end_cut_off_is_found(length):
    assert verdict(GENUINE[:length]) in {
        Verdict.CUT_OFF,
        Verdict.CHANGED,
        Verdict.SAVED_ANEW,
        Verdict.FOREIGN,
    }


def test_a_change_of_the_facts_is_found():
    assert verdict(GENUINE.replace(b"250000", b"950000")) is Verdict.CHANGED
    # … by someone who left the signature line away
    assert verdict(PLAIN.replace(b"250000", b"950000")) is Verdict.CHANGED


def test_what_was_added_behind_the_signature_is_found():
    assert verdict(GENUINE + b"1 0 obj << >> endobj\n%%EOF\n") is Verdict.CHANGED
    assert verdict(GENUINE + b"\n") is Verdict.CHANGED


def test_half_a_file_is_said_to_be_cut_off():
    assert verdict(GENUINE[: len(GENUINE) // 3]) is Verdict.CUT_OFF
    cut = GENUINE[: GENUINE.rindex(b"startxref")]
    found = examine(cut, OURS.trusted)
    assert (found.verdict, found.attestation) == (Verdict.CUT_OFF, ATTESTATION)


@pytest.mark.parametrize("compress", [False, True])
def test_facts_outlive_a_file_that_is_saved_anew(compress):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GENUINE))
    if compress:
        for each in writer._objects:
            if isinstance(each, pypdf.generic.StreamObject):
                each.update({pypdf.generic.NameObject("/Filter"): pypdf.generic.NameObject("/FlateDecode")})
                each._data = zlib.compress(each._data)
    written = io.BytesIO()
    writer.write(written)
    found = examine(written.getvalue(), OURS.trusted)
    assert (found.verdict, found.attestation) == (Verdict.SAVED_ANEW, ATTESTATION)


def test_the_attached_facts_can_be_examined_by_themselves():
    found = examine(attest(ATTESTATION, OURS), OURS.trusted)
    assert (found.verdict, found.attestation) == (Verdict.SAVED_ANEW, ATTESTATION)


def test_a_paper_that_another_key_signed_is_not_ours():
    assert verdict(sign_file(paper(OTHERS), OTHERS)) is Verdict.OTHER_KEY
    assert verdict(paper(OTHERS)) is Verdict.OTHER_KEY
    # Our own facts, in a file that somebody made to look otherwise and signed.
    found = examine(sign_file(PLAIN.replace(b"/Count 1", b"/Count 2"), OTHERS), OURS.trusted)
    assert found.verdict is Verdict.OTHER_KEY
    assert found.attestation is None


def test_facts_of_one_certificate_in_the_file_of_another_are_not_genuine():
    richer = replace(ATTESTATION, principal_minor=9_999_999_00)
    assert verdict(GENUINE.replace(attest(ATTESTATION, OURS), attest(richer, OURS))) is Verdict.CHANGED


def test_what_was_signed_as_one_thing_is_not_shown_as_another():
    block = find_attestation(GENUINE)
    assert block is not None
    assert not block.signature.fits(b"hecun certificate file 1\n", block.canonical)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\nnothing\n%%EOF\n"])
def test_what_is_not_from_us_is_said_to_be_foreign(data):
    assert examine(data, OURS.trusted) == Examination(Verdict.FOREIGN)


@given(st.binary(max_size=200))
def test_nothing_that_is_shown_breaks_the_examination(data):
    examine(data, OURS.trusted)
    examine(GENUINE[:-150] + data, OURS.trusted)


@pytest.mark.parametrize(
    "canonical",
    [b"{}", b"[]", b"{", b'{"number":1}', ATTESTATION.canonical().replace(b"2.45", b"two"), b"[" * 3000],
)
def test_facts_that_are_none_are_not_read(canonical):
    assert Attestation.read(canonical) is None


def test_facts_are_read_only_as_they_are_written():
    assert Attestation.read(ATTESTATION.canonical()) == ATTESTATION
    assert Attestation.read(ATTESTATION.canonical().replace(b":", b": ", 1)) is None
