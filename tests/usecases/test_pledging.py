"""Placing, changing and withdrawing pledges: the pool, the hold and the ledger move together or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.commands import Actor, ChangeCustomerPhone, UnlinkAccount
from core.domain.account import AccountClass, AccountStatus
from core.domain.bank import HoldState, OrderState, ReplaceHold
from core.domain.campaign import CampaignState
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import (
    AccountNotLinked,
    AccountNotValid,
    AlreadyPledged,
    AmountExceedsRemainder,
    AmountTypeNotOffered,
    CampaignNotOpen,
    CampaignUnknown,
    DeadlinePassed,
    DomainError,
    HeadCountReached,
    LeavesGap,
    NothingChanged,
    NotPermitted,
    NotPledged,
    PledgeFixed,
    RemainderChanged,
    SeatTaken,
    TermsNotConsented,
)
from core.domain.ids import AccountId, CampaignId
from core.domain.ledger import EntryKind
from core.domain.pledge import PledgeState
from tests.support.house import (
    ADMIN,
    ALL_TYPES,
    CLERK,
    EQUAL_SHARE,
    FREE_AMOUNT,
    REMAINDER,
    SYSTEM,
    YUAN,
    House,
    Person,
)

SEATS = {"debit_amount_types": frozenset({EQUAL_SHARE}), "seats": 4}


def codes(refusal: DomainError) -> list[ConditionCode]:
    assert isinstance(refusal, AccountNotValid), refusal
    return [failed.code for failed in refusal.conditions]


class TestPlacing:
    def test_holds_the_money_and_fills_the_pool(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        pledge = house.pledge(ann, campaign_id, 4_000 * YUAN)
        assert pledge.state is PledgeState.HELD
        assert (pledge.participant_id, pledge.account_id) == (ann.participant_id, ann.account_id)
        assert house.balances_minor(ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)
        hold = house.store.holds[pledge.hold_id]
        assert (hold.state, hold.amount_minor, hold.placed_on) == (
            HoldState.PLACED,
            4_000 * YUAN,
            house.now.day,
        )
        campaign = house.campaign(campaign_id)
        assert (campaign.pledged_minor, campaign.member_count) == (4_000 * YUAN, 1)

    def test_posts_one_entry_under_the_bank_orders_reference(self, house):
        ann = house.person()
        house.pledge(ann, house.open(ann), 4_000 * YUAN)
        (order,) = house.store.orders.values()
        entry = house.entries()[-1]
        assert (entry.kind, entry.reference) == (EntryKind.HOLD, order.reference)
        assert order.state is OrderState.CONFIRMED
        assert [posting.amount_minor for posting in entry.postings] == [-4_000 * YUAN, 4_000 * YUAN]

    def test_keeps_the_consent(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        pledge = house.pledge(ann, campaign_id, 500 * YUAN)
        assert pledge.consent == house.consent(campaign_id)

    def test_the_last_part_funds_the_pool(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        house.pledge(bo, campaign_id, 6_000 * YUAN, REMAINDER)
        campaign = house.campaign(campaign_id)
        assert (campaign.state, campaign.funded_at) == (CampaignState.FUNDED, house.at)

    def test_takes_a_seat(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann, **SEATS)
        assert house.pledge(ann, campaign_id, 2_500 * YUAN, EQUAL_SHARE).seat == 0
        assert house.pledge(bo, campaign_id, 2_500 * YUAN, EQUAL_SHARE).seat == 1

    def test_without_knowing_the_campaign_is_refused(self, house):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 500 * YUAN)
        assert house.refused(replace(placing, campaign_id=CampaignId("cmp_x"))) == CampaignUnknown()

    def test_twice_is_refused_with_what_is_pledged(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        assert house.refused(house.placing(ann, campaign_id, 500 * YUAN)) == AlreadyPledged(4_000 * YUAN)

    def test_in_two_campaigns_from_one_account_is_fine(self, house):
        ann = house.person()
        for _ in range(2):
            house.pledge(ann, house.open(ann), 4_000 * YUAN)
        assert house.balances_minor(ann.account_id) == (2_000 * YUAN, 8_000 * YUAN)

    def test_at_the_deadline_is_refused(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        deadline = house.campaign(campaign_id).closes_at
        house.at = deadline
        assert house.refused(house.placing(ann, campaign_id, 500 * YUAN)) == DeadlinePassed(deadline)
        house.at = deadline - timedelta(microseconds=1)
        house.pledge(ann, campaign_id, 500 * YUAN)

    def test_in_a_funded_pool_is_refused(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        refusal = house.refused(house.placing(bo, campaign_id, 500 * YUAN))
        assert refusal == CampaignNotOpen(CampaignState.FUNDED.value)

    def test_with_consent_to_other_terms_is_refused(self, house):
        ann = house.person()
        campaign_id, other_id = house.open(ann), house.open(ann, target_minor=20_000 * YUAN)
        placing = house.placing(ann, campaign_id, 500 * YUAN)
        assert house.refused(replace(placing, consent=house.consent(other_id))) == TermsNotConsented()

    def test_from_somebody_elses_or_no_account_is_refused_alike(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        for account_id in (bo.account_id, AccountId("acc_x")):
            placing = house.placing(ann, campaign_id, 500 * YUAN, account_id=account_id)
            assert house.refused(placing) == AccountNotLinked()

    def test_from_an_unlinked_account_is_refused(self, house):
        ann = house.person()
        house.accepted(UnlinkAccount(intent=house.intent(), actor=ann.actor, account_id=ann.account_id))
        assert house.refused(house.placing(ann, house.open(ann), 500 * YUAN)) == AccountNotLinked()

    def test_after_a_changed_phone_number_is_refused_until_linked_again(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        house.accepted(
            ChangeCustomerPhone(
                intent=house.intent(),
                actor=CLERK,
                customer_id=ann.customer_id,
                old_phone=ann.phone,
                phone="+8613900000001",
            )
        )
        refusal = house.refused(house.placing(ann, campaign_id, 500 * YUAN))
        assert codes(refusal) == [ConditionCode.ACCOUNT_PHONE_CHANGED]
        house.link(ann.participant_id, ann.telegram_user_id, "+8613900000001")
        house.pledge(ann, campaign_id, 500 * YUAN)

    def test_is_refused_with_every_failed_condition_of_the_account(self, house):
        ann = house.person(account_class=AccountClass.III, balance_minor=0, types=frozenset())
        campaign_id = house.open(ann)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        refusal = house.refused(house.placing(ann, campaign_id, 499 * YUAN + 1))
        assert codes(refusal) == [
            ConditionCode.ACCOUNT_FROZEN,
            ConditionCode.ACCOUNT_CLASS,
            ConditionCode.DEBIT_AMOUNT_TYPE,
            ConditionCode.AMOUNT_BELOW_MINIMUM,
            ConditionCode.AMOUNT_NOT_MULTIPLE,
            ConditionCode.INSUFFICIENT_BALANCE,
        ]

    def test_in_another_currency_is_refused(self, house):
        ann = house.person(currency="USD")
        refusal = house.refused(house.placing(ann, house.open(ann), 500 * YUAN))
        assert codes(refusal) == [ConditionCode.ACCOUNT_CURRENCY]

    def test_of_more_than_is_available_is_refused_even_when_enough_is_held(self, house):
        ann = house.person(balance_minor=5_000 * YUAN)
        house.pledge(ann, house.open(ann), 4_000 * YUAN)
        refusal = house.refused(house.placing(ann, house.open(ann), 1_001 * YUAN))
        assert isinstance(refusal, AccountNotValid)
        assert refusal.conditions == (
            FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, 1_001 * YUAN, 1_000 * YUAN),
        )

    @pytest.mark.parametrize("amount_minor", [0, -1, -500 * YUAN, 10_001 * YUAN, 2**63])
    def test_of_an_impossible_amount_is_refused(self, house, amount_minor):
        ann = house.person(balance_minor=100_000 * YUAN)
        assert codes(house.refused(house.placing(ann, house.open(ann), amount_minor)))

    @pytest.mark.parametrize(
        ("amount_minor", "amount_type", "refusal"),
        [
            (6_001 * YUAN, FREE_AMOUNT, AmountExceedsRemainder(6_000 * YUAN)),
            (5_700 * YUAN, FREE_AMOUNT, LeavesGap(300 * YUAN, 6_000 * YUAN)),
            (5_999 * YUAN, REMAINDER, RemainderChanged(6_000 * YUAN)),
            (2_500 * YUAN, EQUAL_SHARE, AmountTypeNotOffered("equal_share")),
        ],
    )
    def test_of_what_the_pool_cannot_take_is_refused(self, house, amount_minor, amount_type, refusal):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        assert house.refused(house.placing(bo, campaign_id, amount_minor, amount_type)) == refusal

    def test_of_a_seat_amount_that_is_gone_is_refused(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann, **{**SEATS, "seats": 3})
        house.pledge(ann, campaign_id, 3_334 * YUAN, EQUAL_SHARE)
        refusal = house.refused(house.placing(bo, campaign_id, 3_334 * YUAN, EQUAL_SHARE))
        assert refusal == SeatTaken(6_666 * YUAN)

    def test_by_one_member_too_many_is_refused(self, house):
        people = [house.person(balance_minor=10_000 * YUAN) for _ in range(3)]
        campaign_id = house.open(people[0], head_count_max=2)
        house.pledge(people[0], campaign_id, 4_000 * YUAN)
        house.pledge(people[1], campaign_id, 6_000 * YUAN)
        refusal = house.refused(house.placing(people[2], campaign_id, 500 * YUAN))
        assert refusal == CampaignNotOpen("funded")

    def test_counts_toward_the_accounts_day_limit(self, house):
        ann = house.person(day_limit_minor=5_000 * YUAN, balance_minor=20_000 * YUAN)
        house.pledge(ann, house.open(ann), 4_000 * YUAN)
        later_id = house.open(ann)
        refusal = house.refused(house.placing(ann, later_id, 1_001 * YUAN))
        assert codes(refusal) == [ConditionCode.DAY_LIMIT]
        house.later(days=1)
        house.pledge(ann, later_id, 5_000 * YUAN)

    @pytest.mark.parametrize("actor", [SYSTEM, CLERK, ADMIN])
    def test_is_for_participants_only(self, house, actor):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 500 * YUAN)
        assert house.refused(replace(placing, actor=actor)) == NotPermitted()

    def test_the_rest_is_won_by_exactly_one_of_a_hundred(self, house):
        people = [house.person() for _ in range(10)]
        campaign_id = house.open(people[0])
        placings = [house.placing(person, campaign_id, 10_000 * YUAN, REMAINDER) for person in people]
        receipts = house.store.run(placings, house.now)
        assert [type(receipt).__name__ for receipt in receipts] == ["Accepted"] + ["Refused"] * 9
        assert {receipt.error.code for receipt in receipts[1:]} == {"campaign_not_open"}


def pooled(house: House, **changes) -> tuple[Person, Person, CampaignId]:
    """Ann has pledged ¥4,000 of ¥10,000; Bo nothing yet."""
    ann, bo = house.person("Ann"), house.person("Bo")
    campaign_id = house.open(ann, **changes)
    house.pledge(ann, campaign_id, 4_000 * YUAN)
    return ann, bo, campaign_id


class TestChanging:
    def test_the_amount_replaces_the_hold_by_one_entry(self, house):
        ann, _, campaign_id = pooled(house)
        before = house.pledge_of(ann, campaign_id)
        entries = len(house.entries())
        house.accepted(house.changing(ann, campaign_id, 7_000 * YUAN))
        after = house.pledge_of(ann, campaign_id)
        assert (after.id, after.amount_minor, after.changes) == (before.id, 7_000 * YUAN, 1)
        assert house.balances_minor(ann.account_id) == (3_000 * YUAN, 7_000 * YUAN)
        assert house.store.holds[before.hold_id].state is HoldState.RELEASED
        assert house.store.holds[after.hold_id].state is HoldState.PLACED
        assert [entry.kind for entry in house.entries()[entries:]] == [EntryKind.REPLACE_HOLD]
        campaign = house.campaign(campaign_id)
        assert (campaign.pledged_minor, campaign.member_count) == (7_000 * YUAN, 1)

    def test_needs_no_more_than_the_difference(self, house):
        ann, _, campaign_id = pooled(house)
        house.accepted(house.changing(ann, campaign_id, 10_000 * YUAN))
        assert house.balances_minor(ann.account_id) == (0, 10_000 * YUAN)
        assert house.campaign(campaign_id).state is CampaignState.FUNDED

    def test_the_account_moves_the_hold(self, house):
        ann, _, campaign_id = pooled(house)
        other = house.account(ann.customer_id)
        house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        house.accepted(house.changing(ann, campaign_id, 4_000 * YUAN, account_id=other))
        assert house.balances_minor(ann.account_id) == (10_000 * YUAN, 0)
        assert house.balances_minor(other) == (6_000 * YUAN, 4_000 * YUAN)
        assert house.pledge_of(ann, campaign_id).account_id == other

    def test_that_the_bank_refuses_leaves_everything_as_it_was(self, house):
        ann, _, campaign_id = pooled(house)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        assert codes(house.refused(house.changing(ann, campaign_id, 5_000 * YUAN))) == [
            ConditionCode.ACCOUNT_FROZEN
        ]
        assert house.balances_minor(ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)

    def test_away_from_a_frozen_account_is_possible(self, house):
        ann, _, campaign_id = pooled(house)
        other = house.account(ann.customer_id)
        house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        house.accepted(house.changing(ann, campaign_id, 4_000 * YUAN, account_id=other))
        assert house.balances_minor(ann.account_id) == (10_000 * YUAN, 0)

    def test_nothing_is_refused(self, house):
        ann, _, campaign_id = pooled(house)
        assert house.refused(house.changing(ann, campaign_id, 4_000 * YUAN)) == NothingChanged()

    def test_what_one_has_not_pledged_is_refused(self, house):
        _, bo, campaign_id = pooled(house)
        assert house.refused(house.changing(bo, campaign_id, 500 * YUAN)) == NotPledged()

    @pytest.mark.parametrize(
        ("amount_minor", "refusal"),
        [
            (9_700 * YUAN, LeavesGap(300 * YUAN, 10_000 * YUAN)),
            (3_700 * YUAN, None),
            (10_000 * YUAN, None),
        ],
    )
    def test_is_measured_by_what_is_left_without_it(self, house, amount_minor, refusal):
        ann, _, campaign_id = pooled(house)
        changing = house.changing(ann, campaign_id, amount_minor)
        if refusal is None:
            house.accepted(changing)
        else:
            assert house.refused(changing) == refusal

    def test_works_when_the_campaign_has_all_its_members(self, house):
        ann, bo, campaign_id = pooled(house, head_count_max=3)
        house.pledge(bo, campaign_id, 1_000 * YUAN)
        house.accepted(house.changing(ann, campaign_id, 4_500 * YUAN))
        assert house.campaign(campaign_id).member_count == 2

    def test_after_the_deadline_or_once_funded_is_refused(self, house):
        ann, bo, campaign_id = pooled(house)
        changing = house.changing(ann, campaign_id, 5_000 * YUAN)
        house.pledge(bo, campaign_id, 6_000 * YUAN)
        assert house.refused(changing) == PledgeFixed("funded")
        other_id = house.open(ann)
        house.pledge(ann, other_id, 500 * YUAN)
        house.at = house.campaign(other_id).closes_at
        assert isinstance(house.refused(house.changing(ann, other_id, 600 * YUAN)), DeadlinePassed)

    def test_needs_consent_to_these_terms(self, house):
        ann, _, campaign_id = pooled(house)
        changing = house.changing(ann, campaign_id, 5_000 * YUAN)
        other = replace(changing.consent, terms_digest="other")
        assert house.refused(replace(changing, consent=other)) == TermsNotConsented()

    def test_the_amount_type_from_free_to_a_seat_takes_the_seat(self, house):
        ann, _, campaign_id = pooled(house, debit_amount_types=ALL_TYPES, seats=4)
        house.accepted(house.changing(ann, campaign_id, 2_500 * YUAN, EQUAL_SHARE))
        assert house.pledge_of(ann, campaign_id).seat == 0
        house.accepted(house.changing(ann, campaign_id, 500 * YUAN))
        assert house.pledge_of(ann, campaign_id).seat is None
        assert house.campaign(campaign_id).taken_seats == 0

    def test_gives_back_todays_use_of_the_day_limit_before_it_counts_anew(self, house):
        ann = house.person(day_limit_minor=5_000 * YUAN)
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        house.accepted(house.changing(ann, campaign_id, 5_000 * YUAN))
        refusal = house.refused(house.changing(ann, campaign_id, 5_001 * YUAN))
        assert codes(refusal) == [ConditionCode.DAY_LIMIT]
        (limit,) = house.store.accounts[ann.account_id].day_limits
        assert limit.used_minor_on(house.now.day) == 5_000 * YUAN

    def test_only_the_account_of_a_remainder_is_possible_in_a_pool_that_opened_again(self, house):
        ann, bo, campaign_id = pooled(house)
        house.pledge(bo, campaign_id, 6_000 * YUAN, REMAINDER)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(campaign_id))
        house.accepted(house.withdrawing(ann, campaign_id))
        assert house.campaign(campaign_id).state is CampaignState.OPEN
        other = house.account(bo.customer_id)
        house.link(bo.participant_id, bo.telegram_user_id, bo.phone)
        house.accepted(house.changing(bo, campaign_id, 6_000 * YUAN, REMAINDER, account_id=other))
        assert house.balances_minor(other) == (4_000 * YUAN, 6_000 * YUAN)

    def test_only_the_account_keeps_the_seat(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann, **SEATS)
        for person in (ann, bo):
            house.pledge(person, campaign_id, 2_500 * YUAN, EQUAL_SHARE)
        house.accepted(house.withdrawing(ann, campaign_id))
        other = house.account(bo.customer_id)
        house.link(bo.participant_id, bo.telegram_user_id, bo.phone)
        before = house.campaign(campaign_id)
        house.accepted(house.changing(bo, campaign_id, 2_500 * YUAN, EQUAL_SHARE, account_id=other))
        assert house.pledge_of(bo, campaign_id).seat == 1
        assert replace(house.campaign(campaign_id), version=before.version) == before

    def test_only_the_account_after_the_deadline_is_refused(self, house):
        ann, _, campaign_id = pooled(house)
        other = house.account(ann.customer_id)
        house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        house.at = house.campaign(campaign_id).closes_at
        changing = house.changing(ann, campaign_id, 4_000 * YUAN, account_id=other)
        assert house.refused(changing) == DeadlinePassed(house.at)

    def test_only_the_type_of_the_amount_fits_it_anew(self, house):
        ann, _, campaign_id = pooled(house)
        assert house.refused(house.changing(ann, campaign_id, 4_000 * YUAN, REMAINDER)) == (
            RemainderChanged(10_000 * YUAN)
        )


class TestWithdrawing:
    def test_gives_the_money_back_and_leaves_the_place(self, house):
        ann, _, campaign_id = pooled(house)
        house.accepted(house.withdrawing(ann, campaign_id))
        pledge = house.pledge_of(ann, campaign_id)
        assert pledge.state is PledgeState.WITHDRAWN
        assert house.store.holds[pledge.hold_id].state is HoldState.RELEASED
        assert house.balances_minor(ann.account_id) == (10_000 * YUAN, 0)
        campaign = house.campaign(campaign_id)
        assert (campaign.pledged_minor, campaign.member_count) == (0, 0)

    def test_and_joining_again_makes_another_pledge(self, house):
        ann, _, campaign_id = pooled(house)
        first = house.pledge_of(ann, campaign_id)
        house.accepted(house.withdrawing(ann, campaign_id))
        again = house.pledge(ann, campaign_id, 5_000 * YUAN)
        assert again.id != first.id
        assert house.campaign(campaign_id).pledged_minor == 5_000 * YUAN

    def test_and_joining_again_works_within_one_batch(self, house):
        ann, _, campaign_id = pooled(house)
        commands = [house.withdrawing(ann, campaign_id), house.placing(ann, campaign_id, 5_000 * YUAN)]
        receipts = house.store.run(commands, house.now)
        assert [type(receipt).__name__ for receipt in receipts] == ["Accepted", "Accepted"]
        assert house.balances_minor(ann.account_id) == (5_000 * YUAN, 5_000 * YUAN)

    def test_frees_the_seat(self, house):
        ann = house.person()
        campaign_id = house.open(ann, **SEATS)
        house.pledge(ann, campaign_id, 2_500 * YUAN, EQUAL_SHARE)
        house.accepted(house.withdrawing(ann, campaign_id))
        assert list(house.campaign(campaign_id).free_seats()) == [0, 1, 2, 3]

    def test_works_from_a_frozen_account_and_after_the_deadline(self, house):
        ann, _, campaign_id = pooled(house)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        house.later(days=4)
        house.accepted(house.withdrawing(ann, campaign_id))
        assert house.balances_minor(ann.account_id) == (10_000 * YUAN, 0)

    def test_what_one_has_not_pledged_is_refused(self, house):
        ann, bo, campaign_id = pooled(house)
        assert house.refused(house.withdrawing(bo, campaign_id)) == NotPledged()
        house.accepted(house.withdrawing(ann, campaign_id))
        assert house.refused(house.withdrawing(ann, campaign_id)) == NotPledged()

    def test_once_funded_is_refused(self, house):
        ann, bo, campaign_id = pooled(house)
        house.pledge(bo, campaign_id, 6_000 * YUAN)
        assert house.refused(house.withdrawing(ann, campaign_id)) == PledgeFixed("funded")

    def test_gives_back_the_day_limit_on_the_same_day_only(self, house):
        ann = house.person(day_limit_minor=5_000 * YUAN, balance_minor=20_000 * YUAN)
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 5_000 * YUAN)
        house.accepted(house.withdrawing(ann, campaign_id))
        house.pledge(ann, campaign_id, 5_000 * YUAN)
        house.later(days=1)
        other_id = house.open(ann)
        house.pledge(ann, other_id, 3_000 * YUAN)
        house.accepted(house.withdrawing(ann, campaign_id))
        (limit,) = house.store.accounts[ann.account_id].day_limits
        assert limit.used_minor_on(house.now.day) == 3_000 * YUAN

    def test_is_nobody_elses_to_ask(self, house):
        ann, _, campaign_id = pooled(house)
        withdrawing = house.withdrawing(ann, campaign_id)
        for actor in (SYSTEM, CLERK, ADMIN):
            assert house.refused(replace(withdrawing, intent=house.intent(), actor=actor)) == NotPermitted()
        stranger = Actor.participant(house.meet("Cy")[0])
        assert house.refused(replace(withdrawing, actor=stranger)) == NotPledged()


def test_replacing_a_hold_is_one_order_to_the_bank(house):
    ann, _, campaign_id = pooled(house)
    house.accepted(house.changing(ann, campaign_id, 5_000 * YUAN))
    assert isinstance(list(house.store.orders.values())[-1].instruction, ReplaceHold)


def test_a_crowded_pool_that_is_not_full_cannot_come_to_be(house):
    people = [house.person() for _ in range(3)]
    campaign_id = house.open(people[0], head_count_max=2)
    house.pledge(people[0], campaign_id, 4_000 * YUAN)
    refusal = house.refused(house.placing(people[1], campaign_id, 5_000 * YUAN))
    assert refusal == LeavesGap(1_000 * YUAN, 6_000 * YUAN)
    assert not isinstance(refusal, HeadCountReached)
