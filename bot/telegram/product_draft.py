"""The product that an admin describes: what was answered so far, and the product it makes of the one it is like.

At every step there is a whole product, so each answer is checked by the core's own rules: it is taken if the product
with it can exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.telegram.admin_callbacks import ProductStep
from bot.telegram.admin_drafts import AdminStep, admin_actor
from bot.telegram.drafts import DraftKind, new_nonce
from bot.telegram.tiers import kept_tiers
from bot.telegram.visit import Visit
from core.commands import AddProduct
from core.domain.account import AccountClass
from core.domain.calendar import BusinessDayRule
from core.domain.ids import IntentId
from core.domain.interest import Compounding, DayCount
from core.domain.product import Channel, DatedRates, Product, RateTier, RemainderRate
from core.views import Draft

ASKED_IN_ORDER = (ProductStep.LIKE, ProductStep.TERM, ProductStep.CODE, ProductStep.RATES)
"""What has to be told; all else is as with the product that this one is like, unless the review's admin changes it."""
AS_IT_IS = "as-it-is"
"""The rates as they are already: no button has room for them."""
NONE = "none"
"""No rate of its own, or no cap."""
NUMBERS: Mapping[ProductStep, str] = {
    ProductStep.TERM: "term_months",
    ProductStep.MEMBER_MINIMUM: "member_minimum_minor",
    ProductStep.MULTIPLE: "multiple_minor",
    ProductStep.HEADS: "head_count_max",
    ProductStep.GUARANTEE: "rate_guarantee_days",
    ProductStep.LOCK_IN: "lock_in_days",
    ProductStep.EXITS: "early_withdrawals_max",
}
"""The steps that are answered with a whole number, and the fields of a product that they fill."""
CHOICES: Mapping[ProductStep, tuple[str, type[StrEnum]]] = {
    ProductStep.DAY_COUNT: ("day_count", DayCount),
    ProductStep.COMPOUNDING: ("compounding", Compounding),
    ProductStep.REMAINDER: ("remainder_rate", RemainderRate),
    ProductStep.CLOSED_DAYS: ("business_day_rule", BusinessDayRule),
}
"""The steps that are answered with one word of several."""
LISTS: Mapping[ProductStep, tuple[str, type[StrEnum]]] = {
    ProductStep.CLASSES: ("account_classes", AccountClass),
    ProductStep.CHANNELS: ("channels", Channel),
}
"""The steps that are answered with several words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDraft:
    """The answers as they are kept, by step; `like` is a code. `nonce` names them: each answer takes a new one."""

    nonce: str
    step: ProductStep
    like: str = ""
    answers: Mapping[ProductStep, str] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "ProductDraft":
        """A product of which nothing was told."""
        return cls(nonce=new_nonce(), step=ProductStep.LIKE)

    @classmethod
    def of(cls, draft: Draft | None) -> "ProductDraft | None":
        """The product that was kept; None if nothing was, or something else."""
        if draft is None or draft.step != AdminStep.PRODUCT:
            return None
        told = {step: draft.answers[step.value] for step in ProductStep if step.value in draft.answers}
        return cls(
            nonce=draft.nonce,
            step=ProductStep(str(draft.answers["at"])),
            like=str(told.pop(ProductStep.LIKE)),
            answers={step: str(kept) for step, kept in told.items()},
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        answers: dict[str, str | int | list[str] | None] = {
            "at": self.step.value,
            ProductStep.LIKE.value: self.like,
        }
        answers |= {step.value: kept for step, kept in self.answers.items()}
        return Draft(telegram_user_id, DraftKind.ADMIN.value, self.nonce, AdminStep.PRODUCT.value, answers)

    @property
    def complete(self) -> bool:
        """Whether there is something to review."""
        return bool(self.like) and all(step in self.answers for step in ASKED_IN_ORDER[1:])

    def answered(self, step: ProductStep, kept: str, today: date) -> "ProductDraft":
        """The draft with an answer, at the same step. Rates apply from today on unless another day was told."""
        if step is ProductStep.LIKE:
            return replace(self, nonce=new_nonce(), like=kept)
        answers = {**self.answers, step: kept}
        if step is ProductStep.RATES:
            answers.setdefault(ProductStep.FROM_DAY, today.isoformat())
        return replace(self, nonce=new_nonce(), answers=answers)

    def onward(self) -> "ProductDraft":
        """The draft at the next open question, or in the review."""
        told = {ProductStep.LIKE} if self.like else set()
        following = (step for step in ASKED_IN_ORDER if step not in told | self.answers.keys())
        return self.at(next(following, ProductStep.REVIEW))

    def at(self, step: ProductStep) -> "ProductDraft":
        """The draft at this step; there is no review before everything is answered."""
        if step is ProductStep.REVIEW and not self.complete:
            return self
        return replace(self, nonce=new_nonce(), step=step)

    def product(self, like: Product, today: date) -> Product:
        """The product that the answers make of `like`. ProductMalformed if it would break a rule.

        ValueError, too, for an answer that no button and no reader of ours gives.
        """
        changes: dict[str, Any] = {}
        for step, kept in self.answers.items():
            changes |= _changes(step, kept)
        from_day = date.fromisoformat(self.answers.get(ProductStep.FROM_DAY, today.isoformat()))
        tiers = self.answers.get(ProductStep.RATES)
        rates = DatedRates(
            from_day, tiers_in_force(like, today) if tiers is None else kept_tiers(tiers.split())
        )
        return replace(like, version=0, offered=True, rates=(rates,), **changes)

    def command(self, product: Product, visit: Visit) -> AddProduct:
        """The product that was reviewed, to be taken into the catalogue."""
        intent = IntentId(f"admin:{visit.telegram_user_id}:{self.nonce}")
        return AddProduct(intent=intent, actor=admin_actor(visit), product=product)


def tiers_in_force(product: Product, today: date) -> tuple[RateTier, ...]:
    """The tiers that apply today; the first ones if they are still to come."""
    return product.rates_on(max(today, product.rates[0].effective_from)).tiers


def _changes(step: ProductStep, kept: str) -> dict[str, Any]:
    """The fields of the product that an answer fills."""
    if step in NUMBERS:
        return {NUMBERS[step]: int(kept)}
    if step in CHOICES:
        name, kind = CHOICES[step]
        return {name: kind(kept)}
    if step in LISTS:
        name, kind = LISTS[step]
        return {name: frozenset(map(kind, kept.split("+"))) if kept else frozenset()}
    if step is ProductStep.TARGETS:
        least, most = map(int, kept.split("-"))
        return {"minimum_minor": least, "maximum_minor": most}
    name, read = _OTHERS.get(step, ("", str))
    return {name: None if kept == NONE else read(kept)} if name else {}


_OTHERS: Mapping[ProductStep, tuple[str, Callable[[str], object]]] = {
    ProductStep.CODE: ("code", str),
    ProductStep.DEMAND: ("demand_rate_percent", Decimal),
    ProductStep.SELLING: ("transfer_rate_percent", Decimal),
    ProductStep.INSURED: ("insured_cap_minor", int),
}
