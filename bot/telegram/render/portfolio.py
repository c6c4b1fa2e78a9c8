"""What a participant holds and earns: a picture, and in its caption the same in words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from aiogram.types import InlineKeyboardMarkup

from bot.locales import Markup
from bot.locales.formatting import day, money
from bot.pictures import PortfolioPicture, PortfolioRow, draw_portfolio
from bot.telegram.callbacks import CertificateTap, GoTo, Place
from bot.telegram.keyboards import PRIMARY, Row, columns, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.domain.portfolio import Holding, Portfolio, portfolios
from core.views import CertificateView

_SAMPLES: Final = 61
_SHARES_TOLD: Final = 6
_CURRENCIES_TOLD: Final = 2
_HELD: Final = frozenset({ShareState.ACTIVE})


async def portfolio_screen(certificates: Sequence[CertificateView], visit: Visit) -> Screen:
    """The shares that are still theirs, drawn in their largest currency and told in all; or where to begin."""
    held = [view.holding for view in certificates if view.share.state in _HELD]
    if not held:
        opening = tap(visit.words.plain("start-button-open"), GoTo(place=Place.OPEN), PRIMARY)
        joining = tap(visit.words.plain("start-button-join"), GoTo(place=Place.JOIN))
        return Screen(visit.words("portfolio-none"), keyboard((opening,), (joining,), (back_to_me(visit),)))
    found = portfolios(held)
    picture = await visit.easel.draw(draw_portfolio, portfolio_picture(found[0], visit))
    told = found[:_CURRENCIES_TOLD]
    each = _SHARES_TOLD // len(told)
    captions = (portfolio_caption(portfolio, visit, each) for portfolio in told)
    shown = [holding for portfolio in told for holding in portfolio.holdings[:each]]
    return Screen(Markup("\n\n".join(captions)), _keyboard(shown, len(held), visit), picture)


def portfolio_picture(portfolio: Portfolio, visit: Visit) -> PortfolioPicture:
    """What the picture shows."""
    today = visit.now().day
    start, end = portfolio.starts_on, portfolio.ends_on
    step = (end - start) / (_SAMPLES - 1)
    days = [start + timedelta(days=round(step.total_seconds() * index / 86_400)) for index in range(_SAMPLES)]
    return PortfolioPicture(
        currency=portfolio.currency,
        locale=visit.locale,
        value_today_minor=portfolio.value_minor(today),
        interest_today_minor=portfolio.interest_minor(today),
        interest_at_end_minor=portfolio.interest_minor(end),
        today=today,
        start=start,
        end=end,
        rows=tuple(
            PortfolioRow(
                number=holding.share.certificate_number,
                annual_rate_percent=holding.deposit.annual_rate_percent,
                value_at_maturity_minor=holding.at_maturity.payout_minor,
                maturity_date=holding.deposit.maturity_date,
                interest_minor=holding.curve_minor(days),
            )
            for holding in portfolio.holdings
        ),
    )


def portfolio_caption(portfolio: Portfolio, visit: Visit, shares_told: int = _SHARES_TOLD) -> Markup:
    """All that the picture of these holdings says, share by share, and how many more there are."""
    today = visit.now().day

    def shown(amount_minor: int) -> Markup:
        return money(amount_minor, portfolio.currency, visit.locale, exact=True)

    lines = [
        visit.words(
            "portfolio-total",
            value=shown(portfolio.value_minor(today)),
            today=day(today, visit.locale),
            start=day(portfolio.starts_on, visit.locale),
            earned=shown(portfolio.interest_minor(today)),
            total=shown(portfolio.interest_minor(portfolio.ends_on)),
            end=day(portfolio.ends_on, visit.locale),
        ),
        "",
    ]
    lines += [
        visit.words(
            "portfolio-share",
            number=Markup(holding.share.certificate_number),
            rate=phrases.rate(holding.deposit.annual_rate_percent, visit),
            today=shown(holding.value_minor(today)),
            maturity=shown(holding.at_maturity.payout_minor),
            date=day(holding.deposit.maturity_date, visit.locale),
        )
        for holding in portfolio.holdings[:shares_told]
    ]
    hidden = len(portfolio.holdings) - shares_told
    if hidden > 0:
        lines.append(visit.words("picture-portfolio-more", count=hidden))
    return Markup("\n".join(lines))


def _keyboard(shown: Sequence[Holding], held: int, visit: Visit) -> InlineKeyboardMarkup:
    """To each share that is told, and to all of them where there are more."""
    say = visit.words.plain
    certificates = (
        tap(
            say("mine-button-certificate", number=Markup(holding.share.certificate_number)),
            CertificateTap(share_id=holding.share.id),
        )
        for holding in shown
    )
    rows: list[Row] = columns(certificates, 2)
    if held > len(shown):
        rows.append((tap(say("me-button-certificates"), GoTo(place=Place.CERTIFICATES)),))
    more = (
        tap(say("portfolio-button-statement"), GoTo(place=Place.STATEMENT)),
        back_to_me(visit),
    )
    return keyboard(*rows, more)
