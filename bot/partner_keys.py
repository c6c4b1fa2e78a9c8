"""Partner keys as people and servers handle them: minted here, shown once, known afterwards by their digest only."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.partner import digest_partner_key

_ENTROPY_BYTES = 32
_HINT_SYMBOLS = 5


class Mode(StrEnum):
    """Whose money a key is about. Each mode has books of its own, so nothing of one can ever be in the other."""

    LIVE = "live"
    TEST = "test"

    @property
    def prefix(self) -> str:
        """What every key of this mode begins with."""
        return f"hecun_{self.value}_"


_MODES = tuple((mode.prefix, mode) for mode in Mode)


@dataclass(frozen=True, slots=True)
class MintedKey:
    """A new key. `text` is to be shown once, and kept nowhere."""

    text: str = field(repr=False)
    digest: str = field(repr=False)
    hint: str


def mint_key(mode: Mode) -> MintedKey:
    """A key of 256 random bits, recognizable by its beginning in a log or a leak."""
    text = mode.prefix + secrets.token_urlsafe(_ENTROPY_BYTES)
    return MintedKey(text, digest_partner_key(text), text[: len(mode.prefix) + _HINT_SYMBOLS])


def mode_of_key(text: str) -> Mode | None:
    """The mode that a key is of, None if it cannot be one."""
    return next((mode for prefix, mode in _MODES if text.startswith(prefix)), None)
