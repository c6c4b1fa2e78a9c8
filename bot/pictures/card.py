"""The campaign's card: what the pool earns together, how far it is, who is in, until when, and the way in.

1280 × 888. Telegram shows it 360 to 480 pixels wide on a phone, so nothing is set smaller than 32.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops

from bot.locales import Locale, words
from bot.locales.formatting import money, percent
from bot.pictures import palette
from bot.pictures.canvas import Box, Canvas, arc_mask, hatched_mask, rounded_mask, stroke_mask
from bot.pictures.fonts import BOLD, MEDIUM
from bot.pictures.ground import GROUND_SCALES, HEAD_BASELINE, HEAD_LEFT, MARGIN, ground
from bot.pictures.ornament import draw_seal
from bot.pictures.palette import Colour, Scale, palette_of
from bot.pictures.people import DIAMETER, STEP, draw_people
from bot.pictures.qr import DARK, qr_image
from bot.pictures.text import Style, fitted, width

SIZE: Final = (1280, 888)
_RIGHT: Final = SIZE[0] - MARGIN
_PANEL: Final = Box(846, 52, _RIGHT, 422)
_BAR: Final = Box(MARGIN, 616, _RIGHT, 664)
_SLOTS: Final = 6
_CODE: Final = Style(44, BOLD, spacing=2)
_TIER: Final = Style(34, MEDIUM)
_TIERS_BASELINE: Final = 716


class CardState(StrEnum):
    """The campaign's states, by their codes in the core."""

    OPEN = "open"
    FUNDED = "funded"
    REPAIRING = "repairing"
    SETTLING = "settling"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_OVER = (CardState.EXPIRED, CardState.CANCELLED)
_CHIPS: dict[CardState, tuple[Colour, Colour]] = {
    CardState.OPEN: (palette.MOSS, palette.PAPER),
    CardState.FUNDED: (palette.BRASS, palette.GROOVE),
    CardState.REPAIRING: (palette.ROSE, palette.GROOVE),
    CardState.SETTLING: (palette.SKY, palette.GROOVE),
    CardState.SETTLED: (palette.MINT, palette.GROOVE),
    CardState.EXPIRED: (palette.ASH, palette.GROOVE),
    CardState.CANCELLED: (palette.ASH, palette.GROOVE),
}


@dataclass(frozen=True, slots=True)
class CardPicture:
    """What a card shows.

    `tiers` are the product's rate tiers as (opening amount in minor units, annual rate in percent), lowest first; left
    empty, there is one step at the target. `seats` are the equal shares, where those fix how many people there will be.
    `closes_text` is formatted and short: "2 days left · Dec 1, 18:00". Without a `link` (campaigns for designated
    people) there is no QR, and without a `short_code` none is shown. `checking_minor` is the viewer's own part of what
    is pledged, while the bank is still checking it: it is hatched, at the end.
    """

    title: str
    locale: Locale
    currency: str
    target_minor: int
    pledged_minor: int
    annual_rate_percent: Decimal
    alone_rate_percent: Decimal
    member_names: tuple[str, ...]
    member_count: int
    seats: int | None
    state: CardState
    closes_text: str
    link: str | None
    short_code: str | None
    bot_username: str
    tiers: tuple[tuple[int, Decimal], ...] = ()
    checking_minor: int = 0

    @property
    def share(self) -> float:
        """How much of the target is pledged, 0 to 1; for drawing only."""
        return min(self.pledged_minor / self.target_minor, 1.0) if self.target_minor > 0 else 0.0


def draw_card(card: CardPicture) -> bytes:
    """The card as PNG."""
    return compose_card(card).png(_colours(card.state))


@lru_cache(maxsize=len(CardState))
def _colours(state: CardState) -> Image.Image:
    """What a card in this state is drawn in."""
    chip, chip_ink = _CHIPS[state]
    people = (palette.ASH,) if state in _OVER else palette.PEOPLE
    return palette_of(
        (
            *GROUND_SCALES,
            Scale(palette.LEAF, palette.MINT, 32),
            *(
                Scale(palette.NIGHT, ink)
                for ink in (_fill_colour(state), palette.GROOVE, chip, palette.WHITE)
            ),
            *(Scale(palette.GROOVE, ink, 8) for ink in (_fill_colour(state), palette.LEAF)),
            *(Scale(palette.GROOVE, colour, 7) for colour in people),
            *(Scale(palette.NIGHT, colour, 6) for colour in people),
            Scale(chip, chip_ink),
            Scale(palette.MOSS, palette.PAPER, 6),
            Scale(palette.WHITE, DARK, 2),
        )
    )


def compose_card(card: CardPicture) -> Canvas:
    """The card as it is drawn, for whoever wants to measure it."""
    canvas = ground(SIZE)
    _draw_head(canvas, card)
    _draw_rate(canvas, card)
    if card.link is not None:
        _draw_way_in(canvas, card, card.link)
    else:
        _draw_ring(canvas, card)
    _draw_progress(canvas, card)
    _draw_tiers(canvas, card)
    _draw_foot(canvas, card)
    return canvas


def _draw_head(canvas: Canvas, card: CardPicture) -> None:
    say = words(card.locale).plain
    brand = canvas.text((HEAD_LEFT, HEAD_BASELINE), say("picture-brand"), Style(38, BOLD), palette.PAPER)
    paper, ink = _CHIPS[card.state]
    left = HEAD_LEFT + brand + 30
    label, style = fitted(
        say(f"picture-state-{card.state}"), Style(34, MEDIUM), _PANEL.left - 48 - left - 48, 30
    )
    canvas.rounded(Box(left, 58, left + width(label, style) + 48, 114), 28, paper)
    canvas.text((left + 24, 98), label, style, ink)
    canvas.text(
        (MARGIN, 204), card.title, Style(52, BOLD), palette.PAPER, room=_PANEL.left - 40 - MARGIN, smallest=40
    )


def _draw_rate(canvas: Canvas, card: CardPicture) -> None:
    say = words(card.locale).plain
    over = card.state in _OVER
    rate = canvas.text(
        (MARGIN - 6, 372), percent(card.annual_rate_percent, card.locale), Style(156, BOLD),
        palette.MIST if over else palette.PAPER, room=580, smallest=90,
    )  # fmt: skip
    canvas.text((MARGIN + rate + 14, 372), say("picture-a-year"), Style(44, MEDIUM), palette.MIST)
    instead = say("picture-instead-of", rate=percent(card.alone_rate_percent, card.locale))
    canvas.text((MARGIN, 448), instead, Style(40), palette.MIST, room=_PANEL.left - 40 - MARGIN, smallest=32)


def _draw_way_in(canvas: Canvas, card: CardPicture, link: str) -> None:
    code = qr_image(link, int(_PANEL.right - _PANEL.left))
    canvas.masked((_PANEL.left, _PANEL.top), rounded_mask(code.size, 28), code)
    _draw_code(canvas, card, ((_PANEL.left + _PANEL.right) / 2, 474))


def _draw_code(canvas: Canvas, card: CardPicture, at: tuple[float, float]) -> None:
    """The way in for whoever cannot scan: the short code, and the bot that takes it."""
    if not card.short_code:
        return
    room = _PANEL.right - _PANEL.left
    canvas.text(at, card.short_code, _CODE, palette.PAPER, anchor="middle", room=room, smallest=32)
    address = f"@{card.bot_username}"
    canvas.text(
        (at[0], at[1] + 44), address, Style(32), palette.MIST, anchor="middle", room=room, smallest=24
    )


def _draw_ring(canvas: Canvas, card: CardPicture) -> None:
    """Where the QR would be: how full the pool is; a tick once the deposit stands."""
    diameter, thickness = 300, 34
    x, y = (_PANEL.left + _PANEL.right - diameter) / 2, _PANEL.top + 20
    canvas.masked((x, y), arc_mask(diameter, thickness, 0, 1), palette.GROOVE)
    colour = _fill_colour(card.state)
    if card.share > 0:
        canvas.masked((x, y), arc_mask(diameter, thickness, 0, card.share), colour)
    centre = (x + diameter / 2, y + diameter / 2)
    if card.state is CardState.SETTLED:
        tick = stroke_mask((140, 110), ((16.0, 56.0), (54.0, 94.0), (124.0, 16.0)), 20)
        canvas.masked((centre[0] - 70, centre[1] - 55), tick, colour)
        draw_seal(canvas, (x + diameter - 34, y + diameter - 34), 104)
    else:
        canvas.text(
            (centre[0], centre[1] + 28), f"{int(card.share * 100)}%", Style(76, BOLD), colour, anchor="middle"
        )
    _draw_code(canvas, card, (centre[0], 456))


def _fill_colour(state: CardState) -> Colour:
    return palette.ASH if state in _OVER else palette.MINT


def _draw_progress(canvas: Canvas, card: CardPicture) -> None:
    say = words(card.locale).plain
    missing = card.target_minor - card.pledged_minor
    if card.state in _OVER:
        to_go = ""
    elif missing > 0:
        to_go = say("picture-to-go", amount=money(missing, card.currency, card.locale))
    else:
        to_go = say("picture-full")
    text, style = fitted(to_go, Style(40, MEDIUM), 420, 30)
    canvas.text((_RIGHT, 588), text, style, palette.BRASS, anchor="right")
    room = _RIGHT - MARGIN - width(text, style) - 40
    pledged = money(card.pledged_minor, card.currency, card.locale)
    target = say("picture-of-target", amount=money(card.target_minor, card.currency, card.locale))
    size = 64
    while (
        size > 36 and width(pledged, Style(size, BOLD)) + 16 + width(target, Style(int(size * 0.65))) > room
    ):
        size -= 2
    end = canvas.text((MARGIN, 590), pledged, Style(size, BOLD), palette.PAPER)
    canvas.text((MARGIN + end + 16, 590), target, Style(int(size * 0.65)), palette.MIST)

    canvas.rounded(_BAR, 24, palette.GROOVE)
    if card.checking_minor:
        _fill_bar(canvas, card, card.pledged_minor, hatched=True)
    _fill_bar(canvas, card, card.pledged_minor - card.checking_minor)


def _fill_bar(canvas: Canvas, card: CardPicture, filled_minor: int, *, hatched: bool = False) -> None:
    """Fill so much of the bar."""
    bar_width, height = int(_BAR.right - _BAR.left), int(_BAR.bottom - _BAR.top)
    share = min(filled_minor / card.target_minor, 1.0) if card.target_minor > 0 else 0.0
    # Somebody's first yuan shows, and only a full pool looks full.
    filled = 0 if filled_minor <= 0 else min(max(int(bar_width * share), height), bar_width)
    if 0 < share < 1:
        filled = min(filled, bar_width - 24)  # more than the pin at the end covers
    if not filled:
        return
    mask = rounded_mask((filled, height), 24)
    if hatched:
        mask = ImageChops.multiply(mask, hatched_mask((filled, height)))
    colour = palette.ASH if card.state in _OVER else _ramp(bar_width, height).crop((0, 0, filled, height))
    canvas.masked((_BAR.left, _BAR.top), mask, colour)


@lru_cache(maxsize=2)
def _ramp(across: int, height: int) -> Image.Image:
    """Green that brightens to the right, mint where the pool is full."""
    steps = 96
    ramp = Image.new("RGB", (steps, 1))
    ramp.putdata([palette.mixed(palette.MINT, palette.LEAF, step / (steps - 1)) for step in range(steps)])
    return ramp.resize((across, height), Image.Resampling.NEAREST)


def _draw_tiers(canvas: Canvas, card: CardPicture) -> None:
    """Under the bar: the base rate, in gold the pool's own tier, and the tiers between them where they fit."""
    say = words(card.locale).plain
    tiers = card.tiers or ((0, card.alone_rate_percent), (card.target_minor, card.annual_rate_percent))
    reached = [tier for tier in tiers if tier[0] <= card.target_minor]
    if not reached:
        return
    *lower, (own_from, own_rate) = reached
    amount = money(own_from, card.currency, card.locale)
    free = _draw_own_tier(
        canvas,
        card,
        _mark(card, own_from),
        say("picture-tier", rate=percent(own_rate, card.locale), amount=amount),
    )
    left = float(MARGIN)
    for tier_from, rate in lower:
        rate_text = percent(rate, card.locale)
        if tier_from > reached[0][0]:  # the lowest tier begins where a deposit may begin: no mark of its own
            _draw_threshold(canvas, _mark(card, tier_from), palette.MIST)
            text = say("picture-tier-between", rate=rate_text)
            start = _mark(card, tier_from) - width(text, _TIER) / 2
        else:
            text, start = say("picture-tier-base", rate=rate_text), left
        if left <= start and start + width(text, _TIER) <= free:
            left = start + canvas.text((start, _TIERS_BASELINE), text, _TIER, palette.MIST) + 28


def _mark(card: CardPicture, amount_minor: int) -> float:
    return _BAR.left + (_BAR.right - _BAR.left) * min(amount_minor / card.target_minor, 1.0)


def _draw_own_tier(canvas: Canvas, card: CardPicture, mark: float, text: str) -> float:
    """The pin and label of the pool's own tier; returns where the room to the left of the label ends."""
    colour = palette.MIST if card.state in _OVER else palette.BRASS
    _draw_threshold(canvas, mark, colour)
    text, style = fitted(text, Style(34, BOLD), _RIGHT - MARGIN, 28)
    left = min(max(mark - width(text, style) / 2, MARGIN), _RIGHT - width(text, style))
    canvas.text((left, _TIERS_BASELINE), text, style, colour)
    return left - 28


def _draw_threshold(canvas: Canvas, mark: float, colour: Colour) -> None:
    """A pin through the bar where a tier begins."""
    x = min(max(mark, _BAR.left + 24), _BAR.right - 3)
    canvas.rounded(
        Box(x - 7, _BAR.top, x + 7, _BAR.bottom), 3, palette.NIGHT
    )  # pale on pale would not be seen
    canvas.rounded(Box(x - 3, _BAR.top - 8, x + 3, _BAR.bottom + 12), 3, colour)


def _draw_foot(canvas: Canvas, card: CardPicture) -> None:
    say = words(card.locale).plain
    seats = card.member_count if card.seats is None else max(card.seats, card.member_count)
    shown = min(seats, _SLOTS)
    draw_people(
        canvas,
        (MARGIN, 796),
        card.member_names,
        card.member_count,
        seats,
        slots=_SLOTS,
        faded=card.state in _OVER,
    )
    left = MARGIN + shown * STEP - (STEP - DIAMETER) + 32
    room = _RIGHT - left
    people = (
        say("picture-people", count=card.member_count)
        if card.seats is None
        else say("picture-people-of", count=card.member_count, seats=card.seats)
    )
    if card.member_count or card.state not in _OVER:
        canvas.text(
            (_RIGHT, 784), people, Style(38, MEDIUM), palette.PAPER, anchor="right", room=room, smallest=30
        )
    canvas.text(
        (_RIGHT, 838), card.closes_text, Style(38), palette.MIST, anchor="right", room=room, smallest=30
    )
