"""What it costs to draw a picture that nobody has seen before, beside the QR code alone.

In milliseconds of this process's CPU, as each picture is drawn in a thread while others are attended to. Every picture
is of another campaign: other names, amounts and link, so that nothing of its words or its code is known from before.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median
from time import process_time

from benchmarks.places import Place
from bot.locales import Locale
from bot.pictures import (
    CardState,
    PortfolioPicture,
    PortfolioRow,
    draw_card,
    draw_certificate,
    draw_portfolio,
    draw_qr,
)
from tests.pictures.samples import CARD, CERTIFICATE, NAMES

DRAWINGS = 40
_FIRST = """
from time import process_time
from bot.locales import Locale, words
from bot.pictures import draw_card
from tests.pictures.samples import CARD
words(Locale.EN).plain("picture-brand")
began = process_time()
draw_card(CARD)
print((process_time() - began) * 1000)
"""
_TIERS = ((0, Decimal("1.75")), (500_000, Decimal("2.10")), (1_000_000, Decimal("2.45")))
_DAYS = 60


async def measure_pictures(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Cards, certificates, portfolios and bare codes, in turns; and the first card of a new process."""
    if place.name != "sqlite":
        return {}  # they know no database
    spent_ms: dict[str, list[float]] = {}
    for number in range(3 if quick else DRAWINGS):
        say(f"drawing number {number + 1} of each picture")
        for name, draw in _pictures(number):
            began = process_time()
            draw()
            spent_ms.setdefault(name, []).append((process_time() - began) * 1000)
    say("the first card of a process")
    first = await asyncio.create_subprocess_exec(sys.executable, "-c", _FIRST, stdout=PIPE)
    told, _ = await first.communicate()
    kinds = {name: median(each[1:]) for name, each in spent_ms.items()}
    bare = kinds["bare_qr"]
    return {
        **{f"{name}_ms": spent for name, spent in kinds.items()},
        **{f"{name}_ratio_to_bare_qr": spent / bare for name, spent in kinds.items() if name != "bare_qr"},
        "first_card_ms": float(told),
    }


def _pictures(number: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """One of each kind that shows what was not shown before."""
    locale = list(Locale)[number % len(Locale)]
    link, code = f"https://t.me/hecun_demo_bot?start=j_{number:022d}", f"K7QF-2M{number:02d}"
    amount_minor = 1_234_00 + number * 57_31
    names = tuple(f"{chr(0x5F20 + number)}{name} {number}" for name in NAMES[:5])
    card = replace(
        CARD, locale=locale, link=link, short_code=code, pledged_minor=amount_minor, tiers=_TIERS,
        title=f"{number + 3}-month deposit", member_names=names, member_count=5 + number,
        closes_text=f"{number + 2} days left",
    )  # fmt: skip
    settled = replace(card, link=None, short_code=None, state=CardState.SETTLED)
    certificate = replace(
        CERTIFICATE, locale=locale, qr=link, holder=f"Lin W** {number}", principal_minor=amount_minor,
        number=f"HC-2026-{number:06d}", interest_at_maturity_minor=amount_minor // 40,
    )  # fmt: skip
    portfolio = _portfolio(locale, number, amount_minor)
    yield "bare_qr", lambda: draw_qr(link)
    yield "card", lambda: draw_card(card)
    yield "settled_card", lambda: draw_card(settled)
    yield "certificate", lambda: draw_certificate(certificate)
    yield "portfolio", lambda: draw_portfolio(portfolio)


def _portfolio(locale: Locale, number: int, amount_minor: int) -> PortfolioPicture:
    interest_minor = tuple(amount_minor * day // (40 * _DAYS) for day in range(_DAYS + 1))
    rows = tuple(
        PortfolioRow(
            f"6210482719{number:02d}-{row:03d}", Decimal("2.45"), amount_minor + row, CERTIFICATE.maturity_date,
            interest_minor,
        )
        for row in range(4)
    )  # fmt: skip
    return PortfolioPicture(
        currency="CNY",
        locale=locale,
        value_today_minor=amount_minor * len(rows),
        interest_today_minor=sum(row.interest_minor[number % _DAYS] for row in rows),
        interest_at_end_minor=sum(row.interest_minor[-1] for row in rows),
        today=CERTIFICATE.value_date,
        start=CERTIFICATE.value_date,
        end=CERTIFICATE.maturity_date,
        rows=rows,
    )
