"""Settling, repairing, dropping, expiring and cancelling: who owns what, who gets what back, and who is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.commands import ChangeCustomerPhone
from core.domain.account import AccountStatus
from core.domain.bank import DepositState, HoldState, OpenDeposit
from core.domain.campaign import MEND_WINDOW, REFILL_WINDOW, CampaignState
from core.domain.conditions import ConditionCode
from core.domain.errors import (
    CampaignFixed,
    CampaignUnknown,
    DeadlinePassed,
    NotDue,
    NotPermitted,
    PledgeFixed,
    ReasonMissing,
)
from core.domain.ids import AccountId, CampaignId
from core.domain.ledger import EntryKind
from core.domain.notice import (
    OwnPoolSettled,
    PledgeDropped,
    PoolCancelled,
    PoolExpired,
    PoolReopened,
    PoolSettled,
    RepairAwaited,
    RepairNeeded,
)
from core.domain.pledge import PledgeState
from core.usecases.pooling import INITIATOR_CANCELLED
from tests.support.house import (
    ADMIN,
    CLERK,
    EQUAL_SHARE,
    FREE_AMOUNT,
    REMAINDER,
    SYSTEM,
    YUAN,
    House,
    Person,
)


class Pool:
    """A ¥10,000 pool of Ann (4,000), Bo (3,500) and Cy (2,500): full; Di opened it and pledged nothing."""

    def __init__(self, house: House, *, full: bool = True) -> None:
        self.ann, self.bo, self.cy, self.di = (house.person(name) for name in ("Ann", "Bo", "Cy", "Di"))
        self.id = house.open(self.di)
        self.amounts_minor = {self.ann: 4_000 * YUAN, self.bo: 3_500 * YUAN, self.cy: 2_500 * YUAN}
        members = list(self.amounts_minor) if full else [self.ann, self.bo]
        for person in members:
            house.pledge(person, self.id, self.amounts_minor[person])
        self.house = house

    def state(self) -> CampaignState:
        return self.house.campaign(self.id).state

    def settle(self) -> None:
        self.house.accepted(self.house.settling(self.id))

    def fail(self, *people: Person) -> None:
        """Freeze these people's accounts, then try to settle."""
        for person in people:
            self.house.set_status(person.account_id, AccountStatus.FROZEN)
        self.settle()

    def mending(self, person: Person, account_id: AccountId | None = None):
        return self.house.changing(
            person, self.id, self.amounts_minor[person], FREE_AMOUNT, account_id or person.account_id
        )


@pytest.fixture
def pool(house: House) -> Pool:
    return Pool(house)


@pytest.fixture
def open_pool(house: House) -> Pool:
    return Pool(house, full=False)


class TestSettling:
    def test_captures_every_hold_and_opens_one_deposit(self, house, pool):
        pool.settle()
        campaign = house.campaign(pool.id)
        (deposit,) = house.store.deposits.values()
        assert (campaign.state, campaign.deposit_id) == (CampaignState.SETTLED, deposit.id)
        assert (deposit.campaign_id, deposit.principal_minor) == (pool.id, 10_000 * YUAN)
        assert deposit.state is DepositState.ACTIVE
        for person, amount_minor in pool.amounts_minor.items():
            pledge = house.pledge_of(person, pool.id)
            assert pledge.state is PledgeState.CAPTURED
            assert house.store.holds[pledge.hold_id].state is HoldState.CAPTURED
            assert house.balances_minor(person.account_id) == (10_000 * YUAN - amount_minor, 0)

    def test_moves_the_money_in_one_entry(self, house, pool):
        pool.settle()
        entry = house.entries()[-1]
        (deposit,) = house.store.deposits.values()
        assert entry.kind is EntryKind.SETTLEMENT
        assert {posting.account_id: posting.amount_minor for posting in entry.postings} == {
            f"{deposit.id}:principal": 10_000 * YUAN,
            **{f"{person.account_id}:held": -amount for person, amount in pool.amounts_minor.items()},
        }

    def test_gives_everyone_a_numbered_share_that_goes_back_to_the_account_it_came_from(self, house, pool):
        pool.settle()
        shares = {share.participant_id: share for share in house.store.shares.values()}
        (deposit,) = house.store.deposits.values()
        assert {share.certificate_number for share in shares.values()} == {
            f"{deposit.number}-{nth:03d}" for nth in (1, 2, 3)
        }
        for person, amount_minor in pool.amounts_minor.items():
            share = shares[person.participant_id]
            assert (share.principal_minor, share.account_id) == (amount_minor, person.account_id)
            assert (share.deposit_id, share.issued_at) == (deposit.id, house.at)

    def test_takes_rate_and_term_from_the_terms_and_the_value_date_from_the_business_day(self, house, pool):
        house.at = house.at.replace(hour=17)  # already the next day in Shanghai
        pool.settle()
        (deposit,) = house.store.deposits.values()
        terms = house.campaign(pool.id).terms
        assert deposit.annual_rate_percent == terms.annual_rate_percent
        assert (deposit.day_count, deposit.compounding) == (terms.day_count, terms.compounding)
        assert (deposit.value_date, deposit.maturity_date) == (date(2026, 3, 2), date(2027, 3, 2))

    def test_tells_each_member_and_an_initiator_who_pledged_nothing(self, house, pool):
        pool.settle()
        told = house.told_to(pool.id)
        assert sorted(told, key=str) == sorted(
            [
                (PoolSettled, pool.ann.participant_id),
                (PoolSettled, pool.bo.participant_id),
                (PoolSettled, pool.cy.participant_id),
                (OwnPoolSettled, pool.di.participant_id),
            ],
            key=str,
        )

    def test_tells_an_initiator_who_is_a_member_once(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        assert house.told_to(campaign_id) == [(PoolSettled, ann.participant_id)]

    def test_happens_once(self, house, pool):
        pool.settle()
        assert house.refused(house.settling(pool.id)) == NotDue("settled")
        assert len(house.store.deposits) == 1

    def test_needs_a_funded_campaign(self, house, open_pool):
        assert house.refused(house.settling(open_pool.id)) == NotDue("open")
        assert house.refused(house.settling(CampaignId("cmp_x"))) == CampaignUnknown()

    def test_works_after_the_deadline_once_funded(self, house, pool):
        house.later(days=30)
        assert house.refused(house.expiring(pool.id)) == NotDue("funded")
        pool.settle()
        assert pool.state() is CampaignState.SETTLED

    def test_is_the_systems_alone(self, house, pool):
        for actor in (ADMIN, CLERK, pool.di.actor):
            settling = replace(house.settling(pool.id), actor=actor)
            assert house.refused(settling) == NotPermitted()

    def test_orders_one_deposit_with_all_the_holds(self, house, pool):
        pool.settle()
        (opening,) = (
            order.instruction
            for order in house.store.orders.values()
            if isinstance(order.instruction, OpenDeposit)
        )
        holds = {house.pledge_of(person, pool.id).hold_id for person in pool.amounts_minor}
        assert (set(opening.hold_ids), opening.principal_minor) == (holds, 10_000 * YUAN)

    def test_leaves_members_without_power_over_the_pledge(self, house, pool):
        pool.settle()
        assert house.refused(house.withdrawing(pool.ann, pool.id)) == PledgeFixed("settled")
        assert house.refused(pool.mending(pool.ann)) == PledgeFixed("settled")
        assert house.refused(house.cancelling(pool.di.actor, pool.id)) == CampaignFixed("settled")

    def test_in_the_batch_that_funds_the_pool_settles_it(self, house, open_pool):
        placing = house.placing(open_pool.cy, open_pool.id, 2_500 * YUAN, REMAINDER)
        house.store.run([placing, house.settling(open_pool.id)], house.now)
        assert open_pool.state() is CampaignState.SETTLED
        assert len(house.store.shares) == 3


class TestRepair:
    def test_begins_when_an_account_fails_its_second_validation(self, house, pool):
        pool.fail(pool.bo)
        campaign = house.campaign(pool.id)
        assert (campaign.state, campaign.ailing_count) == (CampaignState.REPAIRING, 1)
        assert campaign.mend_until == house.at + MEND_WINDOW
        assert campaign.pledged_minor == 10_000 * YUAN
        (failed,) = house.pledge_of(pool.bo, pool.id).ailing
        assert failed.code is ConditionCode.ACCOUNT_FROZEN
        assert not house.pledge_of(pool.ann, pool.id).ailing

    def test_captures_nothing(self, house, pool):
        before = house.entries()
        pool.fail(pool.bo)
        assert house.entries() == before
        assert not house.store.deposits
        for person, amount_minor in pool.amounts_minor.items():
            assert house.balances_minor(person.account_id) == (10_000 * YUAN - amount_minor, amount_minor)

    def test_tells_only_the_one_who_failed_why(self, house, pool):
        pool.fail(pool.bo)
        (needed,) = house.told(RepairNeeded)
        assert needed.to == pool.bo.participant_id
        assert [failed.code for failed in needed.conditions] == [ConditionCode.ACCOUNT_FROZEN]
        assert {notice.to for notice in house.told(RepairAwaited)} == {
            pool.ann.participant_id,
            pool.cy.participant_id,
            pool.di.participant_id,
        }

    @pytest.mark.parametrize("status", [AccountStatus.FROZEN, AccountStatus.LOST, AccountStatus.DORMANT])
    def test_follows_from_any_status_but_normal(self, house, pool, status):
        house.set_status(pool.ann.account_id, status)
        pool.settle()
        assert pool.state() is CampaignState.REPAIRING

    def test_follows_from_a_changed_phone_number(self, house, pool):
        self.change_phone(house, pool.cy)
        pool.settle()
        (failed,) = house.pledge_of(pool.cy, pool.id).ailing
        assert failed.code is ConditionCode.ACCOUNT_PHONE_CHANGED

    def change_phone(self, house: House, person: Person) -> None:
        house.accepted(
            ChangeCustomerPhone(
                intent=house.intent(),
                actor=CLERK,
                customer_id=person.customer_id,
                old_phone=person.phone,
                phone="+8613900000009",
            )
        )

    def test_names_all_who_fail_at_once(self, house, pool):
        self.change_phone(house, pool.cy)
        pool.fail(pool.bo)
        ailing = {person for person in pool.amounts_minor if house.pledge_of(person, pool.id).ailing}
        assert ailing == {pool.bo, pool.cy}
        assert house.campaign(pool.id).ailing_count == 2

    def test_ends_when_the_same_account_is_in_order_again(self, house, pool):
        pool.fail(pool.bo)
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.accepted(pool.mending(pool.bo))
        assert pool.state() is CampaignState.FUNDED
        assert not house.pledge_of(pool.bo, pool.id).ailing
        pool.settle()
        assert pool.state() is CampaignState.SETTLED

    def test_ends_when_the_pledge_moves_to_another_account(self, house, pool):
        pool.fail(pool.bo)
        other = house.account(pool.bo.customer_id)
        house.link(pool.bo.participant_id, pool.bo.telegram_user_id, pool.bo.phone)
        house.accepted(pool.mending(pool.bo, other))
        assert pool.state() is CampaignState.FUNDED
        assert house.balances_minor(pool.bo.account_id) == (10_000 * YUAN, 0)
        pool.settle()
        assert house.balances_minor(other) == (6_500 * YUAN, 0)

    def test_ends_when_the_account_is_linked_again_after_a_changed_number(self, house, pool):
        self.change_phone(house, pool.cy)
        pool.settle()
        house.link(pool.cy.participant_id, pool.cy.telegram_user_id, "+8613900000009")
        house.accepted(pool.mending(pool.cy))
        pool.settle()
        assert pool.state() is CampaignState.SETTLED

    def test_is_not_ended_by_an_account_that_still_fails(self, house, pool):
        pool.fail(pool.bo)
        house.refused(pool.mending(pool.bo))
        assert pool.state() is CampaignState.REPAIRING

    def test_waits_for_all_who_fail(self, house, pool):
        pool.fail(pool.bo, pool.cy)
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.accepted(pool.mending(pool.bo))
        assert (pool.state(), house.campaign(pool.id).ailing_count) == (CampaignState.REPAIRING, 1)
        house.set_status(pool.cy.account_id, AccountStatus.NORMAL)
        house.accepted(pool.mending(pool.cy))
        assert pool.state() is CampaignState.FUNDED

    def test_lets_nobody_change_amount_or_amount_type(self, house, pool):
        pool.fail(pool.bo)
        for person in (pool.ann, pool.bo):
            house.set_status(person.account_id, AccountStatus.LOST)
            house.set_status(person.account_id, AccountStatus.NORMAL)
            assert house.refused(house.changing(person, pool.id, 3_000 * YUAN)) == PledgeFixed("repairing")
            amount_minor = pool.amounts_minor[person]
            changing = house.changing(person, pool.id, amount_minor, REMAINDER)
            assert house.refused(changing) == PledgeFixed("repairing")

    def test_lets_others_move_to_another_account(self, house, pool):
        pool.fail(pool.bo)
        other = house.account(pool.ann.customer_id)
        house.link(pool.ann.participant_id, pool.ann.telegram_user_id, pool.ann.phone)
        house.accepted(pool.mending(pool.ann, other))
        assert (pool.state(), house.campaign(pool.id).ailing_count) == (CampaignState.REPAIRING, 1)
        assert house.balances_minor(other) == (6_000 * YUAN, 4_000 * YUAN)

    def test_takes_no_new_pledges(self, house, pool):
        pool.fail(pool.bo)
        refusal = house.refused(house.placing(pool.di, pool.id, 500 * YUAN))
        assert refusal.code == "campaign_not_open"

    def test_opens_the_campaign_when_the_one_who_failed_withdraws(self, house, pool):
        pool.fail(pool.bo)
        house.accepted(house.withdrawing(pool.bo, pool.id))
        campaign = house.campaign(pool.id)
        assert (campaign.state, campaign.remaining_minor) == (CampaignState.OPEN, 3_500 * YUAN)
        assert (campaign.ailing_count, campaign.mend_until) == (0, None)
        (reopened,) = house.told(PoolReopened)
        assert (reopened.to, reopened.closes_at) == (pool.di.participant_id, campaign.closes_at)
        house.pledge(pool.di, pool.id, 3_500 * YUAN, REMAINDER)
        pool.settle()
        assert pool.state() is CampaignState.SETTLED

    def test_goes_on_when_another_member_withdraws(self, house, pool):
        pool.fail(pool.bo)
        house.accepted(house.withdrawing(pool.ann, pool.id))
        assert (pool.state(), house.campaign(pool.id).ailing_count) == (CampaignState.REPAIRING, 1)
        assert not house.told(PoolReopened)
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.accepted(pool.mending(pool.bo))
        assert pool.state() is CampaignState.OPEN

    def test_can_no_longer_be_mended_when_the_window_is_over(self, house, pool):
        pool.fail(pool.bo)
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.at += MEND_WINDOW
        assert isinstance(house.refused(pool.mending(pool.bo)), DeadlinePassed)
        house.at -= timedelta(microseconds=1)
        house.accepted(pool.mending(pool.bo))

    def test_that_fails_again_has_a_window_of_its_own(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW - timedelta(minutes=1)
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.accepted(pool.mending(pool.bo))
        house.later(minutes=30)
        pool.fail(pool.cy)
        campaign = house.campaign(pool.id)
        assert (campaign.mend_until, campaign.settlements) == (house.at + MEND_WINDOW, 2)
        assert house.told(RepairNeeded)[-1].mend_until == campaign.mend_until
        assert house.refused(house.dropping(pool.id)) == NotDue("repairing")

    def test_lasts_no_longer_than_the_rate_is_locked(self, house, pool):
        locked_until = house.campaign(pool.id).terms.rate_locked_until
        house.at = locked_until - timedelta(hours=5)
        pool.fail(pool.bo)
        assert house.campaign(pool.id).mend_until == locked_until
        house.set_status(pool.bo.account_id, AccountStatus.NORMAL)
        house.at = locked_until
        assert house.refused(pool.mending(pool.bo)) == DeadlinePassed(locked_until)
        house.accepted(house.dropping(pool.id))
        assert house.campaign(pool.id).closes_at == locked_until
        house.accepted(house.expiring(pool.id))
        assert pool.state() is CampaignState.EXPIRED

    def test_may_be_cancelled_by_the_initiator(self, house, pool):
        pool.fail(pool.bo)
        house.accepted(house.cancelling(pool.di.actor, pool.id))
        for person in pool.amounts_minor:
            assert house.balances_minor(person.account_id) == (10_000 * YUAN, 0)
            assert house.pledge_of(person, pool.id).state is PledgeState.RELEASED

    def test_does_not_expire(self, house, pool):
        pool.fail(pool.bo)
        house.later(days=30)
        assert house.refused(house.expiring(pool.id)) == NotDue("repairing")


class TestDropping:
    def test_frees_the_place_and_the_money_of_who_did_not_mend(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        campaign = house.campaign(pool.id)
        assert (campaign.state, campaign.remaining_minor) == (CampaignState.OPEN, 3_500 * YUAN)
        assert (campaign.member_count, campaign.ailing_count) == (2, 0)
        assert house.pledge_of(pool.bo, pool.id).state is PledgeState.DROPPED
        assert house.balances_minor(pool.bo.account_id) == (10_000 * YUAN, 0)

    def test_tells_who_is_dropped_and_all_others(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        (dropped,) = house.told(PledgeDropped)
        assert (dropped.to, dropped.released_minor) == (pool.bo.participant_id, 3_500 * YUAN)
        assert {notice.to for notice in house.told(PoolReopened)} == {
            pool.ann.participant_id,
            pool.cy.participant_id,
            pool.di.participant_id,
        }

    def test_leaves_the_refill_window_when_the_deadline_is_near(self, house, pool):
        house.later(days=2, hours=23)
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        assert house.campaign(pool.id).closes_at == house.at + REFILL_WINDOW

    def test_leaves_the_deadline_when_that_is_later(self, house):
        ann = house.person()
        campaign_id = house.open(ann, deadline=house.at + timedelta(days=30))
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(campaign_id))
        house.at += MEND_WINDOW
        house.accepted(house.dropping(campaign_id))
        campaign = house.campaign(campaign_id)
        assert campaign.closes_at == campaign.terms.deadline

    def test_leads_to_expiry_when_nobody_refills(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        house.at = house.campaign(pool.id).closes_at
        house.accepted(house.expiring(pool.id))
        assert pool.state() is CampaignState.EXPIRED
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)

    def test_gives_a_later_failure_a_window_of_its_own(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        house.pledge(pool.di, pool.id, 3_500 * YUAN, REMAINDER)
        pool.fail(pool.di)
        assert house.campaign(pool.id).mend_until == house.at + MEND_WINDOW

    def test_frees_the_seat(self, house):
        people = [house.person() for _ in range(2)]
        campaign_id = house.open(people[0], debit_amount_types=frozenset({EQUAL_SHARE}), seats=2)
        for person in people:
            house.pledge(person, campaign_id, 5_000 * YUAN, EQUAL_SHARE)
        house.set_status(people[0].account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(campaign_id))
        house.at += MEND_WINDOW
        house.accepted(house.dropping(campaign_id))
        assert list(house.campaign(campaign_id).free_seats()) == [0]

    def test_before_the_window_is_over_or_without_a_repair_is_refused(self, house, pool):
        assert house.refused(house.dropping(pool.id)) == NotDue("funded")
        pool.fail(pool.bo)
        house.at += MEND_WINDOW - timedelta(microseconds=1)
        assert house.refused(house.dropping(pool.id)) == NotDue("repairing")

    def test_is_the_systems_alone(self, house, pool):
        pool.fail(pool.bo)
        house.at += MEND_WINDOW
        for actor in (ADMIN, CLERK, pool.di.actor):
            assert house.refused(replace(house.dropping(pool.id), actor=actor)) == NotPermitted()


class TestExpiring:
    def test_releases_every_hold_and_tells_everyone(self, house, open_pool):
        house.at = house.campaign(open_pool.id).closes_at
        house.accepted(house.expiring(open_pool.id))
        assert open_pool.state() is CampaignState.EXPIRED
        released = {notice.to: notice.released_minor for notice in house.told(PoolExpired)}
        assert released == {
            open_pool.ann.participant_id: 4_000 * YUAN,
            open_pool.bo.participant_id: 3_500 * YUAN,
            open_pool.di.participant_id: 0,
        }
        for person in (open_pool.ann, open_pool.bo):
            assert house.balances_minor(person.account_id) == (10_000 * YUAN, 0)
            assert house.pledge_of(person, open_pool.id).state is PledgeState.RELEASED

    def test_releases_the_hold_on_a_frozen_account_too(self, house, open_pool):
        house.set_status(open_pool.ann.account_id, AccountStatus.FROZEN)
        house.at = house.campaign(open_pool.id).closes_at
        house.accepted(house.expiring(open_pool.id))
        assert house.balances_minor(open_pool.ann.account_id) == (10_000 * YUAN, 0)

    def test_before_the_closing_is_refused(self, house, open_pool):
        house.at = house.campaign(open_pool.id).closes_at - timedelta(microseconds=1)
        assert house.refused(house.expiring(open_pool.id)) == NotDue("open")

    def test_happens_once(self, house, open_pool):
        house.at = house.campaign(open_pool.id).closes_at
        house.accepted(house.expiring(open_pool.id))
        assert house.refused(house.expiring(open_pool.id)) == NotDue("expired")
        assert house.refused(house.withdrawing(open_pool.ann, open_pool.id)).code == "not_pledged"

    def test_is_the_systems_alone(self, house, open_pool):
        house.at = house.campaign(open_pool.id).closes_at
        for actor in (ADMIN, CLERK, open_pool.di.actor):
            assert house.refused(replace(house.expiring(open_pool.id), actor=actor)) == NotPermitted()


class TestCancelling:
    def test_by_the_initiator_releases_every_hold_and_tells_everyone(self, house, open_pool):
        record = house.use_of_power()
        house.accepted(house.cancelling(open_pool.di.actor, open_pool.id))
        campaign = house.campaign(open_pool.id)
        assert (campaign.state, campaign.ended_reason) == (CampaignState.CANCELLED, INITIATOR_CANCELLED)
        for person in (open_pool.ann, open_pool.bo):
            assert house.balances_minor(person.account_id) == (10_000 * YUAN, 0)
        notices = house.told(PoolCancelled)
        assert {notice.to: notice.released_minor for notice in notices} == {
            open_pool.ann.participant_id: 4_000 * YUAN,
            open_pool.bo.participant_id: 3_500 * YUAN,
            open_pool.di.participant_id: 0,
        }
        assert {(notice.reason, notice.by_admin) for notice in notices} == {(INITIATOR_CANCELLED, False)}
        assert house.use_of_power() == record

    def test_by_an_admin_needs_a_reason_and_is_recorded(self, house, open_pool):
        assert house.refused(house.cancelling(ADMIN, open_pool.id, "  ")) == ReasonMissing()
        house.accepted(house.cancelling(ADMIN, open_pool.id, " a mistake "))
        assert house.campaign(open_pool.id).ended_reason == "a mistake"
        assert house.use_of_power()[-1] == ("admin:7", "cancel_campaign", open_pool.id)
        told = {(notice.reason, notice.by_admin) for notice in house.told(PoolCancelled)}
        assert told == {("a mistake", True)}

    def test_by_the_initiator_may_say_why(self, house, open_pool):
        house.accepted(house.cancelling(open_pool.di.actor, open_pool.id, " too slow "))
        assert house.campaign(open_pool.id).ended_reason == "too slow"
        assert {notice.reason for notice in house.told(PoolCancelled)} == {"too slow"}

    def test_by_anybody_else_is_refused(self, house, open_pool):
        for actor in (open_pool.ann.actor, SYSTEM, CLERK):
            assert house.refused(house.cancelling(actor, open_pool.id, "mine")) == NotPermitted()

    def test_a_participant_whose_id_is_an_admins_is_still_no_admin(self, house, open_pool):
        assert house.refused(house.cancelling(ADMIN, CampaignId("cmp_x"), "x")) == CampaignUnknown()
        disguised = replace(open_pool.ann.actor, id=ADMIN.id)
        assert house.refused(house.cancelling(disguised, open_pool.id, "x")) == NotPermitted()

    def test_once_funded_is_the_staffs_alone_and_once_ended_nobodys(self, house, pool):
        assert house.refused(house.cancelling(pool.di.actor, pool.id)) == CampaignFixed("funded")
        house.accepted(house.cancelling(ADMIN, pool.id, "x"))
        assert house.refused(house.cancelling(ADMIN, pool.id, "x")) == CampaignFixed("cancelled")
        other_id = house.open(pool.di)
        house.accepted(house.cancelling(pool.di.actor, other_id))
        assert house.refused(house.cancelling(pool.di.actor, other_id)) == CampaignFixed("cancelled")
