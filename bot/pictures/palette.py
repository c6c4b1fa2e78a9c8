"""The colours of every picture: ink green and gold on warm paper, a seal's vermilion, and the tones of people."""

from collections.abc import Iterable
from typing import Final

from PIL import Image

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


def with_exactly(found: Image.Image, colours: Iterable[Colour]) -> Image.Image:
    """An image of mode P in whose palette these colours stand exactly, each instead of the nearest that was found.

    What is found is an average, and a large plain area shows when it is a shade off.
    """
    numbers = found.getpalette() or []
    entries = [(numbers[at], numbers[at + 1], numbers[at + 2]) for at in range(0, len(numbers), 3)]
    for colour in colours:
        nearest = min(range(len(entries)), key=lambda entry: _distance(entries[entry], colour))
        entries[nearest] = colour
    found.putpalette([channel for entry in entries for channel in entry])
    return found


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
