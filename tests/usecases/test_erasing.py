"""Leaving for good: not while anybody needs them; then nothing tells who they were, and whoever returns is new."""

from dataclasses import replace

from core.commands import (
    Actor,
    ErasePerson,
    LeaveOrganising,
    MeetParticipant,
    NameApprovers,
    RevokeRole,
)
from core.domain.designation import Designee
from core.domain.errors import ErasureHindered, NotPermitted, ParticipantUnknown
from core.domain.ids import CampaignId, ParticipantId
from core.domain.participant import NameShown
from core.domain.staff import Role
from tests.support.house import CLERK, SYSTEM, YUAN, House, Person


def erasing(house: House, person: Person) -> ErasePerson:
    return ErasePerson(intent=house.intent(), actor=person.actor)


def settled(house: House, *people: Person) -> CampaignId:
    """A campaign of which these people own equal shares."""
    campaign_id = house.open(people[0])
    for person in people:
        house.pledge(person, campaign_id, 10_000 * YUAN // len(people))
    house.accepted(house.settling(campaign_id))
    return campaign_id


class TestWhoIsErased:
    def test_is_a_number_and_nothing_else(self, house, ann):
        house.accepted(erasing(house, ann))
        left = house.store.participants[ann.participant_id]
        assert (left.name, left.erased_at) == ("", house.at)
        assert {left.name_shown, left.name_in_groups, left.name_to_members} == {NameShown.HIDDEN}
        assert ann.telegram_user_id not in house.store.identities
        assert ann.participant_id not in house.store.codes
        assert ann.account_id not in house.store.links

    def test_keeps_at_the_embedded_bank_what_is_the_bank_s_own(self, house, ann):
        before = house.store.customers[ann.customer_id], house.store.accounts[ann.account_id]
        house.accepted(erasing(house, ann))
        assert (house.store.customers[ann.customer_id], house.store.accounts[ann.account_id]) == before

    def test_comes_back_as_somebody_new(self, house, ann):
        house.accepted(erasing(house, ann))
        again = MeetParticipant(
            intent=house.intent(),
            actor=SYSTEM,
            telegram_user_id=ann.telegram_user_id,
            name="Ann",
            locale="en",
        )
        assert house.accepted(again).participant_id != ann.participant_id

    def test_can_ask_for_nothing_any_more(self, house, ann):
        house.accepted(erasing(house, ann))
        assert house.refused(erasing(house, ann)) == ParticipantUnknown()

    def test_leaves_the_books_as_they_were(self, house, ann, bob):
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 1_000 * YUAN)
        house.accepted(house.cancelling(ann.actor, campaign_id))
        before = house.store.tables()
        house.accepted(erasing(house, ann))
        after = house.store.tables()
        for kept in ("entries", "ledger", "pledges", "holds", "orders", "campaigns"):
            assert after[kept] == before[kept]

    def test_is_in_no_line_any_more_and_the_next_one_has_the_place(self, house, ann, bob):
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        eve = house.person("Eve")
        house.accepted(house.waiting(eve, campaign_id))
        house.accepted(erasing(house, eve))
        assert house.campaign(campaign_id).waiting.line == ()

    def test_is_invited_and_designated_nowhere_any_more(self, house, ann, bob):
        campaign_id = house.open(ann)
        house.look_at(bob, campaign_id)
        designee = Designee(telegram_user_id=bob.telegram_user_id, phone=None, name="Bobby")
        house.accepted(house.designating(ann.actor, campaign_id, designee))
        assert (campaign_id, bob.participant_id) in house.store.invitations
        house.accepted(erasing(house, bob))
        assert house.store.invitations == {}
        assert house.store.designations == {}


class TestNobodyIsErased:
    def test_whose_money_is_held(self, house, ann, bob):
        house.pledge(bob, house.open(ann), 1_000 * YUAN)
        assert house.refused(erasing(house, bob)) == ErasureHindered(1)

    def test_who_owns_a_share(self, house, ann, bob):
        settled(house, ann, bob)
        assert house.refused(erasing(house, bob)) == ErasureHindered(1)

    def test_who_organises_a_campaign_until_another_does(self, house, ann, bob):
        campaign_id = house.open(ann)
        house.pledge(bob, campaign_id, 1_000 * YUAN)
        assert house.refused(erasing(house, ann)) == ErasureHindered(1)
        house.accepted(LeaveOrganising(intent=house.intent(), actor=ann.actor, campaign_id=campaign_id))
        house.accepted(erasing(house, ann))
        assert house.refused(erasing(house, bob)) == ErasureHindered(2)

    def test_who_has_a_role_at_the_desk_until_somebody_takes_it_away(self, house, ann):
        house.accepted(house.granting(ann.telegram_user_id, Role.VIEWER))
        assert house.refused(erasing(house, ann)) == ErasureHindered(1)
        house.accepted(
            RevokeRole(
                intent=house.intent(),
                actor=CLERK,
                telegram_user_id=ann.telegram_user_id,
                reason="leaving",
            )
        )
        house.accepted(erasing(house, ann))

    def test_whom_the_settings_name_an_approver(self, house, ann):
        named = frozenset({ann.telegram_user_id})
        house.accepted(NameApprovers(intent=house.intent(), actor=SYSTEM, telegram_user_ids=named))
        assert house.refused(erasing(house, ann)) == ErasureHindered(1)

    def test_by_anybody_else(self, house, ann):
        for actor in (SYSTEM, Actor.admin(1)):
            assert house.refused(replace(erasing(house, ann), actor=actor)) == NotPermitted()
        stranger = Actor.participant(ParticipantId("par_stranger"))
        assert house.refused(replace(erasing(house, ann), actor=stranger)) == ParticipantUnknown()
