"""The people of a pool as coloured circles with their initials, and the seats that are still free."""

from functools import lru_cache

from PIL import Image, ImageDraw

from bot.locales.outside import tidy
from bot.pictures.canvas import Canvas, rounded_mask
from bot.pictures.fonts import BOLD, face_for
from bot.pictures.palette import ASH, GROOVE, MIST, MOSS, PAPER, PEOPLE, Colour
from bot.pictures.text import Style, clusters, fitted, ink_middle

DIAMETER = 88
STEP = 100
_RING = 5


def draw_people(
    canvas: Canvas,
    at: tuple[float, float],
    names: tuple[str, ...],
    count: int,
    seats: int,
    *,
    slots: int,
    faded: bool,
) -> None:
    """Up to `slots` circles from the left, centred on height `at[1]`: people first, then free seats.

    More people than circles are summed up in the last one as "+12". Names that are not given leave a plain figure.
    """
    people = count if count <= slots else slots - 1
    for slot in range(min(max(seats, count), slots)):
        centre = (at[0] + DIAMETER / 2 + slot * STEP, at[1])
        if slot < people:
            colour = ASH if faded else PEOPLE[slot % len(PEOPLE)]
            _person(canvas, centre, names[slot] if slot < len(names) else "", colour)
        elif count > slots:
            canvas.disc(centre, DIAMETER, MOSS)
            _centred(canvas, centre, f"+{count - people}", Style(34, BOLD), PAPER)
        else:
            _free_seat(canvas, centre)


def _person(canvas: Canvas, centre: tuple[float, float], name: str, colour: Colour) -> None:
    canvas.disc(centre, DIAMETER, colour)
    letters = initials(name)
    if letters:
        _centred(canvas, centre, letters, Style(44 if len(clusters(letters)) == 1 else 36, BOLD), GROOVE)
    else:
        figure = _figure()
        canvas.masked((centre[0] - DIAMETER / 2, centre[1] - DIAMETER / 2), figure, GROOVE)


def initials(name: str) -> str:
    """张伟 → 张, Maria Rossi → MR, 🦊 → 🦊; empty for a name of which no letter can be drawn."""
    words = [word for word in tidy(name).split() if any(_speaks(cluster) for cluster in clusters(word))]
    first = [next(cluster for cluster in clusters(word) if _speaks(cluster)) for word in words[:2]]
    both = "".join(first)
    # Two letters of an alphabet read as initials; two ideographs, joined Arabic letters or emoji do not.
    return both.upper() if both.isascii() else first[0].upper() if first else ""


def _speaks(cluster: str) -> bool:
    letter_or_emoji = cluster[0].isalnum() or not cluster[0].isascii()
    return letter_or_emoji and cluster[0] not in "—…·*＊•" and face_for(cluster) is not None


def _centred(canvas: Canvas, centre: tuple[float, float], text: str, style: Style, colour: Colour) -> None:
    text, style = fitted(text, style, DIAMETER - 12, 16)
    canvas.text((centre[0], centre[1] - ink_middle(text, style)), text, style, colour, anchor="middle")


@lru_cache(maxsize=1)
def _figure() -> Image.Image:
    """Head and shoulders in a circle, as a mask."""
    k, d = 4, DIAMETER
    large = Image.new("L", (d * k, d * k), 0)
    draw = ImageDraw.Draw(large)
    draw.ellipse((d * 0.33 * k, d * 0.2 * k, d * 0.67 * k, d * 0.54 * k), fill=255)
    draw.ellipse((d * 0.19 * k, d * 0.6 * k, d * 0.81 * k, d * 1.3 * k), fill=255)
    figure = large.reduce(k)
    figure.paste(0, (0, 0), rounded_mask((d, d), d / 2).point(lambda value: 255 - value))
    return figure


def _free_seat(canvas: Canvas, centre: tuple[float, float]) -> None:
    canvas.masked((centre[0] - DIAMETER / 2, centre[1] - DIAMETER / 2), _dashed_ring(), MIST)


@lru_cache(maxsize=1)
def _dashed_ring() -> Image.Image:
    k, d, dashes = 4, DIAMETER, 14
    large = Image.new("L", (d * k, d * k), 0)
    draw = ImageDraw.Draw(large)
    for dash in range(dashes):
        start = dash * 360 / dashes
        box = (2 * k, 2 * k, (d - 2) * k, (d - 2) * k)
        draw.arc(box, start, start + 360 / dashes * 0.58, fill=255, width=_RING * k - 6)
    return large.reduce(k)
