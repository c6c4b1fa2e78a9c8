"""The people, products and campaigns that random commands are about: few and small, so that they meet often."""

from dataclasses import replace
from typing import Any

from core.domain.campaign import Proposal
from core.domain.product import Product
from tests.support.house import (
    ALL_TYPES,
    EQUAL_SHARE,
    FREE_AMOUNT,
    REMAINDER,
    TD12M,
    YUAN,
    House,
    Person,
    proposal,
)

UNIT = 1_000 * YUAN
"""Targets, minimums and multiples are few of these, so that everything can be tried."""

UNITS: Product = replace(
    TD12M,
    minimum_minor=UNIT,
    maximum_minor=20 * UNIT,
    member_minimum_minor=UNIT,
    multiple_minor=UNIT,
    head_count_max=4,
)
PHONES = tuple(f"+86138{number:08d}" for number in (1001, 1002, 1003, 1004, 2001, 2002))
"""The numbers that the four people begin with, and two that nobody has."""


def _of(units: int, **changes: Any) -> Proposal:
    """A proposal with a target of so many units, and a minimum of one unit unless `changes` say otherwise."""
    usual = {"product_code": UNITS.code, "target_minor": units * UNIT, "member_minimum_minor": UNIT}
    return proposal(**{**usual, **changes})


PROPOSALS: dict[str, Proposal] = {
    "free": _of(8, member_minimum_minor=2 * UNIT),
    "bounded": _of(7, member_minimum_minor=2 * UNIT, member_maximum_minor=3 * UNIT),
    "seats": _of(7, debit_amount_types=frozenset({EQUAL_SHARE}), seats=3),
    "seats or the rest": _of(6, debit_amount_types=frozenset({EQUAL_SHARE, REMAINDER}), seats=3),
    "anything": _of(9, debit_amount_types=ALL_TYPES, seats=4, head_count_max=4),
    "for two": _of(5, head_count_max=2),
    "nothing": _of(0),
}


def settle_in(house: House) -> list[Person]:
    """Four people with one linked account each: Ann and Bo have plenty, Cy a day limit, Di no remainders to debit."""
    return [
        house.person("Ann", balance_minor=60 * UNIT),
        house.person("Bo", balance_minor=30 * UNIT),
        house.person("Cy", balance_minor=40 * UNIT, day_limit_minor=8 * UNIT),
        house.person("Di", balance_minor=12 * UNIT, types=frozenset({FREE_AMOUNT, EQUAL_SHARE})),
    ]
