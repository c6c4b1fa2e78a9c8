"""A bank elsewhere answers late whether a share may go: what stands meanwhile, and that nothing is paid twice."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.commands import RecordNotReceived, RecordSilence
from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    DepositState,
    DepositTask,
    PayOut,
    Rejected,
    TransferShare,
    WithdrawShare,
)
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.errors import AnotherLeaving, NotDue, OfferOver, ShareFixed, ShareLeaving
from core.domain.notice import (
    MaturityAhead,
    PaidOut,
    PurchaseRejected,
    RateLowered,
    ShareBought,
    ShareSold,
    WithdrawalDeclined,
)
from core.domain.offer import OFFER_WINDOW, OfferState, ShareOffer
from core.domain.product import Product, RemainderRate
from core.remote_bank import RemoteBank
from tests.support.courier import FROZEN, Courier
from tests.support.house import SYSTEM, TD12M, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    announcing,
    bought_from,
    brings,
    buying,
    check_books,
    choosing,
    deposit_of,
    leaving,
    maturing,
    moving_on,
    offering,
    payouts_of,
    pool,
    share_of,
    taking_back,
    until,
)

LENIENT = replace(TD12M, early_withdrawals_max=9)
FALLING = replace(LENIENT, remainder_rate=RemainderRate.FALLS_TO_TIER)


class Far:
    """Ann, Bob and Cat have ¥5,000, ¥3,000 and ¥2,000 in a deposit for a year; a hundred days ago it began."""

    def __init__(self, product: Product = LENIENT) -> None:
        self.house = house = House(product)
        self.pool, (self.ann, self.bob, self.cat) = pool(house, 5_000, 3_000, 2_000)
        for person in (self.ann, self.bob, self.cat):
            house.credit(person.account_id, 9_000 * YUAN)
        house.store.bank = RemoteBank()
        self.courier = Courier(house)
        house.later(days=100)
        self.deposit_id = self.deposit.id

    @property
    def deposit(self):
        return deposit_of(self.house, self.pool)

    def share(self, person: Person) -> Share:
        return share_of(self.house, person, self.deposit_id)

    def leaves(self, person: Person) -> None:
        self.house.accepted(leaving(self.house, person, self.pool))
        check_books(self.house)

    def sells(self, seller: Person, buyer: Person) -> Share:
        """The share, which the bank is checking the sale of."""
        share = self.share(seller)
        self.house.accepted(offering(self.house, seller, share))
        self.house.accepted(buying(self.house, buyer, share))
        check_books(self.house)
        return share

    def matures(self) -> None:
        until(self.house, self.deposit.payout_date)
        self.house.accepted(maturing(self.house, self.deposit_id))
        self.courier.yes_to_all()
        assert self.house.store.deposits[self.deposit_id].state is DepositState.CLOSED

    def available_minor(self, person: Person) -> int:
        return self.house.balances_minor(person.account_id)[0]


@pytest.fixture
def far() -> Far:
    return Far()


class TestAnEarlyWithdrawalThatIsBeingChecked:
    def test_leaves_the_share_its_owners_and_nothing_else_is_done_with_it(self, far):
        house, bob = far.house, far.bob
        before, share = far.deposit, far.share(bob)
        far.leaves(bob)
        now = far.share(bob)
        assert replace(now, leaving=None, version=0) == replace(share, version=0)
        assert far.deposit.outstanding_minor == before.outstanding_minor
        assert payouts_of(house, bob) == []
        for command in (
            leaving(house, bob, far.pool),
            offering(house, bob, share),
            choosing(house, bob, share.id, MaturityChoice.RENEW_ALL),
        ):
            assert house.refused(command) == ShareLeaving()
        house.accepted(accruing(house, far.deposit_id))

    def test_is_paid_as_it_was_reviewed_and_once_however_late_the_answer_comes(self, far):
        house, bob = far.house, far.bob
        reviewed = brings(house, bob, far.pool)
        far.leaves(bob)
        order = far.courier.send(far.courier.the(WithdrawShare))
        house.accepted(RecordSilence(intent=house.intent(), actor=SYSTEM, reference=order.reference))
        house.later(days=40)
        house.accepted(accruing(house, far.deposit_id))
        house.accepted(RecordNotReceived(intent=house.intent(), actor=SYSTEM, reference=order.reference))
        far.courier.yes(WithdrawShare)
        assert house.refused(far.courier.outcome(order, Confirmed())) == NotDue("confirmed")
        assert house.told(PaidOut) == []
        far.courier.yes(PayOut)
        [paid] = house.told(PaidOut)
        assert (paid.to, paid.principal_minor, paid.interest_minor) == (
            bob.participant_id,
            reviewed.principal_minor,
            reviewed.interest_minor,
        )
        assert far.share(bob).state is ShareState.WITHDRAWN_EARLY
        assert far.available_minor(bob) == 9_000 * YUAN + reviewed.amount_minor
        far.matures()
        assert [far.share(each).interest_minor for each in (far.ann, far.cat)] == [122_50, 49_00]

    def test_that_is_refused_leaves_the_share_as_it_was_and_its_owner_hears_it(self, far):
        house, bob = far.house, far.bob
        before, deposit = far.share(bob), far.deposit
        far.leaves(bob)
        house.later(days=3)
        far.courier.answer(far.courier.the(WithdrawShare), Rejected())
        assert replace(far.share(bob), version=0) == replace(before, version=0)
        assert far.deposit.early_withdrawals == deposit.early_withdrawals == 0
        assert [told.to for told in house.told(WithdrawalDeclined)] == [bob.participant_id]
        far.leaves(bob)

    def test_keeps_another_one_waiting_because_what_the_rest_earns_depends_on_it(self, far):
        house = far.house
        far.leaves(far.bob)
        assert house.refused(leaving(house, far.cat, far.pool)) == AnotherLeaving()
        far.courier.answer(far.courier.the(WithdrawShare), Rejected())
        far.leaves(far.cat)

    def test_lowers_the_others_rate_from_the_day_it_was_asked_for(self):
        far = Far(FALLING)
        house, bob = far.house, far.bob
        asked_on = house.now.day
        share = far.share(bob)
        house.store.shares[share.id] = replace(share, offer=ShareOffer(OfferState.UNTAKEN, house.at))
        far.leaves(bob)
        house.later(days=60)
        house.accepted(accruing(house, far.deposit_id))
        far.courier.yes_to_all()
        assert [(each.from_date, each.annual_rate_percent) for each in far.deposit.rate_changes] == [
            (asked_on, Decimal("1.75"))
        ]
        assert [told.from_date for told in house.told(RateLowered)] == [asked_on] * 2
        far.matures()
        check_books(house)

    def test_is_recorded_while_the_campaign_is_paused(self, far):
        far.leaves(far.bob)
        far.house.store.campaigns[far.pool] = far.house.campaign(far.pool).doubted()
        far.courier.yes_to_all()
        assert far.share(far.bob).state is ShareState.WITHDRAWN_EARLY

    def test_of_everybody_ends_the_deposit(self, far):
        for person in (far.ann, far.bob, far.cat):
            far.leaves(person)
            far.courier.yes_to_all()
        assert far.deposit.state is DepositState.CLOSED


class TestMaturity:
    def test_waits_for_the_answer_and_is_due_again_once_it_is_there(self, far):
        house = far.house
        far.leaves(far.bob)
        asked = far.deposit.exits_answered
        until(house, far.deposit.payout_date)
        house.accepted(announcing(house, far.deposit_id))
        house.accepted(accruing(house, far.deposit_id))
        assert far.deposit.due is far.deposit.event is None
        assert house.refused(maturing(house, far.deposit_id)) == NotDue("leaving")
        far.courier.yes(WithdrawShare)
        assert far.deposit.due == (DepositTask.MATURE, far.deposit.payout_date)
        assert far.deposit.exits_answered == asked + 1

    @pytest.mark.parametrize("days_late", [0, 30])
    def test_pays_the_others_all_theirs_and_the_early_leaver_what_was_reviewed(self, far, days_late):
        house, bob = far.house, far.bob
        until(house, far.deposit.payout_date - timedelta(days=1))
        reviewed = brings(house, bob, far.pool)
        far.leaves(bob)
        until(house, far.deposit.payout_date + timedelta(days=days_late))
        house.accepted(accruing(house, far.deposit_id))
        far.courier.yes_to_all()
        far.matures()
        assert far.available_minor(bob) == 9_000 * YUAN + reviewed.amount_minor
        assert far.available_minor(far.ann) == 9_000 * YUAN + 5_122_50
        assert far.available_minor(far.cat) == 9_000 * YUAN + 2_049_00
        assert len(payouts_of(house, bob)) == 1

    def test_pays_all_interest_to_who_was_not_let_go(self, far):
        house, bob = far.house, far.bob
        house.accepted(choosing(house, bob, far.share(bob).id, MaturityChoice.PAY_OUT))
        until(house, far.deposit.payout_date - timedelta(days=1))
        far.leaves(bob)
        house.accepted(announcing(house, far.deposit_id))
        assert len(house.told(MaturityAhead)) == 3
        until(house, far.deposit.payout_date + timedelta(days=2))
        far.courier.answer(far.courier.the(WithdrawShare), Rejected())
        far.matures()
        assert far.available_minor(bob) == 9_000 * YUAN + 3_073_50

    def test_cannot_be_left_before_once_its_closing_is_ordered(self, far):
        house = far.house
        until(house, far.deposit.payout_date)
        early = leaving(house, far.bob, far.pool)
        house.accepted(maturing(house, far.deposit_id))
        assert isinstance(house.refused(early), NotDue)
        far.courier.yes(CloseDeposit)
        assert house.refused(replace(early, intent=house.intent())) == ShareFixed("payable")


class TestAPurchaseThatIsBeingChecked:
    def test_leaves_the_share_the_sellers_and_nobody_else_can_buy_it_nor_is_it_taken_back(self, far):
        house = far.house
        share = far.sells(far.bob, far.ann)
        assert far.share(far.bob).state is ShareState.ACTIVE
        for command in (
            buying(house, far.cat, share),
            buying(house, far.ann, share),
            taking_back(house, far.bob, share),
            leaving(house, far.bob, far.pool),
        ):
            assert house.refused(command) == ShareLeaving()
        house.later(days=2)
        assert house.refused(moving_on(house, share)) == NotDue("leaving")
        assert not house.told(ShareBought, ShareSold)

    def test_moves_price_and_share_once_the_bank_has_debited_the_buyer(self, far):
        house, ann, bob = far.house, far.ann, far.bob
        share = far.sells(bob, ann)
        price_minor = 3_020_01  # three months and eight days at 2.45 %
        house.later(days=5)
        far.courier.yes_to_all()
        bought = bought_from(house, share)
        assert (bought.participant_id, bought.account_id) == (ann.participant_id, ann.account_id)
        assert bought.owned_from == house.now.day
        assert house.store.shares[share.id].state is ShareState.SOLD
        assert far.available_minor(ann) == 9_000 * YUAN - price_minor
        assert far.available_minor(bob) == 9_000 * YUAN + price_minor
        far.matures()
        assert house.store.shares[bought.id].interest_minor == 73_50

    def test_that_is_refused_is_told_with_every_reason_and_the_offer_has_its_whole_window(self, far):
        house = far.house
        share = far.sells(far.bob, far.ann)
        assert share.offer is None
        offered_at = house.at
        house.later(hours=30)
        far.courier.answer(far.courier.the(TransferShare), Rejected(FROZEN))
        [told] = house.told(PurchaseRejected)
        assert (told.to, told.share_id, told.conditions) == (far.ann.participant_id, share.id, FROZEN)
        stands = far.share(far.bob).standing_offer()
        assert (stands.state, stands.due_at) == (
            OfferState.TO_MEMBERS,
            offered_at + OFFER_WINDOW + timedelta(hours=30),
        )
        house.accepted(buying(house, far.cat, share))
        far.courier.yes_to_all()
        assert bought_from(house, share).participant_id == far.cat.participant_id

    def test_that_is_answered_after_maturity_brings_the_buyer_all_its_interest(self, far):
        house, ann = far.house, far.ann
        until(house, far.deposit.maturity_date - timedelta(days=1))
        share = far.sells(far.bob, ann)
        until(house, far.deposit.payout_date + timedelta(days=9))
        assert house.refused(maturing(house, far.deposit_id)) == NotDue("leaving")
        far.courier.yes_to_all()
        far.matures()
        bought = bought_from(house, share)
        assert (bought.state, bought.interest_minor) == (ShareState.PAID_OUT, 73_50)

    def test_that_is_refused_after_maturity_leaves_the_seller_all_its_interest(self, far):
        house = far.house
        until(house, far.deposit.maturity_date - timedelta(days=1))
        share = far.sells(far.bob, far.ann)
        until(house, far.deposit.payout_date)
        far.courier.answer(far.courier.the(TransferShare), Rejected(FROZEN))
        assert house.refused(buying(house, far.ann, share)) == OfferOver("active")
        far.matures()
        assert far.share(far.bob).interest_minor == 73_50

    @pytest.mark.parametrize("first", [WithdrawShare, TransferShare])
    def test_goes_on_beside_an_early_withdrawal_whichever_is_answered_first(self, far, first):
        house = far.house
        share = far.sells(far.bob, far.ann)
        far.leaves(far.cat)
        assert far.deposit.leaving_count == 2
        house.later(days=1)
        far.courier.yes(first)
        far.courier.yes_to_all()
        assert far.deposit.leaving_count == 0
        assert far.deposit.outstanding_minor == 8_000 * YUAN
        far.matures()
        assert bought_from(house, share).interest_minor == 73_50

    def test_cannot_begin_once_the_share_is_gone(self, far):
        house = far.house
        share = far.sells(far.bob, far.ann)
        late = buying(house, far.cat, share)
        far.courier.yes_to_all()
        assert house.refused(late) == OfferOver("sold")
        assert house.refused(leaving(house, far.bob, far.pool)) == ShareFixed("sold")
