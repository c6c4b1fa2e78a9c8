"""Hypothesis strategies for every kind of domain value, made from the types of its fields."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.catalogue import DEFAULT_PRODUCTS
from core.domain.bank import TermDeposit
from core.domain.campaign import Campaign, Origin
from core.domain.designation import Designee
from core.domain.ledger import Entry, Posting
from core.domain.notifications import QuietHours
from core.domain.pledge import Pledge
from core.domain.product import HEAD_COUNT_LIMIT, DatedRates, Product, RateTier
from core.domain.waiting import NOBODY_WAITS, WaitingList

INT64 = st.integers(-(2**63), 2**63 - 1)
"""What a column can hold."""
_SEATS = st.none() | st.integers(0, HEAD_COUNT_LIMIT - 1)
RATES = st.decimals(min_value=0, allow_nan=False, allow_infinity=False)

# PostgreSQL takes no NUL; Telegram sends none, and JSON, in which most text is kept, writes it in other symbols.
_SYMBOLS = st.characters(exclude_categories=["Cs"], exclude_characters=["\0"])
LEAVES: dict[Any, SearchStrategy[Any]] = {
    str: st.text(_SYMBOLS),
    int: INT64,
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    NoneType: st.none(),
}


@cache
def values_of(kind: Any) -> SearchStrategy[Any]:  # noqa: PLR0911  # one for each kind of type
    """Values of a type: a leaf, an enumeration, a union, a collection, or a dataclass of such."""
    if kind in LEAVES:
        return LEAVES[kind]
    if kind in SPECIAL:
        return SPECIAL[kind]()
    if isinstance(kind, NewType):
        return values_of(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        return st.one_of(*map(values_of, arguments))
    if origin is frozenset:
        return st.frozensets(values_of(arguments[0]))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=4).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    assert isinstance(kind, type), f"no strategy for {kind}"
    assert is_dataclass(kind), f"no strategy for {kind}"
    return dataclass_values(kind)


def dataclass_values(kind: type[Any], **overrides: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A dataclass with each field of its own type, except where said otherwise."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: values_of(hints[each.name]) for each in fields(kind)} | overrides)


def _rate_tiers() -> SearchStrategy[RateTier]:
    return st.builds(RateTier, st.integers(0, 2**63 - 1), RATES)


def _dated_rates() -> SearchStrategy[DatedRates]:
    tiers = st.lists(_rate_tiers(), min_size=1, max_size=4, unique_by=lambda tier: tier.from_minor)
    ascending = tiers.map(lambda some: tuple(sorted(some, key=lambda tier: tier.from_minor)))
    return st.builds(DatedRates, st.dates(), ascending)


def _entries() -> SearchStrategy[Entry]:
    postings = st.lists(
        values_of(Posting), max_size=4, unique_by=lambda posting: (posting.account_id, posting.version)
    )
    return dataclass_values(Entry, postings=postings.map(tuple))


def _campaigns() -> SearchStrategy[Campaign]:
    return dataclass_values(Campaign, taken_seats=st.integers(0, 2**500))


def _origins() -> SearchStrategy[Origin]:
    metadata = st.lists(st.tuples(st.text(_SYMBOLS, min_size=1, max_size=40), LEAVES[str]), max_size=3)
    reference = st.none() | st.text(_SYMBOLS, min_size=1, max_size=64)
    return st.builds(Origin, reference, metadata.map(tuple))


def _waiting_lists() -> SearchStrategy[WaitingList]:
    """Nothing is kept where nobody waits."""
    lines = st.lists(values_of(str), min_size=1, max_size=4, unique=True).map(tuple)
    waited_for = dataclass_values(WaitingList, line=lines)
    return st.one_of(st.just(NOBODY_WAITS), waited_for)


def _designees() -> SearchStrategy[Designee]:
    """Each with one address."""
    by_phone = dataclass_values(Designee, telegram_user_id=st.none(), phone=LEAVES[str])
    return by_phone | dataclass_values(Designee, telegram_user_id=INT64, phone=st.none())


def _quiet_hours() -> SearchStrategy[QuietHours]:
    minute = st.integers(0, 24 * 60 - 1)
    return st.builds(QuietHours, minute, minute)


def _pledges() -> SearchStrategy[Pledge]:
    return dataclass_values(Pledge, seat=_SEATS)


def _deposits() -> SearchStrategy[TermDeposit]:
    """With dates from which one can count on."""
    dates = st.dates(date(1990, 1, 1), date(2200, 1, 1))
    return dataclass_values(
        TermDeposit, **dict.fromkeys(("value_date", "maturity_date", "payout_date", "accrued_to"), dates)
    )


def _products() -> SearchStrategy[Product]:
    """The catalogue's own, with any rates that cover their smallest amount, and versions."""

    def covering(product: Product, rates: DatedRates, version: int) -> Product:
        first = RateTier(product.member_minimum_minor, Decimal("1.10"))
        higher = (tier for tier in rates.tiers if tier.from_minor > first.from_minor)
        dated = DatedRates(rates.effective_from, (first, *higher))
        changed = product.with_rates(dated)
        return type(product)(
            **{each.name: getattr(changed, each.name) for each in fields(changed)} | {"version": version}
        )

    return st.builds(covering, st.sampled_from(DEFAULT_PRODUCTS), _dated_rates(), INT64)


SPECIAL: dict[Any, Callable[[], SearchStrategy[Any]]] = {
    RateTier: _rate_tiers,
    DatedRates: _dated_rates,
    Campaign: _campaigns,
    Designee: _designees,
    Entry: _entries,
    Origin: _origins,
    WaitingList: _waiting_lists,
    TermDeposit: _deposits,
    QuietHours: _quiet_hours,
    Pledge: _pledges,
    Product: _products,
}
