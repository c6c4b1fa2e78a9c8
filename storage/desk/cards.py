"""Which messages show which campaign."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import aliased

from core.domain.campaign import ENDED
from core.domain.ids import CampaignId, ParticipantId
from core.views import NEVER_SHOWN, Card
from storage import rows
from storage.clock import BusinessClock
from storage.codec import microseconds
from storage.desk.desk import Desk
from storage.desk.naming import RENAME, SHARED
from storage.teller import SqlTeller, Write

_CARD, _CAMPAIGN, _IDENTITY, _PLEDGE = rows.CardRow, rows.CampaignRow, rows.IdentityRow, rows.PledgeRow
_BESIDE = aliased(_CARD)
_SAME_CARD = (
    _CARD.campaign_id == bindparam("card_campaign"),
    _CARD.place == bindparam("card_place"),
    _CARD.message_id.is_not_distinct_from(bindparam("card_message")),
)
_SHOW_CARD = (
    update(_CARD)
    # What was asked to be drawn anew while it was being drawn has still to be.
    .where(*_SAME_CARD, _CARD.shown_version == bindparam("card_version"))
    .values(shown_version=bindparam("shown_version"), shown_at=bindparam("shown_at"))
)
_FORGET_CARD = delete(_CARD).where(*_SAME_CARD)
_INVESTED = exists().where(
    _PLEDGE.campaign_id == _CARD.campaign_id, _PLEDGE.participant_id == _CARD.viewer_id, rows.LIVE_PLEDGE
)
_DUE_IN_PRIVATE = and_(
    _CARD.chat_id > 0,
    or_(
        _CARD.shown_at <= bindparam("shown_before"),
        _CAMPAIGN.state.in_([state.value for state in ENDED]),
    ),
    _IDENTITY.reachable,
)
_DRAWN_BESIDE = exists().where(
    _BESIDE.chat_id == _CARD.chat_id, _BESIDE.chat_id < 0, _BESIDE.shown_at > bindparam("shared_before")
)
_DUE_SHARED = and_(SHARED, _CARD.shown_at <= bindparam("shared_before"), ~_DRAWN_BESIDE)
_STALE = (
    select(_CARD)
    .join(_CAMPAIGN, _CAMPAIGN.id == _CARD.campaign_id)
    # Who was erased has none, and the cards that they put into groups are still to be true.
    .outerjoin(_IDENTITY, _IDENTITY.participant_id == _CARD.viewer_id)
    .where(_CAMPAIGN.version > _CARD.shown_version, or_(_DUE_IN_PRIVATE, _DUE_SHARED))
    .order_by(case((_INVESTED, 0), else_=1), _CARD.shown_at)
    .limit(bindparam("limit"))
)
_IN_CHAT = select(_CARD).where(
    _CARD.campaign_id == bindparam("card_campaign"), _CARD.place == bindparam("card_place")
)
_LEAVE = delete(_CARD).where(_CARD.chat_id == bindparam("old_chat"))
_THERE_ALREADY = _LEAVE.where(
    exists().where(_BESIDE.campaign_id == _CARD.campaign_id, _BESIDE.chat_id == bindparam("new_chat"))
)
_MOVE = (
    update(_CARD)
    .where(_CARD.chat_id == bindparam("old_chat"))
    .values(
        chat_id=bindparam("new_chat"),
        place=bindparam("new_place"),
        message_id=None,
        shown_version=NEVER_SHOWN,
        shown_at=0,
    )
)


def _place(card: Card) -> str:
    """By what a card is known among those of its campaign."""
    if card.inline_message_id is not None:
        return card.inline_message_id
    return str(card.chat_id) if card.is_shared else card.viewer_id


def _card_key(card: Card) -> dict[str, object]:
    return {
        "card_campaign": card.campaign_id,
        "card_place": _place(card),
        "card_message": card.message_id,
    }


def _card(row: Any) -> Card:
    return Card(
        row.chat_id,
        row.message_id,
        row.campaign_id,
        row.viewer_id,
        row.shown_version,
        row.inline_message_id,
    )


class SqlCards(Desk):
    """The newest card of each campaign in each place."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._remember = self._upsert(_CARD, "campaign_id", "place")

    async def remember(self, card: Card) -> None:
        """From now on this message is edited when the campaign changes; it replaces the earlier card in its place."""
        row = {
            "campaign_id": card.campaign_id,
            "place": _place(card),
            "viewer_id": card.viewer_id,
            "chat_id": card.chat_id,
            "message_id": card.message_id,
            "inline_message_id": card.inline_message_id,
            "shown_version": card.shown_version,
            "shown_at": microseconds(self._clock.now().at),
        }
        await self._teller.write(Write(self._remember, row))

    async def in_group(self, campaign_id: CampaignId, chat_id: int) -> Card | None:
        """The campaign's card in a group."""
        return await self._in(campaign_id, str(chat_id))

    async def in_private(self, campaign_id: CampaignId, viewer_id: ParticipantId) -> Card | None:
        """The campaign's card in its viewer's private chat."""
        return await self._in(campaign_id, viewer_id)

    async def _in(self, campaign_id: CampaignId, place: str) -> Card | None:
        asked = {"card_campaign": campaign_id, "card_place": place}
        async with self._readers.connect() as connection:
            row = (await connection.execute(_IN_CHAT, asked)).first()
        return None if row is None else _card(row)

    async def stale(self, shown_before: datetime, shared_before: datetime, limit: int = 50) -> Sequence[Card]:
        """Cards older than their campaign and last drawn before then: people with money in it first.

        Shared ones have a time of their own; of one group there are none while any card there was drawn since.
        """
        asked = {
            "shown_before": microseconds(shown_before),
            "shared_before": microseconds(shared_before),
            "limit": limit,
        }
        async with self._readers.connect() as connection:
            return list(map(_card, await connection.execute(_STALE, asked)))

    async def shown(self, card: Card, version: int, at: datetime) -> None:
        """The card shows this version now, unless it was to be drawn anew meanwhile."""
        row = {
            **_card_key(card),
            "card_version": card.shown_version,
            "shown_version": version,
            "shown_at": microseconds(at),
        }
        await self._teller.write(Write(_SHOW_CARD, row))

    async def forget(self, card: Card) -> None:
        """The message is gone, or cannot be edited any more."""
        await self._teller.write(Write(_FORGET_CARD, _card_key(card)))

    async def leave_group(self, chat_id: int) -> None:
        """The bot is not in this group any more: its cards there are forgotten."""
        await self._teller.write(Write(_LEAVE, {"old_chat": chat_id}))

    async def move_group(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group is another chat now: its cards are to be sent there anew. Saying so twice changes nothing."""
        moving = {"old_chat": old_chat_id, "new_chat": new_chat_id, "new_place": str(new_chat_id)}

        def errand(connection: Connection) -> None:
            connection.execute(_THERE_ALREADY, moving)
            connection.execute(_MOVE, moving)

        await self._teller.run(errand)

    async def rename(self, participant_id: ParticipantId) -> None:
        """Cards that may name this participant are to be drawn anew."""
        await self._teller.write(Write(RENAME, {"who": participant_id}))
