"""What the bank offers: a product's dated rate schedule, its bounds, and who may buy it by which door."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from core.domain.account import AccountClass
from core.domain.calendar import BusinessDayRule
from core.domain.interest import TERM_YEARS_MAX, Compounding, DayCount, Rounding, interest_for_term
from core.domain.money import is_currency, minor_digits
from core.domain.tax import DatedTax

_Ordered = TypeVar("_Ordered", int, date)

HEAD_COUNT_LIMIT = 500
"""No product admits more members to one campaign: pooling is for people who know each other."""

CODE_LENGTH_MAX = 12
TERM_MONTHS_MAX = 12 * TERM_YEARS_MAX
_CODE = re.compile(rf"[A-Z0-9][A-Z0-9-]{{1,{CODE_LENGTH_MAX - 1}}}")


class Channel(StrEnum):
    """The door a campaign comes in by."""

    TELEGRAM = "telegram"
    PARTNER = "partner"


class EarlyExitRule(StrEnum):
    """What a share earns that is withdrawn before maturity: the demand rate for the days it was held."""

    DEMAND_RATE = "demand_rate"


class RemainderRate(StrEnum):
    """What the rest of a deposit earns once a share has left early: its rate as before, or that of its new tier."""

    KEEPS_RATE = "keeps_rate"
    FALLS_TO_TIER = "falls_to_tier"


class MaturityDefault(StrEnum):
    """What happens at maturity unless its owner says otherwise: the money goes back where it came from."""

    PAY_OUT = "pay_out"


class ProductFlaw(StrEnum):
    """Stable codes of the rules that a product may break."""

    CODE = "code"
    CURRENCY = "currency"
    TERM = "term"
    CHANNELS = "channels"
    ACCOUNT_CLASSES = "account_classes"
    HEAD_COUNT = "head_count"
    EARLY_EXITS = "early_exits"
    TRANSFER_RATE = "transfer_rate"
    INSURED_CAP = "insured_cap"
    INTEREST_TAX = "interest_tax"
    BOUNDS = "bounds"
    MULTIPLE = "multiple"
    DEMAND_RATE = "demand_rate"
    RATE_GUARANTEE = "rate_guarantee"
    RATES = "rates"
    GAP = "gap"


_Broken = tuple[ProductFlaw, str]


class ProductMalformed(ValueError):
    """A product would break these rules; the message says how, for whoever reads the log."""

    def __init__(self, code: str, broken: tuple[_Broken, ...]) -> None:
        super().__init__(f"product {code}: " + "; ".join(how for _, how in broken))
        self.flaws = tuple(dict.fromkeys(flaw for flaw, _ in broken))


@dataclass(frozen=True, slots=True)
class RateTier:
    """This annual rate from this opening amount on, up to the next tier: no amount falls between two tiers."""

    from_minor: int
    annual_rate_percent: Decimal

    def __post_init__(self) -> None:
        if self.from_minor < 0:
            raise ValueError("a rate tier cannot begin below zero")
        if not self.annual_rate_percent.is_finite() or self.annual_rate_percent < 0:
            raise ValueError(f"an annual rate of {self.annual_rate_percent} % is not possible")


@dataclass(frozen=True, slots=True)
class DatedRates:
    """The tiers in force from a day on, ascending by amount and at least one; ValueError otherwise."""

    effective_from: date
    tiers: tuple[RateTier, ...]

    def __post_init__(self) -> None:
        if not self.tiers:
            raise ValueError(f"the rates from {self.effective_from} have no tier")
        if not _ascend([tier.from_minor for tier in self.tiers]):
            raise ValueError(f"the tiers of the rates from {self.effective_from} do not ascend")

    def tier_for(self, amount_minor: int) -> RateTier | None:
        """The tier whose band the amount lies in, or None below the first."""
        reached = bisect_right(self.tiers, amount_minor, key=lambda tier: tier.from_minor)
        return self.tiers[reached - 1] if reached else None


@dataclass(frozen=True, slots=True)
class Product:
    """A term deposit that campaigns can be opened for; amounts are minor units of `currency`.

    `minimum_minor` and `maximum_minor` bound a campaign's target, `member_minimum_minor` each pledge; targets and
    pledges are whole multiples of `multiple_minor`. `rates` ascend by date, and each covers every amount from
    `member_minimum_minor` on. The bank keeps a campaign's rate for `rate_guarantee_days`.

    What its deposits promise later: interest for a buyer accrues at `transfer_rate_percent`, at the deposit's own rate
    if that is None; nobody leaves in the first `lock_in_days`, and `early_withdrawals_max` may withdraw early from one
    deposit. `interest_tax` ascends by date; `insured_cap_minor` is what is insured per person and bank, if anything is.
    ProductMalformed, a ValueError, names every rule that does not hold.
    """

    code: str
    currency: str
    term_months: int
    rates: tuple[DatedRates, ...]
    demand_rate_percent: Decimal
    minimum_minor: int
    maximum_minor: int
    multiple_minor: int
    member_minimum_minor: int
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    channels: frozenset[Channel]
    head_count_max: int
    account_classes: frozenset[AccountClass]
    rate_guarantee_days: int
    offered: bool
    early_exit: EarlyExitRule = EarlyExitRule.DEMAND_RATE
    maturity_default: MaturityDefault = MaturityDefault.PAY_OUT
    business_day_rule: BusinessDayRule = BusinessDayRule.UNADJUSTED
    transfer_rate_percent: Decimal | None = None
    remainder_rate: RemainderRate = RemainderRate.KEEPS_RATE
    lock_in_days: int = 0
    early_withdrawals_max: int = 1
    interest_tax: tuple[DatedTax, ...] = ()
    insured_cap_minor: int | None = None
    version: int = 0

    def __post_init__(self) -> None:
        broken = tuple(
            flaw
            for flaws in (
                self._broken_facts(),
                self._broken_bounds(),
                self._broken_rates(),
                self._broken_promises(),
            )
            for flaw in flaws
        )
        if broken:
            raise ProductMalformed(self.code, broken)

    def _broken_facts(self) -> Iterator[_Broken]:
        if not _CODE.fullmatch(self.code):
            yield (
                ProductFlaw.CODE,
                f"it needs a code of 2 to {CODE_LENGTH_MAX} capital letters, digits and hyphens",
            )
        if not is_currency(self.currency):
            yield ProductFlaw.CURRENCY, f"{self.currency!r} is not an ISO 4217 currency code"
        if not 1 <= self.term_months <= TERM_MONTHS_MAX:
            yield ProductFlaw.TERM, f"the term must be a month at least, and {TERM_MONTHS_MAX} at most"
        if not self.channels:
            yield ProductFlaw.CHANNELS, "it needs a channel"
        if not self.account_classes:
            yield ProductFlaw.ACCOUNT_CLASSES, "it needs an account class"
        if not 1 <= self.head_count_max <= HEAD_COUNT_LIMIT:
            yield ProductFlaw.HEAD_COUNT, f"the head count must lie between 1 and {HEAD_COUNT_LIMIT}"

    def _broken_promises(self) -> Iterator[_Broken]:
        if self.lock_in_days < 0 or self.early_withdrawals_max < 0:
            yield ProductFlaw.EARLY_EXITS, "lock-in and early withdrawals must not be negative"
        transfer = self.transfer_rate_percent
        if transfer is not None and (not transfer.is_finite() or transfer < 0):
            yield ProductFlaw.TRANSFER_RATE, f"a transfer rate of {transfer} % is not possible"
        if self.insured_cap_minor is not None and self.insured_cap_minor < 1:
            yield ProductFlaw.INSURED_CAP, "the insured cap must be positive"
        if not _ascend([tax.effective_from for tax in self.interest_tax]):
            yield ProductFlaw.INTEREST_TAX, "the interest tax must ascend by date"

    def _broken_bounds(self) -> Iterator[_Broken]:
        bounds = (self.member_minimum_minor, self.minimum_minor, self.maximum_minor)
        if not 0 < self.member_minimum_minor <= self.minimum_minor <= self.maximum_minor:
            yield (
                ProductFlaw.BOUNDS,
                f"member minimum, minimum and maximum {bounds} must be positive and in this order",
            )
        if self.multiple_minor < 1:
            yield ProductFlaw.MULTIPLE, "the multiple must be positive"
        elif any(bound % self.multiple_minor for bound in bounds):
            yield (
                ProductFlaw.MULTIPLE,
                f"member minimum, minimum and maximum {bounds} must be multiples of {self.multiple_minor}",
            )

    def _broken_rates(self) -> Iterator[_Broken]:
        if not self.demand_rate_percent.is_finite() or self.demand_rate_percent < 0:
            yield ProductFlaw.DEMAND_RATE, f"a demand rate of {self.demand_rate_percent} % is not possible"
        if self.rate_guarantee_days < 0:
            yield ProductFlaw.RATE_GUARANTEE, "the rate guarantee must not be negative"
        if not self.rates:
            yield ProductFlaw.RATES, "it needs rates"
        if not _ascend([rates.effective_from for rates in self.rates]):
            yield ProductFlaw.RATES, "the rates must ascend by date"
        for rates in self.rates:
            if rates.tier_for(self.member_minimum_minor) is None:
                yield (
                    ProductFlaw.GAP,
                    f"the rates from {rates.effective_from} leave the member minimum without a rate",
                )

    def rates_on(self, day: date) -> DatedRates:
        """The rates in force on `day`; LookupError before the first."""
        begun = bisect_right(self.rates, day, key=lambda rates: rates.effective_from)
        if not begun:
            raise LookupError(f"{self.code} has no rates before {self.rates[0].effective_from}")
        return self.rates[begun - 1]

    def tier_for(self, amount_minor: int, day: date) -> RateTier | None:
        """The tier whose band the amount lies in on `day`, None below the first; LookupError before all rates."""
        return self.rates_on(day).tier_for(amount_minor)

    def rate_percent_for(self, amount_minor: int, day: date) -> Decimal:
        """The annual rate an opening amount earns on `day`; LookupError when it has none."""
        tier = self.tier_for(amount_minor, day)
        if tier is None:
            raise LookupError(f"{self.code} has no rate for so small an amount")
        return tier.annual_rate_percent

    def interest_minor_for(self, amount_minor: int, value_date: date) -> int:
        """What a whole term of this amount earns that starts on a day, before tax; LookupError when it has no rate."""
        return interest_for_term(
            amount_minor,
            self.rate_percent_for(amount_minor, value_date),
            value_date,
            self.term_months,
            self.day_count,
            self.compounding,
            self.rounding,
            minor_digits(self.currency),
        ).interest_minor

    def with_rates(self, rates: DatedRates) -> "Product":
        """The product with these rates added, or put in the place of those from the same day."""
        others = (dated for dated in self.rates if dated.effective_from != rates.effective_from)
        return replace(self, rates=_by_date(*others, rates))

    def redated(self, old: date, new: date) -> "Product":
        """The product with the rates of day `old` moved to day `new`.

        LookupError when no rates are from `old`; ValueError when others are from `new` already.
        """
        moved = next((dated for dated in self.rates if dated.effective_from == old), None)
        if moved is None:
            raise LookupError(f"{self.code} has no rates from {old}")
        others = (dated for dated in self.rates if dated is not moved)
        return replace(self, rates=_by_date(*others, replace(moved, effective_from=new)))

    def without_rates(self, day: date) -> "Product":
        """The product without the rates of a day. LookupError when there are none; ValueError when it has no others."""
        others = tuple(dated for dated in self.rates if dated.effective_from != day)
        if len(others) == len(self.rates):
            raise LookupError(f"{self.code} has no rates from {day}")
        return replace(self, rates=others)


def _by_date(*rates: DatedRates) -> tuple[DatedRates, ...]:
    return tuple(sorted(rates, key=lambda dated: dated.effective_from))


def _ascend(values: Sequence[_Ordered]) -> bool:
    return all(earlier < later for earlier, later in pairwise(values))
