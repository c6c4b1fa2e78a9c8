"""The steps by which a member's figure comes about: reckoned again, they end where the payout does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.deposit import ShareState
from core.domain.offer import OfferState, ShareOffer
from core.domain.portfolio import Holding
from core.domain.product import RemainderRate
from core.domain.working import Working, working
from tests.support.house import OPENING, TD12M, House, Person
from tests.support.maturing import deposit_of, leaving, matured, payouts_of, pool, share_of

UNTAKEN = ShareOffer(OfferState.UNTAKEN, OPENING)


def worked(house: House, person: Person, campaign_id) -> Working | None:
    """The working of the person's share, as their screen would show it."""
    deposit = deposit_of(house, campaign_id)
    register = tuple(each for each in house.store.shares.values() if each.deposit_id == deposit.id)
    active = tuple(each for each in register if each.state is ShareState.ACTIVE)
    product = house.store.products[deposit.product_code]
    return working(Holding(share_of(house, person, deposit.id), deposit, product, active), register)


@settings(max_examples=20)
@given(st.lists(st.integers(1_000, 3_000), min_size=2, max_size=6))
def test_everybody_s_steps_lead_to_what_they_are_paid_and_all_cents_are_given_out(yuan):
    house = House()
    campaign_id, people = pool(house, *yuan)
    foretold = [worked(house, person, campaign_id) for person in people]
    matured(house, campaign_id)
    told = [worked(house, person, campaign_id) for person in people]
    left_over = 0
    for person, before, after in zip(people, foretold, told, strict=True):
        assert before is not None
        assert after is not None
        [payout] = payouts_of(house, person)
        whole_part_minor = after.earned_minor * payout.principal_minor // after.whole_minor
        assert whole_part_minor + after.extra_minor == payout.interest_minor
        assert (before.earned_minor, before.extra_minor) == (after.earned_minor, after.extra_minor)
        left_over += after.extra_minor
    wholes = [each.earned_minor * each.proceeds.principal_minor // each.whole_minor for each in told if each]
    assert sum(wholes) + left_over == told[0].earned_minor  # type: ignore[union-attr]  # it is there


def test_a_rate_that_fell_is_a_segment_of_its_own():
    house = House(replace(TD12M, remainder_rate=RemainderRate.FALLS_TO_TIER, early_withdrawals_max=9))
    campaign_id, (ann, bob) = pool(house, 6_000, 4_000)
    house.later(days=100)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.store.shares[share.id] = replace(share, offer=UNTAKEN)
    house.accepted(leaving(house, bob, campaign_id))
    anns = worked(house, ann, campaign_id)
    assert anns is not None
    deposit = deposit_of(house, campaign_id)
    fell = deposit.value_date + timedelta(days=100)
    assert [(each.start, each.end) for each in anns.segments] == [
        (deposit.value_date, fell),
        (fell, deposit.maturity_date),
    ]
    assert anns.segments[0].annual_rate_percent > anns.segments[1].annual_rate_percent
    assert anns.earned_minor == deposit.accrued_on(deposit.maturity_date)
    assert worked(house, bob, campaign_id) is None


@pytest.mark.parametrize("state", [ShareState.SOLD, ShareState.WITHDRAWN_EARLY])
def test_a_share_that_left_before_has_none(state):
    house = House()
    campaign_id, (ann, _) = pool(house, 6_000, 4_000)
    share = share_of(house, ann, deposit_of(house, campaign_id).id)
    house.store.shares[share.id] = share.ended(state)
    assert worked(house, ann, campaign_id) is None
