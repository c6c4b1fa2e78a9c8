"""What a certificate attests, and the block of text in which it stands signed: inside the PDF, or by itself.

The block survives what files go through: it is attached to the PDF as `certificate.txt`, and whoever saves a PDF anew
keeps its attachments.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from bot.papers.keys import Signature, Signer

FILE_NAME: Final = "certificate.txt"
_BEGIN: Final = b"-----BEGIN HECUN CERTIFICATE-----\n"
_END: Final = b"-----END HECUN CERTIFICATE-----\n"
_BLOCK = re.compile(
    re.escape(_BEGIN)
    + rb"(?P<facts>\{[^\n]{1,8000}\})\nkey (?P<key>[A-Za-z0-9+/=]{44})\nsignature (?P<signature>[A-Za-z0-9+/=]{88})\n"
    + re.escape(_END)
)
_PURPOSE: Final = b"hecun certificate facts 1\n"
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_LARGEST_ATTACHMENT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Attestation:
    """The facts of one certificate at the moment it was put on paper.

    `holder` is the name as the holder chose to have it shown; `stated_at` is an instant in UTC.
    """

    number: str
    holder: str
    principal_minor: int
    currency: str
    annual_rate_percent: Decimal
    value_date: date
    maturity_date: date
    interest_at_maturity_minor: int
    deposit_number: str
    product_code: str
    terms_digest: str
    issued_on: date
    stated_at: datetime

    def canonical(self) -> bytes:
        """The facts as the one line of JSON that is signed: keys sorted, nothing optional."""
        facts = {name: _written(value) for name, value in asdict(self).items()}
        return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def read(cls, canonical: bytes) -> "Attestation | None":
        """The facts again; None unless these are the very bytes that `canonical` writes."""
        try:
            told = json.loads(canonical)
            facts = {each.name: _READERS[each.type](told[each.name]) for each in fields(cls)}
            attestation = cls(**facts)
        except (ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
            return None
        return attestation if attestation.canonical() == canonical else None


def _written(value: object) -> str | int:
    match value:
        case datetime() | date():
            return value.isoformat()
        case int():
            return value
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _number,
    Decimal: lambda value: Decimal(_text(value)),
    date: lambda value: date.fromisoformat(_text(value)),
    datetime: lambda value: datetime.fromisoformat(_text(value)),
}


@dataclass(frozen=True, slots=True)
class SignedAttestation:
    """Facts as they were found, and the signature that came with them; nothing of it is believed yet."""

    canonical: bytes
    signature: Signature

    def believed_by(self, keys: frozenset[bytes]) -> Attestation | None:
        """The facts, if one of these public keys signed them."""
        if self.signature.key not in keys or not self.signature.fits(_PURPOSE, self.canonical):
            return None
        return Attestation.read(self.canonical)


def attest(attestation: Attestation, signer: Signer) -> bytes:
    """The signed block: UTF-8 text of five lines."""
    canonical = attestation.canonical()
    signature = signer.sign(_PURPOSE, canonical)
    key, value = b64encode(signature.key), b64encode(signature.value)
    return b"".join((_BEGIN, canonical, b"\nkey ", key, b"\nsignature ", value, b"\n", _END))


def find_attestation(data: bytes) -> SignedAttestation | None:
    """The first signed block in a file: as it stands there, or in a stream that a writer of PDFs has compressed."""
    for text in _texts(data):
        found = _BLOCK.search(text)
        if found is not None:
            try:
                key, value = (b64decode(found[name], validate=True) for name in ("key", "signature"))
            except NotBase64:
                continue
            return SignedAttestation(found["facts"], Signature(key, value))
    return None


def _texts(data: bytes) -> Iterator[bytes]:
    yield data
    for stream in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(stream[1], _LARGEST_ATTACHMENT)
        except zlib.error:
            continue
