"""How a share's money comes about, step by step: at maturity, as things stand or as it was, and after leaving early."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from aiogram.types import InlineKeyboardButton

from bot.disclosure import DAY_COUNTS
from bot.locales import Markup
from bot.locales.formatting import day, money
from bot.telegram.callbacks import ShareTap, ShareWorkingTap
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.domain.ids import ShareId
from core.domain.maturity import plan_maturity
from core.domain.payout import Payout, PayoutCause
from core.domain.working import Working, working
from core.views import ShareView


def working_button(share_id: ShareId, visit: Visit) -> InlineKeyboardButton:
    """The button that shows the working."""
    return tap(visit.words.plain("working-button"), ShareWorkingTap(share_id=share_id))


def working_screen(view: ShareView, visit: Visit) -> Screen:
    """The steps, numbered, each with the figures that go into the next."""
    worked = working(view.holding, view.register)
    number = Markup(view.share.certificate_number)
    lines = [visit.words("working-title", number=number)]
    if worked is not None:
        lines += _at_maturity(view, worked, visit)
    elif view.payout is not None:
        lines += _having_left(view, view.payout, visit)
    back = tap(visit.words.plain("working-button-back"), ShareTap(share_id=view.share.id))
    return Screen(Markup("\n\n".join(lines)), keyboard([back]))


def _at_maturity(view: ShareView, worked: Working, visit: Visit) -> Iterator[Markup]:
    words, proceeds = visit.words, worked.proceeds
    yield _whole(view, worked, visit)
    yield _part(view, worked, visit)
    yield _tax(view, proceeds.tax_minor, worked, visit)
    yield _sum(view, proceeds.principal_minor, proceeds.interest_minor, proceeds.tax_minor, visit)
    yield from _renewed(view, visit)
    if view.share.state is ShareState.ACTIVE:
        yield words("working-as-it-stands")


def _whole(view: ShareView, worked: Working, visit: Visit) -> Markup:
    """What the deposit earns, a line for each rate it had."""
    words, deposit = visit.words, view.deposit
    lines = [words("working-whole", whole=_amount(worked.whole_minor, view, visit))]
    lines += [
        words(
            "working-segment",
            start=day(segment.start, visit.locale),
            end=day(segment.end, visit.locale),
            rate=phrases.rate(segment.annual_rate_percent, visit),
            interest=_amount(segment.interest_minor, view, visit),
        )
        for segment in worked.segments
    ]
    lines.append(
        words(
            "working-convention",
            day_count=words(DAY_COUNTS[deposit.day_count]),
            compounding=words(f"pledging-compounding-{deposit.compounding}"),
        )
    )
    return Markup("\n".join(lines))


def _part(view: ShareView, worked: Working, visit: Visit) -> Markup:
    """The share's part of it, and how what could not be divided was given out."""
    proceeds, earned = worked.proceeds, _amount(worked.earned_minor, view, visit)
    part = visit.words(
        "working-part",
        principal=_amount(proceeds.principal_minor, view, visit),
        whole=_amount(worked.whole_minor, view, visit),
        earned=earned,
        interest=_amount(proceeds.interest_minor, view, visit),
    )
    if worked.even:
        return part
    return Markup(f"{part}\n{visit.words('working-rounding', earned=earned, extra=worked.extra_minor)}")


def _tax(view: ShareView, tax_minor: int, worked: Working, visit: Visit) -> Markup:
    if not tax_minor:
        return visit.words("working-no-tax")
    rate = (Decimal(worked.tax_rate.numerator) * 100 / worked.tax_rate.denominator).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    tax = _amount(tax_minor, view, visit)
    return visit.words("working-tax", tax=tax, rate=phrases.rate(rate, visit))


def _renewed(view: ShareView, visit: Visit) -> Iterator[Markup]:
    """What of it goes on, by the choice as things stand, or went on."""
    if view.following is not None:
        renewed_minor = view.following.principal_minor
    elif view.share.state is ShareState.ACTIVE:
        plan = plan_maturity(view.deposit, view.active_shares, view.campaign.terms, view.product)
        renewed_minor = plan.of(view.share.id).renewed_minor
    else:
        renewed_minor = 0
    if renewed_minor:
        paid_minor = view.holding.at_maturity.payout_minor - renewed_minor
        yield visit.words(
            "working-renewed",
            renewed=_amount(renewed_minor, view, visit),
            paid=_amount(paid_minor, view, visit),
        )


def _having_left(view: ShareView, payout: Payout, visit: Visit) -> Iterator[Markup]:
    """After an early withdrawal, or a sale, whose tax the buyer bears at maturity."""
    words, later = visit.words, view.campaign.terms.later
    since = day(view.deposit.value_date, visit.locale)
    facts = {
        "principal": _amount(payout.principal_minor, view, visit),
        "interest": _amount(payout.interest_minor, view, visit),
    }
    if payout.cause is PayoutCause.SALE:
        rate, convention = later.transfer_rate_percent, words(DAY_COUNTS[view.deposit.day_count])
        yield words(
            "working-sold", **facts, since=since, rate=phrases.rate(rate, visit), day_count=convention
        )
        yield words("working-sold-sum", **facts, amount=_amount(payout.amount_minor, view, visit))
        return
    rate = view.campaign.terms.demand_rate_percent
    yield words("working-withdrawn", **facts, since=since, rate=phrases.rate(rate, visit))
    if payout.tax_minor:
        yield words("working-withdrawn-tax", tax=_amount(payout.tax_minor, view, visit))
    else:
        yield words("working-no-tax")
    yield _sum(view, payout.principal_minor, payout.interest_minor, payout.tax_minor, visit)


def _sum(view: ShareView, principal_minor: int, interest_minor: int, tax_minor: int, visit: Visit) -> Markup:
    return visit.words(
        "working-sum",
        principal=_amount(principal_minor, view, visit),
        interest=_amount(interest_minor, view, visit),
        tax=_amount(tax_minor, view, visit),
        amount=_amount(principal_minor + interest_minor - tax_minor, view, visit),
    )


def _amount(amount_minor: int, view: ShareView, visit: Visit) -> Markup:
    """To the minor unit, whatever the amount: these are figures to reckon with."""
    return money(amount_minor, view.deposit.currency, visit.locale, exact=True)
