"""What is offered can be had: no amount on a button would be refused, and none that makes sense is left out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.telegram.callbacks import PledgeAmountTap
from bot.telegram.choices import amount_choices, without_own
from core.domain.account import DebitAmountType, amount_conditions
from core.domain.campaign import Campaign, CampaignState, Proposal, admission, fix_terms
from core.domain.errors import DomainError
from core.domain.ids import AccountId, CampaignId, HoldId, ParticipantId, PledgeId
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState, fit_amount
from tests.support.house import (
    ALL_TYPES,
    EQUAL_SHARE,
    FREE_AMOUNT,
    OPENING,
    REMAINDER,
    TD12M,
    YUAN,
    moment,
    proposal,
)

NOW = moment()


def opened(asked: Proposal) -> Campaign:
    terms = fix_terms(asked, TD12M, NOW)
    return Campaign(
        id=CampaignId("cmp_" + "0" * 26),
        initiator_id=ParticipantId("par_1"),
        terms=terms,
        state=CampaignState.OPEN,
        opened_at=OPENING,
        closes_at=terms.deadline,
        link_token="token",
        short_code="K7QF2M9D",
    )


def joined(campaign: Campaign, amount: PledgeAmount) -> Campaign:
    return campaign.joined(amount.amount_minor, fit_amount(campaign, amount), NOW)


def pledged(campaign: Campaign, amount: PledgeAmount) -> tuple[Campaign, Pledge]:
    """The campaign with this pledge of one's own in it."""
    seat = fit_amount(campaign, amount)
    own = Pledge(
        id=PledgeId("plg_1"),
        campaign_id=campaign.id,
        participant_id=ParticipantId("par_2"),
        account_id=AccountId("acc_1"),
        hold_id=HoldId("hld_1"),
        amount=amount,
        seat=seat,
        state=PledgeState.HELD,
        consent=Consent("", "en", "1"),
        pledged_at=OPENING,
    )
    return campaign.joined(amount.amount_minor, seat, NOW), own


def is_taken(pool: Campaign, amount: PledgeAmount) -> bool:
    """Whether the core itself would take it: the pool, and the bounds that the bank validates."""
    terms = pool.terms
    bounds = terms.member_minimum_minor, terms.member_maximum_minor, terms.multiple_minor
    try:
        fit_amount(pool, amount)
    except DomainError:
        return False
    return not amount_conditions(amount.amount_minor, *bounds)


yuan = st.integers(1, 1_000).map(lambda hundreds: hundreds * 100 * YUAN)


@st.composite
def pools(draw: st.DrawFn) -> Campaign:
    """An admitted campaign into which some have joined by what was offered to them, or by other fitting amounts."""
    types = draw(st.sets(st.sampled_from(DebitAmountType), min_size=1).map(frozenset))
    asked = proposal(
        target_minor=draw(yuan.filter(lambda minor: minor >= 1_000 * YUAN)),
        debit_amount_types=types,
        member_minimum_minor=draw(st.sampled_from([50, 100, 333, 500, 1_000, 5_000])) * YUAN,
        member_maximum_minor=draw(st.none() | yuan),
        head_count_max=draw(st.none() | st.integers(1, 12)),
        seats=draw(st.integers(1, 8)) if EQUAL_SHARE in types else None,
        deadline=OPENING + timedelta(days=3),
    )
    assume(not admission(asked, TD12M, NOW))
    campaign = opened(asked)
    for _ in range(draw(st.integers(0, 6))):
        typed = PledgeAmount(FREE_AMOUNT, draw(st.integers(50, 20_000)) * YUAN)
        offered = [*amount_choices(campaign).amounts, *([typed] if is_taken(campaign, typed) else [])]
        if not offered:
            break
        further = joined(campaign, draw(st.sampled_from(offered)))
        if further.state is not CampaignState.OPEN:
            break
        campaign = further
    return campaign


@given(pools())
def test_every_offered_amount_fits(campaign):
    for amount in amount_choices(campaign).amounts:
        assert is_taken(campaign, amount)


@given(pools(), st.data())
def test_every_amount_offered_for_a_change_fits_and_changes_something(campaign, data):
    offered = amount_choices(campaign).amounts
    assume(offered)
    changed, own = pledged(campaign, data.draw(st.sampled_from(offered)))
    assume(changed.state is CampaignState.OPEN)
    for amount in amount_choices(changed, own).amounts:
        assert is_taken(without_own(changed, own), amount)
        assert amount.amount_minor != own.amount_minor


@given(pools())
def test_a_pool_that_somebody_can_join_offers_a_way(campaign):
    """All that is left, where the terms allow it, or something smaller: an open pool is never a dead end by buttons."""
    rest = [PledgeAmount(kind, campaign.remaining_minor) for kind in (REMAINDER, FREE_AMOUNT)]
    if any(is_taken(campaign, amount) for amount in rest):
        offered = {amount.amount_minor for amount in amount_choices(campaign).amounts}
        assert campaign.remaining_minor in offered


@given(pools())
def test_no_amount_is_offered_twice_and_every_button_fits_into_telegram(campaign):
    amounts = amount_choices(campaign).amounts
    assert len({amount.amount_minor for amount in amounts}) == len(amounts)
    for amount in amounts:
        data = PledgeAmountTap(
            campaign_id=campaign.id,
            debit_amount_type=amount.debit_amount_type,
            amount_minor=amount.amount_minor,
        ).pack()
        assert len(data.encode()) <= 64


@given(pools())
def test_the_bounds_for_typing_are_met_by_some_amount_below_the_rest(campaign):
    bounds = amount_choices(campaign).typed
    if bounds is not None:
        least, most = bounds
        assert least <= most <= campaign.remaining_minor
        candidates = (least, campaign.remaining_minor - least)
        assert any(is_taken(campaign, PledgeAmount(FREE_AMOUNT, minor)) for minor in candidates)


def test_the_usual_amounts_and_the_rest_are_offered():
    offered = amount_choices(opened(proposal())).amounts
    assert [amount.amount_minor // YUAN for amount in offered] == [1_000, 2_000, 5_000, 10_000]
    assert offered[-1].debit_amount_type is REMAINDER


def test_when_little_is_left_smaller_amounts_take_the_place_of_the_usual_ones():
    campaign = joined(
        opened(proposal(member_minimum_minor=50 * YUAN)), PledgeAmount(FREE_AMOUNT, 9_000 * YUAN)
    )
    assert [amount.amount_minor // YUAN for amount in amount_choices(campaign).amounts] == [
        100,
        200,
        500,
        1_000,
    ]


def test_equal_shares_are_offered_once_for_each_size():
    campaign = opened(proposal(debit_amount_types=frozenset({EQUAL_SHARE}), seats=3))
    assert [amount.amount_minor // YUAN for amount in amount_choices(campaign).amounts] == [3_333, 3_334]


def test_shares_come_before_usual_amounts_and_the_rest_comes_last():
    campaign = opened(proposal(debit_amount_types=ALL_TYPES, seats=4))
    kinds = [amount.debit_amount_type for amount in amount_choices(campaign).amounts]
    assert kinds == [EQUAL_SHARE, FREE_AMOUNT, FREE_AMOUNT, FREE_AMOUNT, REMAINDER]


def test_the_last_share_is_offered_as_a_share_and_not_as_the_rest_too():
    campaign = opened(proposal(debit_amount_types=frozenset({EQUAL_SHARE, REMAINDER}), seats=2))
    campaign = joined(campaign, PledgeAmount(EQUAL_SHARE, 5_000 * YUAN))
    assert amount_choices(campaign).amounts == (PledgeAmount(EQUAL_SHARE, 5_000 * YUAN),)


@pytest.mark.parametrize("types", [frozenset({EQUAL_SHARE}), frozenset({REMAINDER})])
def test_without_free_amounts_nothing_can_be_typed(types):
    assert amount_choices(opened(proposal(debit_amount_types=types, seats=4))).typed is None


def test_a_pool_with_all_its_members_offers_nothing():
    crowded = replace(opened(proposal(head_count_max=3)), member_count=3)
    assert amount_choices(crowded).amounts == ()
    assert amount_choices(crowded).typed is None
