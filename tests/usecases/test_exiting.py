"""Leaving a deposit early: what a share brings, who may leave when, and that nobody else loses a cent by it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.account import AccountStatus
from core.domain.bank import DepositState, expense_ledger_account
from core.domain.campaign import Campaign
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.errors import (
    AmountChanged,
    EarlyWithdrawalsUsedUp,
    LockedIn,
    NotDue,
    OfferFirst,
    ShareFixed,
    ShareUnknown,
)
from core.domain.ids import DepositId
from core.domain.ledger import EntryKind
from core.domain.notice import PaidOut, RateLowered
from core.domain.offer import OfferState, ShareOffer
from core.domain.payout import PayoutCause, PayoutState
from core.domain.product import RemainderRate
from tests.support.house import OPENING, TD12M, YUAN, House
from tests.support.maturing import (
    accruing,
    balance_minor,
    brings,
    check_books,
    choosing,
    deposit_of,
    leaving,
    maturing,
    payouts_of,
    pool,
    share_of,
    until,
)

THREE = (5_000, 3_000, 2_000)
FALLING = replace(TD12M, remainder_rate=RemainderRate.FALLS_TO_TIER, early_withdrawals_max=9)
LENIENT = replace(TD12M, early_withdrawals_max=9)
UNTAKEN = ShareOffer(OfferState.UNTAKEN, OPENING)


class TestWhatItBrings:
    def test_is_the_principal_and_the_demand_rate_for_the_days_it_lay(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.later(days=100)
        preview = brings(house, bob, campaign_id)
        assert preview.interest_minor == 250  # 300000 × 0.30 % × 100 / 360
        assert preview.amount_minor == 3_002_50
        house.accepted(leaving(house, bob, campaign_id))
        [payout] = payouts_of(house, bob)
        assert (payout.cause, payout.state) == (PayoutCause.EARLY_WITHDRAWAL, PayoutState.PAID)
        assert payout.amount_minor == preview.amount_minor
        assert house.balances_minor(bob.account_id) == (3_002_50, 0)
        check_books(house)

    def test_is_told_with_its_figures(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.later(days=100)
        house.accepted(leaving(house, bob, campaign_id))
        [told] = house.told(PaidOut)
        assert (told.to, told.principal_minor, told.interest_minor) == (bob.participant_id, 3_000 * YUAN, 250)

    def test_on_a_later_day_is_what_it_brings_when_that_day_has_come(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        foretold = brings(house, bob, campaign_id, house.now.day + timedelta(days=77))
        house.later(days=77)
        assert brings(house, bob, campaign_id) == foretold

    def test_that_was_reviewed_on_another_day_is_refused(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.later(days=100)
        command = leaving(house, bob, campaign_id)
        house.later(days=20)
        assert house.refused(command) == AmountChanged(brings(house, bob, campaign_id).amount_minor)

    def test_waits_in_its_owners_name_if_the_account_cannot_take_it(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.set_status(bob.account_id, AccountStatus.FROZEN)
        house.accepted(leaving(house, bob, campaign_id))
        [payout] = payouts_of(house, bob)
        assert payout.state is PayoutState.WAITING
        assert balance_minor(house, payout.payable) == payout.amount_minor
        check_books(house)


class TestWhoMayLeave:
    def test_is_whose_share_it_is(self):
        house = House()
        campaign_id, (ann, bob, _) = pool(house, *THREE)
        command = leaving(house, bob, campaign_id)
        assert house.refused(replace(command, actor=ann.actor)) == ShareUnknown()
        elsewhere = replace(command, intent=house.intent(), deposit_id=DepositId("dep_x"))
        assert house.refused(elsewhere) == ShareUnknown()

    def test_once(self):
        house = House(LENIENT)
        campaign_id, (_, bob, _) = pool(house, *THREE)
        command = leaving(house, bob, campaign_id)
        house.accepted(command)
        assert house.refused(replace(command, intent=house.intent())) == ShareFixed("withdrawn_early")

    def test_not_before_the_lock_in_is_over(self):
        house = House(replace(TD12M, lock_in_days=30))
        campaign_id, (_, bob, _) = pool(house, *THREE)
        free_from = deposit_of(house, campaign_id).value_date + timedelta(days=30)
        assert house.refused(leaving(house, bob, campaign_id)) == LockedIn(free_from)
        until(house, free_from)
        house.accepted(leaving(house, bob, campaign_id))

    def test_as_often_as_the_terms_allow(self):
        house = House()
        campaign_id, (ann, bob, _) = pool(house, *THREE)
        house.accepted(leaving(house, bob, campaign_id))
        assert house.refused(leaving(house, ann, campaign_id)) == EarlyWithdrawalsUsedUp(1)

    def test_not_from_maturity_on_nor_while_the_campaign_is_paused(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        command = leaving(house, bob, campaign_id)
        campaign: Campaign = house.campaign(campaign_id)
        house.store.campaigns[campaign_id] = replace(campaign, mismatch_count=1)
        assert house.refused(command) == NotDue("paused")
        house.store.campaigns[campaign_id] = campaign
        until(house, deposit_of(house, campaign_id).maturity_date)
        assert house.refused(leaving(house, bob, campaign_id)) == ShareFixed("active")


class TestTheRest:
    def test_keeps_its_rate_and_every_cent_of_its_interest(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.later(days=100)
        house.accepted(accruing(house, deposit_of(house, campaign_id).id))
        house.accepted(leaving(house, bob, campaign_id))
        deposit = deposit_of(house, campaign_id)
        assert (deposit.outstanding_minor, deposit.rate_changes) == (7_000 * YUAN, ())
        until(house, deposit.payout_date)
        house.accepted(maturing(house, deposit.id))
        assert -balance_minor(house, expense_ledger_account(deposit.id)) == 171_50 + 2_50
        assert deposit_of(house, campaign_id).state is DepositState.CLOSED
        check_books(house)

    def test_is_asked_first_where_its_rate_would_fall(self):
        house = House(FALLING)
        campaign_id, (_, bob, _) = pool(house, *THREE)
        assert house.refused(leaving(house, bob, campaign_id)) == OfferFirst(Decimal("1.75"))

    def test_falls_to_its_tier_from_that_day_on_once_nobody_took_the_share(self):
        house = House(FALLING)
        campaign_id, (ann, bob, cat) = pool(house, *THREE)
        house.later(days=100)
        share = share_of(house, bob, deposit_of(house, campaign_id).id)
        house.store.shares[share.id] = replace(share, offer=UNTAKEN)
        house.accepted(leaving(house, bob, campaign_id))
        deposit = deposit_of(house, campaign_id)
        assert [(each.from_date, each.annual_rate_percent) for each in deposit.rate_changes] == [
            (house.now.day, Decimal("1.75"))
        ]
        assert [told.to for told in house.told(RateLowered)] == [ann.participant_id, cat.participant_id]
        until(house, deposit.payout_date)
        house.accepted(maturing(house, deposit.id))
        check_books(house)

    def test_of_nobody_ends_the_deposit(self):
        house = House(LENIENT)
        campaign_id, people = pool(house, *THREE)
        for person in people:
            house.accepted(leaving(house, person, campaign_id))
        assert deposit_of(house, campaign_id).state is DepositState.CLOSED
        check_books(house)

    def test_is_one_entry_in_the_journal(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.later(days=100)
        house.accepted(leaving(house, bob, campaign_id))
        kinds = [entry.kind for entry in house.entries()]
        assert kinds.count(EntryKind.EARLY_WITHDRAWAL) == kinds.count(EntryKind.PAYOUT) == 1


AMOUNTS = st.lists(st.integers(500, 9_000), min_size=2, max_size=5)
CHOICES = st.sampled_from(MaturityChoice)


@pytest.mark.slow
@given(
    yuan=AMOUNTS,
    falls=st.booleans(),
    exits=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 4)), max_size=4),
    choices=st.lists(CHOICES, min_size=5, max_size=5),
)
def test_random_lives_with_early_exits_lose_no_cent(yuan, falls, exits, choices):
    house = House(replace(FALLING if falls else LENIENT, minimum_minor=500 * YUAN, multiple_minor=YUAN))
    campaign_id, people = pool(house, *yuan)
    first = deposit_of(house, campaign_id)
    for share in list(house.store.shares.values()):
        house.store.shares[share.id] = replace(share, offer=UNTAKEN)
    for person, choice in zip(people, choices, strict=False):
        house.accepted(choosing(house, person, share_of(house, person, first.id).id, choice))
    for days, index in exits:
        house.later(days=days)
        person = people[index % len(people)]
        gone = share_of(house, person, first.id).state is not ShareState.ACTIVE
        if gone or house.now.day >= first.maturity_date:
            continue
        before_minor = house.balances_minor(person.account_id)[0]
        preview = brings(house, person, campaign_id)
        house.accepted(leaving(house, person, campaign_id))
        assert house.balances_minor(person.account_id)[0] - before_minor == preview.amount_minor
        check_books(house)
    if deposit_of(house, campaign_id).state is DepositState.ACTIVE:
        until(house, first.payout_date)
        house.accepted(maturing(house, first.id))
    assert house.store.deposits[first.id].state is DepositState.CLOSED
    check_books(house)
