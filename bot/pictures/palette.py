"""The colours of every picture: ink green and gold on warm paper, a seal's vermilion, and the tones of people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

Colour = tuple[int, int, int]
_MOST: Final = 256
_APART: Final = 11**2


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


@dataclass(frozen=True, slots=True)
class Scale:
    """The colours between two, both among them: what the edge of something drawn in one upon the other needs."""

    one: Colour
    other: Colour
    steps: int = 12

    def colours(self) -> Iterator[Colour]:
        """`steps` of them, evenly apart."""
        last = self.steps - 1
        return (mixed(self.other, self.one, step / last) for step in range(self.steps))


def palette_of(scales: Iterable[Scale]) -> Image.Image:
    """An image of mode P with the colours of all scales. Raises ValueError if they are more than 256.

    A picture's colours are few and known before it is drawn; looking for the best ones in what was drawn takes longer
    than drawing. The ends of the scales are in it exactly, and nothing so near them that Pillow, which looks a colour
    up after clearing its last two bits, might take it for them: large plain areas show when they are a shade off.
    """
    scales = list(scales)
    kept = list(dict.fromkeys(end for scale in scales for end in (scale.one, scale.other)))
    for colour in dict.fromkeys(colour for scale in scales for colour in scale.colours()):
        if all(_distance(colour, other) >= _APART for other in kept):
            kept.append(colour)
    if len(kept) > _MOST:
        raise ValueError(f"{len(kept)} colours do not fit a palette of {_MOST}")
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in kept for channel in colour])
    return palette


def _distance(one: Colour, other: Colour) -> int:
    """Squared."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
