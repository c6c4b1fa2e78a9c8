"""A picture being drawn: smooth shapes, and text that knows where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.palette import Colour
from bot.pictures.text import Style, advance, clusters, fitted, runs, width

_SMOOTHNESS = 4
"""Shapes are drawn this many times larger and scaled down, for Pillow draws them with steps."""

Anchor = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; right and bottom are outside it."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share any area."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def contains(self, other: "Box") -> bool:
        """Whether `other` lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class _Part:
    """What was drawn with one font in one direction: a run of a line, or one cluster of a spaced line."""

    at: tuple[float, float]
    text: str
    font: ImageFont.FreeTypeFont
    direction: str

    def ink(self) -> Box:
        """Where its ink stands."""
        left, top, right, bottom = self.font.getbbox(self.text, anchor="ls", direction=self.direction)
        x, y = self.at
        return Box(x + left, y + top, x + right, y + bottom)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands in a picture."""

    text: str
    box: Box
    colour: Colour


@dataclass(slots=True)
class Canvas:
    """An RGB image with what is drawn on it; it remembers the lines, so that `lines` can say where they stand."""

    image: Image.Image
    _drawn: list[tuple[str, Colour, list[_Part]]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The whole picture."""
        return Box(0, 0, *self.image.size)

    @property
    def lines(self) -> list[Line]:
        """Each line that has ink, and where that stands; measured only when somebody asks."""
        measured = ((text, _around(parts), colour) for text, colour, parts in self._drawn)
        return [Line(text, around, colour) for text, around, colour in measured if around is not None]

    def text(
        self,
        at: tuple[float, float],
        text: str,
        style: Style,
        colour: Colour,
        *,
        anchor: Anchor = "left",
        room: float | None = None,
        smallest: int | None = None,
    ) -> float:
        """Draws a line on the baseline `at`, made to fit `room`; returns the width it took."""
        if room is not None:
            text, style = fitted(text, style, room, smallest or style.size)
        taken = width(text, style)
        x = at[0] - {"left": 0.0, "middle": taken / 2, "right": taken}[anchor]
        parts = list(_parts((x, at[1]), text, style))
        draw = ImageDraw.Draw(self.image)
        for part in parts:
            draw.text(part.at, part.text, fill=colour, font=part.font, anchor="ls", direction=part.direction)
        self._drawn.append((text, colour, parts))
        return taken

    def rounded(self, box: Box, radius: float, colour: Colour) -> None:
        """A filled rectangle with round corners."""
        size = (round(box.right - box.left), round(box.bottom - box.top))
        self.image.paste(colour, (round(box.left), round(box.top)), rounded_mask(size, radius))

    def disc(self, centre: tuple[float, float], diameter: int, colour: Colour) -> None:
        """A filled circle."""
        x, y = centre
        mask = rounded_mask((diameter, diameter), diameter / 2)
        self.image.paste(colour, (round(x - diameter / 2), round(y - diameter / 2)), mask)

    def masked(self, at: tuple[float, float], mask: Image.Image, colour: Colour | Image.Image) -> None:
        """Colour (or an image of the mask's size) through a mask, its top left corner `at`."""
        x, y = round(at[0]), round(at[1])
        if isinstance(colour, Image.Image):
            self.image.paste(colour, (x, y), mask)
        else:
            self.image.paste(colour, (x, y), mask)

    def png(self, palette: Image.Image | None = None) -> bytes:
        """The picture as PNG; with a `palette` (an image of mode P) in its colours, which makes it a third as large."""
        image = self.image.quantize(palette=palette, dither=Image.Dither.NONE) if palette else self.image
        written = BytesIO()
        image.save(written, "PNG", compress_level=2)  # 6 takes five times as long and saves a fifth
        return written.getvalue()


def _parts(at: tuple[float, float], text: str, style: Style) -> Iterator[_Part]:
    x, y = at
    for run in runs(text):
        font = run.font(style)
        for part in clusters(run.text) if style.spacing else [run.text]:
            yield _Part((x, y), part, font, run.direction)
            x += advance(part, font, run.direction) + style.spacing


def _around(parts: Sequence[_Part]) -> Box | None:
    """What encloses the ink, if there is any."""
    ink = [box for box in (part.ink() for part in parts) if box.right > box.left]
    if not ink:
        return None
    return Box(
        min(box.left for box in ink),
        min(box.top for box in ink),
        max(box.right for box in ink),
        max(box.bottom for box in ink),
    )


@lru_cache(maxsize=256)
def rounded_mask(size: tuple[int, int], radius: float) -> Image.Image:
    """A smooth mask of a rectangle with round corners. Shared: not to be drawn on."""
    k = _SMOOTHNESS
    large = Image.new("L", (size[0] * k, size[1] * k), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, size[0] * k - 1, size[1] * k - 1), radius * k, fill=255)
    return large.reduce(k)


@lru_cache(maxsize=8)
def hatched_mask(size: tuple[int, int]) -> Image.Image:
    """A smooth mask of slanted stripes: what is not certain yet, or still to come. Shared."""
    k, apart, thickness = _SMOOTHNESS, 15, 5
    across, height = size
    large = Image.new("L", (across * k, height * k), 40)
    draw = ImageDraw.Draw(large)
    for x in range(-height, across, apart):
        draw.line([(x * k, height * k), ((x + height) * k, 0)], fill=255, width=thickness * k)
    return large.reduce(k)


@lru_cache(maxsize=256)
def arc_mask(diameter: int, thickness: float, start: float, end: float) -> Image.Image:
    """A smooth mask of a part of a ring, from `start` to `end` in turns, clockwise from the top. Shared."""
    k = _SMOOTHNESS
    large = Image.new("L", (diameter * k, diameter * k), 0)
    edge = diameter * k - 1
    ImageDraw.Draw(large).arc(
        (0, 0, edge, edge), start * 360 - 90, end * 360 - 90, fill=255, width=round(thickness * k)
    )
    return large.reduce(k)


@lru_cache(maxsize=64)
def stroke_mask(
    size: tuple[int, int], points: tuple[tuple[float, float], ...], thickness: float
) -> Image.Image:
    """A smooth mask of a line through `points` with round ends. Shared."""
    k = _SMOOTHNESS
    large = Image.new("L", (size[0] * k, size[1] * k), 0)
    draw = ImageDraw.Draw(large)
    scaled = [(x * k, y * k) for x, y in points]
    draw.line(scaled, fill=255, width=round(thickness * k), joint="curve")
    half = thickness * k / 2
    for x, y in (scaled[0], scaled[-1]):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return large.reduce(k)
