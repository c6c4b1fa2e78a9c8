"""What somebody sees who looks at a picture: its lines, where they stand, and whether they can be read."""

from itertools import combinations

from bot.pictures.canvas import Box, Canvas, Line
from bot.pictures.palette import Colour


def texts(canvas: Canvas) -> list[str]:
    return [line.text for line in canvas.lines]


def said(canvas: Canvas) -> str:
    """All that the picture says."""
    return " ".join(texts(canvas)).replace("\u2068", "").replace("\u2069", "")


def check_lines(canvas: Canvas, within: Box, *, name: str = "") -> None:
    """Each line stands within the box, touches no other, and is easy to read."""
    for line in canvas.lines:
        assert within.contains(line.box), (name, line)
        assert contrast(line.colour, ground_under(canvas, line)) >= READABLE, (name, line)
    for line, other in combinations(canvas.lines, 2):
        assert not line.box.overlaps(other.box), (name, line, other)


READABLE = 4.5
"""WCAG 2.2, 1.4.3 (AA) for text that is not large: on a phone, none of ours is."""
VISIBLE = 3.0
"""WCAG 2.2, 1.4.11 (AA) for what one must see to understand a drawing."""


def ground_under(canvas: Canvas, line: Line) -> Colour:
    """The colour that there is most of where the line stands, but for its own."""
    box = line.box
    under = canvas.image.crop((int(box.left) - 2, int(box.top) - 2, int(box.right) + 2, int(box.bottom) + 2))
    counted = under.getcolors(under.width * under.height) or []
    colours = sorted(
        ((count, colour) for count, colour in counted if isinstance(colour, tuple)), reverse=True
    )
    return next((red, green, blue) for _, (red, green, blue) in colours if (red, green, blue) != line.colour)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, contrast ratio: 1 for equal colours, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [
        channel / 255 / 12.92 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
