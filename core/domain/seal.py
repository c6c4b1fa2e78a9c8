"""The seal: a chain of hashes over the journal, so that what was once sealed cannot be changed or left out unseen.

Link n is SHA-256 over link n − 1, as its 32 bytes (zeros before the first), followed by the canonical bytes of the n-th
sealed entry. So whoever has written down a head, the number of links and the last of them, has written down the whole
journal up to there, and anybody can compute it again from the tables.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_WRITTEN = re.compile(r"(?:(?P<sequence>0|[1-9][0-9]{0,17}):)?(?P<link>[0-9a-f]{64})")

LegFacts = tuple[str, int, int, int]
"""A posting as (account id, amount, balance after it, version), amounts in minor units."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries it holds, and its last link in hex. Written `12:9f86d0…`."""

    sequence: int
    link: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.link}"

    def sealing(self, entry: bytes) -> "Head":
        """The head once the entry with these canonical bytes is sealed too."""
        return Head(self.sequence + 1, next_link(self.link, entry))


NOTHING_SEALED = Head(0, "0" * 64)
"""The head of the empty chain."""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """A check of the chain: when, up to where it is sound, and where it breaks first; None if it does not."""

    at: datetime
    head: Head
    broken_at: int | None


NEVER_CHECKED = ChainCheck(datetime(1970, 1, 1, tzinfo=UTC), NOTHING_SEALED, None)
"""What holds before the first check."""


def next_link(link: str, entry: bytes) -> str:
    """The link that follows `link` for the entry with these canonical bytes, in hex."""
    return sha256(bytes.fromhex(link) + entry).hexdigest()


def canonical_entry(
    entry_id: str, reference: str, kind: str, currency: str, posted_at: int, legs: Iterable[LegFacts]
) -> bytes:
    """An entry with its legs in order, as UTF-8 JSON without spaces; `posted_at` in microseconds since 1970, UTC.

    Ids, amounts, balances and versions only: nothing that has to be erased with a person.
    """
    return _encode((entry_id, reference, kind, currency, posted_at, tuple(legs))).encode()


@dataclass(frozen=True, slots=True)
class WrittenHead:
    """A head that somebody wrote down, with or without the count."""

    sequence: int | None
    link: str

    @classmethod
    def read(cls, text: str) -> "WrittenHead | None":
        """What `Head` writes, or its link alone; None if the text is neither."""
        written = _WRITTEN.fullmatch(text.strip().lower())
        if written is None:
            return None
        sequence = written["sequence"]
        return cls(None if sequence is None else int(sequence), written["link"])

    def is_passed_at(self, head: Head) -> bool:
        """Whether the chain ended just so when the head was written down."""
        return self.link == head.link and self.sequence in (None, head.sequence)

    def __str__(self) -> str:
        return self.link if self.sequence is None else f"{self.sequence}:{self.link}"
