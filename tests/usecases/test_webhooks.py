"""Webhooks: what partners hear of their campaigns, where, and in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.commands import (
    Actor,
    ChangeEndpoint,
    DeleteEndpoint,
    DisableEndpoint,
    Redeliver,
    RedeliverForPartner,
    RegisterEndpoint,
    RotateEndpointSecret,
    SetEndpointDisabled,
    SetPartnerSuspended,
)
from core.domain.account import AccountStatus
from core.domain.errors import DeliveryUnknown, EndpointUnknown, NotDue, NothingChanged, TooManyEndpoints
from core.domain.event import EVENT_TYPES
from core.domain.ids import DeliveryId
from core.domain.notice import EndpointDisabled
from core.domain.webhook import ENDPOINTS_MAX, EndpointState
from tests.support.house import ADMIN, SYSTEM, YUAN, House
from tests.support.maturing import (
    buying,
    deposit_of,
    leaving,
    matured,
    offering,
    payouts_of,
    redirecting,
    share_of,
)
from tests.support.partnering import cancelling_as, opened_by, partner_of

URL = "https://acme.example/hooks"
DAY = timedelta(days=1)


def asking(house, kind, partner_id, **what):
    return kind(intent=house.intent(), actor=Actor.partner(partner_id), **what)


def endpoint_of(house, partner_id, *event_types):
    registering = asking(house, RegisterEndpoint, partner_id, url=URL, event_types=event_types)
    return house.accepted(registering).endpoint_id


def told(house: House, endpoint_id=None) -> list[str]:
    """The types of the events that are sent, in the order in which they were written."""
    return [
        each.event.type for each in house.store.deliveries.values() if endpoint_id in (None, each.endpoint_id)
    ]


def told_anew(house: House) -> list[str]:
    """The types of the events since this was last asked."""
    new = told(house)
    house.store.deliveries.clear()
    return new


@pytest.fixture(name="acme")
def _acme(house):
    return partner_of(house)


class TestEvents:
    def test_tell_of_every_state_from_the_opening_to_the_shares_in_order(self, house, acme):
        endpoint_of(house, acme)
        campaign_id = opened_by(house, acme)
        for name in ("Sofia", "Tom"):
            house.pledge(house.person(name), campaign_id, 5_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        assert told(house) == [
            "campaign.open",
            "pledge.held",
            "pledge.held",
            "campaign.funded",
            "pledge.captured",
            "pledge.captured",
            "campaign.settled",
            "deposit.active",
            "share.active",
            "share.active",
        ]
        assert set(told(house)) <= set(EVENT_TYPES)
        assert {each.event.campaign_id for each in house.store.deliveries.values()} == {campaign_id}

    def test_tell_a_whole_life_through_repair_sale_early_withdrawal_maturity_and_a_payout_that_waited(
        self, house, acme
    ):
        endpoint_of(house, acme)
        campaign_id = opened_by(house, acme)
        people = [house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bob", "Cat", "Dan")]
        for person, yuan in zip(people, (4_000, 3_000, 2_000, 1_000), strict=True):
            house.later(seconds=1)
            house.pledge(person, campaign_id, yuan * YUAN)
        ann, bob, cat, dan = people
        house.set_status(dan.account_id, AccountStatus.FROZEN)
        house.accepted(house.settling(campaign_id))
        house.set_status(dan.account_id, AccountStatus.NORMAL)
        house.accepted(house.changing(dan, campaign_id, 1_000 * YUAN))
        house.accepted(house.settling(campaign_id))
        assert told_anew(house) == [
            "campaign.open",
            *["pledge.held"] * 4,
            "campaign.funded",
            "campaign.repairing",
            "campaign.funded",
            *["pledge.captured"] * 4,
            "campaign.settled",
            "deposit.active",
            *["share.active"] * 4,
        ]
        house.later(days=10)
        share = share_of(house, bob, deposit_of(house, campaign_id).id)
        house.accepted(offering(house, bob, share))
        house.accepted(buying(house, cat, share))
        assert told_anew(house) == ["share.sold", "share.active", "payout.paid"]
        house.accepted(leaving(house, dan, campaign_id))
        assert told_anew(house) == ["share.withdrawn_early", "payout.paid"]
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        matured(house, campaign_id)
        assert told_anew(house) == [
            "deposit.matured",
            "share.payable",
            *["share.paid_out"] * 2,
            "payout.waiting",
            *["payout.paid"] * 2,
        ]
        house.set_status(ann.account_id, AccountStatus.NORMAL)
        house.accepted(redirecting(house, ann, payouts_of(house, ann)[0].id, ann.account_id))
        assert told_anew(house) == ["share.paid_out", "payout.paid", "deposit.closed"]

    def test_are_written_only_for_campaigns_of_partners_and_for_the_partners_own_endpoints(self, house, acme):
        other = partner_of(house, "Other")
        endpoint_of(house, other)
        opened_by(house, acme)
        house.open(house.person("Ann"))
        assert told(house) == []

    def test_are_of_the_types_that_are_wanted(self, house, acme):
        endpoint_of(house, acme, "campaign.cancelled")
        house.accepted(cancelling_as(house, acme, opened_by(house, acme)))
        assert told(house) == ["campaign.cancelled"]

    def test_of_a_refused_command_were_never_there(self, house, acme):
        endpoint_of(house, acme)
        campaign_id = opened_by(house, acme)
        house.accepted(cancelling_as(house, acme, campaign_id))
        house.refused(cancelling_as(house, acme, campaign_id))
        assert told(house) == ["campaign.open", "campaign.cancelled"]

    def test_go_to_each_endpoint_under_one_id(self, house, acme):
        endpoint_of(house, acme), endpoint_of(house, acme)
        opened_by(house, acme)
        deliveries = house.store.deliveries.values()
        assert len(deliveries) == 2
        assert len({each.event.id for each in deliveries}) == 1


class TestEndpoints:
    def test_begin_with_a_secret_that_no_receipt_and_no_repr_tells(self, house, acme):
        endpoint = house.store.endpoints[endpoint_of(house, acme)]
        (secret,) = endpoint.usable_secrets(house.at)
        assert secret.startswith("whsec_")
        assert secret not in repr((endpoint, house.store.receipts))

    def test_are_few(self, house, acme):
        for _ in range(ENDPOINTS_MAX):
            endpoint_of(house, acme)
        more = asking(house, RegisterEndpoint, acme, url=URL)
        assert house.refused(more) == TooManyEndpoints(ENDPOINTS_MAX)

    def test_change_what_is_named_and_nothing_else(self, house, acme):
        endpoint_id = endpoint_of(house, acme, "campaign.open")
        before = house.store.endpoints[endpoint_id]
        house.accepted(asking(house, ChangeEndpoint, acme, endpoint_id=endpoint_id, event_types=()))
        after = house.store.endpoints[endpoint_id]
        assert after == replace(before, event_types=(), version=after.version)
        same = asking(house, ChangeEndpoint, acme, endpoint_id=endpoint_id, url=URL, disabled=False)
        assert house.refused(same) == NothingChanged()

    def test_begin_anew_after_a_pause_and_at_another_address(self, house, acme):
        endpoint_id = endpoint_of(house, acme)

        def active_since(**changes):
            house.later(hours=1)
            house.accepted(asking(house, ChangeEndpoint, acme, endpoint_id=endpoint_id, **changes))
            return house.store.endpoints[endpoint_id].active_since

        registered_at = house.store.endpoints[endpoint_id].registered_at
        assert active_since(event_types=("campaign.open",)) == registered_at
        assert active_since(url=f"{URL}/2") == house.at
        active_since(disabled=True)
        assert active_since(disabled=False) == house.at

    def test_sign_with_both_secrets_while_a_rotation_overlaps(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        (old,) = house.store.endpoints[endpoint_id].usable_secrets(house.at)
        rotating = asking(house, RotateEndpointSecret, acme, endpoint_id=endpoint_id, overlap_seconds=3600)
        house.accepted(rotating)
        endpoint = house.store.endpoints[endpoint_id]
        assert endpoint.usable_secrets(house.at)[0] == old
        assert len(endpoint.usable_secrets(house.at)) == 2
        (new,) = endpoint.usable_secrets(house.at + timedelta(hours=1))
        assert new != old

    def test_that_are_deleted_are_sent_nothing_and_forget_their_secrets(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        house.accepted(asking(house, DeleteEndpoint, acme, endpoint_id=endpoint_id))
        opened_by(house, acme)
        assert told(house) == []
        assert house.store.endpoints[endpoint_id].secrets == ()
        again = asking(house, DeleteEndpoint, acme, endpoint_id=endpoint_id)
        assert house.refused(again) == EndpointUnknown()

    def test_that_are_disabled_may_be_deleted(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        house.accepted(asking(house, ChangeEndpoint, acme, endpoint_id=endpoint_id, disabled=True))
        house.accepted(asking(house, DeleteEndpoint, acme, endpoint_id=endpoint_id))
        assert house.store.endpoints[endpoint_id].state is EndpointState.DELETED

    def test_of_another_partner_are_unknown(self, house, acme):
        endpoint_id, other = endpoint_of(house, acme), partner_of(house, "Other")
        for kind, what in (
            (ChangeEndpoint, {"disabled": True}),
            (RotateEndpointSecret, {"overlap_seconds": 0}),
            (DeleteEndpoint, {}),
            (Redeliver, {"delivery_id": DeliveryId("dlv_none")}),
        ):
            refused = house.refused(asking(house, kind, other, endpoint_id=endpoint_id, **what))
            assert refused == EndpointUnknown()

    def test_that_fail_are_disabled_once_keep_what_comes_and_the_admins_hear_it(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        admin = house.person("Ada").participant_id

        def disabling():
            return DisableEndpoint(
                intent=house.intent(),
                actor=SYSTEM,
                partner_id=acme,
                endpoint_id=endpoint_id,
                failing_since=house.at - DAY,
                admins=(admin,),
            )

        house.accepted(disabling())
        assert house.store.endpoints[endpoint_id].state is EndpointState.DISABLED
        assert house.told(EndpointDisabled) == [EndpointDisabled(admin, "Acme", endpoint_id, house.at - DAY)]
        assert isinstance(house.refused(disabling()), NotDue)
        opened_by(house, acme)
        assert told(house) == ["campaign.open"]

    def test_are_disabled_and_enabled_by_who_keeps_partners_and_that_is_recorded(self, house, acme):
        endpoint_id = endpoint_of(house, acme)

        def setting(*, disabled):
            return SetEndpointDisabled(
                intent=house.intent(),
                actor=ADMIN,
                partner_id=acme,
                endpoint_id=endpoint_id,
                disabled=disabled,
            )

        house.accepted(setting(disabled=True))
        assert house.store.endpoints[endpoint_id].state is EndpointState.DISABLED
        assert house.refused(setting(disabled=True)) == NothingChanged()
        house.accepted(setting(disabled=False))
        assert house.store.endpoints[endpoint_id].state is EndpointState.ACTIVE
        recorded = [(each.action, each.subject) for each in house.store.audit.values()]
        assert recorded[-2:] == [("disable_endpoint", endpoint_id), ("enable_endpoint", endpoint_id)]
        of_another = replace(setting(disabled=True), partner_id=partner_of(house, "Other"))
        assert house.refused(of_another) == EndpointUnknown()

    def test_of_a_suspended_partner_keep_what_comes_and_do_not_count_as_failing(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        campaign_id = opened_by(house, acme)
        house.accepted(
            SetPartnerSuspended(intent=house.intent(), actor=ADMIN, partner_id=acme, suspended=True)
        )
        house.pledge(house.person("Ann"), campaign_id, 5_000 * YUAN)
        assert told(house) == ["campaign.open", "pledge.held"]
        disabling = DisableEndpoint(
            intent=house.intent(),
            actor=SYSTEM,
            partner_id=acme,
            endpoint_id=endpoint_id,
            failing_since=house.at,
        )
        assert house.refused(disabling) == NotDue("active")


class TestRedelivery:
    def test_can_be_asked_for_by_who_keeps_partners_and_that_is_recorded(self, house, acme):
        endpoint_id, other_id = (
            endpoint_of(house, acme, "campaign.open"),
            endpoint_of(house, acme, "pledge.held"),
        )
        opened_by(house, acme)
        (delivery_id,) = house.store.deliveries

        def redelivering(to):
            return RedeliverForPartner(
                intent=house.intent(),
                actor=ADMIN,
                partner_id=acme,
                endpoint_id=to,
                delivery_id=delivery_id,
            )

        assert house.refused(redelivering(other_id)) == DeliveryUnknown()
        house.accepted(redelivering(endpoint_id))
        first, again = house.store.deliveries.values()
        assert again.event == first.event
        assert list(house.store.audit.values())[-1].action == "redeliver_event"

    def test_sends_the_same_event_again(self, house, acme):
        endpoint_id = endpoint_of(house, acme)
        opened_by(house, acme)
        (first,) = house.store.deliveries.values()
        again = asking(house, Redeliver, acme, endpoint_id=endpoint_id, delivery_id=first.id)
        second = house.store.deliveries[house.accepted(again).delivery_id]
        assert (second.event, second.endpoint_id) == (first.event, first.endpoint_id)

    def test_is_of_what_this_endpoint_was_sent(self, house, acme):
        first, second = endpoint_of(house, acme, "campaign.open"), endpoint_of(house, acme, "pledge.held")
        opened_by(house, acme)
        (delivery,) = house.store.deliveries.values()
        assert delivery.endpoint_id == first
        again = asking(house, Redeliver, acme, endpoint_id=second, delivery_id=delivery.id)
        assert house.refused(again) == DeliveryUnknown()
