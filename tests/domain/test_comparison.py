"""What a decision is worth: the difference foretold is what is paid out together less what is paid out alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.comparison import (
    Verdict,
    pledge_compared,
    purchase_compared,
    renewal_compared,
    sale_compared,
    share_compared,
    target_compared,
    withdrawal_compared,
)
from core.domain.deposit import MaturityChoice
from core.domain.exiting import transfer_price_minor
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.maturity import choices_of
from core.domain.portfolio import Holding
from core.domain.product import DatedRates, Product, RateTier
from core.domain.tax import DatedTax
from tests.support.house import TD12M, YUAN, House, Person
from tests.support.maturing import (
    bought_from,
    buying,
    choosing,
    deposit_of,
    matured,
    offering,
    payouts_of,
    pool,
    share_of,
    withdrawing_early,
)

LEAST = 50 * YUAN
RATES = st.decimals("0", "5", places=2)


@st.composite
def products(draw: st.DrawFn) -> Product:
    """Any conventions, taxes and tiers, also such as pay more for less; whoever can pledge can open one alone."""
    better = sorted(draw(st.sets(st.integers(100, 9_000), max_size=3)))
    tiers = tuple(RateTier(begin * YUAN, Decimal(draw(RATES))) for begin in (LEAST // YUAN, *better))
    taxes = draw(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2027, 6, 1)), RATES), max_size=2))
    by_day = {day: percent * 10 for day, percent in taxes}
    return replace(
        TD12M,
        term_months=draw(st.sampled_from((1, 3, 7, 12))),
        minimum_minor=LEAST,
        member_minimum_minor=LEAST,
        rates=(DatedRates(date(2015, 10, 24), tiers),),
        day_count=draw(st.sampled_from(DayCount)),
        compounding=draw(st.sampled_from(Compounding)),
        rounding=draw(st.sampled_from(Rounding)),
        interest_tax=tuple(DatedTax(day, by_day[day]) for day in sorted(by_day)),
    )


def paid_net(product: Product, *yuan: int) -> list[int]:
    """What each of these members is paid out beyond what they paid in, by a bank that carried it all out."""
    house = House(product)
    campaign_id, people = pool(house, *yuan, member_minimum_minor=LEAST)
    matured(house, campaign_id)
    return [earned(house, person) for person in people]


def earned(house: House, person: Person) -> int:
    [payout] = payouts_of(house, person)
    return payout.amount_minor - payout.principal_minor


@settings(max_examples=25, deadline=None)
@given(products(), st.integers(50, 4_000), st.integers(50, 4_000))
def test_a_pledges_gain_is_the_payout_together_less_the_payout_alone(product, own, others):
    house = House(product)
    terms = house.campaign(pool(house, own, others, member_minimum_minor=LEAST)[0]).terms
    compared = pledge_compared(terms, product, own * YUAN, house.now.day)
    together, alone = paid_net(product, own, others)[0], paid_net(product, own)[0]
    assert (compared.together_minor, compared.alone_minor) == (together, alone)
    assert compared.gain_minor == together - alone
    shown = {Verdict.MORE: together > alone, Verdict.LESS: together < alone, Verdict.SAME: together == alone}
    assert shown[compared.verdict]
    assert compared.deposit_alone
    assert target_compared(product, terms.target_minor, own * YUAN, house.now.day) == compared


@settings(max_examples=10, deadline=None)
@given(products(), st.lists(st.integers(50, 2_000), min_size=3, max_size=6))
def test_among_many_it_is_a_minor_unit_off_at_most_for_who_gets_what_is_left_over(product, yuan):
    house = House(product)
    terms = house.campaign(pool(house, *yuan, member_minimum_minor=LEAST)[0]).terms
    for own, together in zip(yuan, paid_net(product, *yuan), strict=True):
        foretold = pledge_compared(terms, product, own * YUAN, house.now.day)
        assert abs(foretold.together_minor - together) <= 1


def test_what_opens_no_deposit_alone_stays_in_a_demand_account():
    tiers = (RateTier(1_000 * YUAN, Decimal("1.75")), RateTier(10_000 * YUAN, Decimal("2.45")))
    product = replace(
        TD12M, member_minimum_minor=1_000 * YUAN, rates=(DatedRates(date(2015, 10, 24), tiers),)
    )
    compared = target_compared(product, 10_000 * YUAN, 500 * YUAN, date(2026, 3, 1))
    assert not compared.deposit_alone
    assert compared.alone_rate_percent == product.demand_rate_percent
    assert compared.alone_minor == 152  # ¥500 × 0.30 % × 365 / 360
    assert compared.together_minor == 1225


def test_the_whole_target_alone_is_as_good():
    compared = target_compared(TD12M, 10_000 * YUAN, 10_000 * YUAN, date(2026, 3, 1))
    assert compared.gain_minor == 0
    with pytest.raises(ValueError, match="more than the whole"):
        target_compared(TD12M, 10_000 * YUAN, 10_001 * YUAN, date(2026, 3, 1))


@settings(max_examples=15, deadline=None)
@given(products(), st.integers(50, 4_000), st.integers(50, 4_000))
def test_a_renewals_gain_is_what_the_next_deposit_pays_less_what_one_alone_does(product, own, others):
    house = House(product)
    campaign_id, (ann, bob) = pool(house, own, others, member_minimum_minor=LEAST)
    deposit = deposit_of(house, campaign_id)
    for person in (ann, bob):
        share = share_of(house, person, deposit.id)
        house.accepted(choosing(house, person, share.id, MaturityChoice.RENEW_PRINCIPAL))
    terms = house.campaign(campaign_id).terms
    register = tuple(share_of(house, person, deposit.id) for person in (ann, bob))
    plans = choices_of(register[0].id, deposit, register, terms, product)
    plan = plans[MaturityChoice.RENEW_PRINCIPAL]
    compared = renewal_compared(deposit, terms, product, plan.of(register[0].id).renewed_minor, plan.renewal)
    assert compared is not None
    matured(house, campaign_id)
    following = deposit_of(house, campaign_id)
    assert following.renews == deposit.id
    matured(house, campaign_id)
    again = share_of(house, ann, following.id)
    assert compared.together_minor == again.interest_minor - again.tax_minor
    assert (
        compared.alone_minor
        == target_compared(product, own * YUAN, own * YUAN, deposit.maturity_date).together_minor
    )
    assert renewal_compared(deposit, terms, product, 0, plan.renewal) is None


def test_a_purchase_is_compared_with_the_days_that_are_left():
    house = House()
    campaign_id, (ann, bob) = pool(house, 6_000, 4_000)
    house.later(days=100)
    deposit, day = deposit_of(house, campaign_id), house.now.day
    terms = house.campaign(campaign_id).terms
    register = tuple(share_of(house, person, deposit.id) for person in (ann, bob))
    brings_minor = Holding(register[1], deposit, TD12M, register).at_maturity.payout_minor
    price_minor = 4_026_83
    compared = purchase_compared(deposit, TD12M, price_minor, brings_minor, day)
    assert compared.together_minor == brings_minor - price_minor
    assert compared.end == deposit.maturity_date
    assert compared.alone_rate_percent == Decimal("1.75")
    share = share_compared(deposit, terms, TD12M, register[1].principal_minor, day)
    assert share.amount_minor == transfer_price_minor(deposit, register[1], terms, day)
    assert share.amount_minor + share.together_minor == brings_minor
    assert compared.alone_minor == 5089  # ¥4,026.83 × 1.75 % × 8 months and 20 days, or 260 / 360


def broken_alone_net(product: Product, yuan: int, days: int) -> int:
    """What somebody alone is paid beyond what they paid in, who broke the deposit after so many days."""
    house = House(product)
    campaign_id, (person,) = pool(house, yuan, member_minimum_minor=LEAST)
    house.later(days=days)
    house.accepted(
        withdrawing_early(house, person, share_of(house, person, deposit_of(house, campaign_id).id))
    )
    [payout] = payouts_of(house, person)
    return payout.amount_minor - payout.principal_minor


@settings(max_examples=12, deadline=None)
@given(products(), st.integers(50, 4_000), st.integers(50, 4_000), st.integers(0, 27), st.booleans())
def test_leavings_gain_is_what_was_paid_for_the_share_less_what_breaking_alone_pays(
    product, own, others, days, sells
):
    house = House(product)
    campaign_id, (ann, bob) = pool(house, own, others, member_minimum_minor=LEAST)
    house.credit(bob.account_id, 9_000 * YUAN)
    house.later(days=days)
    deposit, terms = deposit_of(house, campaign_id), house.campaign(campaign_id).terms
    share = share_of(house, ann, deposit.id)
    compare = sale_compared if sells else withdrawal_compared
    compared = compare(deposit, share, terms, product, house.now.day)
    if sells:
        house.accepted(offering(house, ann, share))
        house.accepted(buying(house, bob, house.store.shares[share.id]))
    else:
        house.accepted(withdrawing_early(house, ann, share))
        assert compared.verdict is Verdict.SAME
    assert compared.together_minor == earned(house, ann)
    assert compared.alone_minor == broken_alone_net(product, own, days)


def test_who_bought_a_share_is_compared_by_what_they_paid_for_it():
    house = House()
    campaign_id, (ann, bob) = pool(house, 6_000, 4_000)
    house.credit(bob.account_id, 9_000 * YUAN)
    house.later(days=100)
    deposit, terms = deposit_of(house, campaign_id), house.campaign(campaign_id).terms
    share = share_of(house, ann, deposit.id)
    house.accepted(offering(house, ann, share))
    bought_for = buying(house, bob, house.store.shares[share.id])
    house.accepted(bought_for)
    house.later(days=60)
    bought, deposit = bought_from(house, share), house.store.deposits[deposit.id]
    sale = sale_compared(deposit, bought, terms, TD12M, house.now.day)
    assert sale.amount_minor == bought_for.price_minor
    assert sale.alone_minor == 302  # ¥6,040.83 × 0.30 % × 60 / 360
    withdrawal = withdrawal_compared(deposit, bought, terms, TD12M, house.now.day)
    assert withdrawal.together_minor < 0  # the interest it was bought with is not paid
    assert withdrawal.verdict is Verdict.LESS
