"""Partners: who may take them on, what their keys and permissions are worth, and the campaigns they open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.commands import (
    Accepted,
    Actor,
    ChangePartnerPermissions,
    PeopleDesignated,
    RevokePartnerKey,
    RotateCampaignKeys,
    SetPartnerSuspended,
)
from core.domain.account import AccountStatus
from core.domain.campaign import CampaignState, Origin
from core.domain.conditions import ConditionCode
from core.domain.designation import Designee
from core.domain.errors import (
    AdmissionRefused,
    CampaignFixed,
    CampaignUnknown,
    DomainError,
    IntentReused,
    NothingChanged,
    NotLegitimate,
    PartnerKeyUnknown,
    PartnerNameMalformed,
    PartnerUnknown,
    PermissionsMalformed,
    ProductUnknown,
    TooManyPartnerKeys,
)
from core.domain.ids import PartnerId, PartnerKeyId
from core.domain.notice import InvitedToPool, OwnPoolSettled, PoolCancelled, PoolReopened, PoolSettled
from core.domain.partner import USABLE_KEYS_MAX, Scope
from core.domain.product import Channel
from tests.support.house import ADMIN, YUAN
from tests.support.partnering import (
    PERMISSIONS,
    cancelling_as,
    issuing,
    kept,
    kept_key,
    key_of,
    opened_by,
    opening_as,
    partner_of,
    registering,
)

DAY = timedelta(days=1)


def codes_of(refusal: DomainError) -> list[ConditionCode]:
    assert isinstance(refusal, NotLegitimate | AdmissionRefused), refusal
    return [failed.code for failed in refusal.conditions]


def permitting(house, partner_id, **changes):
    permissions = replace(PERMISSIONS, **changes)
    return ChangePartnerPermissions(
        intent=house.intent(), actor=ADMIN, partner_id=partner_id, permissions=permissions
    )


def suspending(house, partner_id, *, suspended=True):
    return SetPartnerSuspended(intent=house.intent(), actor=ADMIN, partner_id=partner_id, suspended=suspended)


def revoking(house, partner_id, key_id):
    return RevokePartnerKey(intent=house.intent(), actor=ADMIN, partner_id=partner_id, key_id=key_id)


def designating_as(house, partner_id, campaign_id, *designees):
    return house.designating(Actor.partner(partner_id), campaign_id, *(designees or (Designee(99),)))


def rotating_as(house, partner_id, campaign_id):
    return RotateCampaignKeys(intent=house.intent(), actor=Actor.partner(partner_id), campaign_id=campaign_id)


class TestRegistering:
    def test_keeps_the_name_and_the_permissions_and_is_recorded(self, house):
        partner = kept(house, partner_of(house, " Acme "))
        assert (partner.name, partner.permissions, partner.keys) == ("Acme", PERMISSIONS, ())
        recorded = list(house.store.audit.values())[-1]
        assert (recorded.action, recorded.subject) == ("register_partner", partner.id)
        assert "; up to 50,000.00 CNY; " in recorded.detail

    @pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 65])
    def test_needs_a_name_of_one_line(self, house, name):
        assert house.refused(registering(house, name)) == PartnerNameMalformed()

    @pytest.mark.parametrize(
        "nothing",
        [
            {"scopes": frozenset()},
            {"products": frozenset()},
            {"channels": frozenset()},
            {"target_maximum_minor": 0},
            {"campaigns_per_day": 0},
            {"currency": "USD"},
        ],
        ids=str,
    )
    def test_needs_permissions_that_permit_something(self, house, nothing):
        assert house.refused(registering(house, **nothing)) == PermissionsMalformed()

    def test_needs_products_that_exist(self, house):
        assert house.refused(registering(house, products=frozenset({"TD99M"}))) == ProductUnknown()


class TestKeys:
    def test_are_usable_from_when_they_are_issued_and_kept_as_a_digest(self, house):
        partner_id = partner_of(house)
        key_id = key_of(house, partner_id, "a secret key")
        key = kept_key(house, partner_id, key_id)
        assert key.usable(house.at)
        assert "a secret key" not in repr((house.store.tables(), key))
        assert key.digest not in repr(key)

    def test_overlap_in_a_rotation_and_then_only_the_new_one_is_usable(self, house):
        partner_id = partner_of(house)
        old, new = key_of(house, partner_id, "old"), key_of(house, partner_id, "new", overlap=DAY)
        usable = kept(house, partner_id).usable_keys
        assert [key.id for key in usable(house.at + DAY - timedelta(seconds=1))] == [old, new]
        assert [key.id for key in usable(house.at + DAY)] == [new]

    def test_a_second_rotation_does_not_prolong_what_the_first_one_ends(self, house):
        partner_id = partner_of(house)
        key_of(house, partner_id, "first")
        second = key_of(house, partner_id, "second", overlap=DAY)
        third = key_of(house, partner_id, "third", overlap=7 * DAY)
        assert [key.id for key in kept(house, partner_id).usable_keys(house.at + DAY)] == [second, third]

    def test_end_at_once_when_they_are_revoked(self, house):
        partner_id = partner_of(house)
        key_id = key_of(house, partner_id, "key")
        house.accepted(revoking(house, partner_id, key_id))
        assert kept(house, partner_id).usable_keys(house.at) == ()
        assert house.refused(revoking(house, partner_id, key_id)) == NothingChanged()

    def test_are_few_at_once(self, house):
        partner_id = partner_of(house)
        for number in range(USABLE_KEYS_MAX):
            key_of(house, partner_id, f"key {number}")
        assert house.refused(issuing(house, partner_id, "more")) == TooManyPartnerKeys(USABLE_KEYS_MAX)

    def test_that_ended_are_forgotten_in_time_and_usable_ones_never(self, house):
        partner_id = partner_of(house)
        usable = key_of(house, partner_id, "usable")
        for number in range(30):
            house.accepted(revoking(house, partner_id, key_of(house, partner_id, f"key {number}")))
        assert len(kept(house, partner_id).keys) < 15
        assert kept_key(house, partner_id, usable).usable(house.at)

    def test_of_nobody_are_not_issued_or_revoked(self, house):
        assert house.refused(issuing(house, PartnerId("ptn_none"), "key")) == PartnerUnknown()
        unknown = revoking(house, partner_of(house), PartnerKeyId("key_none"))
        assert house.refused(unknown) == PartnerKeyUnknown()


class TestOpening:
    def test_makes_a_campaign_that_is_the_partners_with_what_it_keeps(self, house):
        partner_id = partner_of(house)
        origin = Origin("order-17", (("branch", "north"),))
        campaign = house.campaign(opened_by(house, partner_id, origin=origin))
        assert (campaign.initiator_id, campaign.origin) == (partner_id, origin)
        assert campaign.initiator_in_chat == ()
        assert campaign.state is CampaignState.OPEN
        assert campaign.terms.channel is Channel.PARTNER

    def test_is_refused_with_all_that_failed_of_permission_and_of_admission(self, house):
        partner_id = partner_of(house, scopes=frozenset({Scope.CAMPAIGNS_READ}), campaigns_per_day=1)
        house.accepted(suspending(house, partner_id))
        opening = opening_as(
            house,
            partner_id,
            product_code="TD24M",
            channel=Channel.TELEGRAM,
            target_minor=5_000_000 * YUAN + 1,
            head_count_max=0,
        )
        assert codes_of(house.refused(opening)) == [
            ConditionCode.PARTNER_SUSPENDED,
            ConditionCode.SCOPE_MISSING,
            ConditionCode.PRODUCT_NOT_PERMITTED,
            ConditionCode.CHANNEL_NOT_PERMITTED,
            ConditionCode.TARGET_ABOVE_PERMITTED,
            ConditionCode.TARGET_ABOVE_MAXIMUM,
            ConditionCode.TARGET_NOT_MULTIPLE,
            ConditionCode.HEAD_COUNT_OUT_OF_RANGE,
        ]

    def test_is_refused_by_the_rules_of_the_chat_when_the_partner_may_ask(self, house):
        changes: dict[str, Any] = {"target_minor": 1, "head_count_max": 0}
        refused = house.refused(opening_as(house, partner_of(house), **changes))
        in_chat = house.refused(house.opening(house.person(), **changes))
        assert isinstance(refused, AdmissionRefused)
        assert refused == in_chat

    def test_is_refused_for_a_product_that_does_not_exist(self, house):
        refusal = house.refused(opening_as(house, partner_of(house), product_code="TD99M"))
        assert codes_of(refusal) == [ConditionCode.PRODUCT_NOT_PERMITTED, ConditionCode.PRODUCT_UNKNOWN]

    def test_is_for_partners_that_exist(self, house):
        assert house.refused(opening_as(house, PartnerId("ptn_none"))) == PartnerUnknown()

    def test_is_counted_and_the_quota_is_whole_again_on_the_next_business_day(self, house):
        partner_id = partner_of(house, campaigns_per_day=2)
        house.refused(opening_as(house, partner_id, target_minor=1))  # what is refused does not count
        for _ in range(2):
            opened_by(house, partner_id)
        (failed,) = house.refused(opening_as(house, partner_id)).conditions
        assert (failed.code, failed.required, failed.found) == (ConditionCode.QUOTA_REACHED, 2, 2)
        house.later(days=1)
        opened_by(house, partner_id)

    def test_the_quota_holds_within_one_batch(self, house):
        partner_id = partner_of(house, campaigns_per_day=3)
        commands = [opening_as(house, partner_id) for _ in range(5)]
        receipts = house.store.run(commands, house.now)
        assert [isinstance(receipt, Accepted) for receipt in receipts] == [True] * 3 + [False] * 2

    def test_asked_twice_is_done_once_and_with_another_content_refused(self, house):
        partner_id = partner_of(house)
        opening = opening_as(house, partner_id)
        assert house.accepted(opening) == house.accepted(opening)
        assert kept(house, partner_id).opened_count == 1
        changed = replace(opening, origin=Origin("another"))
        assert house.refused(changed) == IntentReused()

    def test_what_a_partner_keeps_is_bounded(self):
        for reference, metadata in (
            ("", ()),
            ("x" * 65, ()),
            (None, (("", "value"),)),
            (None, (("x" * 41, "value"),)),
            (None, (("key", "x" * 501),)),
            (None, tuple((f"key {number}", "") for number in range(21))),
        ):
            with pytest.raises(ValueError, match=r"reference|metadata"):
                Origin(reference, metadata)


class TestLife:
    def test_people_fill_it_and_only_they_hear_of_its_settlement(self, house):
        partner_id = partner_of(house)
        campaign_id = opened_by(house, partner_id)
        friends = [house.person(name) for name in ("Ann", "Bob")]
        for friend in friends:
            house.pledge(friend, campaign_id, 5_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        notices = [notice for notice in house.store.notices.values() if hasattr(notice, "campaign_id")]
        assert {type(notice) for notice in notices} == {PoolSettled}
        assert {notice.to for notice in notices} == {friend.participant_id for friend in friends}
        assert not house.told(OwnPoolSettled, partner_id)

    def test_a_repair_that_opens_it_again_is_told_to_members_only(self, house):
        campaign_id = opened_by(house, partner_of(house))
        ann, bob = house.person("Ann"), house.person("Bob")
        for friend in (ann, bob):
            house.pledge(friend, campaign_id, 5_000 * YUAN)
        house.set_status(bob.account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(campaign_id))
        house.later(days=2)
        house.accepted(house.dropping(campaign_id))
        reopened = [notice for notice in house.store.notices.values() if isinstance(notice, PoolReopened)]
        assert [notice.to for notice in reopened] == [ann.participant_id]

    def test_its_partner_calls_it_off_and_its_members_hear_of_it(self, house):
        partner_id = partner_of(house)
        campaign_id = opened_by(house, partner_id)
        ann = house.person("Ann")
        house.pledge(ann, campaign_id, 5_000 * YUAN)
        house.accepted(cancelling_as(house, partner_id, campaign_id))
        assert house.campaign(campaign_id).state is CampaignState.CANCELLED
        assert [notice.released_minor for notice in house.told(PoolCancelled, ann.participant_id)] == [
            5_000 * YUAN
        ]
        assert house.refused(cancelling_as(house, partner_id, campaign_id)) == CampaignFixed("cancelled")

    def test_of_another_partners_campaign_a_partner_knows_nothing(self, house):
        campaign_id = opened_by(house, partner_of(house))
        other = partner_of(house, "Other")
        assert house.refused(cancelling_as(house, other, campaign_id)) == CampaignUnknown()

    def test_a_suspended_partner_calls_nothing_off_and_its_campaigns_go_on(self, house):
        partner_id = partner_of(house)
        campaign_id = opened_by(house, partner_id)
        house.accepted(suspending(house, partner_id))
        refusal = house.refused(cancelling_as(house, partner_id, campaign_id))
        assert codes_of(refusal) == [ConditionCode.PARTNER_SUSPENDED]
        house.pledge(house.person(), campaign_id, 5_000 * YUAN)
        assert house.refused(suspending(house, partner_id)) == NothingChanged()
        house.accepted(suspending(house, partner_id, suspended=False))
        house.accepted(cancelling_as(house, partner_id, campaign_id))

    def test_as_opened_is_what_it_was_when_it_was_opened(self, house):
        campaign_id = opened_by(house, partner_of(house))
        before = house.campaign(campaign_id)
        house.pledge(house.person(), campaign_id, 10_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        assert house.campaign(campaign_id).state is CampaignState.SETTLED
        assert house.campaign(campaign_id).as_opened() == before


class TestInviting:
    def test_a_partner_designates_people_of_its_campaign_who_are_told(self, house):
        partner_id, ann = partner_of(house), house.person("Ann")
        campaign_id = opened_by(house, partner_id, designated_only=True)
        asked = designating_as(house, partner_id, campaign_id, Designee(ann.telegram_user_id), Designee(99))
        assert house.accepted(asked) == PeopleDesignated(added=2, told=1)
        assert [notice.campaign_id for notice in house.told(InvitedToPool, ann.participant_id)] == [
            campaign_id
        ]
        house.pledge(ann, campaign_id, 5_000 * YUAN)

    def test_a_partner_names_them_when_it_opens_the_campaign(self, house):
        partner_id, ann = partner_of(house), house.person("Ann")
        opening = replace(
            opening_as(house, partner_id, designated_only=True), designees=(Designee(ann.telegram_user_id),)
        )
        campaign_id = house.accepted(opening).campaign_id
        assert [notice.campaign_id for notice in house.told(InvitedToPool, ann.participant_id)] == [
            campaign_id
        ]
        house.pledge(ann, campaign_id, 5_000 * YUAN)

    def test_a_partner_ends_the_link_of_its_campaign_with_a_new_one(self, house):
        partner_id = partner_of(house)
        campaign_id = opened_by(house, partner_id)
        before = house.campaign(campaign_id).link_token
        house.accepted(rotating_as(house, partner_id, campaign_id))
        assert house.campaign(campaign_id).link_token != before

    @pytest.mark.parametrize("asking", [designating_as, rotating_as])
    def test_it_takes_ones_own_campaign_and_the_permission_to_write(self, house, asking):
        partner_id, other = partner_of(house), partner_of(house, "Other")
        campaign_id, in_chat = opened_by(house, partner_id), house.open(house.person())
        assert house.refused(asking(house, other, campaign_id)) == CampaignUnknown()
        assert house.refused(asking(house, partner_id, in_chat)) == CampaignUnknown()
        house.accepted(permitting(house, partner_id, scopes=frozenset({Scope.CAMPAIGNS_READ})))
        house.accepted(suspending(house, partner_id))
        assert codes_of(house.refused(asking(house, partner_id, campaign_id))) == [
            ConditionCode.PARTNER_SUSPENDED,
            ConditionCode.SCOPE_MISSING,
        ]


def test_permissions_that_change_count_from_the_next_request_on(house):
    partner_id = partner_of(house)
    house.accepted(permitting(house, partner_id, products=frozenset({"TD06M"})))
    refusal = house.refused(opening_as(house, partner_id))
    assert codes_of(refusal) == [ConditionCode.PRODUCT_NOT_PERMITTED]
    same = permitting(house, partner_id, products=frozenset({"TD06M"}))
    assert house.refused(same) == NothingChanged()


@pytest.mark.parametrize("actor", [Actor.system("test"), Actor.partner(PartnerId("ptn_1"))])
def test_partners_are_kept_by_admins_and_at_the_command_line_only(house, actor):
    house.refused(replace(registering(house), actor=actor))
