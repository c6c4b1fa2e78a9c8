"""What is somebody's: the keys of it, for who reaches for a whole person, and what keeps them from being erased."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, or_, select

from core.domain.erasure import UNPAID, UNSETTLED, Belongings, Obstacle, in_the_way
from core.domain.ids import ParticipantId
from core.domain.payout import PayoutState
from storage import rows
from storage import translations as t
from storage.dialects.keys import KEYS
from storage.translations import Translation

_CAMPAIGN, _PLEDGE, _SHARE, _PAYOUT = rows.CampaignRow, rows.PledgeRow, rows.ShareRow, rows.PayoutRow
_IDENTITY, _LINK, _INVITATION = rows.IdentityRow, rows.LinkRow, rows.InvitationRow
_DESIGNATION = rows.DesignationRow
_WHO = bindparam("who", type_=rows.TEXT)

_IDENTITIES = select(_IDENTITY.telegram_user_id).where(_IDENTITY.participant_id == _WHO)
_STAFF_IDS = (
    select(rows.StaffRow.telegram_user_id)
    .join(_IDENTITY, _IDENTITY.telegram_user_id == rows.StaffRow.telegram_user_id)
    .where(_IDENTITY.participant_id == _WHO, rows.StaffRow.granted.is_not(None) | rows.StaffRow.named)
)
_LINKS = select(_LINK.account_id, _LINK.customer_id).where(_LINK.participant_id == _WHO)
_CAMPAIGNS = select(_CAMPAIGN.id).where(
    or_(
        _CAMPAIGN.initiator_id == _WHO,
        _CAMPAIGN.taken_over_by == _WHO,
        _CAMPAIGN.waiting.is_not(None) & _CAMPAIGN.waiting.contains(_WHO),
    )
)
_PLEDGES = select(_PLEDGE.id).where(
    _PLEDGE.participant_id == _WHO, _PLEDGE.state.in_([state.value for state in UNSETTLED])
)
_SHARES = select(_SHARE.id).where(
    or_(_SHARE.participant_id == _WHO, _SHARE.buyer_id == _WHO),
    _SHARE.state.in_([state.value for state in UNPAID]),
)
_PAYOUTS = select(_PAYOUT.id).where(_PAYOUT.participant_id == _WHO, _PAYOUT.state != PayoutState.PAID.value)
_INVITATIONS = select(_INVITATION.campaign_id).where(_INVITATION.participant_id == _WHO)
_DESIGNATIONS = select(_DESIGNATION.campaign_id, _DESIGNATION.id).where(_DESIGNATION.participant_id == _WHO)


def belongings_of(connection: Connection, participant_id: ParticipantId) -> Belongings:
    """The keys of everything that is theirs, as it is before any of it is locked."""

    def found(statement: Executable) -> list[Any]:
        return sorted(map(tuple, connection.execute(statement, {"who": participant_id})))

    def keys(statement: Executable) -> tuple[Any, ...]:
        return tuple(key for (key,) in found(statement))

    links = found(_LINKS)
    return Belongings(
        telegram_user_ids=keys(_IDENTITIES),
        staff_ids=keys(_STAFF_IDS),
        account_ids=tuple(account_id for account_id, _ in links),
        customer_ids=tuple(sorted({customer_id for _, customer_id in links})),
        campaign_ids=keys(_CAMPAIGNS),
        pledge_ids=keys(_PLEDGES),
        share_ids=keys(_SHARES),
        payout_ids=keys(_PAYOUTS),
        invitations=keys(_INVITATIONS),
        designations=tuple(found(_DESIGNATIONS)),
    )


def obstacles_of(connection: Connection, participant_id: ParticipantId) -> tuple[Obstacle, ...]:
    """What would keep them from being erased now."""
    theirs = belongings_of(connection, participant_id)

    def values(translation: Translation[Any], keys: Iterable[str | int]) -> list[Any]:
        found = connection.execute(translation.select_by_key, {KEYS: list(keys)})
        return [translation.from_row(row) for row in found]

    return in_the_way(
        participant_id,
        values(t.CAMPAIGNS, theirs.campaign_ids),
        values(t.PLEDGES, theirs.pledge_ids),
        values(t.SHARES, theirs.share_ids),
        values(t.PAYOUTS, theirs.payout_ids),
        values(t.STAFF, theirs.staff_ids),
    )
