"""What somebody holds and earns, as a picture: the value today, and each share's interest growing to its maturity.

1280 wide and as high as its rows need, read on a phone: nothing is set smaller than 30. The interest is drawn and not
the value, for 2 % of a value is a flat line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from bot.locales import Locale, Markup, words
from bot.locales.formatting import day, money, percent
from bot.pictures import palette
from bot.pictures.canvas import Box, Canvas, hatched_mask, stroke_mask
from bot.pictures.fonts import BOLD, MEDIUM
from bot.pictures.ground import GROUND_SCALES, HEAD_BASELINE, HEAD_LEFT, MARGIN, ground
from bot.pictures.palette import Colour, Scale, palette_of
from bot.pictures.text import Style, fitted, width

WIDTH: Final = 1280
_FIRST_ROW: Final = 850
_ROW_HEIGHT: Final = 78
_BELOW_ROWS: Final = 74
_RIGHT: Final = WIDTH - MARGIN
_CHART: Final = Box(MARGIN, 424, _RIGHT, 720)
_ROWS_SHOWN: Final = 3
_SMOOTHNESS: Final = 2
_LABEL: Final = Style(30)


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One share: `interest_minor` has what it has earned at each of the picture's samples, evenly spread in time."""

    number: str
    annual_rate_percent: Decimal
    value_at_maturity_minor: int
    maturity_date: date
    interest_minor: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PortfolioPicture:
    """What the picture shows; rows by maturity date, all with the same number of samples from `start` to `end`."""

    currency: str
    locale: Locale
    value_today_minor: int
    interest_today_minor: int
    interest_at_end_minor: int
    today: date
    start: date
    end: date
    rows: tuple[PortfolioRow, ...]

    @property
    def elapsed(self) -> float:
        """How much of the time from start to end is over, 0 to 1; for drawing only."""
        days = (self.end - self.start).days
        return min(max((self.today - self.start).days / days, 0.0), 1.0) if days > 0 else 1.0


def draw_portfolio(portfolio: PortfolioPicture) -> bytes:
    """The picture as PNG."""
    return compose_portfolio(portfolio).png(_colours())


@lru_cache(maxsize=1)
def _colours() -> Image.Image:
    """What the picture is drawn in."""
    return palette_of(
        (
            *GROUND_SCALES,
            *(Scale(palette.NIGHT, colour, 8) for colour in palette.PEOPLE),
            *(Scale(one, other, 4) for one, other in pairwise(palette.PEOPLE)),
            Scale(palette.NIGHT, palette.MOSS),
        )
    )


def compose_portfolio(portfolio: PortfolioPicture) -> Canvas:
    """The picture as it is drawn, for whoever wants to measure it."""
    rows = min(len(portfolio.rows), _ROWS_SHOWN)
    canvas = ground((WIDTH, _FIRST_ROW + (rows - 1) * _ROW_HEIGHT + _BELOW_ROWS))
    _draw_head(canvas, portfolio)
    _draw_chart(canvas, portfolio)
    _draw_rows(canvas, portfolio)
    return canvas


def _draw_head(canvas: Canvas, portfolio: PortfolioPicture) -> None:
    say, locale = words(portfolio.locale).plain, portfolio.locale
    today = day(portfolio.today, locale)
    taken = canvas.text((_RIGHT, HEAD_BASELINE), today, Style(36, MEDIUM), palette.MIST, anchor="right")
    room = _RIGHT - taken - HEAD_LEFT - 32
    canvas.text(
        (HEAD_LEFT, HEAD_BASELINE),
        say("picture-portfolio-title"),
        Style(38, BOLD),
        palette.PAPER,
        room=room,
        smallest=30,
    )
    canvas.text((MARGIN, 178), say("picture-portfolio-value"), Style(34), palette.MIST)
    value = money(portfolio.value_today_minor, portfolio.currency, locale, exact=True)
    canvas.text((MARGIN - 5, 292), value, Style(116, BOLD), palette.PAPER, room=_RIGHT - MARGIN, smallest=56)
    earned = say(
        "picture-portfolio-earned",
        earned=money(portfolio.interest_today_minor, portfolio.currency, locale, exact=True),
        total=money(portfolio.interest_at_end_minor, portfolio.currency, locale, exact=True),
        end=day(portfolio.end, locale),
    )
    canvas.text((MARGIN, 356), earned, Style(38, MEDIUM), palette.PAPER, room=_RIGHT - MARGIN, smallest=30)


def _colour(index: int) -> Colour:
    return palette.PEOPLE[(index + 1) % len(palette.PEOPLE)]


def _draw_chart(canvas: Canvas, portfolio: PortfolioPicture) -> None:
    """The shares' interest one upon another; what is still to come is hatched, and today stands between."""
    across, height = int(_CHART.right - _CHART.left), int(_CHART.bottom - _CHART.top)
    canvas.rounded(Box(_CHART.left, _CHART.bottom, _CHART.right, _CHART.bottom + 3), 1, palette.MOSS)
    now = _CHART.left + across * portfolio.elapsed
    bands, earned = _bands(portfolio, across, height)
    weave = hatched_mask((across, height)).copy()
    weave.paste(255, (0, 0, int(now - _CHART.left), height))
    canvas.masked((_CHART.left, _CHART.top), ImageChops.multiply(earned, weave), bands)
    _draw_today(canvas, portfolio, now)
    canvas.text((_CHART.left, 766), day(portfolio.start, portfolio.locale), _LABEL, palette.MIST)
    canvas.text(
        (_CHART.right, 766), day(portfolio.end, portfolio.locale), _LABEL, palette.MIST, anchor="right"
    )


def _bands(portfolio: PortfolioPicture, across: int, height: int) -> tuple[Image.Image, Image.Image]:
    """The shares' interest as bands one upon another, and the mask of all that lies below the topmost line."""
    k = _SMOOTHNESS
    size = (across * k, height * k)
    lines = list(_lines(portfolio, size))
    bands = Image.new("RGB", size, _colour(len(lines) - 1))
    draw = ImageDraw.Draw(bands)
    for index, line in reversed(list(enumerate(lines))):
        draw.polygon(line, fill=_colour(index))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(lines[-1], fill=255)
    return bands.reduce(k), mask.reduce(k)


def _lines(portfolio: PortfolioPicture, size: tuple[int, int]) -> Iterator[list[tuple[float, float]]]:
    """Outlines of what lies below the first share's interest, below the sum of the first two's, and so on."""
    across, height = size
    top_minor = max(portfolio.interest_at_end_minor, 1)
    sums = [0] * len(portfolio.rows[0].interest_minor)
    step = across / max(len(sums) - 1, 1)
    for row in portfolio.rows:
        sums = [below + own for below, own in zip(sums, row.interest_minor, strict=True)]
        heights = ((height - 12) * total_minor / top_minor for total_minor in sums)
        line = [(index * step, height - high) for index, high in enumerate(heights)]
        yield [(0.0, float(height)), *line, (float(across), float(height))]


def _draw_today(canvas: Canvas, portfolio: PortfolioPicture, now: float) -> None:
    """The line of today, and how much was earned where it meets the curve."""
    say = words(portfolio.locale).plain
    share = min(portfolio.interest_today_minor / max(portfolio.interest_at_end_minor, 1), 1.0)
    y = _CHART.bottom - (_CHART.bottom - _CHART.top - 4) * share
    tall = int(_CHART.bottom - _CHART.top)
    canvas.masked((now - 3, _CHART.top), stroke_mask((6, tall), ((3, 3), (3, tall)), 3), palette.PAPER)
    canvas.disc((now, y), 30, palette.NIGHT)
    canvas.disc((now, y), 20, palette.BRASS)
    text, style = fitted(say("picture-portfolio-today"), Style(30, MEDIUM), 260, 26)
    half = width(text, style) / 2
    middle = min(max(now, _CHART.left + half), _CHART.right - half)
    canvas.text((middle, _CHART.top - 12), text, style, palette.PAPER, anchor="middle")


def _draw_rows(canvas: Canvas, portfolio: PortfolioPicture) -> None:
    say, locale = words(portfolio.locale).plain, portfolio.locale
    rows = portfolio.rows
    shown = rows if len(rows) <= _ROWS_SHOWN else rows[: _ROWS_SHOWN - 1]
    for index, row in enumerate(shown):
        y = _FIRST_ROW + index * _ROW_HEIGHT
        canvas.disc((MARGIN + 16, y - 12), 32, _colour(index))
        worth = money(row.value_at_maturity_minor, portfolio.currency, locale, exact=True)
        taken = canvas.text(
            (_RIGHT, y), worth, Style(40, BOLD), palette.PAPER, anchor="right", room=460, smallest=30
        )
        matures = say(
            "picture-portfolio-share",
            rate=percent(row.annual_rate_percent, locale),
            date=day(row.maturity_date, locale),
            number=Markup(row.number),
        )
        room = _RIGHT - taken - 32 - MARGIN - 52
        canvas.text((MARGIN + 52, y), matures, Style(36), palette.PAPER, room=room, smallest=26)
    if len(shown) < len(rows):
        more = say("picture-portfolio-more", count=len(rows) - len(shown))
        canvas.text((MARGIN + 52, _FIRST_ROW + len(shown) * _ROW_HEIGHT), more, Style(36), palette.MIST)
