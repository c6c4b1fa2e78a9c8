"""Products: which rate an amount earns on a day, how rates change, and what the catalogue offers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import DEFAULT_PRODUCTS
from core.domain.account import AccountClass
from core.domain.interest import Compounding, DayCount, interest_for_term
from core.domain.product import Channel, DatedRates, Product, ProductFlaw, ProductMalformed, RateTier
from tests.domain.cases import ROWS

TODAY = date(2026, 3, 1)
BY_CODE = {product.code: product for product in DEFAULT_PRODUCTS}
TD12M = BY_CODE["TD12M"]


def rates(day: date, *tiers: tuple[int, str]) -> DatedRates:
    return DatedRates(day, tuple(RateTier(from_minor, Decimal(rate)) for from_minor, rate in tiers))


def with_tiers(*tiers: tuple[int, str]) -> Product:
    return replace(TD12M, rates=(rates(date(2020, 1, 1), *tiers),), member_minimum_minor=100)


@pytest.mark.parametrize("case", ["T1", "T2"])
def test_the_published_rate_chart_by_amount_agrees(case):
    product = with_tiers((100, "5"), (1_000_000, "7"))
    amount_minor = int(ROWS[case]["principal"]) * 100
    assert product.rate_percent_for(amount_minor, TODAY) == Decimal(ROWS[case]["expected"])


def test_half_open_bands_leave_no_gap():
    product = with_tiers((100, "5"), (500_100, "7"))
    amount_minor = int(Decimal(ROWS["T3"]["principal"]) * 100)
    assert product.rate_percent_for(amount_minor, TODAY) == Decimal(ROWS["T3"]["expected"])
    assert product.rate_percent_for(500_099, TODAY) == 5
    assert product.rate_percent_for(500_100, TODAY) == 7


def test_an_amount_below_the_first_tier_has_no_rate():
    assert TD12M.tier_for(4_999, TODAY) is None
    with pytest.raises(LookupError, match="no rate for so small an amount"):
        TD12M.rate_percent_for(4_999, TODAY)


@given(st.integers(5_000, 10**12), st.sampled_from(DEFAULT_PRODUCTS))
def test_every_amount_from_the_member_minimum_on_has_the_rate_of_its_band(amount_minor, product):
    base, floated = product.rates_on(TODAY).tiers
    assert product.tier_for(amount_minor, TODAY) == (floated if amount_minor >= 1_000_000 else base)


class TestDatedRates:
    old, new = date(2020, 1, 1), date(2026, 1, 1)
    product = replace(TD12M, rates=(rates(old, (5_000, "1.75")), rates(new, (5_000, "1.50"))))

    @pytest.mark.parametrize(
        ("day", "rate"),
        [(old, "1.75"), (date(2025, 12, 31), "1.75"), (new, "1.50"), (date(2999, 1, 1), "1.50")],
    )
    def test_are_in_force_from_their_day_until_the_next(self, day, rate):
        assert self.product.rate_percent_for(5_000, day) == Decimal(rate)

    def test_do_not_exist_before_the_first(self):
        with pytest.raises(LookupError, match="no rates before 2020-01-01"):
            self.product.rates_on(date(2019, 12, 31))

    def test_can_be_added_between_others(self):
        between = rates(date(2023, 1, 1), (5_000, "1.65"))
        assert self.product.with_rates(between).rates == (
            self.product.rates[0],
            between,
            self.product.rates[1],
        )

    def test_of_the_same_day_are_replaced(self):
        corrected = rates(self.new, (5_000, "1.40"))
        assert self.product.with_rates(corrected).rates == (self.product.rates[0], corrected)

    def test_can_be_moved_to_another_day(self):
        moved = self.product.redated(self.new, date(2019, 1, 1))
        assert [dated.effective_from for dated in moved.rates] == [date(2019, 1, 1), self.old]
        assert moved.rate_percent_for(5_000, date(2019, 6, 1)) == Decimal("1.50")

    def test_can_only_be_moved_from_a_day_that_has_some(self):
        with pytest.raises(LookupError, match="no rates from 2021-01-01"):
            self.product.redated(date(2021, 1, 1), date(2027, 1, 1))

    def test_cannot_be_moved_onto_others(self):
        with pytest.raises(ValueError, match="ascend by date"):
            self.product.redated(self.new, self.old)

    def test_leave_the_product_they_came_from_as_it_was(self):
        before = self.product.rates
        self.product.with_rates(rates(date(2027, 1, 1), (5_000, "1.30")))
        self.product.redated(self.new, date(2027, 1, 1))
        assert self.product.rates == before


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"code": ""}, "it needs a code"),
        ({"currency": "RMB"}, "'RMB' is not an ISO 4217 currency code"),
        ({"term_months": 0}, "the term must be a month at least"),
        ({"rates": ()}, "it needs rates"),
        ({"rates": (TD12M.rates[0], TD12M.rates[0])}, "the rates must ascend by date"),
        ({"rates": (rates(TODAY, (5_001, "1")),)}, "leave the member minimum without a rate"),
        ({"demand_rate_percent": Decimal("-0.1")}, "a demand rate of -0.1 % is not possible"),
        ({"member_minimum_minor": 0}, "must be positive and in this order"),
        ({"minimum_minor": 4_900}, "must be positive and in this order"),
        ({"maximum_minor": 99_900}, "must be positive and in this order"),
        ({"multiple_minor": 0}, "the multiple must be positive"),
        ({"minimum_minor": 100_050}, "must be multiples of 100"),
        ({"channels": frozenset()}, "it needs a channel"),
        ({"account_classes": frozenset()}, "it needs an account class"),
        ({"head_count_max": 501}, "between 1 and 500"),
        ({"head_count_max": 0}, "between 1 and 500"),
        ({"rate_guarantee_days": -1}, "the rate guarantee must not be negative"),
    ],
)
def test_a_product_that_breaks_a_rule_cannot_exist(changes, rule):
    with pytest.raises(ValueError, match=rule):
        replace(TD12M, **changes)


def test_every_broken_rule_is_named_at_once_in_words_and_by_a_code():
    with pytest.raises(
        ProductMalformed, match=r"it needs a code.*multiple must be .*it needs rates"
    ) as caught:
        replace(TD12M, code="", multiple_minor=0, rates=())
    assert caught.value.flaws == (ProductFlaw.CODE, ProductFlaw.MULTIPLE, ProductFlaw.RATES)


@pytest.mark.parametrize("code", ["T", "td12m", "TD 12", "TD:12", "-TD", "T" * 13, "ТД12"])
def test_a_code_is_short_and_plain(code):
    with pytest.raises(ProductMalformed):
        replace(TD12M, code=code)


@pytest.mark.parametrize(
    "tiers",
    [[], [(5_000, "1"), (5_000, "2")], [(9_000, "1"), (5_000, "2")], [(-1, "1")], [(0, "-1")], [(0, "NaN")]],
)
def test_tiers_that_do_not_ascend_or_pay_nothing_known_are_refused(tiers):
    with pytest.raises(ValueError, match=r"tier|rate"):
        rates(TODAY, *tiers)


class TestTheCatalogue:
    def test_offers_each_term_once(self):
        assert {product.code: product.term_months for product in DEFAULT_PRODUCTS} == {
            "TD03M": 3,
            "TD06M": 6,
            "TD12M": 12,
            "TD24M": 24,
            "TD36M": 36,
            "TD60M": 60,
        }

    @pytest.mark.parametrize("product", DEFAULT_PRODUCTS, ids=lambda product: product.code)
    def test_floats_every_rate_up_by_forty_percent_from_ten_thousand_yuan(self, product):
        base, floated = product.rates_on(date(2024, 1, 1)).tiers
        assert floated == RateTier(1_000_000, base.annual_rate_percent * Decimal("1.4"))

    @pytest.mark.parametrize("product", DEFAULT_PRODUCTS, ids=lambda product: product.code)
    def test_offers_it_to_friends_in_chat(self, product):
        assert product.offered
        assert product.currency == "CNY"
        assert Channel.TELEGRAM in product.channels
        assert product.account_classes == {AccountClass.I, AccountClass.II}
        assert product.day_count is DayCount.PERIODS
        assert product.compounding is Compounding.NONE
        assert product.minimum_minor <= 1_000_000 <= product.maximum_minor

    def test_earns_what_the_source_promises(self):
        def earned_minor(case: str, at_amount_minor: int) -> int:
            rate = TD12M.rate_percent_for(at_amount_minor, TODAY)
            principal_minor = int(ROWS[case]["principal"]) * 100
            return interest_for_term(
                principal_minor, rate, TODAY, TD12M.term_months, TD12M.day_count
            ).interest_minor

        assert earned_minor("R28", 1_000_000) == 24500
        assert earned_minor("R28", 999_999) == 17500

    def test_says_itself_what_a_term_earns_by_the_rates_of_its_first_day(self):
        assert TD12M.interest_minor_for(1_000_000, TODAY) == 24500
        assert TD12M.interest_minor_for(999_900, TODAY) == 17498
        with pytest.raises(LookupError):
            TD12M.interest_minor_for(1_000_000, date(2015, 1, 1))
