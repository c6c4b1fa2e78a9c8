"""A PDF being written: A4 pages with lines of text in any script, curves and pictures; measures are in points.

What is put on it is kept until it is written, for only then is known which characters the embedded fonts need.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from bot.locales import Locale
from bot.pictures.canvas import Anchor
from bot.pictures.fonts import LATIN, MAIN, REGULAR
from bot.pictures.palette import Colour
from bot.pictures.text import Run, Style, fitted, runs, width

if TYPE_CHECKING:
    from fpdf import FPDF

SIZE: Final = (595.28, 841.89)
"""A4, upright."""
_FINE: Final = 10
"""Text is measured in tenths of a point, for the fonts we measure with come in whole sizes."""
_PLAIN_FACES: Final = (MAIN, LATIN)
"""Those whose characters stand side by side as they come. Others join or stack them, and are set as pictures."""
_PICTURE_SCALE: Final = 6

Point = tuple[float, float]
_Op = Callable[["FPDF"], None]


@dataclass(frozen=True, slots=True)
class Type:
    """How a line is set: `size` in points, weight 100 to 900."""

    size: float
    weight: int = REGULAR

    @property
    def style(self) -> Style:
        """The same for measuring, in tenths of a point."""
        return Style(round(self.size * _FINE), self.weight)


@dataclass(slots=True)
class Sheet:
    """The pages of one document. `made_at` is aware, and all that tells one writing from another."""

    title: str
    locale: Locale
    made_at: datetime
    lines: list[list[str]] = field(default_factory=list)
    _ops: list[list[_Op]] = field(default_factory=list)
    _needed: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    _attached: list[tuple[str, bytes, str]] = field(default_factory=list)

    def page(self) -> None:
        """Turn to a new page; what follows stands on it."""
        self._ops.append([])
        self.lines.append([])

    def text(
        self,
        at: Point,
        text: str,
        type_: Type,
        colour: Colour,
        *,
        anchor: Anchor = "left",
        room: float | None = None,
        smallest: float | None = None,
    ) -> float:
        """Sets a line on the baseline `at`, made to fit `room`; returns the width it took."""
        style = type_.style
        if room is not None:
            text, style = fitted(text, style, room * _FINE, round((smallest or type_.size) * _FINE))
        taken = width(text, style) / _FINE
        x = at[0] - {"left": 0.0, "middle": taken / 2, "right": taken}[anchor]
        self.lines[-1].append(text)
        for run in runs(text):
            self._set_run((x, at[1]), run, style, colour)
            x += run.width(style) / _FINE
        return taken

    def _set_run(self, at: Point, run: Run, style: Style, colour: Colour) -> None:
        from bot.papers.faces import has_all  # noqa: PLC0415 - as in `pdf`

        if run.face not in _PLAIN_FACES or not run.rightwards or not has_all(run.face, run.text):
            self._add(_picture_of(at, run, style, colour))
            return
        self._needed[run.face, style.weight].update(run.text)
        family, size = _family(run.face, style.weight), style.size / _FINE

        def write(pdf: "FPDF") -> None:
            pdf.set_font(family, size=size)
            pdf.set_text_color(*colour)
            pdf.text(at[0], at[1], run.text)

        self._add(write)

    def curves(self, curves: Sequence[Sequence[Point]], at: Point, thickness: float, colour: Colour) -> None:
        """Fine lines through points, which count from `at`."""
        moved = [[(x + at[0], y + at[1]) for x, y in curve] for curve in curves]

        def draw(pdf: "FPDF") -> None:
            pdf.set_draw_color(*colour)
            pdf.set_line_width(thickness)
            for curve in moved:
                pdf.polyline(curve)

        self._add(draw)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""

        def draw(pdf: "FPDF") -> None:
            pdf.set_fill_color(*colour)
            pdf.rect(left, top, right - left, bottom - top, style="F")

        self._add(draw)

    def picture(self, image: Image.Image, at: Point, side: Point, alt_text: str = "") -> None:
        """A picture, its top left corner `at`, so large."""

        def draw(pdf: "FPDF") -> None:
            pdf.image(image, x=at[0], y=at[1], w=side[0], h=side[1], alt_text=alt_text or None)

        self._add(draw)

    def attach(self, name: str, content: bytes, description: str) -> None:
        """A file within the file."""
        self._attached.append((name, content, description))

    def pdf(self) -> bytes:
        """The document. The same sheets give the same bytes."""
        from fpdf import FPDF  # noqa: PLC0415 - takes a second, and most processes write no paper

        from bot.papers.faces import write_font  # noqa: PLC0415 - as above

        pdf = FPDF(unit="pt", format="A4")
        pdf.set_auto_page_break(False)
        pdf.set_title(self.title)
        pdf.set_lang(str(self.locale))
        pdf.set_producer("Hecun")
        pdf.set_creation_date(self.made_at)
        with TemporaryDirectory() as folder:
            for (face, weight), characters in sorted(self._needed.items()):
                path = Path(folder) / f"{_family(face, weight)}.ttf"
                write_font(face, weight, characters, path)
                pdf.add_font(_family(face, weight), fname=path)
            for ops in self._ops:
                pdf.add_page()
                for op in ops:
                    op(pdf)
            for name, content, description in self._attached:
                pdf.embed_file(
                    bytes=content,
                    basename=name,
                    desc=description,
                    mime_type="text/plain",
                    creation_date=self.made_at,
                    modification_date=self.made_at,
                )
            written = bytes(pdf.output() or b"")
        return written if written.endswith(b"\n") else written + b"\n"

    def _add(self, op: _Op) -> None:
        self._ops[-1].append(op)


def _family(face: str, weight: int) -> str:
    return f"{face.partition('.')[0].partition('[')[0].replace('-', '')}{weight}".lower()


def _picture_of(at: Point, run: Run, style: Style, colour: Colour) -> _Op:
    """A run of a script that joins its letters, or of emoji: shaped by who can, and put in as a picture."""
    large = replace(style, size=round(style.size / _FINE * _PICTURE_SCALE))
    font = run.font(large)
    left, top, right, bottom = font.getbbox(run.text, anchor="ls", direction=run.direction)
    size = (max(1, round(right - left)), max(1, round(bottom - top)))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).text(
        (-left, -top), run.text, fill=255, font=font, anchor="ls", direction=run.direction
    )
    image = Image.new("RGBA", size, (*colour, 0))
    image.putalpha(mask)
    stored = BytesIO()
    image.save(stored, "PNG")

    def draw(pdf: "FPDF") -> None:
        pdf.image(
            stored,
            x=at[0] + left / _PICTURE_SCALE,
            y=at[1] + top / _PICTURE_SCALE,
            w=size[0] / _PICTURE_SCALE,
            h=size[1] / _PICTURE_SCALE,
            alt_text=run.text,
        )

    return draw
