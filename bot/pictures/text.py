"""Lines of text measured and laid out: any script, right to left too, shrunk or shortened to the room there is."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from PIL import ImageFont

from bot.locales.outside import continues
from bot.pictures.fonts import REGULAR, face_for, font

_MISSING = "·"


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: `size` in pixels, `weight` 100–900, extra space between letters in pixels."""

    size: int
    weight: int = REGULAR
    spacing: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line in one face and one direction."""

    text: str
    face: str
    rightwards: bool

    def font(self, style: Style) -> ImageFont.FreeTypeFont:
        """The run's font in a style."""
        return font(self.face, style.size, style.weight)

    @property
    def direction(self) -> str:
        """The direction in Pillow's words."""
        return "ltr" if self.rightwards else "rtl"

    def width(self, style: Style) -> float:
        """Its advance in pixels."""
        return advance(self.text, self.font(style), self.direction)


@lru_cache(maxsize=4096)  # fonts are as few as faces, sizes and weights, and live as long as we do
def advance(text: str, font: ImageFont.FreeTypeFont, direction: str) -> float:
    """How far a stretch of text in one font moves the pen, in pixels."""
    return font.getlength(text, direction=direction)


def clusters(text: str) -> list[str]:
    """`text` as the things one sees: letters with their marks, emoji sequences. Format characters go with a letter."""
    found: list[str] = []
    for index, character in enumerate(text):
        if found and continues(text, index):
            found[-1] += character
        elif unicodedata.category(character) not in ("Cc", "Cf"):
            found.append(character)
    return found


@lru_cache(maxsize=2048)
def runs(text: str) -> tuple[Run, ...]:
    """A line's runs from left to right as they are drawn; characters that no face has become one middle dot."""
    placed: list[tuple[str, str, bool | None]] = []
    for cluster in clusters(text):
        face = face_for(cluster)
        shown = _MISSING if face is None else cluster
        if shown == _MISSING and placed and placed[-1][0] == _MISSING:
            continue
        # A space belongs to the words beside it, not to a face of its own.
        beside = placed[-1][1] if cluster == " " and placed else face or face_for(_MISSING)
        placed.append((shown, beside or "", _rightwards(shown)))
    return tuple(_in_visual_order(list(_joined(placed))))


def _rightwards(cluster: str) -> bool | None:
    """Strong direction of a cluster; None for spaces and punctuation. Numbers run to the right in every script."""
    kind = unicodedata.bidirectional(cluster[0])
    return {"L": True, "EN": True, "AN": True, "R": False, "AL": False}.get(kind)


def _joined(placed: list[tuple[str, str, bool | None]]) -> Iterator[Run]:
    """Runs in reading order. What has no direction takes that of its neighbours if they agree, else the line's."""
    line = next((rightwards for *_, rightwards in placed if rightwards is not None), True)
    resolved: list[tuple[str, str, bool]] = []
    for index, (cluster, face, own) in enumerate(placed):
        before = resolved[-1][2] if resolved else line
        after = next((each for *_, each in placed[index:] if each is not None), line)
        resolved.append((cluster, face, own if own is not None else before if before == after else line))
    for (face, rightwards), group in groupby(resolved, key=lambda each: each[1:]):
        yield Run("".join(cluster for cluster, *_ in group), face, rightwards)


def _in_visual_order(reading_order: list[Run]) -> Iterator[Run]:
    """Unicode's rule L2 for one level of embedding."""
    line_rightwards = reading_order[0].rightwards if reading_order else True
    stretches = [list(group) for _, group in groupby(reading_order, key=lambda run: run.rightwards)]
    for stretch in stretches if line_rightwards else reversed(stretches):
        yield from stretch if stretch[0].rightwards else reversed(stretch)


def width(text: str, style: Style) -> float:
    """The line's width in pixels."""
    return sum(run.width(style) for run in runs(text)) + style.spacing * max(len(clusters(text)) - 1, 0)


def ink_middle(text: str, style: Style) -> float:
    """How far above the baseline (negative) the middle of the line's ink is."""
    boxes = [run.font(style).getbbox(run.text, anchor="ls", direction=run.direction) for run in runs(text)]
    return (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2 if boxes else 0.0


def fitted(text: str, style: Style, room: float, smallest: int) -> tuple[str, Style]:
    """The line and style that fit `room` pixels: shrunk down to `smallest`, then shortened with an ellipsis."""
    natural = width(text, style)
    if natural <= room:
        return text, style
    size = max(smallest, int(style.size * room / natural))
    while size > smallest and width(text, replace(style, size=size)) > room:
        size -= 1
    style = replace(style, size=size)
    parts = clusters(text)
    shown = text
    while parts and width(shown, style) > room:
        parts.pop()
        shown = "".join(parts).rstrip(" ·") + "…"
    return shown, style
