"""Leaving a deposit early: selling the share and withdrawing it side by side, on what days, and the running offer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.callbacks import (
    CardAction,
    LeaveDayTap,
    LeaveEarlySureTap,
    LeaveEarlyTap,
    OfferAction,
    OfferTap,
    ShareTap,
)
from bot.telegram.keyboards import DANGER, PRIMARY, Row, keyboard, tap
from bot.telegram.refusals import refusal_text
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.worth import leaving_worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import Share
from core.domain.errors import DomainError, OfferFirst
from core.domain.exiting import (
    EarlyWithdrawal,
    check_leavable,
    check_withdrawable_early,
    early_withdrawal,
    transfer_price_minor,
)
from core.domain.leaving import Leaving
from core.domain.offer import OFFER_WINDOW, OfferState
from core.views import ShareView

_LATER_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Way:
    """What both ways out bring on one day, in minor units."""

    price_minor: int
    brings: EarlyWithdrawal
    kept_minor: int


def _on(view: ShareView, on: date) -> _Way:
    deposit, share, terms = view.deposit, view.share, view.campaign.terms
    return _Way(
        transfer_price_minor(deposit, share, terms, on),
        early_withdrawal(deposit, share, terms, view.product, on),
        view.holding.at_maturity.payout_minor,
    )


def leave_early_screen(view: ShareView, visit: Visit, said: Markup | None = None) -> Screen:
    """Both ways over the figures that the acts themselves work out again; under what is `said` about the last step."""
    words, today = visit.words, visit.now().day
    way = _on(view, today)
    lines = [*([said] if said else []), _asks(view, way, visit)]
    stay = [tap(words.plain("exiting-button-stay"), ShareTap(share_id=view.share.id))]
    another = [tap(words.plain("exiting-button-day"), LeaveDayTap(share_id=view.share.id))]
    try:
        check_leavable(view.deposit, view.share, view.campaign.terms, today)
    except DomainError as error:
        lines.append(refusal_text(error, visit, view.deposit.currency))
        return Screen(Markup("\n\n".join(lines)), keyboard(another, stay))
    later = [today, today + timedelta(days=_LATER_DAYS)]
    lines += _both_ways(view, [on for on in later if on < view.deposit.maturity_date], visit)
    lines.append(leaving_worth(view, today, visit))
    price, amount = (_amount(minor, view, visit) for minor in (way.price_minor, way.brings.amount_minor))
    offering = OfferTap(share_id=view.share.id, action=OfferAction.OFFER)
    rows: list[Row] = [[tap(words.plain("exiting-button-offer", price=price), offering, PRIMARY)]]
    if _refusal(view, today) is None:
        sure = LeaveEarlySureTap(share_id=view.share.id, amount_minor=way.brings.amount_minor)
        rows.append([tap(words.plain("exiting-button-sure", amount=amount), sure, DANGER)])
    return Screen(Markup("\n\n".join(lines)), keyboard(*rows, another, stay))


def ask_day_screen(view: ShareView, visit: Visit, said: Markup | None = None) -> Screen:
    """Asks for a day to look ahead to, under what is `said` about the one typed before."""
    example = visit.now().day + timedelta(days=2 * _LATER_DAYS)
    ask = visit.words(
        "exiting-ask-day",
        example=Markup(example.isoformat()),
        matures=day(view.deposit.maturity_date, visit.locale),
    )
    back = tap(visit.words.plain("exiting-button-back"), LeaveEarlyTap(share_id=view.share.id))
    return Screen(f"{said}\n\n{ask}" if said else ask, keyboard([back]))


def day_screen(view: ShareView, on: date, visit: Visit) -> Screen:
    """What both ways would bring on a day of the term, as things stand; nothing is done from here."""
    words = visit.words
    lines = [
        _asks(view, _on(view, on), visit),
        *_both_ways(view, [on], visit),
        leaving_worth(view, on, visit),
        words("exiting-as-it-stands"),
    ]
    another = tap(words.plain("exiting-button-day"), LeaveDayTap(share_id=view.share.id))
    back = tap(words.plain("exiting-button-back"), LeaveEarlyTap(share_id=view.share.id))
    return Screen(Markup("\n\n".join(lines)), keyboard([another], [back]))


def not_on_that_day(view: ShareView, on: date, visit: Visit) -> Markup | None:
    """Why nobody leaves on that day; None if one may."""
    if on >= view.deposit.maturity_date:
        kept = _amount(_on(view, visit.now().day).kept_minor, view, visit)
        matures = day(view.deposit.maturity_date, visit.locale)
        return visit.words("exiting-day-matured", matures=matures, kept=kept)
    try:
        check_leavable(view.deposit, view.share, view.campaign.terms, on)
    except DomainError as error:
        return refusal_text(error, visit, view.deposit.currency)
    return None


def left_early_screen(view: ShareView, visit: Visit) -> Screen:
    """The written answer; what was paid, and where to, the notice says."""
    if view.share.leaving is not None:
        return leaving_screen(view, visit)
    show = card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.SHOW)
    return Screen(visit.words("exiting-done"), keyboard([show]))


def leaving_screen(view: ShareView, visit: Visit) -> Screen:
    """What a bank elsewhere is checking of a share; its answer comes as a notice."""
    assert view.share.leaving is not None, "the share stays"
    show = tap(visit.words.plain("share-button-show"), ShareTap(share_id=view.share.id))
    return Screen(leaving_line(view.share.leaving, visit), keyboard([show]))


def leaving_line(leaving: Leaving, visit: Visit) -> Markup:
    """What the bank is checking, since when; who buys it, its owner need not know."""
    word = "exiting-checking" if leaving.buyer is None else "exiting-checking-sale"
    return visit.words(word, since=phrases.when(leaving.since, visit))


# The figures


def _asks(view: ShareView, way: _Way, visit: Visit) -> Markup:
    return visit.words(
        "exiting-ask",
        principal=_amount(view.share.principal_minor, view, visit),
        matures=day(view.deposit.maturity_date, visit.locale),
        kept=_amount(way.kept_minor, view, visit),
    )


def _both_ways(view: ShareView, days: Sequence[date], visit: Visit) -> Iterator[Markup]:
    """Each way with what it means, what it brings on each of these days, and why it is not open on the first."""
    terms, words = view.campaign.terms, visit.words
    ways = [(on, _on(view, on)) for on in days]
    sell = words("exiting-sell", rate=phrases.rate(terms.later.transfer_rate_percent, visit))
    sold = (_figure(view, on, way.price_minor, way.kept_minor, visit) for on, way in ways)
    yield Markup("\n".join([sell, *sold, _asked_first(days[0], visit)]))
    withdraw = words("exiting-withdraw", rate=phrases.rate(terms.demand_rate_percent, visit))
    paid = (_figure(view, on, way.brings.amount_minor, way.kept_minor, visit) for on, way in ways)
    yield Markup("\n".join([withdraw, *paid, *_what_it_means(view, ways[0][1].brings, days[0], visit)]))


def _figure(view: ShareView, on: date, amount_minor: int, kept_minor: int, visit: Visit) -> Markup:
    today = on == visit.now().day
    when = visit.words("exiting-today") if today else day(on, visit.locale)
    return visit.words(
        "exiting-figure",
        when=when,
        amount=_amount(amount_minor, view, visit),
        forgone=_amount(kept_minor - amount_minor, view, visit),
    )


def _asked_first(on: date, visit: Visit) -> Markup:
    """Who is asked until when; told by the clock only of an offer that could be made now."""
    now = visit.now()
    if on != now.day:
        return visit.words("exiting-asked-first")
    members, line = (phrases.when(now.at + count * OFFER_WINDOW, visit) for count in (1, 2))
    return visit.words("exiting-asked-first-until", members=members, line=line)


def _what_it_means(view: ShareView, brings: EarlyWithdrawal, on: date, visit: Visit) -> Iterator[Markup]:
    """The interest and tax in it, and what becomes of the others' rate; or why it is not open."""
    words = visit.words
    yield words(
        "exiting-interest",
        interest=_amount(brings.interest_minor, view, visit),
        tax=_amount(brings.tax_minor, view, visit),
    )
    refusal = _refusal(view, on)
    if refusal is None and brings.rest_rate_percent is None:
        yield words("exiting-rest-keeps")
    elif refusal is None and brings.rest_rate_percent is not None:
        yield words("exiting-rest-falls", rate=phrases.rate(brings.rest_rate_percent, visit))
    elif isinstance(refusal, OfferFirst):
        yield words("exiting-offer-first", rate=phrases.rate(refusal.rest_rate_percent, visit))
    elif refusal is not None:
        yield Markup(f"⚠️ {refusal_text(refusal, visit, view.deposit.currency)}")


def _refusal(view: ShareView, on: date) -> DomainError | None:
    try:
        check_withdrawable_early(view.deposit, view.share, view.campaign.terms, on)
    except DomainError as error:
        return error
    return None


def _amount(amount_minor: int, view: ShareView, visit: Visit) -> Markup:
    return phrases.amount(amount_minor, view.deposit.currency, visit)


# The running offer


def leave_button(share: Share, visit: Visit) -> InlineKeyboardButton:
    """The way to leaving early, or to the offer that runs."""
    word = "exiting-button-offered" if share.for_sale else "exiting-button"
    return tap(visit.words.plain(word), LeaveEarlyTap(share_id=share.id))


def offer_line(view: ShareView, visit: Visit) -> Markup | None:
    """For how much the share is for sale today, to whom, and until when; None if it is not."""
    offer = view.share.offer
    if offer is None or offer.due_at is None:
        return None
    until = phrases.when(offer.due_at, visit)
    price_minor = transfer_price_minor(view.deposit, view.share, view.campaign.terms, visit.now().day)
    price = _amount(price_minor, view, visit)
    if offer.state is OfferState.TO_LINE:
        return visit.words("exiting-offered-to-line", price=price, until=until)
    line_until = phrases.when(offer.due_at + OFFER_WINDOW, visit)
    return visit.words("exiting-offered-to-members", price=price, until=until, line=line_until)


def offer_screen(view: ShareView, visit: Visit, said: Markup | None = None) -> Screen:
    """The offer that runs, and the way to end it."""
    words = visit.words
    lines = [said, offer_line(view, visit), words("exiting-offered-note")]
    back = OfferTap(share_id=view.share.id, action=OfferAction.TAKE_BACK)
    return Screen(
        Markup("\n\n".join(line for line in lines if line)),
        keyboard(
            [tap(words.plain("exiting-button-take-back"), back)],
            [tap(words.plain("share-button-show"), ShareTap(share_id=view.share.id))],
        ),
    )


def take_back_sure_screen(view: ShareView, visit: Visit) -> Screen:
    """Asks once before the offer ends."""
    words = visit.words
    sure = OfferTap(share_id=view.share.id, action=OfferAction.TAKE_BACK_SURE)
    return Screen(
        Markup(f"{words('exiting-take-back-sure')}\n\n{leaving_worth(view, visit.now().day, visit)}"),
        keyboard(
            [tap(words.plain("exiting-button-take-back-sure"), sure, DANGER)],
            [tap(words.plain("exiting-button-leave-for-sale"), LeaveEarlyTap(share_id=view.share.id))],
        ),
    )
