"""The colours of every picture: papers in ink green and gold on warm white, cards in cream and brass on deep green.

A picture cannot know whether its reader's chat is light or dark (`docs/decisions/0024-a-ground-of-its-own.md`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

Colour = tuple[int, int, int]
_MOST: Final = 256


def _colour(hexadecimal: str) -> Colour:
    red, green, blue = bytes.fromhex(hexadecimal)
    return red, green, blue


PAPER: Final = _colour("fbf6ec")
SHEET: Final = _colour("fffdf8")
LINE: Final = _colour("e6dcc8")
INK: Final = _colour("1d2b2a")
MUTED: Final = _colour("5f655f")
GREEN: Final = _colour("0f5b4f")
PALE_GREEN: Final = _colour("d6eae1")
LEAF: Final = _colour("2f9277")
GOLD: Final = _colour("a97724")
RED: Final = _colour("b83a22")
WHITE: Final = _colour("ffffff")

NIGHT: Final = _colour("0f3f38")
GROOVE: Final = _colour("092b26")
MOSS: Final = _colour("1d594e")
MIST: Final = _colour("b7cdc2")
ASH: Final = _colour("93a79d")
BRASS: Final = _colour("ecc878")
MINT: Final = _colour("7fd6b4")
ROSE: Final = _colour("f6c3b2")
SKY: Final = _colour("b4d3ee")
PEOPLE: Final = tuple(
    _colour(tone) for tone in ("f2b8a2", "9bd3da", "f0cf86", "c9bdf0", "b4dba4", "f0b3c8", "aac8f0", "dcc3a3")
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
    than drawing. What is drawn in an end of a scale is shown in exactly that colour: large plain areas show when they
    are a shade off.
    """
    scales = list(scales)
    ends = dict.fromkeys(end for scale in scales for end in (scale.one, scale.other))
    between = dict.fromkeys(colour for scale in scales for colour in scale.colours())
    colours = [*ends, *(each for each in between if not any(_mistaken(each, end) for end in ends))]
    if len(colours) > _MOST:
        raise ValueError(f"{len(colours)} colours do not fit a palette of {_MOST}")
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return palette


def _mistaken(colour: Colour, end: Colour) -> bool:
    """Whether Pillow would show `colour` for `end`: it takes what is nearest to the end without its last two bits."""
    looked_up = (end[0] & ~3, end[1] & ~3, end[2] & ~3)
    return _distance(colour, looked_up) <= _distance(end, looked_up)


def _distance(one: Colour, other: Colour) -> int:
    """Squared."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
