"""What admins type while they use a power, read as an answer to the open question."""

from datetime import date
from typing import Any

from bot.locales import Markup
from bot.locales.outside import tidy
from bot.locales.reading import NotAnAmount, NotAnInstant, WhyNotAnInstant, read_amount, read_instant
from bot.telegram.admin_callbacks import Power
from bot.telegram.admin_drafts import REASON_LIMIT, Change, Question
from bot.telegram.admin_subjects import Rates, Subject
from bot.telegram.refusals import refusal_text
from bot.telegram.render import phrases
from bot.telegram.tiers import TIERS_LIMIT, NotTiers, read_tiers
from bot.telegram.visit import Visit
from core.domain.errors import DomainError, NothingChanged, RatesDayTaken, RatesInForce
from core.domain.product import Product, RateTier

_NOTHING = tidy("")


class NotTold(ValueError):
    """The text does not answer the question; `note` says why, kindly and with an example."""

    def __init__(self, note: Markup) -> None:
        super().__init__(note)
        self.note = note


def read_answer(text: str, change: Change, subject: Subject, visit: Visit) -> dict[str, Any]:
    """The answer as `Change.told` takes it. Raises NotTold."""
    match change.typed, subject:
        case Question.DAY, Rates(product=product):
            return {"day": check_day(_day(text, visit), change, product, visit)}
        case Question.TIERS, Rates(product=product):
            return {"tiers": tiers_told(text, product, visit)}
        case None, _:
            raise NotTold(visit.words("admin-tap"))
    return {"reason": _reason(text, visit)}


def _reason(text: str, visit: Visit) -> str:
    reason = tidy(text, len(text) + 1)
    if reason == _NOTHING:
        raise NotTold(visit.words("admin-reason-empty"))
    if len(reason) > REASON_LIMIT:
        raise NotTold(visit.words("admin-reason-long", limit=REASON_LIMIT, length=len(reason)))
    return reason


def _day(text: str, visit: Visit) -> date:
    now = visit.now()
    try:
        instant = read_instant(text, now.at, visit.zone, visit.locale)
    except NotAnInstant as error:
        if error.reason is WhyNotAnInstant.IN_THE_PAST:
            raise NotTold(refusal_text(RatesInForce(now.day), visit)) from None
        raise NotTold(visit.words("admin-day-unreadable")) from None
    return instant.astimezone(visit.zone).date()


def check_day(day: date, change: Change, product: Product, visit: Visit) -> date:
    """The day, if the change's rates can be dated to it: refusals are said before they come. Raises NotTold."""
    refused = _refused_day(day, change, product, visit)
    if refused is not None:
        raise NotTold(refusal_text(refused, visit))
    return day


def _refused_day(day: date, change: Change, product: Product, visit: Visit) -> DomainError | None:
    today = visit.now().day
    if day <= today:
        return RatesInForce(today)
    if change.power is Power.REDATE_RATES:
        if day == change.old_day:
            return NothingChanged()
        if any(dated.effective_from == day for dated in product.rates):
            return RatesDayTaken()
    return None


def amount_told(text: str, currency: str, visit: Visit) -> int:
    """The amount in the text, in minor units. Raises NotTold."""
    try:
        return read_amount(text, currency, visit.locale)
    except NotAnAmount:
        raise NotTold(visit.words("admin-partner-amount-wrong")) from None


def tiers_told(text: str, product: Product, visit: Visit) -> tuple[RateTier, ...]:
    """The tiers in the text, if they leave no pledge of the product without a rate. Raises NotTold."""
    least_minor = product.member_minimum_minor
    try:
        return read_tiers(text, product.currency, least_minor, visit.locale)
    except NotTiers as error:
        note = visit.words(
            "admin-tiers-wrong",
            reason=error.reason,
            limit=TIERS_LIMIT,
            least=phrases.amount(least_minor, product.currency, visit),
        )
        raise NotTold(note) from None
