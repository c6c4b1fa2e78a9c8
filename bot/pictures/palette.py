"""The colours of every picture: ink green and gold on warm paper, a seal's vermilion, and the tones of people."""

from typing import Final

Colour = tuple[int, int, int]


def _colour(hexadecimal: str) -> Colour:
    red, green, blue = bytes.fromhex(hexadecimal)
    return red, green, blue


PAPER: Final = _colour("fbf6ec")
SHEET: Final = _colour("fffdf8")
LINE: Final = _colour("e6dcc8")
GROOVE: Final = _colour("ece4d3")
INK: Final = _colour("1d2b2a")
MUTED: Final = _colour("6c716b")
GREEN: Final = _colour("0f5b4f")
LEAF: Final = _colour("2f9277")
GOLD: Final = _colour("a97724")
PALE_GOLD: Final = _colour("f3e2bd")
PALE_GREEN: Final = _colour("d6eae1")
PALE_BLUE: Final = _colour("d9e6f1")
BLUE: Final = _colour("23567f")
PALE_RED: Final = _colour("f9ddd0")
RED: Final = _colour("b83a22")
PALE_GREY: Final = _colour("e7e4de")
GREY: Final = _colour("8b8c86")
WHITE: Final = _colour("ffffff")
PEOPLE: Final = tuple(
    _colour(tone) for tone in ("c8553d", "2d7f8f", "c08a2e", "6a5b95", "4c8a4f", "a8496b", "3f6aa8", "8a6a4a")
)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` (0–1) of `one`, the rest `other`."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue
