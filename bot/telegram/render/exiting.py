"""Leaving a deposit early: what it brings today, later and at maturity, side by side, and what it costs."""

from datetime import date, timedelta

from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.callbacks import CardAction, CertificateTap, LeaveEarlySureTap
from bot.telegram.keyboards import DANGER, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import card_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.exiting import EarlyWithdrawal, early_withdrawal
from core.domain.product import Product
from core.views import CertificateView

_LATER_DAYS = 30


def leave_early_screen(view: CertificateView, product: Product, visit: Visit) -> Screen:
    """Asks once, over the figures that the act itself works out again and must find the same."""
    words, deposit, today = visit.words, view.deposit, visit.now().day
    brings = _brings(view, product, today)
    amount = _amount(brings.amount_minor, view, visit)
    later = today + timedelta(days=_LATER_DAYS)
    lines = [
        words(
            "exiting-ask",
            principal=_amount(view.share.principal_minor, view, visit),
            matures=day(deposit.maturity_date, visit.locale),
        ),
        words(
            "exiting-today",
            amount=amount,
            interest=_amount(brings.interest_minor, view, visit),
            tax=_amount(brings.tax_minor, view, visit),
            rate=phrases.rate(view.campaign.terms.demand_rate_percent, visit),
        ),
    ]
    if later < deposit.maturity_date:
        then = _amount(_brings(view, product, later).amount_minor, view, visit)
        lines.append(words("exiting-later", date=day(later, visit.locale), amount=then))
    kept = _amount(brings.amount_minor + brings.forgone_minor, view, visit)
    lines.append(words("exiting-at-maturity", date=day(deposit.maturity_date, visit.locale), amount=kept))
    lines.append(words("exiting-cost", forgone=_amount(brings.forgone_minor, view, visit)))
    if brings.rest_rate_percent is not None:
        lines.append(words("exiting-rest-falls", rate=phrases.rate(brings.rest_rate_percent, visit)))
    sure = LeaveEarlySureTap(share_id=view.share.id, amount_minor=brings.amount_minor)
    stay = CertificateTap(share_id=view.share.id)
    return Screen(
        Markup("\n\n".join(lines)),
        keyboard(
            [tap(words.plain("exiting-button-sure", amount=amount), sure, DANGER)],
            [tap(words.plain("exiting-button-stay"), stay)],
        ),
    )


def left_early_screen(view: CertificateView, visit: Visit) -> Screen:
    """The written answer; what was paid, and where to, the notice says."""
    show = card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.SHOW)
    return Screen(visit.words("exiting-done"), keyboard([show]))


def _brings(view: CertificateView, product: Product, on: date) -> EarlyWithdrawal:
    return early_withdrawal(view.deposit, view.share, view.campaign.terms, product, on)


def _amount(amount_minor: int, view: CertificateView, visit: Visit) -> Markup:
    return phrases.amount(amount_minor, view.deposit.currency, visit)
