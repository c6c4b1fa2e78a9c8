"""The example in the answers is figured as a real pool would be: ¥2,500 of ¥10,000 for a year, as now on offer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.catalogue import DEFAULT_PRODUCTS
from core.domain.worked_example import worked_example
from tests.support.house import TD12M, YUAN

TODAY = date(2026, 3, 1)


def test_four_friends_reach_the_better_rate_that_none_of_them_has_alone():
    example = worked_example(DEFAULT_PRODUCTS, TODAY)
    assert example.product.code == "TD12M"
    assert (example.friends, example.target_minor, example.share_minor) == (4, 10_000 * YUAN, 2_500 * YUAN)
    assert (example.rate_percent, example.alone_rate_percent) == (Decimal("2.45"), Decimal("1.75"))
    assert (example.interest_minor, example.alone_interest_minor, example.gain_minor) == (61_25, 43_75, 17_50)
    assert (example.tax_minor, example.total_minor) == (0, 2_561_25)
    assert example.maturity_date == date(2027, 3, 1)


def test_leaving_half_way_brings_the_demand_rate_from_the_bank_and_the_pools_from_a_buyer():
    example = worked_example(DEFAULT_PRODUCTS, TODAY)
    assert example.left_on == date(2026, 9, 1)
    assert example.early_minor == 2_500_00 + 3_83  # 184 days at 0.30 % on a year of 360
    assert example.price_minor == 2_500_00 + 30_63  # six months at 2.45 %


@pytest.mark.parametrize("product", DEFAULT_PRODUCTS, ids=lambda product: product.code)
def test_any_product_of_the_catalogue_makes_an_example_that_fits_it(product):
    example = worked_example([product], TODAY)
    assert product.minimum_minor <= example.target_minor <= product.maximum_minor
    assert example.share_minor >= product.member_minimum_minor
    assert example.value_date < example.left_on < example.maturity_date
    assert example.share_minor < example.early_minor < example.price_minor < example.total_minor


def test_what_is_no_longer_offered_is_an_example_only_if_nothing_is():
    withdrawn = replace(TD12M, offered=False)
    six_months = next(each for each in DEFAULT_PRODUCTS if each.term_months == 6)
    assert worked_example([withdrawn, six_months], TODAY).product == six_months
    assert worked_example([withdrawn], TODAY).product == withdrawn
