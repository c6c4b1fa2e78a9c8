"""What differs from the bank's word is told once, pauses what it concerns, and lets it go on when it is gone."""

from datetime import timedelta

from core.commands import Done, Reconciled
from core.domain.campaign import CampaignState
from core.domain.errors import AccountNotValid, CampaignFixed, NotDue, NotPermitted
from core.domain.notice import MismatchesFound, PoolCancelled, PoolSettled
from core.domain.pledge import PledgeState
from core.domain.reconciliation import RECONCILING, MismatchKind
from tests.support.house import ADMIN, CLERK, YUAN, House, Person
from tests.support.reconciling import (
    asking,
    go_wrong,
    reconcile,
    reconciling,
    slip,
)


class Pool:
    """Ann's pool of ¥10,000: Ann has pledged 4,000, and Bob the rest if it is full."""

    def __init__(self, house: House, *, full: bool = True) -> None:
        self.house, self.ann, self.bob = house, house.person("Ann"), house.person("Bob")
        self.id = house.open(self.ann)
        house.pledge(self.ann, self.id, 4_000 * YUAN)
        if full:
            house.pledge(self.bob, self.id, 6_000 * YUAN)

    @property
    def campaign(self):
        return self.house.campaign(self.id)


def mend(house: House, person: Person, amount_minor: int) -> None:
    """The ledger is put right, by nobody we know."""
    account = house.store.accounts[person.account_id]
    go_wrong(house, {account.held: amount_minor, account.available: -amount_minor}, "mended")


class TestAComparison:
    def test_of_books_in_order_finds_nothing(self, house):
        settled = Pool(house)
        house.accepted(house.settling(settled.id))
        Pool(house, full=False)
        assert reconcile(house) == Reconciled(0, 0)
        (run,) = house.store.reconciliations.values()
        assert (run.found, run.compared, run.left_out) == (0, 2, 0)

    def test_finds_what_the_ledger_no_longer_holds(self, house):
        pool = Pool(house)
        slip(house, pool.bob.account_id, 100 * YUAN)
        assert reconcile(house) == Reconciled(1, 0)
        (recorded,) = house.store.mismatches.values()
        assert (recorded.mismatch.kind, recorded.subject) == (MismatchKind.HELD_DIFFERS, pool.bob.account_id)
        assert (recorded.mismatch.ours_minor, recorded.mismatch.banks_minor) == (6_000 * YUAN, 5_900 * YUAN)
        assert recorded.campaign_ids == (pool.id,)

    def test_tells_each_admin_once_and_again_only_when_it_comes_back(self, house):
        pool, admin = Pool(house), house.meet("Ada")[0]
        slip(house, pool.bob.account_id, 100 * YUAN)
        for expected in (1, 1):
            house.accepted(reconciling(house, tell=frozenset({admin})))
            assert len(house.told(MismatchesFound)) == expected
        mend(house, pool.bob, 100 * YUAN)
        assert house.accepted(reconciling(house, tell=frozenset({admin}))) == Reconciled(0, 1)
        account = house.store.accounts[pool.bob.account_id]
        go_wrong(house, {account.held: -5, account.available: 5}, "again")
        house.accepted(reconciling(house, tell=frozenset({admin})))
        runs = [run.id for run in house.store.reconciliations.values() if run.new]
        assert house.told(MismatchesFound) == [MismatchesFound(admin, 1, run_id) for run_id in runs]
        assert len(runs) == 2

    def test_is_recorded_once_in_its_round(self, house):
        one, other = reconciling(house), reconciling(house)
        house.accepted(one)
        assert house.refused(other) == NotDue("overtaken")
        assert len(house.store.reconciliations) == 1

    def test_that_was_begun_before_another_was_asked_for_is_not_recorded(self, house):
        begun = reconciling(house)
        house.accepted(asking(house))
        assert house.refused(begun) == NotDue("overtaken")
        assert house.use_of_power() == [("admin:7", "ask_reconciliation", "")]
        reconcile(house)

    def test_is_due_again_when_it_says_so_and_at_once_when_it_is_asked_for(self, house):
        reconcile(house)
        assert house.store.reconciling[RECONCILING].due_at == house.at + timedelta(days=1)
        house.later(hours=1)
        house.accepted(asking(house))
        assert house.store.reconciling[RECONCILING].due_at == house.at

    def test_is_nobodys_to_record_or_ask_for_but_ours_and_the_admins(self, house):
        ann = house.person("Ann")
        for actor in (ann.actor, CLERK):
            assert house.refused(asking(house, actor)) == NotPermitted()


class TestAPausedCampaign:
    def test_is_not_settled_until_it_is_cleared(self, house):
        pool = Pool(house)
        slip(house, pool.bob.account_id, 100 * YUAN)
        reconcile(house)
        assert pool.campaign.paused
        assert house.refused(house.settling(pool.id)) == NotDue("paused")
        mend(house, pool.bob, 100 * YUAN)
        house.later(hours=5)
        assert reconcile(house) == Reconciled(0, 1)
        assert not pool.campaign.paused
        assert pool.campaign.resumed_at == house.at
        house.accepted(house.settling(pool.id))
        assert pool.campaign.state is CampaignState.SETTLED
        assert len(house.told(PoolSettled)) == 2

    def test_waits_for_the_last_of_several_mismatches(self, house):
        pool = Pool(house)
        slip(house, pool.bob.account_id, 100 * YUAN)
        account = house.store.accounts[pool.ann.account_id]
        go_wrong(house, {account.held: -7, account.available: 7}, "second")
        assert reconcile(house) == Reconciled(2, 0)
        mend(house, pool.bob, 100 * YUAN)
        assert reconcile(house) == Reconciled(0, 1)
        assert pool.campaign.paused

    def test_that_is_full_stays_full_for_as_long_as_it_takes(self, house):
        pool = Pool(house)
        slip(house, pool.bob.account_id, 100 * YUAN)
        reconcile(house)
        house.later(days=30)
        assert house.refused(house.expiring(pool.id)) == NotDue("paused")
        assert pool.campaign.state is CampaignState.FUNDED

    def test_that_is_open_does_not_expire_and_goes_on_taking_nobody_after_its_deadline(self, house):
        pool = Pool(house, full=False)
        slip(house, pool.ann.account_id, 100 * YUAN)
        reconcile(house)
        house.later(days=4)
        assert house.refused(house.expiring(pool.id)) == NotDue("paused")
        mend(house, pool.ann, 100 * YUAN)
        reconcile(house)
        house.accepted(house.expiring(pool.id))
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)

    def test_lets_a_member_whose_money_is_in_order_go(self, house):
        pool = Pool(house, full=False)
        house.pledge(pool.bob, pool.id, 1_000 * YUAN)
        slip(house, pool.ann.account_id, 100 * YUAN)
        reconcile(house)
        house.accepted(house.withdrawing(pool.bob, pool.id))
        assert house.balances_minor(pool.bob.account_id) == (10_000 * YUAN, 0)

    def test_gives_nothing_back_that_the_ledger_does_not_hold(self, house):
        pool = Pool(house, full=False)
        slip(house, pool.ann.account_id, 100 * YUAN)
        assert isinstance(house.refused(house.withdrawing(pool.ann, pool.id)), AccountNotValid)
        assert isinstance(house.refused(house.changing(pool.ann, pool.id, 500 * YUAN)), AccountNotValid)
        assert house.pledge_of(pool.ann, pool.id).state is PledgeState.HELD

    def test_that_is_full_an_admin_calls_off_and_nobody_else(self, house):
        pool = Pool(house)
        go_wrong(
            house,
            {
                house.store.accounts[pool.bob.account_id].available: -5,
                house.store.accounts[pool.bob.account_id].held: 5,
            },
        )
        reconcile(house)
        assert house.refused(house.cancelling(pool.ann.actor, pool.id)) == CampaignFixed("funded")
        house.accepted(house.cancelling(ADMIN, pool.id, "it takes too long"))
        assert len(house.told(PoolCancelled)) == 2
        assert pool.campaign.state is CampaignState.CANCELLED

    def test_is_also_one_that_comes_upon_a_doubted_account_later(self, house):
        pool = Pool(house, full=False)
        slip(house, pool.ann.account_id, 100 * YUAN)
        reconcile(house)
        cat = house.person("Cat", balance_minor=20_000 * YUAN)
        later = house.open(cat)
        house.pledge(cat, later, 9_000 * YUAN)
        house.pledge(pool.ann, later, 1_000 * YUAN)
        assert house.accepted(house.settling(later)) == Done()
        assert house.campaign(later).state is CampaignState.FUNDED
        assert house.campaign(later).paused
        assert house.refused(house.settling(later)) == NotDue("paused")
        mend(house, pool.ann, 100 * YUAN)
        assert reconcile(house) == Reconciled(0, 1)
        assert not house.campaign(later).paused
        house.accepted(house.settling(later))
        assert house.campaign(later).state is CampaignState.SETTLED

    def test_is_only_the_one_that_is_concerned(self, house):
        pool, other = Pool(house), Pool(house)
        slip(house, pool.bob.account_id, 100 * YUAN)
        reconcile(house)
        house.accepted(house.settling(other.id))
        assert other.campaign.state is CampaignState.SETTLED
        assert reconcile(house) == Reconciled(0, 0)

    def test_is_let_go_when_the_mismatch_no_longer_concerns_it(self, house):
        pool = Pool(house, full=False)
        spare = house.account(pool.ann.customer_id)
        house.link(pool.ann.participant_id, pool.ann.telegram_user_id, pool.ann.phone)
        account = house.store.accounts[pool.ann.account_id]
        go_wrong(house, {account.available: -5, account.held: 5})
        reconcile(house)
        assert pool.campaign.paused
        house.accepted(house.changing(pool.ann, pool.id, 4_000 * YUAN, account_id=spare))
        assert reconcile(house) == Reconciled(0, 0)
        assert not pool.campaign.paused
