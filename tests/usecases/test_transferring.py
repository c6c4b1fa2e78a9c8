"""Selling a share: who hears of it and may buy it when, what it costs, and that no cent is lost on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import JoinWaitingList, Waiting
from core.domain.account import AccountStatus
from core.domain.bank import DepositState, expense_ledger_account
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.errors import (
    AccountNotLinked,
    AccountNotValid,
    AlreadyMember,
    AmountChanged,
    CampaignNotOpen,
    LockedIn,
    NotDue,
    NotPermitted,
    OfferFirst,
    OfferOver,
    ShareFixed,
    ShareUnknown,
    TermsNotConsented,
)
from core.domain.ids import CampaignId, DepositId
from core.domain.ledger import EntryKind
from core.domain.notice import OfferUntaken, ShareBought, ShareForSale, ShareSold, WaitingEnded
from core.domain.offer import OFFER_WINDOW
from core.domain.payout import PayoutCause, PayoutState
from core.domain.pledge import Consent
from core.domain.product import RemainderRate
from tests.support.house import TD12M, YUAN, House, Person
from tests.support.maturing import (
    balance_minor,
    bought_from,
    buying,
    check_books,
    choosing,
    deposit_of,
    joining_line,
    leaving,
    matured,
    moving_on,
    offering,
    payouts_of,
    pool,
    share_of,
    taking_back,
    until,
)

THREE = (5_000, 3_000, 2_000)
FALLING = replace(TD12M, remainder_rate=RemainderRate.FALLS_TO_TIER, early_withdrawals_max=9)


def waiting(house: House, name: str, campaign_id: CampaignId) -> Person:
    """Somebody with money who waits for a share of the campaign's deposit."""
    person = house.person(name, balance_minor=9_000 * YUAN)
    house.accepted(joining_line(house, person, campaign_id))
    return person


def rich_pool(house: House, *yuan: int):
    """A pool whose members have money left to buy with."""
    campaign_id, people = pool(house, *(yuan or THREE))
    for person in people:
        house.credit(person.account_id, 20_000 * YUAN)
    return campaign_id, people, deposit_of(house, campaign_id)


class TestTheOffer:
    def test_is_told_to_the_other_members_first_and_to_the_line_a_day_later(self):
        house = House()
        campaign_id, (ann, bob, cat), deposit = rich_pool(house)
        gus = waiting(house, "Gus", campaign_id)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        told = house.told(ShareForSale)
        assert [each.to for each in told] == [ann.participant_id, cat.participant_id]
        assert {each.until for each in told} == {house.at + OFFER_WINDOW}
        assert house.refused(moving_on(house, share)) == NotDue("to_members")
        house.later(days=1)
        house.accepted(moving_on(house, share))
        assert [each.to for each in house.told(ShareForSale)[2:]] == [gus.participant_id]

    def test_that_nobody_takes_ends_after_two_days_and_its_owner_hears_of_it(self):
        house = House()
        _, (_, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        for _ in range(2):
            house.later(days=1)
            house.accepted(moving_on(house, share))
        assert share_of(house, bob, deposit.id).untaken
        assert [told.to for told in house.told(OfferUntaken)] == [bob.participant_id]
        assert house.refused(moving_on(house, share)) == NotDue("untaken")

    def test_that_nobody_takes_lets_a_share_go_that_lowers_the_others_rate(self):
        house = House(FALLING)
        campaign_id, (_, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        house.later(days=1)
        house.accepted(moving_on(house, share))
        assert isinstance(house.refused(leaving(house, bob, campaign_id)), OfferFirst)
        house.later(days=1)
        house.accepted(moving_on(house, share))
        house.accepted(leaving(house, bob, campaign_id))
        check_books(house)

    def test_can_be_made_again_once_nobody_took_it_but_not_twice_at_once(self):
        house = House()
        _, (_, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        assert house.refused(offering(house, bob, share)) == ShareFixed("to_members")
        for _ in range(2):
            house.later(days=1)
            house.accepted(moving_on(house, share))
        house.accepted(offering(house, bob, share))

    def test_is_of_ones_own_share_and_not_in_the_lock_in(self):
        house = House(replace(TD12M, lock_in_days=30))
        _, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        assert house.refused(offering(house, ann, share)) == ShareUnknown()
        elsewhere = replace(offering(house, bob, share), deposit_id=DepositId("dep_x"))
        assert house.refused(elsewhere) == ShareUnknown()
        free_from = deposit.value_date + timedelta(days=30)
        assert house.refused(offering(house, bob, share)) == LockedIn(free_from)

    def test_can_be_taken_back_until_somebody_buys(self):
        house = House()
        _, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        assert house.refused(taking_back(house, bob, share)) == OfferOver("active")
        house.accepted(offering(house, bob, share))
        assert house.refused(taking_back(house, ann, share)) == ShareUnknown()
        house.accepted(taking_back(house, bob, share))
        assert house.refused(buying(house, ann, share)) == OfferOver("active")
        assert house.refused(moving_on(house, share)) == NotDue("active")

    def test_ends_with_the_deposit(self):
        house = House()
        campaign_id, (_, bob, _), deposit = rich_pool(house)
        until(house, deposit.maturity_date - timedelta(days=1))
        house.accepted(offering(house, bob, share_of(house, bob, deposit.id)))
        gus = waiting(house, "Gus", campaign_id)
        matured(house, campaign_id)
        assert share_of(house, bob, deposit.id).offer is None
        assert [told.to for told in house.told(WaitingEnded)] == [gus.participant_id]
        assert not house.campaign(campaign_id).waiting.line
        check_books(house)


class TestTheSale:
    def test_moves_the_price_from_the_buyer_to_the_seller_and_the_share_the_other_way(self):
        house = House()
        campaign_id, (_, bob, _), deposit = rich_pool(house)
        gus = waiting(house, "Gus", campaign_id)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        house.later(days=100)
        house.accepted(moving_on(house, share))
        command = buying(house, gus, share)
        before_minor = house.balances_minor(bob.account_id)[0]
        house.accepted(command)
        bought, sold = bought_from(house, share), house.store.shares[share.id]
        assert (sold.state, bought.state) == (ShareState.SOLD, ShareState.ACTIVE)
        assert (bought.participant_id, bought.account_id) == (gus.participant_id, gus.account_id)
        assert bought.owned_from == house.now.day
        assert bought.certificate_number == f"{deposit.number}-004"
        assert house.balances_minor(bob.account_id)[0] - before_minor == command.price_minor
        assert house.balances_minor(gus.account_id)[0] == 9_000 * YUAN - command.price_minor
        [payout] = payouts_of(house, bob)
        assert (payout.cause, payout.state) == (PayoutCause.SALE, PayoutState.PAID)
        assert payout.amount_minor == command.price_minor
        assert deposit_of(house, campaign_id).outstanding_minor == 10_000 * YUAN
        assert [told.to for told in house.told(ShareBought)] == [gus.participant_id]
        assert [told.to for told in house.told(ShareSold)] == [bob.participant_id]
        assert not house.campaign(campaign_id).waiting.line
        check_books(house)

    def test_leaves_all_interest_of_the_share_to_its_buyer(self):
        house = House()
        campaign_id, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.later(days=100)
        house.accepted(offering(house, bob, share))
        house.accepted(buying(house, ann, share))
        matured(house, campaign_id)
        bought = bought_from(house, share)
        assert (bought.state, bought.interest_minor) == (ShareState.PAID_OUT, 73_50)
        assert -balance_minor(house, expense_ledger_account(deposit.id)) == 245_00
        assert deposit_of(house, campaign_id).state is DepositState.CLOSED
        check_books(house)

    def test_is_one_entry_and_a_payment(self):
        house = House()
        _, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        house.accepted(buying(house, ann, share))
        kinds = [entry.kind for entry in house.entries()]
        assert kinds.count(EntryKind.TRANSFER) == kinds.count(EntryKind.PAYOUT) == 1

    def test_keeps_the_price_for_a_seller_whose_account_cannot_take_it(self):
        house = House()
        campaign_id, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        house.set_status(bob.account_id, AccountStatus.FROZEN)
        house.accepted(buying(house, ann, share))
        [payout] = payouts_of(house, bob)
        assert payout.state is PayoutState.WAITING
        assert balance_minor(house, payout.payable) == payout.amount_minor
        matured(house, campaign_id)
        assert deposit_of(house, campaign_id).state is DepositState.MATURED
        check_books(house)

    def test_is_made_once(self):
        house = House()
        _, (ann, bob, cat), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        late = buying(house, cat, share)
        house.accepted(buying(house, ann, share))
        assert house.refused(late) == OfferOver("sold")
        assert house.refused(taking_back(house, bob, share)) == OfferOver("sold")
        check_books(house)

    def test_is_refused_at_another_price_or_without_consent_or_money_or_account(self):
        house = House()
        _, (ann, bob, cat), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        command, before = buying(house, ann, share), house.store.tables()
        wrong = replace(command, consent=Consent("another", "en", "1"))
        assert house.refused(wrong) == TermsNotConsented()
        elses = replace(command, intent=house.intent(), account_id=cat.account_id)
        assert house.refused(elses) == AccountNotLinked()
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        assert isinstance(house.refused(replace(command, intent=house.intent())), AccountNotValid)
        house.set_status(ann.account_id, AccountStatus.NORMAL)
        house.later(days=9)
        now = buying(house, ann, share)
        assert house.refused(replace(command, intent=house.intent())) == AmountChanged(now.price_minor)
        assert house.store.tables()["shares"] == before["shares"]
        assert house.store.tables()["entries"] == before["entries"]

    def test_is_for_members_and_then_for_the_line_and_never_for_the_seller_or_strangers(self):
        house = House()
        campaign_id, (_, bob, _), deposit = rich_pool(house)
        gus, hal = waiting(house, "Gus", campaign_id), house.person("Hal", balance_minor=9_000 * YUAN)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        for person in (bob, gus, hal):
            assert house.refused(buying(house, person, share)) == NotPermitted()
        house.later(days=1)
        house.accepted(moving_on(house, share))
        for person in (bob, hal):
            assert house.refused(buying(house, person, share)) == NotPermitted()
        house.accepted(buying(house, gus, share))

    def test_is_not_made_while_the_campaign_is_paused_nor_from_maturity_on(self):
        house = House()
        campaign_id, (ann, bob, _), deposit = rich_pool(house)
        share = share_of(house, bob, deposit.id)
        house.accepted(offering(house, bob, share))
        campaign = house.campaign(campaign_id)
        house.store.campaigns[campaign_id] = replace(campaign, mismatch_count=1)
        assert house.refused(buying(house, ann, share)) == NotDue("paused")
        house.store.campaigns[campaign_id] = campaign
        until(house, deposit.maturity_date)
        assert house.refused(buying(house, ann, share)) == OfferOver("active")


@pytest.mark.parametrize("ended", [False, True])
def test_who_wants_a_share_can_wait_for_one_while_the_deposit_lasts(ended):
    house = House()
    campaign_id, _ = pool(house, *THREE)
    deposit = deposit_of(house, campaign_id)
    if ended:
        matured(house, campaign_id)
        hal = house.person("Hal")
        command = JoinWaitingList(
            intent=house.intent(), actor=hal.actor, campaign_id=campaign_id, deposit_id=deposit.id
        )
        assert house.refused(command) == CampaignNotOpen("settled")
    else:
        waiting(house, "Gus", campaign_id)
        assert len(house.campaign(campaign_id).waiting.line) == 1


def test_a_member_need_not_wait_and_who_has_left_waits_as_anybody_and_may_buy():
    house = House()
    campaign_id, (ann, bob, cat), deposit = rich_pool(house)
    assert house.refused(joining_line(house, ann, campaign_id)) == AlreadyMember()
    first = share_of(house, bob, deposit.id)
    house.accepted(offering(house, bob, first))
    house.accepted(buying(house, ann, first))
    house.accepted(leaving(house, cat, campaign_id))
    for position, person in enumerate((bob, cat), start=1):
        assert house.accepted(joining_line(house, person, campaign_id)) == Waiting(position)
    bought = bought_from(house, first)
    house.accepted(offering(house, ann, bought))
    house.later(days=1)
    house.accepted(moving_on(house, bought))
    house.accepted(buying(house, bob, bought))
    assert house.campaign(campaign_id).waiting.line == (cat.participant_id,)
    check_books(house)


@pytest.mark.slow
@given(
    yuan=st.lists(st.integers(500, 9_000), min_size=2, max_size=5),
    sales=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 9), st.integers(0, 4)), max_size=5),
    choices=st.lists(st.sampled_from(MaturityChoice), min_size=10, max_size=10),
)
def test_random_lives_with_sales_lose_no_cent(yuan, sales, choices):
    house = House(replace(TD12M, minimum_minor=500 * YUAN, multiple_minor=YUAN))
    campaign_id, people, first = rich_pool(house, *yuan)
    for days, nth, buyer in sales:
        house.later(days=days)
        active = [each for each in house.store.shares.values() if each.state is ShareState.ACTIVE]
        share, person = active[nth % len(active)], people[buyer % len(people)]
        owners = {each.participant_id for each in active} - {share.participant_id}
        if person.participant_id not in owners:
            continue
        [seller] = [each for each in people if each.participant_id == share.participant_id]
        house.accepted(offering(house, seller, share))
        together_minor = sum(house.balances_minor(each.account_id)[0] for each in people)
        house.accepted(buying(house, person, share))
        assert sum(house.balances_minor(each.account_id)[0] for each in people) == together_minor
        check_books(house)
    for share, choice in zip(list(house.store.shares.values()), choices, strict=False):
        if share.state is ShareState.ACTIVE:
            [owner] = [each for each in people if each.participant_id == share.participant_id]
            house.accepted(choosing(house, owner, share.id, choice))
    matured(house, campaign_id)
    assert house.store.deposits[first.id].state is DepositState.CLOSED
    check_books(house)
