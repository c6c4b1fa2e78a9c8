"""Corrections: one admin proposes, another posts; the member hears why, and settlement goes on."""

from datetime import timedelta

import pytest

from core.commands import CreditAccount
from core.domain.bank import HoldState, PlaceHold
from core.domain.campaign import CampaignState
from core.domain.correction import CORRECTION_LIFETIME, CorrectionState, Decision, reversed_by
from core.domain.errors import (
    BelowZero,
    ComparisonDue,
    CorrectionClosed,
    CorrectionOutdated,
    CorrectionPending,
    CorrectionUnknown,
    EntryFixed,
    EntryReversed,
    EntryUnknown,
    MismatchUnknown,
    NothingToCorrect,
    NotPermitted,
    OwnCorrection,
    ReasonMissing,
)
from core.domain.ids import CorrectionId, LedgerAccountId
from core.domain.ledger import EntryKind
from core.domain.notice import (
    CorrectionDecided,
    CorrectionProposed,
    DepositCorrected,
    MoneyCorrected,
    RepairNeeded,
)
from core.domain.pledge import PledgeState
from core.remote_bank import RemoteBank
from tests.model.invariants import check_ledger
from tests.support.courier import Courier
from tests.support.house import CLERK, YUAN, House
from tests.support.reconciling import (
    ADA,
    BEA,
    WHY,
    deciding,
    elsewhere,
    go_wrong,
    proposing,
    reconcile,
    reversing,
    slip,
)
from tests.usecases.test_reconciling import Pool

SUSPENSE = LedgerAccountId("suspense:CNY")


@pytest.fixture
def pool(house: House) -> Pool:
    """A full pool of which the ledger holds ¥100 too little, on Bob's account."""
    pool = Pool(house)
    slip(house, pool.bob.account_id, 100 * YUAN)
    reconcile(house)
    return pool


def proposed(house: House, pool: Pool) -> CorrectionId:
    return house.accepted(proposing(house, pool.bob.account_id)).correction_id


class TestACorrection:
    def test_is_posted_once_another_admin_agrees_and_then_settlement_goes_on(self, house, pool):
        correction_id = proposed(house, pool)
        assert house.balances_minor(pool.bob.account_id) == (4_100 * YUAN, 5_900 * YUAN)
        house.accepted(deciding(house, correction_id))
        assert house.balances_minor(pool.bob.account_id) == (4_100 * YUAN, 6_000 * YUAN)
        entry = house.entries()[-1]
        assert (entry.kind, entry.reference) == (EntryKind.CORRECTION, f"correction:{correction_id}")
        assert house.store.ledger[SUSPENSE].balance_minor == -100 * YUAN
        assert reconcile(house).resolved == 1
        house.accepted(house.settling(pool.id))
        assert pool.campaign.state is CampaignState.SETTLED
        assert reconcile(house).new == 0
        check_ledger(house.store)

    def test_tells_the_member_how_much_and_why(self, house, pool):
        house.accepted(deciding(house, proposed(house, pool)))
        assert house.told(MoneyCorrected) == [
            MoneyCorrected(pool.bob.participant_id, pool.bob.account_id, True, 100 * YUAN, "CNY", WHY)
        ]

    def test_is_on_the_audit_trail_with_both_names_and_the_reason(self, house, pool):
        correction_id = proposed(house, pool)
        house.accepted(deciding(house, correction_id))
        assert house.use_of_power()[-2:] == [
            ("admin:7", "propose_correction", pool.bob.account_id),
            ("admin:8", "approve_correction", correction_id),
        ]
        assert list(house.store.audit.values())[-1].detail == f"admin:7: {WHY}"

    def test_reaches_the_other_admins(self, house, pool):
        bea = house.meet("Bea")[0]
        correction_id = house.accepted(proposing(house, pool.bob.account_id, tell=(bea,))).correction_id
        assert house.told(CorrectionProposed) == [CorrectionProposed(bea, correction_id)]

    @pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REFUSE])
    def test_that_is_decided_is_told_to_whoever_proposed_it(self, house, pool, decision):
        ada, _ = house.meet("Ada", int(ADA.id))
        correction_id = proposed(house, pool)
        house.accepted(deciding(house, correction_id, decision))
        assert house.told(CorrectionDecided) == [CorrectionDecided(ada, correction_id)]

    def test_that_is_taken_back_is_told_to_nobody(self, house, pool):
        house.meet("Ada", int(ADA.id))
        house.accepted(deciding(house, proposed(house, pool), Decision.TAKE_BACK, ADA))
        assert house.told(CorrectionDecided) == []

    def test_is_not_its_proposers_to_approve_or_refuse(self, house, pool):
        correction_id = proposed(house, pool)
        for decision in (Decision.APPROVE, Decision.REFUSE):
            assert house.refused(deciding(house, correction_id, decision, ADA)) == OwnCorrection()

    def test_can_be_taken_back_by_its_proposer_alone(self, house, pool):
        correction_id = proposed(house, pool)
        assert house.refused(deciding(house, correction_id, Decision.TAKE_BACK, BEA)) == OwnCorrection()
        house.accepted(deciding(house, correction_id, Decision.TAKE_BACK, ADA))
        assert house.store.corrections[correction_id].state is CorrectionState.TAKEN_BACK
        assert house.refused(deciding(house, correction_id)) == CorrectionClosed()

    def test_that_was_refused_posts_nothing_and_another_can_be_proposed(self, house, pool):
        before = house.entries()
        house.accepted(deciding(house, proposed(house, pool), Decision.REFUSE))
        assert house.entries() == before
        assert pool.campaign.paused
        house.accepted(deciding(house, proposed(house, pool)))

    def test_is_decided_once(self, house, pool):
        correction_id = proposed(house, pool)
        house.accepted(deciding(house, correction_id))
        for decision in (Decision.APPROVE, Decision.REFUSE):
            assert house.refused(deciding(house, correction_id, decision)) == CorrectionClosed()

    def test_waits_for_its_second_admin_for_three_days(self, house, pool):
        correction_id = proposed(house, pool)
        assert house.refused(proposing(house, pool.bob.account_id)) == CorrectionPending()
        house.at += CORRECTION_LIFETIME - timedelta(seconds=1)
        assert house.store.corrections[correction_id].waiting(house.at)
        house.later(seconds=1)
        assert house.refused(deciding(house, correction_id)) == CorrectionClosed()
        assert proposed(house, pool) != correction_id

    def test_needs_a_reason_a_mismatch_and_an_admin(self, house, pool):
        assert house.refused(proposing(house, pool.bob.account_id, reason="  ")) == ReasonMissing()
        assert house.refused(proposing(house, pool.ann.account_id)) == MismatchUnknown()
        for actor in (CLERK, pool.bob.actor):
            assert house.refused(proposing(house, pool.bob.account_id, actor)) == NotPermitted()
        correction_id = proposed(house, pool)
        for actor in (CLERK, pool.bob.actor):
            assert house.refused(deciding(house, correction_id, actor=actor)) == NotPermitted()
        assert house.refused(deciding(house, CorrectionId("cor_none"))) == CorrectionUnknown()

    def test_is_not_posted_when_another_way_of_correcting_the_same_was(self, house, pool):
        correction_id = proposed(house, pool)
        house.accepted(deciding(house, house.accepted(reversing(house, "rogue")).correction_id))
        assert house.refused(deciding(house, correction_id)) == ComparisonDue()
        reconcile(house)
        assert house.refused(deciding(house, correction_id)) == CorrectionOutdated()
        assert house.balances_minor(pool.bob.account_id) == (4_000 * YUAN, 6_000 * YUAN)
        house.accepted(deciding(house, correction_id, Decision.REFUSE))

    def test_is_not_posted_when_the_mismatch_has_grown_since(self, house, pool):
        correction_id = proposed(house, pool)
        account = house.store.accounts[pool.bob.account_id]
        go_wrong(house, {account.held: -1, account.available: 1}, "more")
        reconcile(house)
        assert house.refused(deciding(house, correction_id)) == CorrectionOutdated()

    def test_asks_for_a_comparison_at_once(self, house, pool):
        correction_id = proposed(house, pool)
        house.accepted(deciding(house, correction_id))
        (due,) = house.store.reconciling.values()
        assert due.due_at == house.at

    def test_takes_no_account_below_zero(self, house):
        pool = Pool(house, full=False)
        account = house.store.accounts[pool.bob.account_id]
        go_wrong(house, {account.available: -5, account.held: 5})
        reconcile(house)
        correction_id = proposed(house, pool)
        go_wrong(house, {account.available: 5, account.held: -5}, "meanwhile")
        assert house.refused(deciding(house, correction_id)) == BelowZero(0)
        assert house.store.corrections[correction_id].state is CorrectionState.PROPOSED

    def test_of_a_deposits_money_is_told_to_every_member(self, house):
        pool = Pool(house)
        house.accepted(house.settling(pool.id))
        (deposit,) = house.store.deposits.values()
        principal = LedgerAccountId(f"{deposit.id}:principal")
        go_wrong(house, {principal: -30, house.store.accounts[pool.bob.account_id].available: 30})
        assert reconcile(house).new == 1
        correction_id = house.accepted(proposing(house, deposit.id)).correction_id
        house.accepted(deciding(house, correction_id))
        assert house.store.ledger[principal].balance_minor == deposit.principal_minor
        told = house.told(DepositCorrected)
        assert {notice.to for notice in told} == {pool.ann.participant_id, pool.bob.participant_id}
        assert {(notice.campaign_id, notice.amount_minor, notice.reason) for notice in told} == {
            (pool.id, 30, WHY)
        }
        assert reconcile(house).resolved == 1


class TestAReversal:
    def test_undoes_all_legs_of_an_entry_that_nothing_ordered(self, house, pool):
        correction_id = house.accepted(reversing(house, "rogue")).correction_id
        house.accepted(deciding(house, correction_id))
        assert house.balances_minor(pool.bob.account_id) == (4_000 * YUAN, 6_000 * YUAN)
        entry = house.entries()[-1]
        assert (entry.kind, entry.reference) == (EntryKind.REVERSAL, "reversal:rogue")
        assert (reversed_by(entry.reference), reversed_by("rogue")) == ("rogue", None)
        assert SUSPENSE not in house.store.ledger
        assert {(notice.held, notice.amount_minor) for notice in house.told(MoneyCorrected)} == {
            (True, 100 * YUAN),
            (False, -100 * YUAN),
        }
        assert reconcile(house).resolved == 1

    def test_is_posted_once_however_often_it_is_proposed(self, house, pool):
        one, other = (house.accepted(reversing(house, "rogue")).correction_id for _ in range(2))
        house.accepted(deciding(house, one))
        reconcile(house)
        assert house.refused(deciding(house, other)) == EntryReversed()
        assert house.refused(reversing(house, "rogue")) == EntryReversed()

    def test_takes_back_a_credit_that_a_clerk_booked_twice_unless_it_is_spent(self, house, pool):
        twice = CreditAccount(
            intent=house.intent(), actor=CLERK, account_id=pool.bob.account_id, amount_minor=5_000 * YUAN
        )
        house.accepted(twice)
        correction_id = house.accepted(reversing(house, f"credit:{twice.intent}")).correction_id
        cat = house.open(pool.ann)
        house.pledge(pool.bob, cat, 9_000 * YUAN)
        assert house.refused(deciding(house, correction_id)) == BelowZero(100 * YUAN)
        house.accepted(house.withdrawing(pool.bob, cat))
        house.accepted(deciding(house, correction_id))
        assert house.balances_minor(pool.bob.account_id)[0] == 4_100 * YUAN

    def test_of_what_a_bank_order_did_is_refused(self, house, pool):
        by_order = next(entry for entry in house.entries() if entry.kind is EntryKind.HOLD)
        assert house.refused(reversing(house, by_order.reference)) == EntryFixed()

    def test_needs_an_entry_and_a_reason(self, house, pool):
        assert house.refused(reversing(house, "none")) == EntryUnknown()
        assert house.refused(reversing(house, "rogue", reason="")) == ReasonMissing()


class TestWithABankElsewhere:
    """There the ledger is our record of what the bank has told, so it is our record that follows the bank's word."""

    @pytest.fixture
    def house(self) -> House:
        return House(bank=RemoteBank())

    @pytest.fixture
    def courier(self, house: House) -> Courier:
        return Courier(house)

    @pytest.fixture
    def pool(self, house: House, courier: Courier) -> Pool:
        pool = Pool(house)
        courier.yes_to_all()
        return pool

    def test_a_hold_that_the_bank_never_had_is_mended_by_its_member_once_our_record_is_corrected(
        self, house, courier, pool
    ):
        lost = house.pledge_of(pool.bob, pool.id).hold_id
        assert reconcile(house, elsewhere(house, **{lost: None})).new == 1
        house.accepted(deciding(house, house.accepted(proposing(house, lost)).correction_id))
        assert house.store.holds[lost].state is HoldState.RELEASED
        assert house.balances_minor(pool.bob.account_id) == (4_000 * YUAN, 0)
        assert reconcile(house, elsewhere(house)).resolved == 1
        house.accepted(house.settling(pool.id))
        assert [notice.to for notice in house.told(RepairNeeded)] == [pool.bob.participant_id]
        spare = house.account(pool.bob.customer_id)
        house.link(pool.bob.participant_id, pool.bob.telegram_user_id, pool.bob.phone)
        house.accepted(house.changing(pool.bob, pool.id, 6_000 * YUAN, account_id=spare))
        courier.yes(PlaceHold)
        assert house.pledge_of(pool.bob, pool.id).state is PledgeState.HELD
        house.accepted(house.settling(pool.id))
        courier.open()
        assert pool.campaign.state is CampaignState.SETTLED

    def test_a_hold_of_another_amount_becomes_what_the_bank_says(self, house, pool):
        smaller = house.pledge_of(pool.bob, pool.id).hold_id
        reconcile(house, elsewhere(house, **{smaller: 5_900 * YUAN}))
        house.accepted(deciding(house, house.accepted(proposing(house, smaller)).correction_id))
        assert house.store.holds[smaller].amount_minor == 5_900 * YUAN
        assert house.balances_minor(pool.bob.account_id) == (4_000 * YUAN, 5_900 * YUAN)
        assert reconcile(house, elsewhere(house, **{smaller: 5_900 * YUAN})).resolved == 1
        house.accepted(house.settling(pool.id))
        assert pool.campaign.state is CampaignState.REPAIRING

    def test_a_correction_that_changed_a_hold_is_not_reversed_by_its_legs_alone(self, house, pool):
        lost = house.pledge_of(pool.bob, pool.id).hold_id
        reconcile(house, elsewhere(house, **{lost: None}))
        correction_id = house.accepted(proposing(house, lost)).correction_id
        house.accepted(deciding(house, correction_id))
        assert house.refused(reversing(house, f"correction:{correction_id}")) == EntryFixed()

    def test_what_only_the_bank_knows_only_the_bank_can_put_right(self, house, pool):
        (one, *_) = elsewhere(house).holds
        unknown = type(one)(type(one.hold_id)("hld_unknown"), one.account_id, 7)
        statement = elsewhere(house)
        reconcile(house, type(statement)(statement.at, (*statement.holds, unknown), ()))
        assert pool.campaign.paused
        assert house.refused(proposing(house, "hld_unknown")) == NothingToCorrect()
        assert reconcile(house, elsewhere(house)).resolved == 1
