"""A bank elsewhere answers late, or not at all: what people see meanwhile, and what follows from the truth."""

from dataclasses import replace

import pytest

from core.commands import RecordNotReceived, RecordSilence, SendOrder, UnlinkAccount
from core.domain.bank import (
    Confirmed,
    FailingHold,
    HoldState,
    OpenDeposit,
    OrderState,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
)
from core.domain.campaign import MEND_WINDOW, REFILL_WINDOW, CampaignState
from core.domain.errors import AccountInUse, AccountNotValid, NotDue, NotPermitted, PledgeFixed
from core.domain.notice import (
    ChangeRejected,
    PledgeDropped,
    PledgeHeld,
    PledgeRejected,
    PoolDeclined,
    PoolReopened,
    PoolSettled,
    RepairNeeded,
)
from core.domain.pledge import PledgeState
from core.remote_bank import RemoteBank
from core.usecases.ordering import BANK_DECLINED
from tests.model.invariants import check_invariants
from tests.support.courier import FROZEN, Courier
from tests.support.house import EQUAL_SHARE, SYSTEM, YUAN, House, Person


@pytest.fixture
def house() -> House:
    return House(bank=RemoteBank())


@pytest.fixture
def courier(house: House) -> Courier:
    return Courier(house)


class Pool:
    """A ¥10,000 pool of Ann (4,000) and Bo (6,000): full, and held by the bank; Ann opened it."""

    def __init__(self, house: House, courier: Courier, *, held: bool = True) -> None:
        self.house, self.ann, self.bo = house, house.person("Ann"), house.person("Bo")
        self.id = house.open(self.ann)
        house.pledge(self.ann, self.id, 4_000 * YUAN)
        if held:
            courier.yes_to_all()

    def fill(self) -> None:
        self.house.pledge(self.bo, self.id, 6_000 * YUAN)

    def state(self) -> CampaignState:
        return self.house.campaign(self.id).state

    def pledge(self, person: Person):
        return self.house.pledge_of(person, self.id)

    def change(self, person: Person, amount_minor: int, account_id=None) -> None:
        self.house.accepted(self.house.changing(person, self.id, amount_minor, account_id=account_id))

    def settle(self) -> None:
        self.house.accepted(self.house.settling(self.id))


@pytest.fixture
def pool(house: House, courier: Courier) -> Pool:
    return Pool(house, courier)


@pytest.fixture
def settling(pool: Pool, courier: Courier) -> Pool:
    pool.fill()
    courier.yes_to_all()
    pool.settle()
    return pool


class TestAPledge:
    def test_is_being_checked_until_the_bank_holds_its_money(self, house, courier):
        pool = Pool(house, courier, held=False)
        assert pool.pledge(pool.ann).state is PledgeState.RESERVED
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)
        courier.yes(PlaceHold)
        assert pool.pledge(pool.ann).state is PledgeState.HELD
        assert house.balances_minor(pool.ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)
        assert house.told(PledgeHeld) == [PledgeHeld(pool.ann.participant_id, pool.id, 4_000 * YUAN)]

    def test_that_the_bank_refuses_frees_its_place_and_says_why(self, house, courier):
        pool = Pool(house, courier, held=False)
        courier.no(PlaceHold)
        assert pool.pledge(pool.ann).state is PledgeState.REJECTED
        assert house.campaign(pool.id).remaining_minor == 10_000 * YUAN
        assert house.told(PledgeRejected) == [PledgeRejected(pool.ann.participant_id, pool.id, FROZEN)]
        assert house.pledge(pool.ann, pool.id, 3_000 * YUAN).state is PledgeState.RESERVED

    def test_that_is_being_checked_cannot_be_changed(self, house, courier):
        pool = Pool(house, courier, held=False)
        assert house.refused(house.changing(pool.ann, pool.id, 3_000 * YUAN)) == PledgeFixed("reserved")

    def test_keeps_a_full_pool_from_settling_until_it_is_held(self, house, courier, pool):
        pool.fill()
        assert pool.state() is CampaignState.FUNDED
        assert house.refused(house.settling(pool.id)) == NotDue("funded")
        courier.yes(PlaceHold)
        pool.settle()
        assert pool.state() is CampaignState.SETTLING

    def test_that_is_refused_opens_a_full_pool_again_for_the_refill_window(self, house, courier, pool):
        pool.fill()
        house.later(days=2, hours=23)
        courier.no(PlaceHold)
        campaign = house.campaign(pool.id)
        assert (campaign.state, campaign.closes_at) == (CampaignState.OPEN, house.at + REFILL_WINDOW)
        assert [notice.to for notice in house.told(PoolReopened)] == [pool.ann.participant_id]


class TestAChange:
    def test_to_more_is_reserved_at_once_and_falls_back_when_refused(self, house, courier, pool):
        pool.change(pool.ann, 7_000 * YUAN)
        assert house.campaign(pool.id).remaining_minor == 3_000 * YUAN
        courier.no(ReplaceHold)
        pledge = pool.pledge(pool.ann)
        assert (pledge.state, pledge.amount_minor) == (PledgeState.HELD, 4_000 * YUAN)
        assert house.campaign(pool.id).remaining_minor == 6_000 * YUAN
        assert house.balances_minor(pool.ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)
        assert house.told(ChangeRejected) == [
            ChangeRejected(pool.ann.participant_id, pool.id, 4_000 * YUAN, FROZEN)
        ]

    def test_to_less_frees_the_difference_only_once_the_bank_has_agreed(self, house, courier, pool):
        pool.change(pool.ann, 1_000 * YUAN)
        assert house.campaign(pool.id).remaining_minor == 6_000 * YUAN
        courier.yes(ReplaceHold)
        assert house.campaign(pool.id).remaining_minor == 9_000 * YUAN
        assert house.balances_minor(pool.ann.account_id) == (9_000 * YUAN, 1_000 * YUAN)
        assert pool.pledge(pool.ann).prior is None

    def test_that_filled_the_pool_and_is_refused_opens_it_again(self, courier, pool):
        pool.change(pool.ann, 10_000 * YUAN)
        assert pool.state() is CampaignState.FUNDED
        courier.no(ReplaceHold)
        assert pool.state() is CampaignState.OPEN

    def test_of_the_account_moves_the_hold_when_the_bank_agrees(self, house, courier, pool):
        other = house.account(pool.ann.customer_id)
        house.link(pool.ann.participant_id, pool.ann.telegram_user_id, pool.ann.phone)
        pool.change(pool.ann, 4_000 * YUAN, other)
        courier.yes(ReplaceHold)
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)
        assert house.balances_minor(other) == (6_000 * YUAN, 4_000 * YUAN)

    @pytest.mark.parametrize("answer", [Confirmed(), Rejected(FROZEN)])
    def test_of_the_seat_keeps_both_seats_until_the_bank_has_answered(self, house, courier, answer):
        ann = house.person("Ann")
        campaign_id = house.open(ann, debit_amount_types=frozenset({EQUAL_SHARE}), seats=3)
        large_minor, _, small_minor = house.campaign(campaign_id).terms.seat_amounts_minor
        assert large_minor != small_minor
        house.pledge(ann, campaign_id, large_minor, EQUAL_SHARE)
        courier.yes(PlaceHold)
        house.accepted(house.changing(ann, campaign_id, small_minor, EQUAL_SHARE))
        (kept,) = house.campaign(campaign_id).free_seats()
        courier.answer(courier.the(ReplaceHold), answer)
        assert len(list(house.campaign(campaign_id).free_seats())) == 2
        assert kept in house.campaign(campaign_id).free_seats()


class TestWhatEndsWhileTheBankChecks:
    @pytest.mark.parametrize("answer", [Confirmed(), Rejected(FROZEN)])
    def test_a_pledge_of_an_expired_pool_gets_back_whatever_is_held(self, house, courier, answer):
        pool = Pool(house, courier, held=False)
        house.later(days=3)
        house.accepted(house.expiring(pool.id))
        courier.answer(courier.the(PlaceHold), answer)
        courier.yes_to_all()
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)
        assert pool.pledge(pool.ann).state is PledgeState.RELEASED
        assert not house.told(PledgeHeld) + house.told(PledgeRejected)

    @pytest.mark.parametrize("answer", [Confirmed(), Rejected(FROZEN)])
    @pytest.mark.parametrize("amount_minor", [1_000 * YUAN, 7_000 * YUAN])
    def test_a_change_of_a_cancelled_pool_gives_back_the_hold_that_stands(
        self, house, courier, pool, answer, amount_minor
    ):
        pool.change(pool.ann, amount_minor)
        house.accepted(house.cancelling(pool.ann.actor, pool.id))
        courier.answer(courier.the(ReplaceHold), answer)
        courier.yes_to_all()
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)
        assert not [hold for hold in house.store.holds.values() if hold.state is HoldState.PLACED]

    def test_a_withdrawn_pledge_is_gone_at_once_and_its_money_free_when_the_bank_says_so(
        self, house, courier, pool
    ):
        house.accepted(house.withdrawing(pool.ann, pool.id))
        assert house.campaign(pool.id).remaining_minor == 10_000 * YUAN
        assert house.balances_minor(pool.ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)
        courier.yes(ReleaseHold)
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)

    def test_a_pledge_withdrawn_meanwhile_frees_its_place_at_once(self, house, courier):
        pool = Pool(house, courier, held=False)
        house.accepted(house.withdrawing(pool.ann, pool.id))
        check_invariants(house.store)
        campaign = house.campaign(pool.id)
        assert (campaign.remaining_minor, campaign.checking_count) == (10_000 * YUAN, 0)
        assert house.pledge(pool.ann, pool.id, 3_000 * YUAN).state is PledgeState.RESERVED

    @pytest.mark.parametrize("answer", [Confirmed(), Rejected(FROZEN)])
    def test_a_pledge_withdrawn_meanwhile_gets_back_whatever_is_held(self, house, courier, answer):
        pool = Pool(house, courier, held=False)
        house.accepted(house.withdrawing(pool.ann, pool.id))
        courier.answer(courier.the(PlaceHold), answer)
        courier.yes_to_all()
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)
        assert pool.pledge(pool.ann).state is PledgeState.WITHDRAWN
        assert not house.told(PledgeHeld) + house.told(PledgeRejected)

    @pytest.mark.parametrize("answer", [Confirmed(), Rejected(FROZEN)])
    @pytest.mark.parametrize("amount_minor", [1_000 * YUAN, 7_000 * YUAN])
    def test_a_change_withdrawn_meanwhile_frees_both_amounts_and_both_holds(
        self, house, courier, pool, answer, amount_minor
    ):
        pool.change(pool.ann, amount_minor)
        house.accepted(house.withdrawing(pool.ann, pool.id))
        check_invariants(house.store)
        assert house.campaign(pool.id).remaining_minor == 10_000 * YUAN
        courier.answer(courier.the(ReplaceHold), answer)
        courier.yes_to_all()
        assert house.balances_minor(pool.ann.account_id) == (10_000 * YUAN, 0)


class TestUnlinking:
    def test_is_refused_while_the_bank_checks_a_pledge_from_the_account(self, house, courier):
        pool = Pool(house, courier, held=False)
        unlinking = UnlinkAccount(intent=house.intent(), actor=pool.ann.actor, account_id=pool.ann.account_id)
        assert house.refused(unlinking) == AccountInUse(4_000 * YUAN)
        house.accepted(house.withdrawing(pool.ann, pool.id))
        house.accepted(replace(unlinking, intent=house.intent()))

    def test_is_refused_while_the_bank_checks_a_change_to_the_account(self, house, courier, pool):
        other = house.account(pool.ann.customer_id)
        house.link(pool.ann.participant_id, pool.ann.telegram_user_id, pool.ann.phone)
        pool.change(pool.ann, 4_000 * YUAN, other)
        for account_id in (pool.ann.account_id, other):
            unlinking = UnlinkAccount(intent=house.intent(), actor=pool.ann.actor, account_id=account_id)
            assert house.refused(unlinking) == AccountInUse(4_000 * YUAN)


class TestSettlement:
    def test_waits_for_the_bank_and_then_everybody_owns_a_share(self, house, courier, settling):
        assert settling.state() is CampaignState.SETTLING
        courier.send(courier.the(OpenDeposit))
        courier.open()
        assert settling.state() is CampaignState.SETTLED
        (deposit,) = house.store.deposits.values()
        assert (deposit.number, deposit.principal_minor) == ("6210482", 10_000 * YUAN)
        assert len(house.told(PoolSettled)) == 2

    def test_that_fails_for_some_holds_begins_a_repair(self, house, courier, settling):
        hold_id = settling.pledge(settling.bo).hold_id
        courier.answer(courier.the(OpenDeposit), Rejected(failing=(FailingHold(hold_id, FROZEN),)))
        assert settling.state() is CampaignState.REPAIRING
        assert [notice.to for notice in house.told(RepairNeeded)] == [settling.bo.participant_id]

    def test_that_the_bank_declines_gives_everybody_their_money_back(self, house, courier, settling):
        courier.answer(courier.the(OpenDeposit), Rejected())
        courier.yes_to_all()
        assert settling.state() is CampaignState.CANCELLED
        assert house.campaign(settling.id).ended_reason == BANK_DECLINED
        assert {(notice.to, notice.released_minor) for notice in house.told(PoolDeclined)} == {
            (settling.ann.participant_id, 4_000 * YUAN),
            (settling.bo.participant_id, 6_000 * YUAN),
        }
        assert house.balances_minor(settling.bo.account_id) == (10_000 * YUAN, 0)


class TestMending:
    @pytest.fixture
    def mending(self, house: House, courier: Courier, settling: Pool) -> Pool:
        """Bo's account failed; Bo has another, and mends with it; the bank has not answered yet."""
        other = house.account(settling.bo.customer_id)
        house.link(settling.bo.participant_id, settling.bo.telegram_user_id, settling.bo.phone)
        hold_id = settling.pledge(settling.bo).hold_id
        courier.answer(courier.the(OpenDeposit), Rejected(failing=(FailingHold(hold_id, FROZEN),)))
        settling.change(settling.bo, 6_000 * YUAN, other)
        assert settling.state() is CampaignState.REPAIRING
        return settling

    def test_counts_once_the_bank_has_agreed(self, courier, mending):
        courier.yes(ReplaceHold)
        assert mending.state() is CampaignState.FUNDED

    def test_that_is_refused_in_time_leaves_the_member_ailing(self, house, courier, mending):
        courier.no(ReplaceHold)
        assert mending.state() is CampaignState.REPAIRING
        assert mending.pledge(mending.bo).ailing == FROZEN

    def test_withdrawn_meanwhile_ends_the_repair(self, house, courier, mending):
        house.accepted(house.withdrawing(mending.bo, mending.id))
        check_invariants(house.store)
        assert mending.state() is CampaignState.OPEN
        courier.yes(ReplaceHold)
        courier.yes_to_all()
        held_minor = {account_id: house.balances_minor(account_id)[1] for account_id in house.store.accounts}
        assert {key for key, minor in held_minor.items() if minor} == {mending.ann.account_id}

    @pytest.mark.parametrize(
        ("answer", "state"), [(Confirmed(), PledgeState.HELD), (Rejected(FROZEN), PledgeState.DROPPED)]
    )
    def test_begun_in_time_is_waited_for_beyond_the_window(self, house, courier, mending, answer, state):
        house.later(seconds=MEND_WINDOW.total_seconds())
        house.accepted(house.dropping(mending.id))
        check_invariants(house.store)
        assert mending.state() is CampaignState.REPAIRING
        assert house.refused(house.dropping(mending.id)) == NotDue("repairing")
        courier.answer(courier.the(ReplaceHold), answer)
        assert mending.pledge(mending.bo).state is state
        assert mending.state() is (CampaignState.FUNDED if state is PledgeState.HELD else CampaignState.OPEN)
        assert bool(house.told(PledgeDropped)) is (state is PledgeState.DROPPED)


class TestAnOrder:
    def test_is_sent_by_one_courier_only(self, house, courier, pool):
        pool.fill()
        (order,) = courier.ready()
        sent = courier.send(order)
        assert (sent.state, sent.sent_at, sent.attempts) == (OrderState.SENT, house.at, 1)
        again = SendOrder(intent=house.intent(), actor=SYSTEM, reference=order.reference)
        assert house.refused(again) == NotDue("sent")

    def test_without_an_answer_is_unknown_and_not_sent_again_until_the_bank_never_had_it(
        self, house, courier, pool
    ):
        pool.fill()
        order = courier.send(courier.the(PlaceHold))
        reference = order.reference
        house.accepted(RecordSilence(intent=house.intent(), actor=SYSTEM, reference=reference))
        assert house.store.orders[reference].state is OrderState.UNKNOWN
        sending = SendOrder(intent=house.intent(), actor=SYSTEM, reference=reference)
        assert house.refused(sending) == NotDue("unknown")
        house.later(minutes=1)
        house.accepted(RecordNotReceived(intent=house.intent(), actor=SYSTEM, reference=reference))
        sent = courier.send(order)
        assert (sent.attempts, sent.sent_at) == (2, house.at)

    def test_that_was_sent_by_who_died_goes_again_once_the_bank_never_had_it(self, house, courier, pool):
        pool.fill()
        reference = courier.send(courier.the(PlaceHold)).reference
        house.accepted(RecordNotReceived(intent=house.intent(), actor=SYSTEM, reference=reference))
        assert house.store.orders[reference].state is OrderState.READY

    def test_is_answered_once(self, house, courier, pool):
        pool.fill()
        order = courier.the(PlaceHold)
        courier.answer(order, Confirmed())
        assert house.refused(courier.outcome(order, Rejected(FROZEN))) == NotDue("confirmed")
        silence = RecordSilence(intent=house.intent(), actor=SYSTEM, reference=order.reference)
        assert house.refused(silence) == NotDue("confirmed")

    def test_that_was_never_sent_has_no_answer(self, house, courier, pool):
        pool.fill()
        assert house.refused(courier.outcome(courier.the(PlaceHold), Confirmed())) == NotDue("ready")

    def test_is_nobodys_business_but_the_systems(self, house, courier, pool):
        pool.fill()
        (order,) = courier.ready()
        sending = SendOrder(intent=house.intent(), actor=pool.ann.actor, reference=order.reference)
        assert house.refused(sending) == NotPermitted()

    def test_for_a_deposit_is_not_sent_when_a_link_is_no_longer_proved(self, house, courier, pool):
        pool.fill()
        courier.yes_to_all()
        house.accepted(house.telling(pool.bo.phone, None))
        pool.settle()
        assert not courier.ready()
        assert pool.state() is CampaignState.REPAIRING


def test_a_pool_filled_beside_a_reduction_opens_again_once_the_bank_agrees_to_that(pool, courier, house):
    pool.change(pool.ann, 1_000 * YUAN)
    pool.fill()  # what Ann may fall back to is still kept for her
    assert pool.state() is CampaignState.FUNDED
    courier.yes(ReplaceHold)
    assert pool.state() is CampaignState.OPEN
    assert house.campaign(pool.id).remaining_minor == 3_000 * YUAN
    assert [notice.campaign_id for notice in house.told(PoolReopened, pool.ann.participant_id)] == [pool.id]


def test_an_amount_out_of_bounds_is_refused_before_a_bank_elsewhere_is_asked(pool, courier, house):
    for amount_minor in (100 * YUAN, 600 * YUAN + 1, -600 * YUAN):
        assert isinstance(house.refused(house.placing(pool.bo, pool.id, amount_minor)), AccountNotValid), (
            amount_minor
        )
    assert isinstance(house.refused(house.changing(pool.ann, pool.id, 100 * YUAN)), AccountNotValid)
    assert not courier.ready()
