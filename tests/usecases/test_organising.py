"""The organiser's buttons: who has them once the initiator leaves or is out of reach, and what they are good for."""

from dataclasses import replace

import pytest

from core.commands import LeaveOrganising, RelieveOrganiser
from core.domain.errors import CampaignFixed, CampaignUnknown, NobodyToOrganise, NotDue, NotPermitted
from core.domain.ids import CampaignId
from core.domain.notice import OrganiserChanged, PoolCancelled, PoolReopened
from core.domain.pledge import PledgeState
from tests.support.house import ADMIN, SYSTEM, YUAN, House


class Pool:
    """Opened by Ann, who is in with 1,000; Bo came before her, Cy after."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ann, self.bo, self.cy, self.eve = (house.person(name) for name in ("Ann", "Bo", "Cy", "Eve"))
        self.id = house.open(self.ann)
        for person in (self.bo, self.ann, self.cy):
            house.pledge(person, self.id, 1_000 * YUAN)
            house.later(minutes=1)

    @property
    def organiser(self):
        (organiser_id,) = self.house.campaign(self.id).organiser_in_chat
        return organiser_id

    def leaving(self, person) -> LeaveOrganising:
        return LeaveOrganising(intent=self.house.intent(), actor=person.actor, campaign_id=self.id)

    def relieving(self, organiser, successor) -> RelieveOrganiser:
        return RelieveOrganiser(
            intent=self.house.intent(),
            actor=SYSTEM,
            campaign_id=self.id,
            organiser_id=organiser.participant_id,
            successor_id=successor.participant_id,
        )


@pytest.fixture
def pool(house) -> Pool:
    return Pool(house)


def test_the_longest_standing_member_takes_over_and_hears_of_it(house, pool):
    house.accepted(pool.leaving(pool.ann))
    assert pool.organiser == pool.bo.participant_id
    assert house.told(OrganiserChanged) == [OrganiserChanged(pool.bo.participant_id, pool.id)]
    house.accepted(pool.leaving(pool.bo))
    assert pool.organiser == pool.ann.participant_id


def test_money_stays_where_it_is(house, pool):
    entries = house.entries()
    house.accepted(pool.leaving(pool.ann))
    assert house.entries() == entries
    assert house.pledge_of(pool.ann, pool.id).state is PledgeState.HELD


def test_the_buttons_go_with_it(house, pool):
    house.accepted(pool.leaving(pool.ann))
    assert house.refused(house.cancelling(pool.ann.actor, pool.id)) == NotPermitted()
    assert house.refused(pool.leaving(pool.ann)) == NotPermitted()
    house.accepted(house.cancelling(pool.bo.actor, pool.id))
    assert len(house.told(PoolCancelled)) == 3


def test_an_initiator_who_left_and_is_not_in_hears_no_more_of_it(house, pool):
    house.accepted(house.withdrawing(pool.ann, pool.id))
    house.accepted(pool.leaving(pool.ann))
    house.accepted(house.cancelling(pool.bo.actor, pool.id))
    assert pool.ann.participant_id not in [notice.to for notice in house.told(PoolCancelled)]
    assert not house.told(PoolReopened)


def test_nobody_else_can_hand_it_on(house, pool):
    for person in (pool.bo, pool.eve):
        assert house.refused(pool.leaving(person)) == NotPermitted()
    unknown = replace(pool.leaving(pool.ann), campaign_id=CampaignId("cmp_x"))
    assert house.refused(unknown) == CampaignUnknown()


def test_it_needs_somebody_to_hand_it_to(house, pool):
    other = house.open(pool.eve)
    house.pledge(pool.eve, other, 1_000 * YUAN)
    assert house.refused(replace(pool.leaving(pool.eve), campaign_id=other)) == NobodyToOrganise()


def test_there_is_nothing_to_organise_once_it_is_over(house, pool):
    house.accepted(house.cancelling(ADMIN, pool.id, "a mistake"))
    assert house.refused(pool.relieving(pool.ann, pool.bo)) == NotDue("cancelled")
    settled = house.open(pool.ann)
    house.pledge(pool.eve, settled, 9_000 * YUAN)
    house.pledge(pool.cy, settled, 1_000 * YUAN)
    house.accepted(house.settling(settled))
    assert house.refused(replace(pool.leaving(pool.ann), campaign_id=settled)) == CampaignFixed("settled")


def test_who_is_out_of_reach_is_followed_by_who_is_not(house, pool):
    house.accepted(pool.relieving(pool.ann, pool.cy))
    assert pool.organiser == pool.cy.participant_id
    assert house.refused(pool.relieving(pool.ann, pool.bo)) == NotDue("open")
    assert house.refused(pool.relieving(pool.cy, pool.eve)) == NotDue("open")
