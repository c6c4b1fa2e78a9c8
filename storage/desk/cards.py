"""Which messages show which campaign."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain.campaign import ENDED
from core.views import Card
from storage import rows
from storage.clock import BusinessClock
from storage.codec import microseconds
from storage.desk.desk import Desk
from storage.teller import SqlTeller, Write

_CARD, _CAMPAIGN, _IDENTITY, _PLEDGE = rows.CardRow, rows.CampaignRow, rows.IdentityRow, rows.PledgeRow
_SAME_CARD = (
    _CARD.campaign_id == bindparam("card_campaign"),
    _CARD.viewer_id == bindparam("card_viewer"),
    _CARD.message_id == bindparam("card_message"),
)
_SHOW_CARD = (
    update(_CARD)
    .where(*_SAME_CARD)
    .values(shown_version=bindparam("shown_version"), shown_at=bindparam("shown_at"))
)
_FORGET_CARD = delete(_CARD).where(*_SAME_CARD)
_INVESTED = exists().where(
    _PLEDGE.campaign_id == _CARD.campaign_id, _PLEDGE.participant_id == _CARD.viewer_id, rows.LIVE_PLEDGE
)
_STALE = (
    select(_CARD)
    .join(_CAMPAIGN, _CAMPAIGN.id == _CARD.campaign_id)
    .join(_IDENTITY, _IDENTITY.participant_id == _CARD.viewer_id)
    .where(
        _CAMPAIGN.version > _CARD.shown_version,
        or_(
            _CARD.shown_at <= bindparam("shown_before"),
            _CAMPAIGN.state.in_([state.value for state in ENDED]),
        ),
        _IDENTITY.reachable,
    )
    .order_by(case((_INVESTED, 0), else_=1), _CARD.shown_at)
    .limit(bindparam("limit"))
)


def _card_key(card: Card) -> dict[str, object]:
    return {"card_campaign": card.campaign_id, "card_viewer": card.viewer_id, "card_message": card.message_id}


class SqlCards(Desk):
    """The newest card per viewer and campaign."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._remember = self._upsert(_CARD, "campaign_id", "viewer_id")

    async def remember(self, card: Card) -> None:
        """From now on this message is edited when the campaign changes; it replaces the viewer's earlier card of it."""
        row = {
            "campaign_id": card.campaign_id,
            "viewer_id": card.viewer_id,
            "chat_id": card.chat_id,
            "message_id": card.message_id,
            "shown_version": card.shown_version,
            "shown_at": microseconds(self._clock.now().at),
        }
        await self._teller.write(Write(self._remember, row))

    async def stale(self, shown_before: datetime, limit: int = 50) -> Sequence[Card]:
        """Cards older than their campaign and last drawn before then: people with money in it first."""
        asked = {"shown_before": microseconds(shown_before), "limit": limit}
        async with self._readers.connect() as connection:
            found = (await connection.execute(_STALE, asked)).all()
        return [
            Card(row.chat_id, row.message_id, row.campaign_id, row.viewer_id, row.shown_version)
            for row in found
        ]

    async def shown(self, card: Card, version: int, at: datetime) -> None:
        """The card shows this version now."""
        row = {**_card_key(card), "shown_version": version, "shown_at": microseconds(at)}
        await self._teller.write(Write(_SHOW_CARD, row))

    async def forget(self, card: Card) -> None:
        """The message is gone, or cannot be edited any more."""
        await self._teller.write(Write(_FORGET_CARD, _card_key(card)))
