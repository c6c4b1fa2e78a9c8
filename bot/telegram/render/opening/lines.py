"""The wizard's answers read back, a line each."""

from collections.abc import Iterator
from decimal import Decimal

from bot.locales import Markup
from bot.telegram.callbacks import OpeningStep
from bot.telegram.render.opening.state import Opening
from bot.telegram.render.phrases import rate, term, when
from bot.telegram.visit import Visit
from core.domain.account import DebitAmountType


def lines_so_far(opening: Opening, visit: Visit) -> tuple[Markup, ...]:
    """A line for each answer but the one being asked for."""
    asked = opening.draft.step
    return tuple(
        line
        for step in opening.answers.steps()
        if step != asked and step.value in opening.draft.answers
        for line in answer_lines(step, opening, visit)
    )


def answer_lines(step: OpeningStep, opening: Opening, visit: Visit) -> Iterator[Markup]:
    """What was answered at a step, read back."""
    words, answers = visit.words, opening.answers
    if opening.chosen is None:
        return
    match step:
        case OpeningStep.PRODUCT:
            yield words("opening-line-product", term=term(opening.product.term_months, visit))
        case OpeningStep.TARGET:
            yield _target_line(opening, visit)
        case OpeningStep.AMOUNTS:
            yield words("opening-line-types", types=_types_listed(answers.types, visit))
        case OpeningStep.SEATS:
            yield from _seats_lines(opening, visit)
        case OpeningStep.MINIMUM if answers.minimum_minor is not None:
            yield words("opening-line-minimum", amount=opening.shown(answers.minimum_minor, visit))
        case OpeningStep.DEADLINE if answers.deadline is not None:
            yield words("opening-line-deadline", when=when(answers.deadline, visit))
        case OpeningStep.OWN if answers.own is not None:
            yield words("opening-line-own", amount=opening.shown(answers.own.amount_minor, visit))
        case OpeningStep.OWN:
            yield words("opening-line-own-skipped")


def _target_line(opening: Opening, visit: Visit) -> Markup:
    """The target with the tier it reaches, and the next better one if it does not reach the best."""
    target_minor = opening.target_minor
    reached = opening.product.tier_for(target_minor, opening.now.day)
    better = next((tier for tier in opening.tiers if tier.from_minor > target_minor), None)
    shown = opening.shown(target_minor, visit)
    its_rate = rate(reached.annual_rate_percent if reached else Decimal(0), visit)
    if better is None:
        return visit.words("opening-line-target", amount=shown, rate=its_rate)
    return visit.words(
        "opening-line-target-low",
        amount=shown,
        rate=its_rate,
        better_from=opening.shown(better.from_minor, visit),
        better_rate=rate(better.annual_rate_percent, visit),
    )


def _types_listed(types: frozenset[DebitAmountType], visit: Visit) -> Markup:
    return Markup(
        visit.words.plain("card-names-join").join(
            visit.words("opening-type", type=each) for each in DebitAmountType if each in types
        )
    )


def _seats_lines(opening: Opening, visit: Visit) -> Iterator[Markup]:
    amounts_minor = opening.seat_amounts_minor
    if not amounts_minor:
        return
    larger, smaller = (
        opening.shown(amount_minor, visit) for amount_minor in (amounts_minor[0], amounts_minor[-1])
    )
    if larger == smaller:
        yield visit.words("opening-line-seats", seats=len(amounts_minor), amount=larger)
    else:
        yield visit.words(
            "opening-line-seats-uneven", seats=len(amounts_minor), smaller=smaller, larger=larger
        )
