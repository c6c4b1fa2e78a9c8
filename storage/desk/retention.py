"""Forgetting what is over and old, a few rows at a time, so that nobody waits for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, tuple_

from core.domain.campaign import ENDED, CampaignState
from core.domain.retention import Fleeting
from storage import rows
from storage.codec import microseconds
from storage.desk.desk import Desk

_DELIVERY = rows.DeliveryRow
_UPDATE, _NOTICE, _CODE, _DRAFT = rows.UpdateRow, rows.NoticeRow, rows.CodeRow, rows.DraftRow
_CARD, _CAMPAIGN = rows.CardRow, rows.CampaignRow


# What is old is looked up by a table expression, once: a plain subquery may be looked up for every row anew, and
# then its limit limits nothing.


def _forget(row_type: Any, since: Any, *over: Any) -> Any:
    """Deletes and returns some that are over since before then, oldest first; those in use are left alone."""
    key = list(rows.table_of(row_type).primary_key.columns)
    old = (
        select(*key)
        .where(since < bindparam("before"), *over)
        .order_by(since)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    return delete(row_type).where(tuple_(*key).in_(select(old))).returning(key[0])


# A settled campaign's waiting list is for its shares, so its members' own cards go on changing.
_CARD_OVER = exists().where(
    _CAMPAIGN.id == _CARD.campaign_id,
    _CAMPAIGN.state.in_([state.value for state in ENDED]),
    or_(_CAMPAIGN.state != CampaignState.SETTLED.value, _CARD.chat_id.is_(None), _CARD.chat_id < 0),
)

# The states are written out, not parameters: only so can a database see that an index of what is over answers.
_FORGET = {
    Fleeting.UPDATES: _forget(_UPDATE, _UPDATE.received_at, rows.UPDATE_OVER),
    Fleeting.NOTICES: _forget(_NOTICE, _NOTICE.due_at, rows.NOTICE_OVER),
    Fleeting.DELIVERIES: _forget(_DELIVERY, _DELIVERY.due_at, rows.DELIVERY_OVER),
    Fleeting.CODES: _forget(_CODE, _CODE.expires_at),
    Fleeting.DRAFTS: _forget(_DRAFT, _DRAFT.saved_at),
    Fleeting.CARDS: _forget(_CARD, _CARD.shown_at, _CARD_OVER),
}


class SqlRetention(Desk):
    """Deletes for good."""

    async def forget(self, what: Fleeting, before: datetime, limit: int) -> int:
        """Forget at most so many that were over before then; how many it were."""
        old = {"before": microseconds(before), "limit": limit}

        def errand(connection: Connection) -> int:
            return len(connection.execute(_FORGET[what], old).all())

        return await self._teller.run(errand)
