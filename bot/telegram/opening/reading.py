"""What people type in the initiator's wizard, read as an answer to the step they are at."""

from bot.locales import Markup
from bot.locales.reading import NotAnAmount, NotAnInstant, read_amount, read_instant
from bot.locales.reading.numerals import half_width, with_arabic_digits
from bot.telegram.callbacks import OpeningStep
from bot.telegram.choices import fits
from bot.telegram.opening.answers import own_value
from bot.telegram.refusals import conditions_text, refusal_text
from bot.telegram.render.opening.state import Opening
from bot.telegram.visit import Visit
from core.domain.account import DebitAmountType, amount_conditions
from core.domain.campaign import Campaign
from core.domain.errors import DomainError
from core.domain.pledge import PledgeAmount, fit_amount


class NotAnAnswer(ValueError):
    """The text answers nothing at this step; `note` says why, kindly and with an example."""

    def __init__(self, note: Markup) -> None:
        super().__init__(note)
        self.note = note


def read_answer(text: str, opening: Opening, visit: Visit) -> str | int:
    """The answer as a draft keeps it. Raises NotAnAnswer."""
    match OpeningStep(opening.draft.step):
        case OpeningStep.TARGET | OpeningStep.MINIMUM:
            return _amount(text, opening, visit)
        case OpeningStep.SEATS:
            return _count(text, visit)
        case OpeningStep.DEADLINE:
            return _unix_time(text, opening, visit)
        case OpeningStep.OWN:
            return own_value(_own(opening.campaign(visit), _amount(text, opening, visit), visit))
    raise NotAnAnswer(visit.words("opening-use-buttons"))


def _amount(text: str, opening: Opening, visit: Visit) -> int:
    try:
        return read_amount(text, opening.currency, visit.locale)
    except NotAnAmount as error:
        example = opening.shown(opening.example_minor, visit)
        raise NotAnAnswer(
            visit.words("pledging-not-an-amount", reason=error.reason, example=example)
        ) from None


def _count(text: str, visit: Visit) -> int:
    digits = with_arabic_digits(half_width(text)).strip()
    if not digits.isdecimal() or len(digits) > 6:
        raise NotAnAnswer(visit.words("typed-count-unreadable"))
    return int(digits)


def _unix_time(text: str, opening: Opening, visit: Visit) -> int:
    try:
        return int(read_instant(text, opening.now.at, visit.own_zone, visit.locale).timestamp())
    except NotAnInstant as error:
        raise NotAnAnswer(visit.words(f"typed-instant-{error.reason.replace('_', '-')}")) from None


def _own(campaign: Campaign, amount_minor: int, visit: Visit) -> PledgeAmount:
    """The amount as the kind of pledge that the pool would take it as."""
    offered = [
        PledgeAmount(debit_amount_type, amount_minor)
        for debit_amount_type in DebitAmountType
        if debit_amount_type in campaign.terms.debit_amount_types
    ]
    fitting = next((amount for amount in offered if fits(campaign, amount)), None)
    if fitting is None:
        told = next(
            (own for own in offered if own.debit_amount_type is DebitAmountType.FREE_AMOUNT), offered[0]
        )
        raise NotAnAnswer(_why_not(campaign, told, visit))
    return fitting


def _why_not(campaign: Campaign, amount: PledgeAmount, visit: Visit) -> Markup:
    terms = campaign.terms
    broken = amount_conditions(
        amount.amount_minor, terms.member_minimum_minor, terms.member_maximum_minor, terms.multiple_minor
    )
    if broken:
        return conditions_text(broken, visit, terms.currency)
    try:
        fit_amount(campaign, amount)
    except DomainError as error:
        return refusal_text(error, visit, terms.currency)
    raise AssertionError("an amount within its bounds that the pool takes does fit")
