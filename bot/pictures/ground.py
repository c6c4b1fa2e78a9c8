"""What every card stands on: a deep green ground with a woven ribbon and a rosette, and our mark at its head.

The ground is dark enough not to glare in a dark chat and stands out from a light one, so one picture suits both.
"""

from functools import lru_cache
from typing import Final

from PIL import Image

from bot.pictures.canvas import Box, Canvas
from bot.pictures.fonts import BOLD
from bot.pictures.ornament import ROSETTE, guilloche_mask, ribbon_mask
from bot.pictures.palette import BRASS, LEAF, MIST, NIGHT, PAPER, RED, Scale, mixed
from bot.pictures.text import Style

MARGIN: Final = 64
HEAD_LEFT: Final = MARGIN + 78
"""Where a line begins that stands beside the mark."""
HEAD_BASELINE: Final = 100
_WOVEN: Final = mixed(LEAF, NIGHT, 0.26)
_RIBBON: Final = mixed(BRASS, NIGHT, 0.6)

GROUND_SCALES: Final = (
    Scale(NIGHT, PAPER, 16),
    *(Scale(NIGHT, ink) for ink in (MIST, BRASS)),
    *(Scale(NIGHT, ink, 8) for ink in (RED, _WOVEN, _RIBBON)),
    Scale(RED, PAPER),
)
"""The colours of the ground, of the mark and of text on it."""


@lru_cache(maxsize=8)
def _ground(size: tuple[int, int]) -> Image.Image:
    canvas = Canvas(Image.new("RGB", size, NIGHT))
    rosette = guilloche_mask(760, ROSETTE)
    canvas.masked((size[0] - 560, -200), rosette, _WOVEN)
    canvas.masked((0, 8), ribbon_mask((size[0], 20), 6), _RIBBON)
    return canvas.image


def ground(size: tuple[int, int]) -> Canvas:
    """A canvas of the ground, with our mark on it; what never changes is drawn once."""
    canvas = Canvas(_ground(size).copy())
    canvas.rounded(Box(MARGIN, 56, MARGIN + 60, 116), 14, RED)
    canvas.text((MARGIN + 30, 101), "合", Style(42, BOLD), PAPER, anchor="middle")
    return canvas
