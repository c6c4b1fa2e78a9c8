"""How an amount fits into a pool: seats, remainders, head counts, and no gap that nobody may fill."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain, combinations, product

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from core.domain.account import DebitAmountType
from core.domain.campaign import Campaign, CampaignState, Terms, admission, fix_terms
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import (
    AmountExceedsRemainder,
    AmountTypeNotOffered,
    DomainError,
    HeadCountReached,
    LeavesGap,
    PledgeFixed,
    PoolFull,
    RemainderChanged,
    SeatTaken,
)
from core.domain.ids import AccountId, CampaignId, HoldId, ParticipantId, PledgeId
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState, fit_amount, within_bounds
from core.domain.product import Product
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


def opened(terms: Terms) -> Campaign:
    return Campaign(
        id=CampaignId("cmp_1"),
        initiator_id=ParticipantId("par_1"),
        terms=terms,
        state=CampaignState.OPEN,
        opened_at=OPENING,
        closes_at=terms.deadline,
        link_token="token",
        short_code="K7QF2M9D",
    )


def pool(*amounts_minor: int, **changes) -> Campaign:
    """A ¥10,000 pool (minimum ¥500) in which these free amounts are pledged."""
    campaign = opened(fix_terms(proposal(**changes), TD12M, NOW))
    for amount_minor in amounts_minor:
        campaign = campaign.joined(amount_minor, None, NOW)
    return campaign


def seats(*taken: int, **changes) -> Campaign:
    """A ¥10,000 pool of four seats, of which these are taken."""
    changes = {"debit_amount_types": frozenset({EQUAL_SHARE}), "seats": 4, **changes}
    campaign = pool(**changes)
    for seat in taken:
        campaign = campaign.joined(campaign.terms.seat_amounts_minor[seat], seat, NOW)
    return campaign


def free(amount_minor: int) -> PledgeAmount:
    return PledgeAmount(FREE_AMOUNT, amount_minor)


class TestAFreeAmount:
    @pytest.mark.parametrize("amount_minor", [50_000, 123_400, 950_000, 1_000_000])
    def test_within_its_bounds_is_taken_and_takes_no_seat(self, amount_minor):
        assert fit_amount(pool(), free(amount_minor)) is None

    def test_larger_than_what_is_left_is_refused(self):
        with pytest.raises(AmountExceedsRemainder) as refusal:
            fit_amount(pool(400_000), free(600_100))
        assert refusal.value.remaining_minor == 600_000

    @pytest.mark.parametrize("amount_minor", [0, -100, 49_900, 50_050, 1_000_100])
    def test_outside_its_own_bounds_is_left_to_account_validation(self, amount_minor):
        assert fit_amount(pool(), free(amount_minor)) is None
        assert not within_bounds(pool(), amount_minor)


class TestARemainder:
    def test_takes_exactly_what_is_left(self):
        assert fit_amount(pool(400_000), PledgeAmount(REMAINDER, 600_000)) is None

    @pytest.mark.parametrize("reviewed_minor", [599_900, 600_100, 1_000_000])
    def test_that_is_no_longer_what_was_reviewed_is_refused(self, reviewed_minor):
        with pytest.raises(RemainderChanged) as refusal:
            fit_amount(pool(400_000), PledgeAmount(REMAINDER, reviewed_minor))
        assert refusal.value.remaining_minor == 600_000


class TestASeat:
    def test_is_the_first_free_one_of_that_amount(self):
        assert fit_amount(seats(), PledgeAmount(EQUAL_SHARE, 250_000)) == 0
        assert fit_amount(seats(0, 2), PledgeAmount(EQUAL_SHARE, 250_000)) == 1

    def test_keeps_its_amount_when_seats_differ(self):
        uneven = seats(0, seats=3)
        assert fit_amount(uneven, PledgeAmount(EQUAL_SHARE, 333_300)) == 1
        with pytest.raises(SeatTaken) as refusal:
            fit_amount(uneven, PledgeAmount(EQUAL_SHARE, 333_400))
        assert refusal.value.remaining_minor == 666_600

    @pytest.mark.parametrize("amount_minor", [0, 249_900, 500_000])
    def test_of_another_amount_does_not_exist(self, amount_minor):
        with pytest.raises(SeatTaken):
            fit_amount(seats(), PledgeAmount(EQUAL_SHARE, amount_minor))

    def test_that_no_longer_fits_beside_free_amounts_is_refused(self):
        mixed = seats(debit_amount_types=ALL_TYPES).joined(800_000, None, NOW)
        with pytest.raises(AmountExceedsRemainder):
            fit_amount(mixed, PledgeAmount(EQUAL_SHARE, 250_000))

    def test_is_taken_to_the_last(self):
        assert fit_amount(seats(0, 1, 3), PledgeAmount(EQUAL_SHARE, 250_000)) == 2


@pytest.mark.parametrize("amount_type", list(DebitAmountType))
def test_a_full_pool_takes_nothing(amount_type):
    with pytest.raises(PoolFull):
        fit_amount(pool(1_000_000), PledgeAmount(amount_type, 50_000))


def test_a_pool_with_all_its_members_takes_no_other():
    crowded = replace(pool(100_000, 100_000, head_count_max=3), member_count=3)
    with pytest.raises(HeadCountReached) as refusal:
        fit_amount(crowded, PledgeAmount(REMAINDER, 800_000))
    assert refusal.value.head_count_max == 3


@pytest.mark.parametrize("amount_type", list(DebitAmountType))
def test_an_amount_type_that_the_terms_leave_out_is_refused(amount_type):
    others = ALL_TYPES - {amount_type}
    with pytest.raises(AmountTypeNotOffered) as refusal:
        fit_amount(pool(debit_amount_types=others, seats=4), PledgeAmount(amount_type, 250_000))
    assert refusal.value.debit_amount_type == amount_type


class TestAGap:
    def test_of_three_hundred_under_a_minimum_of_five_hundred_is_refused(self):
        with pytest.raises(LeavesGap) as refusal:
            fit_amount(pool(200_000), free(770_000))
        assert (refusal.value.rest_minor, refusal.value.remaining_minor) == (30_000, 800_000)

    def test_of_exactly_the_minimum_is_none(self):
        assert fit_amount(pool(), free(950_000)) is None
        with pytest.raises(LeavesGap):
            fit_amount(pool(), free(950_100))

    def test_that_the_last_member_admitted_could_not_fill_is_refused(self):
        last_but_one = pool(300_000, head_count_max=3, member_maximum_minor=400_000)
        with pytest.raises(LeavesGap):
            fit_amount(last_but_one, free(299_900))
        assert fit_amount(last_but_one, free(300_000)) is None

    def test_after_the_last_member_admitted_is_refused(self):
        with pytest.raises(LeavesGap):
            fit_amount(pool(300_000, head_count_max=2), free(600_000))
        assert fit_amount(pool(300_000, head_count_max=2), free(700_000)) is None

    def test_between_twice_the_maximum_and_thrice_the_minimum_is_refused(self):
        narrow = {"member_minimum_minor": 400_000, "member_maximum_minor": 500_000}
        with pytest.raises(LeavesGap):
            fit_amount(pool(target_minor=1_500_000, **narrow), free(400_100))
        assert fit_amount(pool(target_minor=1_500_000, **narrow), free(500_000)) is None

    def test_beside_seats_is_none_when_free_amounts_can_fill_it(self):
        assert fit_amount(seats(debit_amount_types=ALL_TYPES), free(100_000)) is None

    def test_beside_seats_and_remainders_is_none_when_one_remainder_can_fill_it(self):
        seats_and_rest = frozenset({EQUAL_SHARE, REMAINDER})
        assert (
            fit_amount(seats(debit_amount_types=seats_and_rest), PledgeAmount(REMAINDER, 1_000_000)) is None
        )
        assert (
            fit_amount(seats(0, debit_amount_types=seats_and_rest), PledgeAmount(EQUAL_SHARE, 250_000)) == 1
        )


# The gap rule over small pools, counted in ¥1 units: against every way in which members could fill what is left.

UNIT = YUAN
TINY: Product = replace(
    TD12M,
    minimum_minor=UNIT,
    member_minimum_minor=UNIT,
    rates=(replace(TD12M.rates[0], tiers=(replace(TD12M.rates[0].tiers[0], from_minor=UNIT),)),),
)


@st.composite
def tiny_terms(draw) -> Terms:
    types = draw(st.sets(st.sampled_from(sorted(DebitAmountType)), min_size=1))
    limits = st.none() | st.integers(1, 6)
    halves = draw(st.none() | st.integers(2, 12))
    proposed = proposal(
        target_minor=draw(st.integers(1, 8)) * UNIT,
        debit_amount_types=frozenset(types),
        seats=draw(st.integers(1, 4)),
        member_minimum_minor=draw(st.integers(2, 6)) * UNIT // 2,
        member_maximum_minor=halves and halves * UNIT // 2,
        head_count_max=draw(limits),
    )
    assume(not admission(proposed, TINY, NOW))
    return fix_terms(proposed, TINY, NOW)


def possible_amounts(campaign: Campaign) -> list[tuple[PledgeAmount, int | None]]:
    """Every amount a member could pledge by the terms, gap or no gap, with the seat it takes."""
    remaining_minor, offered = campaign.remaining_minor, campaign.terms.debit_amount_types
    if campaign.member_count >= campaign.terms.head_count_max or not remaining_minor:
        return []
    found: list[tuple[PledgeAmount, int | None]] = []
    if FREE_AMOUNT in offered:
        found += [(free(amount_minor), None) for amount_minor in range(UNIT, remaining_minor + 1, UNIT)]
    if REMAINDER in offered:
        found.append((PledgeAmount(REMAINDER, remaining_minor), None))
    if EQUAL_SHARE in offered:
        amounts = campaign.terms.seat_amounts_minor
        found += [(PledgeAmount(EQUAL_SHARE, amounts[seat]), seat) for seat in campaign.free_seats()]
    return [
        (amount, seat)
        for amount, seat in found
        if within_bounds(campaign, amount.amount_minor) and amount.amount_minor <= remaining_minor
    ]


@cache
def can_be_filled(terms: Terms, pledged_minor: int, member_count: int, taken_seats: int) -> bool:
    """Whether some members, one after another, could fill the pool."""
    campaign = replace(
        opened(terms), pledged_minor=pledged_minor, member_count=member_count, taken_seats=taken_seats
    )
    return not campaign.remaining_minor or any(
        can_be_filled(terms, then.pledged_minor, then.member_count, then.taken_seats)
        for amount, seat in possible_amounts(campaign)
        for then in [campaign.joined(amount.amount_minor, seat, NOW)]
    )


def fillable(campaign: Campaign) -> bool:
    return can_be_filled(campaign.terms, campaign.pledged_minor, campaign.member_count, campaign.taken_seats)


def powerset(types: Iterable[DebitAmountType]) -> Iterable[tuple[DebitAmountType, ...]]:
    return chain.from_iterable(combinations(sorted(types), size) for size in range(1, 4))


def fits(campaign: Campaign, amount: PledgeAmount) -> bool:
    try:
        fit_amount(campaign, amount)
    except DomainError:
        return False
    return True


def test_whatever_admission_lets_in_can_be_filled():
    """Exhaustively, over all small pools; bounds need not be whole multiples."""
    halves = [half * UNIT // 2 for half in range(2, 9)]
    stuck = []
    for types in map(frozenset, powerset(DebitAmountType)):
        for target, minimum_minor, maximum_minor, heads, seats in product(
            range(1, 8), halves, [None, *halves], [None, 1, 2, 3], [2, 3] if EQUAL_SHARE in types else [None]
        ):
            proposed = proposal(
                target_minor=target * UNIT,
                debit_amount_types=types,
                seats=seats,
                member_minimum_minor=minimum_minor,
                member_maximum_minor=maximum_minor,
                head_count_max=heads,
            )
            if not admission(proposed, TINY, NOW) and not fillable(opened(fix_terms(proposed, TINY, NOW))):
                stuck.append(proposed)
    assert not stuck, f"{len(stuck)} proposals, the first: {stuck[0]}"


@given(tiny_terms(), st.data())
def test_in_no_pool_whoever_joins_or_leaves_is_there_a_gap_that_nobody_may_fill(terms, data):
    campaign, members = opened(terms), list[tuple[PledgeAmount, int | None]]()
    assume(fillable(campaign))
    for _ in range(data.draw(st.integers(1, 8), "steps")):
        if members and data.draw(st.integers(0, 3), "leaves") == 0:
            amount, seat = members.pop(data.draw(st.integers(0, len(members) - 1), "who"))
            campaign = replace(campaign.left(amount.amount_minor, seat), state=CampaignState.OPEN)
        elif campaign.remaining_minor:
            amounts = [amount for amount, _ in possible_amounts(campaign) if fits(campaign, amount)]
            assert amounts, "something is left, and nobody may pledge any of it"
            amount = data.draw(st.sampled_from(amounts), "joins")
            seat = fit_amount(campaign, amount)
            campaign = campaign.joined(amount.amount_minor, seat, NOW)
            members.append((amount, seat))
        assert fillable(campaign)
    event(f"{len(members)} members, {'full' if not campaign.remaining_minor else 'open'}")


@given(tiny_terms(), st.data())
def test_an_amount_that_leaves_no_gap_is_taken(terms, data):
    campaign = opened(terms)
    assume(fillable(campaign))
    for _ in range(data.draw(st.integers(0, 4), "members")):
        allowed = [amount for amount, _ in possible_amounts(campaign) if fits(campaign, amount)]
        assume(allowed)
        amount = data.draw(st.sampled_from(allowed), "joins")
        campaign = campaign.joined(amount.amount_minor, fit_amount(campaign, amount), NOW)
    for amount, seat in possible_amounts(campaign):
        assert fits(campaign, amount) == fillable(campaign.joined(amount.amount_minor, seat, NOW))


# A pledge's own states


def pledge(state: PledgeState = PledgeState.HELD) -> Pledge:
    return Pledge(
        id=PledgeId("plg_1"),
        campaign_id=CampaignId("cmp_1"),
        participant_id=ParticipantId("par_1"),
        account_id=AccountId("acc_1"),
        hold_id=HoldId("hld_1"),
        amount=free(400_000),
        seat=None,
        state=state,
        consent=Consent("digest", "en", "disclosure-1"),
        pledged_at=OPENING,
    )


def test_a_pledge_lives_while_it_is_reserved_held_or_captured():
    assert {state for state in PledgeState if pledge(state).live} == {
        PledgeState.RESERVED,
        PledgeState.HELD,
        PledgeState.CAPTURED,
    }


@pytest.mark.parametrize("state", list(CampaignState))
def test_a_pledge_moves_only_while_its_campaign_is_open_or_repairing(state):
    campaign = replace(pool(), state=state)
    if state in (CampaignState.OPEN, CampaignState.REPAIRING):
        pledge().check_movable(campaign)
    else:
        with pytest.raises(PledgeFixed) as refusal:
            pledge().check_movable(campaign)
        assert refusal.value.state == state


@pytest.mark.parametrize("state", [state for state in PledgeState if state is not PledgeState.HELD])
def test_a_pledge_moves_only_while_it_is_held(state):
    with pytest.raises(PledgeFixed):
        pledge(state).check_movable(pool())


def test_an_ended_pledge_ails_no_more():
    ailing = replace(pledge(), ailing=(FailedCondition(ConditionCode.ACCOUNT_FROZEN),))
    assert ailing.ended(PledgeState.DROPPED).ailing == ()
