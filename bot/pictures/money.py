"""The money of a deployment as a picture: what is held and what lies in term deposits, day by day, one upon the other.

1280 × 960, read on a phone: nothing is set smaller than 30.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from bot.locales import Locale, words
from bot.locales.formatting import day, money
from bot.pictures import palette
from bot.pictures.canvas import Box, Canvas
from bot.pictures.fonts import BOLD, MEDIUM
from bot.pictures.ground import GROUND_SCALES, HEAD_BASELINE, HEAD_LEFT, MARGIN, ground
from bot.pictures.palette import Colour, Scale, palette_of
from bot.pictures.text import Style

SIZE: Final = (1280, 960)
_RIGHT: Final = SIZE[0] - MARGIN
_CHART: Final = Box(MARGIN, 400, _RIGHT, 830)
_HELD, _DEPOSITED = palette.BRASS, palette.MINT
_SMOOTHNESS: Final = 2
_LABEL: Final = Style(32)
_GRID: Final = 4


@dataclass(frozen=True, slots=True)
class MoneyPicture:
    """What the picture shows, in minor units: a figure for each day up to `until`, and at least one.

    Figures are below zero where the books contradict themselves: they are told, and no column is drawn for them.
    """

    currency: str
    locale: Locale
    since: date
    until: date
    held_minor: tuple[int, ...]
    deposited_minor: tuple[int, ...]

    @property
    def columns_minor(self) -> tuple[tuple[int, int], ...]:
        """How high the columns are, day by day: what was held upon what was deposited."""
        by_day = zip(self.held_minor, self.deposited_minor, strict=True)
        return tuple((max(0, held), max(0, deposited)) for held, deposited in by_day)

    @property
    def top_minor(self) -> int:
        """The most there was on one day; at least one, to divide by."""
        return max(1, *map(sum, self.columns_minor))


def draw_money(picture: MoneyPicture) -> bytes:
    """The picture as PNG."""
    return compose_money(picture).png(_colours())


@lru_cache(maxsize=1)
def _colours() -> Image.Image:
    """What the picture is drawn in."""
    return palette_of(
        (
            *GROUND_SCALES,
            Scale(palette.NIGHT, _HELD, 8),
            Scale(palette.NIGHT, _DEPOSITED, 8),
            Scale(_HELD, _DEPOSITED, 4),
            Scale(palette.NIGHT, palette.MOSS),
        )
    )


def compose_money(picture: MoneyPicture) -> Canvas:
    """The picture as it is drawn, for whoever wants to measure it."""
    canvas = ground(SIZE)
    say, locale = words(picture.locale).plain, picture.locale
    until = day(picture.until, locale)
    taken = canvas.text((_RIGHT, HEAD_BASELINE), until, Style(36, MEDIUM), palette.MIST, anchor="right")
    room = _RIGHT - taken - HEAD_LEFT - 32
    title = say("picture-money-title", days=len(picture.held_minor))
    canvas.text((HEAD_LEFT, HEAD_BASELINE), title, Style(38, BOLD), palette.PAPER, room=room, smallest=30)
    half = (SIZE[0] - 2 * MARGIN) // 2
    for index, (key, colour, amounts_minor) in enumerate(
        (
            ("picture-money-held", _HELD, picture.held_minor),
            ("picture-money-deposited", _DEPOSITED, picture.deposited_minor),
        )
    ):
        left = MARGIN + index * half
        canvas.disc((left + 16, 190), 32, colour)
        canvas.text((left + 48, 202), say(key), Style(36), palette.MIST, room=half - 64, smallest=30)
        amount = money(amounts_minor[-1], picture.currency, locale)
        canvas.text((left, 290), amount, Style(72, BOLD), palette.PAPER, room=half - 24, smallest=30)
    _draw_chart(canvas, picture)
    return canvas


def _draw_chart(canvas: Canvas, picture: MoneyPicture) -> None:
    """A column for each day; lines across say how much a height stands for."""
    across, height = int(_CHART.right - _CHART.left), int(_CHART.bottom - _CHART.top)
    for line in range(1, _GRID + 1):
        y = _CHART.bottom - height * line / _GRID
        canvas.rounded(Box(_CHART.left, y, _CHART.right, y + 3), 1, palette.MOSS)
    if any(map(any, picture.columns_minor)):
        top = money(picture.top_minor, picture.currency, picture.locale)
        canvas.text((_CHART.left, _CHART.top - 16), top, _LABEL, palette.MIST)
    bands, mask = _columns(picture, across, height)
    canvas.masked((_CHART.left, _CHART.top), mask, bands)
    canvas.rounded(Box(_CHART.left, _CHART.bottom, _CHART.right, _CHART.bottom + 3), 1, palette.MIST)
    below = _CHART.bottom + 46
    canvas.text((_CHART.left, below), day(picture.since, picture.locale), _LABEL, palette.MIST)
    canvas.text(
        (_CHART.right, below), day(picture.until, picture.locale), _LABEL, palette.MIST, anchor="right"
    )


def _columns(picture: MoneyPicture, across: int, height: int) -> tuple[Image.Image, Image.Image]:
    """The columns in their colours, and the mask of all that they cover."""
    k = _SMOOTHNESS
    size = (across * k, height * k)
    bands, mask = Image.new("RGB", size, palette.NIGHT), Image.new("L", size, 0)
    for box, colour in _boxes(picture, size):
        ImageDraw.Draw(bands).rectangle(box, fill=colour)
        ImageDraw.Draw(mask).rectangle(box, fill=255)
    return bands.reduce(k), mask.reduce(k)


def _boxes(
    picture: MoneyPicture, size: tuple[int, int]
) -> Iterator[tuple[tuple[float, float, float, float], Colour]]:
    across, height = size
    step, top_minor = across / len(picture.columns_minor), picture.top_minor
    for index, (held, deposited) in enumerate(picture.columns_minor):
        left, right = index * step + step * 0.12, (index + 1) * step - step * 0.12
        between = height - height * deposited / top_minor
        topmost = between - height * held / top_minor
        if deposited:
            yield (left, between, right, height), _DEPOSITED
        if held:
            yield (left, topmost, right, between), _HELD
