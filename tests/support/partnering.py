"""Partners for tests: short ways to take one on, to issue it keys, and to open campaigns as one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.commands import (
    Actor,
    CancelCampaign,
    IssuePartnerKey,
    OpenPartnerCampaign,
    RegisterPartner,
)
from core.domain.campaign import Origin
from core.domain.ids import CampaignId, PartnerId, PartnerKeyId
from core.domain.partner import Partner, PartnerKey, Permissions, Scope, digest_partner_key
from core.domain.product import Channel
from tests.support.house import ADMIN, YUAN, House, proposal

PERMISSIONS = Permissions(
    scopes=frozenset(Scope),
    products=frozenset({"TD12M", "TD06M"}),
    channels=frozenset({Channel.PARTNER}),
    currency="CNY",
    target_maximum_minor=50_000 * YUAN,
    campaigns_per_day=3,
)
"""Everything with two products, up to ¥50,000 and three campaigns a day."""


NO_ORIGIN = Origin()


def registering(house: House, name: str = "Acme", **changes: Any) -> RegisterPartner:
    """The command that takes a partner on, with PERMISSIONS but for the changes."""
    permissions = replace(PERMISSIONS, **changes)
    return RegisterPartner(intent=house.intent(), actor=ADMIN, name=name, permissions=permissions)


def partner_of(house: House, name: str = "Acme", **changes: Any) -> PartnerId:
    """A partner without keys."""
    return house.accepted(registering(house, name, **changes)).partner_id


def kept(house: House, partner_id: PartnerId) -> Partner:
    """The partner as it is kept."""
    return house.store.partners[partner_id]


def kept_key(house: House, partner_id: PartnerId, key_id: PartnerKeyId) -> PartnerKey:
    """One of the partner's keys as it is kept."""
    key = kept(house, partner_id).key(key_id)
    assert key is not None
    return key


def issuing(
    house: House, partner_id: PartnerId, key: str, overlap: timedelta | None = None
) -> IssuePartnerKey:
    """The command that lets a partner use a key."""
    return IssuePartnerKey(
        intent=house.intent(),
        actor=ADMIN,
        partner_id=partner_id,
        digest=digest_partner_key(key),
        hint=key[:4],
        overlap_seconds=None if overlap is None else int(overlap.total_seconds()),
    )


def key_of(house: House, partner_id: PartnerId, key: str, overlap: timedelta | None = None) -> PartnerKeyId:
    """The id of a key that was issued."""
    return house.accepted(issuing(house, partner_id, key, overlap)).key_id


def opening_as(
    house: House, partner_id: PartnerId, origin: Origin = NO_ORIGIN, **changes: Any
) -> OpenPartnerCampaign:
    """The command by which a partner opens a campaign, with the deadline three days from now."""
    usual = {"channel": Channel.PARTNER, "deadline": house.at + timedelta(days=3)}
    return OpenPartnerCampaign(
        intent=house.intent(),
        actor=Actor.partner(partner_id),
        proposal=proposal(**{**usual, **changes}),
        origin=origin,
    )


def opened_by(house: House, partner_id: PartnerId, **changes: Any) -> CampaignId:
    """A campaign that the partner opened."""
    return house.accepted(opening_as(house, partner_id, **changes)).campaign_id


def cancelling_as(house: House, partner_id: PartnerId, campaign_id: CampaignId) -> CancelCampaign:
    """The command by which a partner calls a campaign off."""
    return CancelCampaign(
        intent=house.intent(), actor=Actor.partner(partner_id), campaign_id=campaign_id, reason=""
    )
