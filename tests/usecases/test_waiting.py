"""The waiting list: who may join it, for whom a place that falls free is kept, how long, and who hears what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.account import AccountStatus
from core.domain.campaign import MEND_WINDOW, CampaignState
from core.domain.errors import (
    AlreadyPledged,
    AlreadyWaiting,
    CampaignNotOpen,
    CampaignUnknown,
    DeadlinePassed,
    NotDue,
    NotPermitted,
    NotWaiting,
    PlaceFree,
    PlaceKept,
    WaitingListFull,
)
from core.domain.ids import CampaignId, ParticipantId
from core.domain.notice import PlaceOffered, PlacePassedOn, PoolExpired, WaitingEnded
from core.domain.waiting import LONGEST_LINE, PLACE_OFFER_WINDOW, WaitingList
from tests.support.house import ADMIN, CLERK, FREE_AMOUNT, REMAINDER, SYSTEM, YUAN, House


class Pool:
    """A full ¥10,000 pool of Ann (6,000) and Bo (4,000) in which Bo's account fails; Eve, Fay and Gus stand by."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ann, self.bo = house.person("Ann"), house.person("Bo")
        self.eve, self.fay, self.gus = (house.person(name) for name in ("Eve", "Fay", "Gus"))
        self.id = house.open(self.ann, deadline=house.at + timedelta(days=10))
        house.pledge(self.ann, self.id, 6_000 * YUAN)
        house.pledge(self.bo, self.id, 4_000 * YUAN, REMAINDER)

    @property
    def campaign(self):
        return self.house.campaign(self.id)

    def queue(self, *people) -> None:
        for person in people:
            self.house.accepted(self.house.waiting(person, self.id))

    def fail(self) -> None:
        self.house.set_status(self.bo.account_id, AccountStatus.FROZEN)
        self.house.accepted(self.house.settling(self.id))

    def drop(self) -> None:
        """Bo does not mend: the place falls free."""
        self.fail()
        self.house.at += MEND_WINDOW
        self.house.accepted(self.house.dropping(self.id))

    def placing(self, person, amount_minor: int = 4_000 * YUAN):
        return self.house.placing(person, self.id, amount_minor)


@pytest.fixture
def pool(house) -> Pool:
    return Pool(house)


class TestJoining:
    def test_puts_one_at_the_end_and_says_the_position(self, house, pool):
        positions = [
            house.accepted(house.waiting(person, pool.id)).position
            for person in (pool.eve, pool.fay, pool.gus)
        ]
        assert positions == [1, 2, 3]
        assert pool.campaign.waiting == WaitingList(
            tuple(person.participant_id for person in (pool.eve, pool.fay, pool.gus))
        )

    def test_is_for_who_is_not_in_and_does_not_wait_yet(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        assert house.refused(house.waiting(pool.fay, pool.id)) == AlreadyWaiting(2)
        assert house.refused(house.waiting(pool.ann, pool.id)) == AlreadyPledged(6_000 * YUAN)
        assert house.refused(house.waiting(pool.eve, CampaignId("cmp_x"))) == CampaignUnknown()

    def test_is_needless_while_there_is_room(self, house, pool):
        other = house.open(pool.ann)
        assert house.refused(house.waiting(pool.eve, other)) == PlaceFree()
        house.later(days=4)
        assert isinstance(house.refused(house.waiting(pool.eve, other)), DeadlinePassed)

    def test_is_possible_while_somebody_mends_and_while_a_place_is_kept_for_another(self, house, pool):
        pool.fail()
        pool.queue(pool.eve)
        assert pool.campaign.waiting.kept_until is None
        house.at += MEND_WINDOW
        house.accepted(house.dropping(pool.id))
        pool.queue(pool.fay)
        assert pool.campaign.waiting.kept_for == pool.eve.participant_id

    @pytest.mark.parametrize("state", [CampaignState.SETTLED, CampaignState.EXPIRED, CampaignState.CANCELLED])
    def test_is_in_vain_once_no_place_can_fall_free(self, house, pool, state):
        if state is CampaignState.SETTLED:
            house.accepted(house.settling(pool.id))
        else:
            pool.drop()
            if state is CampaignState.CANCELLED:
                house.accepted(house.cancelling(pool.ann.actor, pool.id))
            else:
                house.at = pool.campaign.closes_at
                house.accepted(house.expiring(pool.id))
        assert house.refused(house.waiting(pool.eve, pool.id)) == CampaignNotOpen(state.value)

    def test_ends_where_the_list_is_full(self):
        waiting = WaitingList()
        for nth in range(LONGEST_LINE):
            waiting = waiting.joined(ParticipantId(f"par_{nth}"))
        with pytest.raises(WaitingListFull):
            waiting.joined(ParticipantId("par_late"))


class TestAFreePlace:
    def test_is_kept_for_the_first_in_line_who_hears_of_it(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        until = house.at + PLACE_OFFER_WINDOW
        assert (pool.campaign.waiting.kept_for, pool.campaign.waiting.kept_until) == (
            pool.eve.participant_id,
            until,
        )
        assert house.told(PlaceOffered) == [PlaceOffered(pool.eve.participant_id, pool.id, until)]

    def test_is_not_one_in_its_mend_window(self, house, pool):
        pool.queue(pool.eve)
        pool.fail()
        assert pool.campaign.waiting.kept_for is None
        assert not house.told(PlaceOffered)

    def test_is_taken_by_nobody_else(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        kept_until = house.at + PLACE_OFFER_WINDOW
        for person in (pool.fay, pool.gus):
            assert house.refused(pool.placing(person)) == PlaceKept(kept_until)
        raising = house.changing(pool.ann, pool.id, 10_000 * YUAN)
        assert house.refused(raising) == PlaceKept(kept_until)

    def test_lets_members_take_less_or_use_another_account(self, house, pool):
        pool.queue(pool.eve)
        pool.drop()
        house.accepted(house.changing(pool.ann, pool.id, 5_000 * YUAN))
        assert pool.campaign.remaining_minor == 5_000 * YUAN
        assert pool.campaign.waiting.kept_for == pool.eve.participant_id

    def test_is_taken_by_who_it_is_kept_for(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.accepted(pool.placing(pool.eve))
        assert pool.campaign.state is CampaignState.FUNDED
        assert pool.campaign.waiting == WaitingList((pool.fay.participant_id,))

    def test_of_which_only_a_part_is_taken_goes_on_to_the_next(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.later(hours=1)
        house.accepted(pool.placing(pool.eve, 1_000 * YUAN))
        waiting = pool.campaign.waiting
        assert (waiting.kept_for, waiting.kept_until) == (
            pool.fay.participant_id,
            house.at + PLACE_OFFER_WINDOW,
        )
        assert [notice.to for notice in house.told(PlaceOffered)] == [
            pool.eve.participant_id,
            pool.fay.participant_id,
        ]

    def test_is_open_to_all_when_nobody_waits(self, house, pool):
        pool.drop()
        house.accepted(pool.placing(pool.gus))
        assert pool.campaign.state is CampaignState.FUNDED

    def test_is_open_to_all_once_the_last_in_line_has_passed_it_on(self, house, pool):
        pool.queue(pool.eve)
        pool.drop()
        house.accepted(house.leaving_line(pool.eve, pool.id))
        house.accepted(pool.placing(pool.gus))

    def test_is_kept_no_longer_than_the_campaign_is_open(self, house, pool):
        pool.queue(pool.eve)
        pool.drop()
        house.accepted(house.leaving_line(pool.eve, pool.id))
        closes_at = pool.campaign.closes_at
        house.at = closes_at - timedelta(minutes=5)
        house.accepted(house.placing(pool.gus, pool.id, 1_000 * YUAN))
        assert house.refused(house.waiting(pool.eve, pool.id)) == PlaceFree()
        waiting = WaitingList((pool.eve.participant_id,)).offered(house.at, closes_at)
        assert waiting.kept_until == closes_at

    def test_of_a_withdrawal_before_the_pool_is_full_is_kept_too(self, house, pool):
        """With somebody in line already: who withdraws makes room for the next, not for whoever is quick."""
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.accepted(pool.placing(pool.eve, 2_000 * YUAN))
        house.accepted(house.withdrawing(pool.eve, pool.id))
        assert pool.campaign.waiting.kept_for == pool.fay.participant_id


class TestPassingOn:
    def test_happens_when_the_time_is_over(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.at += PLACE_OFFER_WINDOW - timedelta(microseconds=1)
        assert house.refused(house.passing_on(pool.id)) == NotDue("open")
        house.later(microseconds=1)
        house.accepted(house.passing_on(pool.id))
        assert pool.campaign.waiting == WaitingList((pool.fay.participant_id,), house.at + PLACE_OFFER_WINDOW)
        assert house.told(PlacePassedOn) == [PlacePassedOn(pool.eve.participant_id, pool.id)]

    def test_is_not_due_where_nothing_is_kept(self, house, pool):
        pool.queue(pool.eve)
        assert house.refused(house.passing_on(pool.id)) == NotDue("funded")

    def test_waits_while_the_campaign_is_paused(self, house, pool):
        pool.queue(pool.eve)
        pool.drop()
        house.at += PLACE_OFFER_WINDOW
        house.store.campaigns[pool.id] = replace(pool.campaign, mismatch_count=1)
        assert house.refused(house.passing_on(pool.id)) == NotDue("paused")

    def test_by_ones_own_choice_needs_no_time(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.accepted(house.leaving_line(pool.eve, pool.id))
        assert pool.campaign.waiting.kept_for == pool.fay.participant_id
        assert not house.told(PlacePassedOn)
        assert house.refused(house.leaving_line(pool.eve, pool.id)) == NotWaiting()

    def test_by_somebody_further_behind_leaves_the_place_where_it_is(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        before = pool.campaign.waiting.kept_until
        house.later(minutes=5)
        house.accepted(house.leaving_line(pool.fay, pool.id))
        assert pool.campaign.waiting == WaitingList((pool.eve.participant_id,), before)

    def test_by_time_is_the_systems_alone(self, house, pool):
        pool.queue(pool.eve)
        pool.drop()
        house.at += PLACE_OFFER_WINDOW
        for actor in (ADMIN, CLERK, pool.eve.actor):
            assert house.refused(replace(house.passing_on(pool.id), actor=actor)) == NotPermitted()
        assert house.refused(replace(house.waiting(pool.gus, pool.id), actor=SYSTEM)) == NotPermitted()


class TestTheEnd:
    def test_tells_all_who_wait(self, house, pool):
        pool.queue(pool.eve, pool.fay)
        pool.drop()
        house.at = pool.campaign.closes_at
        house.accepted(house.expiring(pool.id))
        assert [notice.to for notice in house.told(WaitingEnded)] == [
            pool.eve.participant_id,
            pool.fay.participant_id,
        ]
        assert pool.campaign.waiting == WaitingList()

    def test_tells_an_initiator_who_waits_once(self, house, pool):
        other = house.open(pool.gus, deadline=house.at + timedelta(days=3))
        house.pledge(pool.ann, other, 4_000 * YUAN)
        house.pledge(pool.eve, other, 6_000 * YUAN, FREE_AMOUNT)
        house.accepted(house.waiting(pool.gus, other))
        house.set_status(pool.eve.account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(other))
        house.accepted(house.cancelling(pool.gus.actor, other))
        assert pool.gus.participant_id not in [notice.to for notice in house.told(WaitingEnded)]

    def test_keeps_the_line_of_a_campaign_that_settles(self, house, pool):
        pool.queue(pool.eve)
        house.accepted(house.settling(pool.id))
        assert pool.campaign.waiting == WaitingList((pool.eve.participant_id,))
        assert not house.told(PoolExpired)
