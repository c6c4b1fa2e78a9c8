"""The wizard's questions, each with the buttons for the usual answers; every button offers what admission takes."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from bot.locales import Key, Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import OpeningAnswer, OpeningMark, OpeningStep
from bot.telegram.choices import account_choices, amount_choices
from bot.telegram.keyboards import PRIMARY, Row, columns, tap
from bot.telegram.opening.answers import SKIP, marked_value, own_value
from bot.telegram.render.opening.state import Opening
from bot.telegram.render.phrases import amount, rate, term, when
from bot.telegram.visit import Visit
from core.domain.account import DebitAmountType
from core.domain.campaign import latest_deadline
from core.domain.moment import Moment
from core.domain.money import apportion_in_multiples, minor_digits
from core.domain.product import Product

_TARGETS = (1, 2, 5, 10)
"""Times the amount from which the best rate applies."""
_MINIMUMS = (100, 500, 1_000)
"""In major units, beside the bank's own."""
_SEATS = (2, 3, 4, 5, 6, 8, 10, 20)
_EVENINGS = (
    (Key("opening-button-tomorrow"), 1),
    (Key("opening-button-three-days"), 3),
    (Key("opening-button-week"), 7),
)
_CLOCK = time(20, 0)

Question = tuple[Markup, Sequence[Row]]
"""What is asked, and the rows of buttons to answer it with."""


def _ask_product(opening: Opening, visit: Visit) -> Question:
    offered = opening.offered
    if not offered:
        return visit.words("opening-no-products"), ()
    lines = [_product_line(product, opening, visit) for product in offered]
    buttons = [
        tap(
            visit.words.plain(
                "opening-button-product",
                term=term(product.term_months, visit),
                rate=rate(opening.best_tier(product).annual_rate_percent, visit),
            ),
            OpeningAnswer(step=OpeningStep.PRODUCT, value=product.code),
        )
        for product in offered
    ]
    better_from_minor = min(opening.best_tier(product).from_minor for product in offered)
    head = visit.words(
        "opening-ask-product", better_from=amount(better_from_minor, offered[0].currency, visit)
    )
    return _listed(head, lines), columns(buttons, 2)


def _product_line(product: Product, opening: Opening, visit: Visit) -> Markup:
    best, alone = opening.best_tier(product), product.rates_on(opening.now.day).tiers[0]
    its_term, best_rate = term(product.term_months, visit), rate(best.annual_rate_percent, visit)
    if best == alone:
        return visit.words("opening-product-flat", term=its_term, rate=best_rate)
    return visit.words(
        "opening-product",
        term=its_term,
        rate=best_rate,
        alone=rate(alone.annual_rate_percent, visit),
    )


def _ask_target(opening: Opening, visit: Visit) -> Question:
    product, words = opening.product, visit.words
    tiers = [
        words(
            "opening-target-tier",
            amount=opening.shown(tier.from_minor, visit),
            rate=rate(tier.annual_rate_percent, visit),
        )
        for tier in opening.tiers
    ]
    step_minor = opening.best_from_minor(product)
    targets = [times * step_minor for times in _TARGETS if times * step_minor <= product.maximum_minor]
    buttons = [
        tap(
            words.plain(
                "opening-button-target",
                amount=opening.shown(target_minor, visit),
                rate=rate(product.rate_percent_for(target_minor, opening.now.day), visit),
            ),
            OpeningAnswer(step=OpeningStep.TARGET, value=str(target_minor)),
        )
        for target_minor in targets
    ]
    how = words("opening-target-type", example=opening.shown(opening.example_minor, visit))
    return Markup(f"{_listed(words('opening-ask-target'), tiers)}\n\n{how}"), columns(buttons, 2)


def _ask_types(opening: Opening, visit: Visit) -> Question:
    types, words = opening.answers.types, visit.words
    marks = []
    for each in (DebitAmountType.FREE_AMOUNT, DebitAmountType.EQUAL_SHARE, DebitAmountType.REMAINDER):
        label = f"{'✅' if each in types else '⬜'} {words.plain('opening-button-type', type=each)}"
        marks.append((tap(label, OpeningMark(marked=marked_value(types ^ {each}))),))
    go_on = OpeningAnswer(step=OpeningStep.AMOUNTS, value=marked_value(types))
    going_on = (tap(words.plain("opening-button-go-on"), go_on, PRIMARY),) if types else ()
    return words("opening-ask-types"), (*marks, going_on)


def _ask_seats(opening: Opening, visit: Visit) -> Question:
    product = opening.product
    most = min(product.head_count_max, opening.target_minor // product.member_minimum_minor)
    buttons, question = [], visit.words("opening-ask-seats", most=most)
    for seats in (seats for seats in _SEATS if seats <= most):
        amounts_minor = apportion_in_multiples(opening.target_minor, seats, product.multiple_minor)
        smaller, larger = (opening.shown(amounts_minor[each], visit) for each in (-1, 0))
        if smaller == larger:
            label = visit.words.plain("opening-button-seats", seats=seats, amount=smaller)
        else:
            label = visit.words.plain(
                "opening-button-seats-uneven", seats=seats, smaller=smaller, larger=larger
            )
            step = opening.shown(product.multiple_minor, visit)
            question = visit.words("opening-ask-seats-uneven", most=most, step=step)
        buttons.append(tap(label, OpeningAnswer(step=OpeningStep.SEATS, value=str(seats))))
    return question, columns(buttons, 2)


def _ask_minimum(opening: Opening, visit: Visit) -> Question:
    least_minor = opening.product.member_minimum_minor
    unit_minor = 10 ** minor_digits(opening.product.currency)
    most_minor = min((opening.target_minor, *opening.seat_amounts_minor))
    usual_minor = (least_minor, *(whole * unit_minor for whole in _MINIMUMS))
    buttons = [
        tap(
            opening.shown(amount_minor, visit),
            OpeningAnswer(step=OpeningStep.MINIMUM, value=str(amount_minor)),
        )
        for amount_minor in usual_minor
        if least_minor <= amount_minor <= most_minor
    ]
    question = visit.words(
        "opening-ask-minimum",
        example=opening.shown(opening.example_minor, visit),
        least=opening.shown(least_minor, visit),
    )
    return question, columns(buttons, 2)


def _ask_deadline(opening: Opening, visit: Visit) -> Question:
    latest = latest_deadline(opening.product, opening.now)
    buttons = []
    for key, days in _EVENINGS:
        deadline = _evening_in(days, opening.now, visit)
        if deadline <= latest:
            value = str(int(deadline.timestamp()))
            buttons.append(tap(visit.words.plain(key), OpeningAnswer(step=OpeningStep.DEADLINE, value=value)))
    return visit.words("opening-ask-deadline", latest=when(latest, visit)), columns(buttons, 1)


def _evening_in(days: int, now: Moment, visit: Visit) -> datetime:
    """20:00 on the initiator's clock, so many days from today."""
    today = now.at.astimezone(visit.own_zone).date()
    return datetime.combine(today + timedelta(days=days), _CLOCK, visit.own_zone)


def _ask_own(opening: Opening, visit: Visit) -> Question:
    words, seats, others = visit.words, [], []
    for own in amount_choices(opening.campaign(visit)).amounts:
        shown, answer = (
            opening.shown(own.amount_minor, visit),
            OpeningAnswer(step=OpeningStep.OWN, value=own_value(own)),
        )
        if own.debit_amount_type is DebitAmountType.EQUAL_SHARE:
            seats.append(tap(words.plain("opening-button-seat", amount=shown), answer))
        elif own.amount_minor < opening.target_minor:
            others.append(tap(shown, answer))
    skip = tap(words.plain("opening-button-skip"), OpeningAnswer(step=OpeningStep.OWN, value=SKIP))
    linked = any(view.link is not None for view in opening.accounts)
    question = words("opening-ask-own") if linked else words("opening-ask-own-unlinked")
    return question, (*columns(seats, 1), *columns(others, 3), (skip,))


def _ask_own_account(opening: Opening, visit: Visit) -> Question:
    own = opening.answers.own
    assert own is not None, "the amount is asked for before the account"
    terms = opening.campaign(visit).terms
    buttons = [
        tap(
            visit.words.plain(
                "opening-button-account",
                number=mask_account(choice.view.account.number),
                available=opening.shown(choice.view.available_minor, visit),
            ),
            OpeningAnswer(step=OpeningStep.OWN_ACCOUNT, value=choice.view.account.id),
        )
        for choice in account_choices(opening.accounts, terms, own, None, opening.now.day)
        if choice.fits
    ]
    question = visit.words("opening-ask-account", amount=opening.shown(own.amount_minor, visit))
    return question, columns(buttons, 1)


def _listed(head: Markup, lines: Sequence[Markup]) -> Markup:
    return Markup("\n".join((head, *(f"• {line}" for line in lines))))


QUESTIONS: dict[OpeningStep, Callable[[Opening, Visit], Question]] = {
    OpeningStep.PRODUCT: _ask_product,
    OpeningStep.TARGET: _ask_target,
    OpeningStep.AMOUNTS: _ask_types,
    OpeningStep.SEATS: _ask_seats,
    OpeningStep.MINIMUM: _ask_minimum,
    OpeningStep.DEADLINE: _ask_deadline,
    OpeningStep.OWN: _ask_own,
    OpeningStep.OWN_ACCOUNT: _ask_own_account,
}
