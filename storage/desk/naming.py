"""Which cards may name somebody, and the statement by which they are drawn anew."""

from sqlalchemy import and_, bindparam, case, exists, or_, update

from core.views import NEVER_SHOWN
from storage import rows

_CARD, _CAMPAIGN, _PLEDGE = rows.CardRow, rows.CampaignRow, rows.PledgeRow

SHARED = or_(_CARD.chat_id.is_(None), _CARD.chat_id < 0)
"""Cards that others than their viewer see."""
_NAMED = or_(
    and_(SHARED, _CARD.viewer_id == bindparam("who")),
    exists().where(_CAMPAIGN.id == _CARD.campaign_id, _CAMPAIGN.initiator_id == bindparam("who")),
    exists().where(
        _PLEDGE.campaign_id == _CARD.campaign_id, _PLEDGE.participant_id == bindparam("who"), rows.LIVE_PLEDGE
    ),
)
# Another version each time, so that whoever is drawing the card just now does not take it for the one they drew.
RENAME = (
    update(_CARD)
    .where(_NAMED)
    .values(shown_version=case((_CARD.shown_version >= 0, NEVER_SHOWN), else_=_CARD.shown_version - 1))
)
"""Has the cards drawn anew that may name the participant `who`."""
