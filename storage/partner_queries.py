"""What partners are told: their own campaigns and what became of them, and nothing of anybody else's.

What every request needs is gathered: a hundred who ask at once are looked up by one query.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.domain.bank import TermDeposit
from core.domain.campaign import Campaign
from core.domain.ids import CampaignId, DeliveryId, EndpointId, PartnerId
from core.domain.participant import NameShown, seen_name
from core.domain.partner import Partner
from core.domain.webhook import EndpointState, WebhookEndpoint
from core.views import (
    DeliveryState,
    DeliveryView,
    EndpointHealth,
    PartnerCampaignView,
    PartnerSearch,
    PartnerShareView,
    PartnersPayoutView,
    PartnersPledgeView,
)
from storage import rows
from storage import translations as t
from storage.codec import instant, optional_instant
from storage.dialects.keys import KEYS, among
from storage.gathering import Gathering
from storage.translations import AnyRow

_CAMPAIGN, _PLEDGE, _SHARE, _PARTICIPANT = (
    rows.CampaignRow,
    rows.PledgeRow,
    rows.ShareRow,
    rows.ParticipantRow,
)
_DEPOSIT, _PAYOUT = rows.DepositRow, rows.PayoutRow
_DELIVERY, _ENDPOINT = rows.DeliveryRow, rows.WebhookEndpointRow
_KEY, _PARTNER = rows.PartnerKeyRow, rows.PartnerRow

_OF_PARTNERS = _CAMPAIGN.partner_metadata.is_not(None)
_PARTNERS_BY_KEY = t.PARTNERS.select.add_columns(_KEY.digest).join(_KEY, _KEY.partner_id == _PARTNER.id)
_PARTNERS_BY_KEY = _PARTNERS_BY_KEY.where(among(_KEY.digest))

_ENDPOINTS_FARING = t.ENDPOINTS.select.add_columns(
    select(func.count(_DELIVERY.position))
    .where(rows.WAITING_DELIVERY, _DELIVERY.endpoint_id == _ENDPOINT.id)
    .scalar_subquery()
    .label("waiting")
).where(_ENDPOINT.state != EndpointState.DELETED.value)

_Look = tuple[PartnerId, CampaignId]
"""A partner, and the campaign it looks at."""
_KeyLook = tuple[str, CampaignId | None]
"""The digest of a key, and the campaign that is looked at with it, if one is."""


class SqlPartnerQueries:
    """What has been committed, as partners and their keepers may see it."""

    def __init__(self, readers: AsyncEngine) -> None:
        self._readers = readers
        self._keys_asked = Gathering(self._by_keys)
        self._campaigns_asked = Gathering(self._campaigns)

    # Partners

    async def partner_by_key(self, digest: str) -> Partner | None:
        """The partner that was issued a key with this digest, whether the key can be used or not."""
        found = await self._keys_asked.get((digest, None))
        return None if found is None else found[0]

    async def look_by_key(
        self, digest: str, campaign_id: CampaignId
    ) -> tuple[Partner | None, PartnerCampaignView | None]:
        """Who was issued the key, and the campaign if that partner opened it, by one query."""
        return await self._keys_asked.get((digest, campaign_id)) or (None, None)

    async def _by_keys(
        self, looks: Sequence[_KeyLook]
    ) -> dict[_KeyLook, tuple[Partner, PartnerCampaignView | None]]:
        async with self._readers.connect() as connection:
            digests = list({digest for digest, _ in looks})
            found = await connection.execute(_PARTNERS_BY_KEY, {KEYS: digests})
            partners = {row.digest: t.PARTNERS.from_row(row) for row in found}
            wanted = {
                (partners[digest].id, campaign_id)
                for digest, campaign_id in looks
                if campaign_id is not None and digest in partners
            }
            views = await _campaigns(connection, wanted) if wanted else {}
        return {
            look: (partner, None if look[1] is None else views.get((partner.id, look[1])))
            for look in looks
            if (partner := partners.get(look[0])) is not None
        }

    async def partner(self, partner_id: PartnerId) -> Partner | None:
        """One partner."""
        async with self._readers.connect() as connection:
            row = (await connection.execute(t.PARTNERS.select.where(_PARTNER.id == partner_id))).one_or_none()
        return None if row is None else t.PARTNERS.from_row(row)

    async def partners(self, limit: int = 100, skip: int = 0) -> tuple[Partner, ...]:
        """The partners, newest first: at most so many after the first `skip`."""
        query = t.PARTNERS.select.order_by(_PARTNER.id.desc()).limit(limit).offset(skip)
        async with self._readers.connect() as connection:
            return tuple(map(t.PARTNERS.from_row, await connection.execute(query)))

    # Their campaigns

    async def partners_campaign(
        self, partner_id: PartnerId, campaign_id: CampaignId
    ) -> PartnerCampaignView | None:
        """A campaign that this partner opened."""
        return await self._campaigns_asked.get((partner_id, campaign_id))

    async def _campaigns(self, looks: Sequence[_Look]) -> dict[_Look, PartnerCampaignView]:
        async with self._readers.connect() as connection:
            return await _campaigns(connection, looks)

    async def partners_campaigns(
        self, partner_id: PartnerId, search: PartnerSearch, before: CampaignId | None, limit: int
    ) -> tuple[PartnerCampaignView, ...]:
        """This partner's campaigns, newest first: at most so many of those older than `before`."""
        query = t.CAMPAIGNS.select.where(_OF_PARTNERS, _CAMPAIGN.initiator_id == partner_id)
        if before is not None:
            query = query.where(_CAMPAIGN.id < before)
        if search.reference is not None:
            query = query.where(_CAMPAIGN.external_reference == search.reference)
        if search.state is not None:
            query = query.where(_CAMPAIGN.state == search.state.value)
        if search.product_code is not None:
            query = query.where(_CAMPAIGN.product_code == search.product_code)
        async with self._readers.connect() as connection:
            found = await connection.execute(query.order_by(_CAMPAIGN.id.desc()).limit(limit))
            campaigns = list(map(t.CAMPAIGNS.from_row, found))
            deposits = await _deposits(connection, campaigns)
        return tuple(_view(campaign, deposits) for campaign in campaigns)

    async def pledges_for_partner(self, campaign_id: CampaignId) -> tuple[PartnersPledgeView, ...]:
        """All pledges that were ever placed in a campaign, oldest first."""
        query = (
            t.PLEDGES.select.add_columns(_PARTICIPANT.name, _PARTICIPANT.name_to_members)
            .join(_PARTICIPANT, _PARTICIPANT.id == _PLEDGE.participant_id)
            .where(_PLEDGE.campaign_id == campaign_id)
            .order_by(_PLEDGE.id)
        )
        async with self._readers.connect() as connection:
            found = await connection.execute(query)
            return tuple(PartnersPledgeView(t.PLEDGES.from_row(row), _seen(row)) for row in found)

    async def shares_for_partner(self, campaign: Campaign) -> tuple[PartnerShareView, ...]:
        """The shares in a campaign's deposit, by certificate number; none before it is settled."""
        query = (
            t.SHARES.select.add_columns(_PARTICIPANT.name, _PARTICIPANT.name_to_members)
            .join(_PARTICIPANT, _PARTICIPANT.id == _SHARE.participant_id)
            .where(_SHARE.deposit_id == campaign.deposit_id)
            .order_by(_SHARE.certificate_number)
        )
        async with self._readers.connect() as connection:
            found = await connection.execute(query)
            return tuple(PartnerShareView(t.SHARES.from_row(row), _seen(row)) for row in found)

    async def payouts_for_partner(self, campaign_id: CampaignId) -> tuple[PartnersPayoutView, ...]:
        """All payouts from a campaign's deposits, oldest first."""
        deposits = select(_DEPOSIT.id).where(_DEPOSIT.campaign_id == campaign_id)
        query = (
            t.PAYOUTS.select.add_columns(_PARTICIPANT.name, _PARTICIPANT.name_to_members)
            .join(_PARTICIPANT, _PARTICIPANT.id == _PAYOUT.participant_id)
            .where(_PAYOUT.deposit_id.in_(deposits))
            .order_by(_PAYOUT.id)
        )
        async with self._readers.connect() as connection:
            found = await connection.execute(query)
            return tuple(PartnersPayoutView(t.PAYOUTS.from_row(row), _seen(row)) for row in found)

    # Webhooks

    async def endpoints(self, partner_id: PartnerId) -> tuple[WebhookEndpoint, ...]:
        """The partner's webhook endpoints that are not deleted, oldest first."""
        query = t.ENDPOINTS.select.where(
            _ENDPOINT.partner_id == partner_id, _ENDPOINT.state != EndpointState.DELETED.value
        ).order_by(_ENDPOINT.id)
        async with self._readers.connect() as connection:
            return tuple(map(t.ENDPOINTS.from_row, await connection.execute(query)))

    async def endpoint_health(self, partner_id: PartnerId) -> tuple[EndpointHealth, ...]:
        """How each of these endpoints fares."""
        async with self._readers.connect() as connection:
            found = await connection.execute(
                _ENDPOINTS_FARING.where(_ENDPOINT.partner_id == partner_id).order_by(_ENDPOINT.id)
            )
            return tuple(map(_health, found))

    async def endpoint(self, endpoint_id: EndpointId) -> EndpointHealth | None:
        """One endpoint that is not deleted, and how it fares."""
        async with self._readers.connect() as connection:
            found = await connection.execute(_ENDPOINTS_FARING.where(_ENDPOINT.id == endpoint_id))
            row = found.one_or_none()
        return None if row is None else _health(row)

    async def deliveries_to(
        self, endpoint_id: EndpointId, before: int | None, limit: int
    ) -> tuple[DeliveryView, ...]:
        """What was sent to an endpoint, or is to be, newest first: at most so many of those before a position."""
        query = select(_DELIVERY).where(_DELIVERY.endpoint_id == endpoint_id)
        if before is not None:
            query = query.where(_DELIVERY.position < before)
        async with self._readers.connect() as connection:
            found = await connection.execute(query.order_by(_DELIVERY.position.desc()).limit(limit))
            return tuple(map(_delivery_view, found))

    async def delivery(self, delivery_id: DeliveryId) -> DeliveryView | None:
        """One delivery."""
        query = select(_DELIVERY).where(_DELIVERY.id == delivery_id)
        async with self._readers.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _delivery_view(row)


def _health(row: t.AnyRow) -> EndpointHealth:
    return EndpointHealth(t.ENDPOINTS.from_row(row), optional_instant(row.failing_since), row.waiting)


def _delivery_view(row: t.AnyRow) -> DeliveryView:
    return DeliveryView(
        position=row.position,
        delivery=t.delivery_from_row(row),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        due_at=instant(row.due_at),
        ended_at=optional_instant(row.ended_at),
        last_status=row.last_status,
        last_failure=row.last_failure,
    )


async def _campaigns(
    connection: AsyncConnection, looks: Collection[_Look]
) -> dict[_Look, PartnerCampaignView]:
    wanted = {campaign_id for _, campaign_id in looks}
    found = await connection.execute(t.CAMPAIGNS.select_by_key, {KEYS: list(wanted)})
    campaigns = {campaign.id: campaign for campaign in map(t.CAMPAIGNS.from_row, found)}
    theirs = [
        (look, campaign)
        for look in looks
        if (campaign := campaigns.get(look[1])) is not None
        and campaign.origin is not None
        and campaign.initiator_id == look[0]
    ]
    deposits = await _deposits(connection, [campaign for _, campaign in theirs])
    return {look: _view(campaign, deposits) for look, campaign in theirs}


async def _deposits(
    connection: AsyncConnection, campaigns: Sequence[Campaign]
) -> Mapping[str | None, TermDeposit]:
    wanted = [campaign.deposit_id for campaign in campaigns if campaign.deposit_id is not None]
    if not wanted:
        return {}
    found = await connection.execute(t.DEPOSITS.select_by_key, {KEYS: wanted})
    return {deposit.id: deposit for deposit in map(t.DEPOSITS.from_row, found)}


def _view(campaign: Campaign, deposits: Mapping[str | None, TermDeposit]) -> PartnerCampaignView:
    return PartnerCampaignView(campaign, deposits.get(campaign.deposit_id))


def _seen(row: AnyRow) -> str:
    """The name of a member as the people of their campaigns see it: a partner sees no more than they."""
    return seen_name(row.name, NameShown(row.name_to_members))
