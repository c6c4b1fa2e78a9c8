"""Opening campaigns, and finding them by short code."""

from dataclasses import replace

import pytest

from core.commands import Accepted, Actor, LinkFollowed, LookUpShortCode, OpenCampaign, ShortCodeLookedUp
from core.domain.campaign import CampaignState
from core.domain.conditions import ConditionCode
from core.domain.errors import AdmissionRefused, NotPermitted, ParticipantUnknown, ProductUnknown
from core.domain.ids import CampaignId, ParticipantId, check_symbol, read_short_code
from core.domain.participant import Invitation
from tests.support.house import ADMIN, CLERK, SYSTEM, House


def looking_up(house: House, participant_id: ParticipantId, short_code: str) -> LookUpShortCode:
    actor = Actor.participant(participant_id)
    return LookUpShortCode(intent=house.intent(), actor=actor, short_code=short_code)


class TestOpening:
    def test_makes_an_empty_open_campaign_that_closes_at_its_deadline(self, house):
        ann = house.person()
        opening = house.opening(ann)
        campaign = house.campaign(house.accepted(opening).campaign_id)
        assert campaign.state is CampaignState.OPEN
        assert (campaign.initiator_id, campaign.opened_at) == (ann.participant_id, house.at)
        assert campaign.closes_at == campaign.terms.deadline == opening.proposal.deadline
        assert (campaign.pledged_minor, campaign.member_count, campaign.taken_seats) == (0, 0, 0)

    def test_gives_each_campaign_a_link_and_a_short_code_of_its_own(self, house):
        ann = house.person()
        one, other = house.campaign(house.open(ann)), house.campaign(house.open(ann))
        assert one.link_token != other.link_token
        assert one.short_code != other.short_code
        assert read_short_code(one.short_code) == one.short_code

    def test_needs_no_linked_account(self, house):
        participant_id, _ = house.meet()
        opening = replace(house.opening(house.person()), actor=Actor.participant(participant_id))
        house.accepted(opening)

    def test_is_refused_with_every_condition_that_failed(self, house):
        refusal = house.refused(house.opening(house.person(), target_minor=1, head_count_max=0))
        assert isinstance(refusal, AdmissionRefused)
        codes = {failed.code for failed in refusal.conditions}
        assert codes >= {
            ConditionCode.TARGET_BELOW_MINIMUM,
            ConditionCode.TARGET_NOT_MULTIPLE,
            ConditionCode.HEAD_COUNT_OUT_OF_RANGE,
        }

    def test_is_refused_for_a_product_that_does_not_exist(self, house):
        assert house.refused(house.opening(house.person(), product_code="TD99M")) == ProductUnknown()

    @pytest.mark.parametrize("actor", [SYSTEM, CLERK, ADMIN])
    def test_is_for_participants_only(self, house, actor):
        assert house.refused(replace(house.opening(house.person()), actor=actor)) == NotPermitted()


class TestLookingUp:
    def test_finds_the_campaign_however_the_code_is_typed(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        code = house.campaign(campaign_id).short_code
        for typed in (code, code.lower(), f" {code[:4]}-{code[4:]} "):
            answer = house.accepted(looking_up(house, ann.participant_id, typed))
            assert answer == ShortCodeLookedUp(campaign_id)

    def test_answers_wrong_and_foreign_codes_alike(self, house):
        ann = house.person()
        foreign = "0000001" + check_symbol("0000001")
        for typed in (foreign, "0000000X", "hello"):
            assert house.accepted(looking_up(house, ann.participant_id, typed)) == ShortCodeLookedUp(None)

    def test_counts_wrong_and_right_ones_up_to_ten_in_ten_minutes(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        code = house.campaign(campaign_id).short_code
        for nth in range(10):
            house.accepted(looking_up(house, ann.participant_id, code if nth % 2 else "wrong"))
        assert house.accepted(looking_up(house, ann.participant_id, code)) == ShortCodeLookedUp(
            None, allowed=False
        )
        bo = house.person("Bo")
        assert house.accepted(looking_up(house, bo.participant_id, code)).campaign_id == campaign_id
        house.later(minutes=10)
        assert house.accepted(looking_up(house, ann.participant_id, code)).campaign_id == campaign_id

    def test_is_for_those_who_were_met(self, house):
        assert house.refused(looking_up(house, ParticipantId("par_x"), "x")) == ParticipantUnknown()

    def test_does_not_show_the_code_in_a_repr(self, house):
        assert "K7QF" not in repr(looking_up(house, ParticipantId("par_x"), "K7QF-2M9D"))


class TestFollowing:
    def test_opens_the_campaign_and_invites_whoever_follows_once(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        link_token = house.campaign(campaign_id).link_token
        for _ in range(2):
            followed = house.accepted(house.following(bo.participant_id, link_token))
            assert followed == LinkFollowed(campaign_id)
        [invitation] = house.store.invitations.values()
        assert invitation == Invitation(campaign_id, bo.participant_id, house.at)

    def test_a_code_invites_as_a_link_does_and_a_wrong_one_does_not(self, house):
        bo = house.person("Bo")
        campaign_id = house.open(house.person("Ann"))
        house.accepted(looking_up(house, bo.participant_id, "wrong"))
        assert not house.store.invitations
        house.accepted(looking_up(house, bo.participant_id, house.campaign(campaign_id).short_code))
        assert list(house.store.invitations) == [(campaign_id, bo.participant_id)]

    def test_works_in_the_very_batch_that_opens_the_campaign(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        opening = house.opening(ann)
        campaign_id, link_token = opened_by(house, opening)
        commands = [opening, *(house.following(bo.participant_id, link_token) for _ in range(2))]
        _, first, second = house.store.run(commands, house.now)
        assert first == second == Accepted(LinkFollowed(campaign_id))
        assert list(house.store.invitations) == [(campaign_id, bo.participant_id)]

    @pytest.mark.parametrize("wrong", ["A" * 22, "", "é" * 22, "A" * 4096, "' OR 1=1 --", "K7QF2M9D"])
    def test_answers_every_link_that_leads_nowhere_alike(self, house, wrong):
        ann = house.person()
        house.open(ann)
        assert house.accepted(house.following(ann.participant_id, wrong)) == LinkFollowed(None)

    def test_a_short_code_is_no_link_and_a_link_is_no_short_code(self, house):
        ann = house.person()
        campaign = house.campaign(house.open(ann))
        assert house.accepted(house.following(ann.participant_id, campaign.short_code)).campaign_id is None
        looked_up = house.accepted(looking_up(house, ann.participant_id, campaign.link_token))
        assert looked_up == ShortCodeLookedUp(None)

    def test_after_ten_that_lead_nowhere_none_opens_anything_for_ten_minutes(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        link_token = house.campaign(campaign_id).link_token
        for _ in range(10):
            assert house.accepted(house.following(ann.participant_id, link_token)).allowed
            assert house.accepted(house.following(ann.participant_id, "nowhere")) == LinkFollowed(None)
        for tried in (link_token, "nowhere"):
            refused = house.accepted(house.following(ann.participant_id, tried))
            assert refused == LinkFollowed(None, allowed=False)
        bo = house.person("Bo")
        assert house.accepted(house.following(bo.participant_id, link_token)).campaign_id == campaign_id
        house.later(minutes=10)
        assert house.accepted(house.following(ann.participant_id, link_token)).campaign_id == campaign_id

    def test_is_for_those_who_were_met(self, house):
        assert house.refused(house.following(ParticipantId("par_x"), "x")) == ParticipantUnknown()

    def test_does_not_show_the_link_in_a_repr(self, house):
        assert "c2Vj" not in repr(house.following(ParticipantId("par_x"), "c2Vj" * 5 + "AA"))


def opened_by(house: House, opening: OpenCampaign) -> tuple[CampaignId, str]:
    """The id and the link token that a command will mint: in a house the same command always mints the same."""
    other = house.fork()
    campaign = other.campaign(other.accepted(opening).campaign_id)
    return campaign.id, campaign.link_token
