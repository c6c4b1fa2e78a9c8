"""A signed file, and what can be said of one that somebody shows: by the file alone, without asking anybody.

The last line of a certificate is a comment to readers of PDFs: a signature over every byte before it, so over what the
pages show too. The facts inside carry a signature of their own, which outlives the file.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot.papers.attestation import Attestation, find_attestation
from bot.papers.keys import Signature, Signer, key_id

_PURPOSE: Final = b"hecun certificate file 1\n"
_LINE = re.compile(rb"%HECUN-SIGNATURE ([A-Za-z0-9+/=]{44}) ([A-Za-z0-9+/=]{88})\n")
_PDF: Final = b"%PDF-"
_PDF_END: Final = b"%%EOF"
_TAIL: Final = 1024
"""Bytes at a PDF's end among which readers look for its end mark."""


class Verdict(StrEnum):
    """What a file turns out to be."""

    GENUINE = "genuine"
    """Every byte is as it was signed by one of our keys."""
    SAVED_ANEW = "saved_anew"
    """The facts inside are signed by us; the file around them is not the one that was issued."""
    CHANGED = "changed"
    """It names one of our keys, and something in it was changed since that signed."""
    CUT_OFF = "cut_off"
    """The end of the file is missing."""
    OTHER_KEY = "other_key"
    """It is signed, but by a key that is none of ours."""
    FOREIGN = "foreign"
    """Nothing in it is from us."""


@dataclass(frozen=True, slots=True)
class Examination:
    """The verdict; the facts, where they can be believed; the id of the key that the file names."""

    verdict: Verdict
    attestation: Attestation | None = None
    key_id: str | None = None


def sign_file(pdf: bytes, signer: Signer) -> bytes:
    """The PDF with its last line, by which any change of any byte is found."""
    assert pdf.endswith(b"\n"), "a comment begins on a line of its own"
    signature = signer.sign(_PURPOSE, sha256(pdf).digest())
    return pdf + b"%%HECUN-SIGNATURE %b %b\n" % (b64encode(signature.key), b64encode(signature.value))


def examine(data: bytes, trusted: Collection[bytes]) -> Examination:
    """What a file is, by the public keys that are trusted (32 bytes each)."""
    keys = frozenset(trusted)
    line, found = _signature_line(data), find_attestation(data)
    signatures = [each.signature for each in (line, found) if each is not None]
    if not signatures:
        return Examination(Verdict.CUT_OFF if _ends_too_soon(data) else Verdict.FOREIGN)
    ours = next((each for each in signatures if each.key in keys), None)
    if ours is None or (line is not None and line.whole and line.signature is not ours):
        return Examination(Verdict.OTHER_KEY, key_id=key_id(signatures[0].key))
    believed = None if found is None else found.believed_by(keys)
    return Examination(_verdict(data, line, believed), believed, key_id(ours.key))


def _verdict(data: bytes, line: "_SignatureLine | None", believed: Attestation | None) -> Verdict:
    if believed is None or (line is not None and not line.whole):
        return Verdict.CHANGED
    if line is not None:
        return Verdict.GENUINE
    return Verdict.CUT_OFF if _ends_too_soon(data) else Verdict.SAVED_ANEW


@dataclass(frozen=True, slots=True)
class _SignatureLine:
    """The last signature line of a file; `whole` says that it is the file's end and fits all before it."""

    signature: Signature
    whole: bool


def _signature_line(data: bytes) -> _SignatureLine | None:
    lines = list(_LINE.finditer(data))
    if not lines:
        return None
    try:
        key, value = (b64decode(part, validate=True) for part in lines[-1].groups())
    except NotBase64:
        return None
    signature = Signature(key, value)
    before, end = data[: lines[-1].start()], lines[-1].end()
    return _SignatureLine(signature, end == len(data) and signature.fits(_PURPOSE, sha256(before).digest()))


def _ends_too_soon(data: bytes) -> bool:
    return data.startswith(_PDF) and _PDF_END not in data[-_TAIL:]
