"""Why something was not done, and what one can do about it, in words."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.locales import Markup
from bot.locales.formatting import day, money, percent
from bot.telegram.render.phrases import told_at
from bot.telegram.visit import Visit
from core.domain.account import AccountStatus, DebitAmountType
from core.domain.campaign import CampaignState
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import (
    AccountCannotReceive,
    AccountNotValid,
    AdmissionRefused,
    DomainError,
    NotLegitimate,
)
from core.domain.pledge import PledgeState
from core.domain.staff import Role

HOUSE_CURRENCY = "CNY"
"""The currency of amounts in a refusal that names none, as most do: every product of the house bank is in it."""

_Shown = Markup | StrEnum | int

_COUNTED = frozenset(
    {
        ConditionCode.SEATS_OUT_OF_RANGE,
        ConditionCode.HEAD_COUNT_OUT_OF_RANGE,
        ConditionCode.QUOTA_REACHED,
    }
)


def refusal_text(error: DomainError, visit: Visit, currency: str = HOUSE_CURRENCY) -> Markup:
    """The refusal as a message: HTML, with every failed condition and what can be done about it."""
    said = Markup(refusal_toast(error, visit, currency))
    if isinstance(error, AccountNotValid | AccountCannotReceive | AdmissionRefused | NotLegitimate):
        return Markup(f"{said}\n\n{conditions_text(error.conditions, visit, currency)}")
    return said


def refusal_toast(error: DomainError, visit: Visit, currency: str = HOUSE_CURRENCY) -> str:
    """The refusal as plain text of one line, short enough for a toast; failed conditions are left out.

    The message tells those of the refusal's facts that help.
    """
    name, facts = _dashed(error.code), error.facts()
    told = visit.words.signatures[f"refusal-{name}"].names
    shown = {fact: _shown_fact(fact, facts[fact], visit, currency) for fact in told}
    return visit.words.plain(f"refusal-{name}", **shown)


def conditions_text(
    conditions: Iterable[FailedCondition], visit: Visit, currency: str = HOUSE_CURRENCY
) -> Markup:
    """Failed conditions as a list in HTML, each with what can be done about it."""
    return Markup("\n".join(f"• {condition_text(failed, visit, currency)}" for failed in conditions))


def condition_text(failed: FailedCondition, visit: Visit, currency: str = HOUSE_CURRENCY) -> Markup:
    """One failed condition in HTML: what did not hold, and what can be done about it.

    The message tells as much of what was required and found as helps.
    """
    name = _dashed(failed.code)
    facts = {"required": failed.required, "found": failed.found}
    told = visit.words.signatures[f"condition-{name}"].names
    shown = {fact: _shown_condition(failed.code, facts[fact], visit, currency) for fact in told}
    return visit.words(f"condition-{name}", **shown)


def _shown_fact(name: str, fact: Any, visit: Visit, currency: str) -> _Shown:
    """A fact of a refusal: the field's name says what it is."""
    match fact:
        case int() if name.endswith("_minor"):
            return money(fact, currency, visit.locale)
        case datetime():
            return told_at(fact, visit)
        case date():
            return day(fact, visit.locale)
        case Decimal():
            return percent(fact, visit.locale)
        case str() if name == "state":
            return CampaignState(fact) if fact in set(CampaignState) else PledgeState(fact)
        case str() if name == "status":
            return AccountStatus(fact)
        case str() if name == "debit_amount_type":
            return DebitAmountType(fact)
    assert isinstance(fact, int | Role), f"{name} needs a way to be shown"
    return fact


def _shown_condition(code: ConditionCode, fact: Any, visit: Visit, currency: str) -> _Shown:
    """What a condition required or found: its code says what it is."""
    match fact:
        case int():
            return fact if code in _COUNTED else money(fact, currency, visit.locale)
        case str() if code is ConditionCode.DEBIT_AMOUNT_TYPE:
            return DebitAmountType(fact)
        case str() if code in (ConditionCode.DEADLINE_TOO_SOON, ConditionCode.DEADLINE_TOO_LATE):
            return told_at(datetime.fromisoformat(fact), visit)
    return Markup(fact)  # a closed word, such as an account class or a currency


def _dashed(code: str) -> str:
    return code.replace("_", "-")
