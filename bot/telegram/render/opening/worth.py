"""What the pool is worth to its members, as far as the wizard has come, and what each answer has to do with it."""

from bot.locales import Key, Markup
from bot.telegram.callbacks import OpeningStep
from bot.telegram.render.opening.state import Opening
from bot.telegram.render.phrases import amount
from bot.telegram.render.worth import term_money, usual_minor, worth
from bot.telegram.visit import Visit
from core.domain.comparison import target_compared
from core.domain.product import Product

_WORDS = {
    OpeningStep.PRODUCT: Key("opening-worth-product"),
    OpeningStep.TARGET: Key("opening-worth-target"),
    OpeningStep.AMOUNTS: Key("opening-worth-amounts"),
    OpeningStep.SEATS: Key("opening-worth-seats"),
    OpeningStep.MINIMUM: Key("opening-worth-minimum"),
    OpeningStep.DEADLINE: Key("opening-worth-deadline"),
    OpeningStep.OWN: Key("opening-worth-own"),
    OpeningStep.OWN_ACCOUNT: Key("opening-worth-own"),
    OpeningStep.REVIEW: Key("opening-worth-own"),
}


def opening_worth(opening: Opening, visit: Visit) -> Markup | None:
    """For the own pledge, one share, or a usual amount of the target; None while there is no product to tell it of.

    Before a product is chosen it is the first that is offered, and before a target the least that is best paid.
    """
    product = opening.chosen or next(iter(opening.offered), None)
    if product is None:
        return None
    target_minor = _target_minor(opening, product)
    told_minor = min(_told_minor(opening, product, target_minor), target_minor)
    compared = target_compared(product, target_minor, told_minor, opening.now.day)
    money = term_money(compared, product.term_months, product.currency, visit)
    target = amount(target_minor, product.currency, visit)
    return worth(money, visit.words(_WORDS[OpeningStep(opening.draft.step)], target=target))


def _target_minor(opening: Opening, product: Product) -> int:
    """The target, if it was chosen and has a rate: one that was typed in vain may have none."""
    target_minor = None if opening.chosen is None else opening.answers.target_minor
    if target_minor is None or product.tier_for(target_minor, opening.now.day) is None:
        return opening.best_from_minor(product)
    return target_minor


def _told_minor(opening: Opening, product: Product, target_minor: int) -> int:
    if opening.answers.own is not None:
        return opening.answers.own.amount_minor
    if opening.chosen is not None and opening.answers.target_minor is not None and opening.seat_amounts_minor:
        return opening.seat_amounts_minor[0]
    return usual_minor(target_minor, product.currency)
