"""Guilloche drawn by mathematics: the woven borders and rosettes of banknotes, as smooth masks, and our seal."""

from collections.abc import Iterator
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from bot.pictures.canvas import Canvas, rounded_mask
from bot.pictures.fonts import BOLD
from bot.pictures.palette import RED, SHEET
from bot.pictures.text import Style, runs

_SMOOTHNESS = 3
_STEPS = 24
_TURN = -4  # degrees: nobody sets a seal quite straight

Point = tuple[float, float]


Ring = tuple[float, float, int, int, int]
"""From and to in radii of the rosette, petals, strands, second harmonic."""

ROSETTE: tuple[Ring, ...] = (
    (0.70, 1.00, 18, 12, 3),
    (0.44, 0.80, 12, 14, 2),
    (0.26, 0.50, 18, 8, 1),
)
BUTTON: tuple[Ring, ...] = ((0.30, 1.00, 10, 6, 2),)


@lru_cache(maxsize=8)
def guilloche_mask(diameter: int, rings: tuple[Ring, ...] = ROSETTE) -> Image.Image:
    """A rosette of woven rings."""
    return _lines((diameter, diameter), rosette_curves(diameter, rings))


def rosette_curves(diameter: float, rings: tuple[Ring, ...], steps: int = _STEPS) -> list[list[Point]]:
    """The strands of a rosette in a square of `diameter`, each as points, `steps` of them to a petal."""
    return [
        _petals(diameter / 2, ring, 2 * pi * strand / ring[3], steps)
        for ring in rings
        for strand in range(ring[3])
    ]


def _petals(outer: float, ring: Ring, phase: float, steps_of_petal: int) -> list[Point]:
    """One strand: r(θ) = middle + half width · (0.8 sin(nθ + phase) + 0.2 sin(mnθ − phase)), for n petals."""
    inside, outside, petals, _, harmonic = ring
    middle, half = (inside + outside) / 2, (outside - inside) / 2
    steps = petals * steps_of_petal
    curve = []
    for step in range(steps + 1):
        angle = 2 * pi * step / steps
        swing = 0.8 * sin(petals * angle + phase) + 0.2 * sin(harmonic * petals * angle - phase)
        radius = (outer - 1) * (middle + half * swing)
        curve.append((outer + radius * cos(angle), outer + radius * sin(angle)))
    return curve


@lru_cache(maxsize=8)
def border_mask(size: tuple[int, int], margin: float, band: float, strands: int) -> Image.Image:
    """A woven frame as `border_curves` has it, `band` pixels wide."""
    return _lines(size, border_curves(size, margin, band, strands))


def border_curves(
    size: tuple[float, float], margin: float, band: float, strands: int, steps: int = _STEPS
) -> list[list[Point]]:
    """Waves of one wavelength and spread phases around a rectangle, each as points, `steps` of them to a wave.

    The wavelength is fitted to a whole number on each side, so the weave meets itself at the corners.
    """
    across, down = size[0] - 2 * margin, size[1] - 2 * margin
    sides = (
        ((margin, margin), (1, 0), across),
        ((size[0] - margin, margin), (0, 1), down),
        ((size[0] - margin, size[1] - margin), (-1, 0), across),
        ((margin, size[1] - margin), (0, -1), down),
    )
    wanted = band * 2.6
    curves: list[list[Point]] = []
    for (x, y), (dx, dy), length in sides:
        waves = round(length / wanted)
        for strand in range(strands):
            phase = 2 * pi * strand / strands
            curve = []
            for step in range(waves * steps + 1):
                along = length * step / (waves * steps)
                turn = 2 * pi * waves * along / length
                # The second harmonic opens the weave into eyes; the swell ties it together at the corners.
                offset = band / 2 * (0.72 * sin(turn + phase) + 0.28 * sin(2 * turn - phase))
                offset *= min(1.0, sin(pi * along / length) * 9)
                curve.append((x + dx * along - dy * offset, y + dy * along + dx * offset))
            curves.append(curve)
    return curves


@lru_cache(maxsize=2)
def ribbon_mask(size: tuple[int, int], strands: int) -> Image.Image:
    """One woven band from side to side, as a border has, its ends cut off."""
    waves = size[0] / (size[1] * 2.6)
    middle, half = size[1] / 2, size[1] / 2 - 1
    curves = [
        [
            (float(x), middle + half * (0.72 * sin(turn + phase) + 0.28 * sin(2 * turn - phase)))
            for x in range(0, size[0] + 2, 2)
            for turn in [2 * pi * waves * x / size[0]]
        ]
        for phase in (2 * pi * strand / strands for strand in range(strands))
    ]
    return _lines(size, curves)


@lru_cache(maxsize=4)
def waves_mask(size: tuple[int, int], spacing: int) -> Image.Image:
    """Fine parallel waves that swell and calm across the sheet: a background that a photocopier blurs."""
    return _lines(size, wave_curves(size, spacing))


def wave_curves(size: tuple[int, int], spacing: int) -> list[list[Point]]:
    """The waves of such a background, each as points."""
    return [list(_wave(size[0], line, spacing)) for line in range(-2, size[1] // spacing + 3)]


def _wave(across: int, line: int, spacing: int) -> Iterator[Point]:
    for step in range(-1, across // 4 + 2):
        x = step * 4.0
        swell = sin(x / 67 + line * 0.21) * sin(pi * x / across + line * 0.03)
        yield x, line * spacing + spacing * 1.4 * swell


def _lines(size: tuple[int, int], curves: list[list[Point]]) -> Image.Image:
    k = _SMOOTHNESS
    large = Image.new("L", (size[0] * k, size[1] * k), 0)
    draw = ImageDraw.Draw(large)
    for curve in curves:
        draw.line([(x * k, y * k) for x, y in curve], fill=255, width=k, joint="curve")
    return large.reduce(k)


@lru_cache(maxsize=4)
def seal_mask(side: int) -> Image.Image:
    """合存之印, carved white on red as seals are, read from the right column down; slightly turned, as by hand."""
    seal = rounded_mask((side, side), side * 0.12).copy()
    draw = ImageDraw.Draw(seal)
    inset, cell = side * 0.07, side * 0.43
    draw.rounded_rectangle(
        (inset * 0.7, inset * 0.7, side - inset * 0.7, side - inset * 0.7), side * 0.08, outline=0, width=3
    )
    for character, column, row in (("合", 1, 0), ("存", 1, 1), ("之", 0, 0), ("印", 0, 1)):
        (run,) = runs(character)
        centre = (inset + cell * (column + 0.5), inset + cell * (row + 0.5))
        draw.text(centre, character, fill=0, font=run.font(Style(round(cell * 0.86), BOLD)), anchor="mm")
    return seal.rotate(_TURN, Image.Resampling.BICUBIC, expand=True)


def draw_seal(canvas: Canvas, centre: Point, side: int) -> None:
    """The seal, its characters the colour of paper whatever lies below."""
    seal = seal_mask(side)
    corner = (centre[0] - seal.width / 2, centre[1] - seal.height / 2)
    canvas.masked(corner, _block(side), SHEET)
    canvas.masked(corner, seal, RED)


def seal_stamp(side: int) -> Image.Image:
    """The seal as a picture of its own, nothing around it; its characters the colour of paper."""
    seal = seal_mask(side)
    stamp = Image.new("RGBA", seal.size, (*SHEET, 0))
    stamp.paste((*SHEET, 255), (0, 0), _block(side))
    stamp.paste((*RED, 255), (0, 0), seal)
    return stamp


@lru_cache(maxsize=4)
def _block(side: int) -> Image.Image:
    inner = rounded_mask((side - 4, side - 4), side * 0.12)
    block = Image.new("L", (side, side), 0)
    block.paste(inner, (2, 2))
    return block.rotate(_TURN, Image.Resampling.BICUBIC, expand=True)
