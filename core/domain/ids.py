"""Names of things, and the stream that mints them."""

from base64 import b32decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import count
from typing import NewType
from unicodedata import normalize

IntentId = NewType("IntentId", str)
ParticipantId = NewType("ParticipantId", str)
CustomerId = NewType("CustomerId", str)
AccountId = NewType("AccountId", str)
CampaignId = NewType("CampaignId", str)
PledgeId = NewType("PledgeId", str)
HoldId = NewType("HoldId", str)
OrderReference = NewType("OrderReference", str)
DepositId = NewType("DepositId", str)
ShareId = NewType("ShareId", str)
PayoutId = NewType("PayoutId", str)
EntryId = NewType("EntryId", str)
LedgerAccountId = NewType("LedgerAccountId", str)
MismatchId = NewType("MismatchId", str)
CorrectionId = NewType("CorrectionId", str)
PartnerId = NewType("PartnerId", str)
PartnerKeyId = NewType("PartnerKeyId", str)
EndpointId = NewType("EndpointId", str)
EventId = NewType("EventId", str)
DeliveryId = NewType("DeliveryId", str)

InitiatorId = ParticipantId | PartnerId
"""Who opened a campaign: a participant in chat, or a partner by its server."""
DesignationId = NewType("DesignationId", str)

# Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand survives.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FROM_CROCKFORD = str.maketrans(ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
_CONFUSABLE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
SHORT_CODE_SYMBOLS = 8
_LINK_TOKEN_BYTES = 16
_LINK_TOKEN_CHARACTERS = 22
_BASE64URL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


class IdStream:
    """Mints what one command needs: the same entropy, intent and instant always give the same sequence.

    `entropy` comes from outside (at least 16 secret random bytes per batch), so what is minted cannot be guessed, and
    a command draws the same names whether it runs alone or among two hundred others.
    """

    __slots__ = ("_counter", "_entropy", "_key", "_millisecond", "intent")

    def __init__(self, entropy: bytes, intent: IntentId, at: datetime) -> None:
        self.intent = intent
        self._entropy = entropy
        self._key = intent.encode()
        self._millisecond = int(at.timestamp() * 1000)
        self._counter: Iterator[int] = count()

    def _random(self, size_bytes: int) -> bytes:
        salt = next(self._counter).to_bytes(8, "big")
        return blake2b(self._key, key=self._entropy, salt=salt, digest_size=size_bytes).digest()

    def mint(self, prefix: str) -> str:
        """An id like `plg_01JD…`: 48 bits of time, 16 of place in the stream, 64 random: rows stay in order."""
        place = next(self._counter).to_bytes(2, "big")
        return f"{prefix}_{_base32(self._millisecond.to_bytes(6, 'big') + place + self._random(8))}"

    def link_token(self) -> str:
        """128 random bits in base64url, for a link that cannot be guessed."""
        return urlsafe_b64encode(self._random(_LINK_TOKEN_BYTES)).rstrip(b"=").decode()

    def short_code(self) -> str:
        """Seven random symbols and a check symbol, without the hyphen it is shown with."""
        body = _base32(self._random(5))[: SHORT_CODE_SYMBOLS - 1]
        return body + check_symbol(body)

    def signing_secret(self) -> str:
        """256 random bits as Standard Webhooks writes them: `whsec_` and base64."""
        return "whsec_" + b64encode(self._random(32)).decode()

    def digits(self, length: int) -> str:
        """`length` decimal digits, each equally likely."""
        return str(int.from_bytes(self._random(32), "big") % 10**length).zfill(length)


def minted_at(minted: str) -> datetime:
    """When an id was minted, to the millisecond (UTC)."""
    symbols = minted.rpartition("_")[2].translate(_FROM_CROCKFORD)
    data = b32decode(symbols + "=" * (-len(symbols) % 8))
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int.from_bytes(data[:6], "big"))


def least_minted(prefix: str, at: datetime) -> str:
    """What sorts before every id with this prefix minted at `at` or later, and after every earlier one.

    To the millisecond, so that rows of a period are found by their ids alone.
    """
    milliseconds = (at - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)
    return f"{prefix}_{_base32(milliseconds.to_bytes(6, 'big'))}"


def _base32(data: bytes) -> str:
    """RFC 4648's grouping without padding, two symbols at a time: half the time of the library's."""
    bits = 8 * len(data)
    symbols = -(-bits // 5)
    highest_pair = 10 * (-(-symbols // 2) - 1)
    number = int.from_bytes(data, "big") << (highest_pair + 10 - bits)
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(highest_pair, -1, -10)])[:symbols]


def check_symbol(body: str) -> str:
    """The symbol that makes a short code's weighted sum 0 modulo 31, the largest prime below the alphabet's size.

    With weights 2, 3, 4 … below 31 every single wrong symbol except a 0-for-Z swap, and every swap of two neighbours
    but those, changes the sum (the reasoning of ISBN-10).
    """
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(body, start=2))
    return ALPHABET[-total % 31]


def read_short_code(text: str) -> str | None:
    """The canonical short code in what somebody typed, or None if its length, alphabet or check symbol is wrong."""
    typed = normalize("NFKC", text).upper().replace("-", "")
    code = "".join(typed.split()).translate(_CONFUSABLE)
    if len(code) != SHORT_CODE_SYMBOLS or any(symbol not in ALPHABET for symbol in code):
        return None
    return code if check_symbol(code[:-1]) == code[-1] else None


def read_link_token(text: str) -> str | None:
    """The link token that somebody brings, or None if it cannot be one."""
    return text if len(text) == _LINK_TOKEN_CHARACTERS and _BASE64URL.issuperset(text) else None


def digest_key(key: str) -> str:
    """What a campaign is looked up by: a digest of its link token or of its short code.

    How far a guess agrees with a key decides nothing about how far their digests agree, so the time that a search in an
    index takes tells nothing about the key.
    """
    return blake2b(key.encode(), digest_size=16).hexdigest()


def show_short_code(code: str) -> str:
    """`K7QF2M9D` as people see it: `K7QF-2M9D`."""
    return f"{code[:4]}-{code[4:]}"
