"""Everything that is kept about one person, table by table: what they are told of it, and what not and why.

Every table is in one of the two lists, which a test holds, so that a new one cannot be forgotten. Of a table that is
told every column is, but for those that are left out by name.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select

from core.domain.account import masked_number
from core.domain.ids import ParticipantId
from core.views import Personal, PersonalData, PersonalRow
from storage import rows
from storage.codec import instant

LIMIT = 5_000
"""So many rows of a table are told at most; who has more is told so."""

_WHO = bindparam("who", type_=rows.TEXT)
_INSTANTS = ("_at", "_since", "_until", "since", "until")
_IDENTITY, _LINK, _PLEDGE = rows.IdentityRow, rows.LinkRow, rows.PledgeRow
_SHARE, _PAYOUT, _CAMPAIGN = rows.ShareRow, rows.PayoutRow, rows.CampaignRow
_AUDIT, _ORDER, _POSTING = rows.AuditRow, rows.OrderRow, rows.PostingRow

_USERS = select(_IDENTITY.telegram_user_id).where(_IDENTITY.participant_id == _WHO)
_PLEDGES = select(_PLEDGE.id).where(_PLEDGE.participant_id == _WHO)
_PAYOUTS = select(_PAYOUT.id).where(_PAYOUT.participant_id == _WHO)
_DEPOSITS = select(_SHARE.deposit_id).where(_SHARE.participant_id == _WHO)
_JOINED = select(_PLEDGE.campaign_id).where(_PLEDGE.participant_id == _WHO)
_OWN_ORDERS = or_(_ORDER.pledge_id.in_(_PLEDGES), _ORDER.payout_id.in_(_PAYOUTS))


@dataclass(frozen=True, slots=True)
class Told:
    """Which rows of a table are somebody's; columns that are left out, each with why."""

    whose: ColumnElement[bool]
    left_out: Mapping[str, str] = field(default_factory=dict)


_VERSION = {"version": "counts changes"}
_SECRET = "opens something: it is shown where it is used"  # noqa: S105  # a reason, no secret
_OTHERS = "about other people"

TOLD: Mapping[type[rows.Base], Told] = {
    rows.ParticipantRow: Told(rows.ParticipantRow.id == _WHO, _VERSION),
    rows.IdentityRow: Told(_IDENTITY.participant_id == _WHO, _VERSION),
    rows.StaffRow: Told(
        rows.StaffRow.telegram_user_id.in_(_USERS),
        {**_VERSION, "vouched_by": _OTHERS, "nominated_by": _OTHERS},
    ),
    rows.CodeRow: Told(rows.CodeRow.participant_id == _WHO, {**_VERSION, "digest": _SECRET}),
    rows.LinkRow: Told(_LINK.participant_id == _WHO, _VERSION),
    rows.CustomerRow: Told(
        rows.CustomerRow.id.in_(select(_LINK.customer_id).where(_LINK.participant_id == _WHO)), _VERSION
    ),
    rows.AccountRow: Told(
        rows.AccountRow.id.in_(
            select(_LINK.account_id)
            .where(_LINK.participant_id == _WHO)
            .union(
                select(_PLEDGE.account_id).where(_PLEDGE.participant_id == _WHO),
                select(_SHARE.account_id).where(_SHARE.participant_id == _WHO),
                select(_PAYOUT.account_id).where(_PAYOUT.participant_id == _WHO),
            )
        ),
        _VERSION,
    ),
    rows.HoldRow: Told(
        rows.HoldRow.id.in_(select(_PLEDGE.hold_id).where(_PLEDGE.participant_id == _WHO)), _VERSION
    ),
    rows.OrderRow: Told(_OWN_ORDERS, _VERSION),
    rows.EntryRow: Told(rows.EntryRow.reference.in_(select(_ORDER.reference).where(_OWN_ORDERS))),
    rows.CampaignRow: Told(
        or_(_CAMPAIGN.initiator_id == _WHO, _CAMPAIGN.taken_over_by == _WHO, _CAMPAIGN.id.in_(_JOINED)),
        {
            **_VERSION,
            "link_token": _SECRET,
            "short_code": _SECRET,
            "initiator_id": _OTHERS,
            "taken_over_by": _OTHERS,
            "waiting": _OTHERS,
            "taken_seats": _OTHERS,
            "partner_metadata": "what a partner keeps for itself",
        },
    ),
    rows.InvitationRow: Told(rows.InvitationRow.participant_id == _WHO),
    rows.DesignationRow: Told(
        rows.DesignationRow.participant_id == _WHO,
        {**_VERSION, "name": "what the initiator calls them, told to nobody else"},
    ),
    rows.RemindingRow: Told(rows.RemindingRow.participant_id == _WHO, _VERSION),
    rows.PledgeRow: Told(_PLEDGE.participant_id == _WHO, _VERSION),
    rows.DepositRow: Told(rows.DepositRow.id.in_(_DEPOSITS), _VERSION),
    rows.ShareRow: Told(
        _SHARE.participant_id == _WHO,
        {**_VERSION, "buyer_id": _OTHERS, "buyer_account_id": _OTHERS},
    ),
    rows.PayoutRow: Told(_PAYOUT.participant_id == _WHO, _VERSION),
    rows.NoticeRow: Told(
        rows.NoticeRow.participant_id == _WHO,
        {"body": "it is sent as a message, and may hold a code until then"},
    ),
    rows.AuditRow: Told(
        or_(
            _AUDIT.subject == _WHO,
            _AUDIT.detail == _WHO,
            _AUDIT.subject.in_(select(_LINK.account_id).where(_LINK.participant_id == _WHO)),
            _AUDIT.subject.in_(select(_LINK.customer_id).where(_LINK.participant_id == _WHO)),
        ),
        {"actor": "which admin or clerk it was"},
    ),
    rows.UpdateRow: Told(
        rows.UpdateRow.person.in_(_USERS), {"payload": "what waits to be handled just now: this very message"}
    ),
    rows.DraftRow: Told(rows.DraftRow.telegram_user_id.in_(_USERS), {"nonce": _SECRET}),
    rows.CardRow: Told(rows.CardRow.viewer_id == _WHO),
}
"""What is told, each by whose it is."""

_BOOKS = "the books as a whole; what moved for somebody is in their statement of account"
_NOBODY = "nothing about people"
_PARTNERS = "about partners, which are no people"
NOT_TOLD: Mapping[type[rows.Base], str] = {
    rows.ReceiptRow: "answers to commands, so that a repeated one is answered alike; ids and no names",
    rows.LedgerAccountRow: _BOOKS,
    rows.PostingRow: _BOOKS,
    rows.UnsealedEntryRow: _BOOKS,
    rows.SealRow: _BOOKS,
    rows.ChainCheckRow: _BOOKS,
    rows.MismatchRow: "the bank's work on its books; what came of it is in the statement of account",
    rows.CorrectionRow: "the bank's work on its books; its reason is in the statement of account",
    rows.ReconcilingRow: _NOBODY,
    rows.ReconciliationRow: _NOBODY,
    rows.ProductRow: _NOBODY,
    rows.CampaignKeyRow: _SECRET,
    rows.PartnerRow: _PARTNERS,
    rows.PartnerKeyRow: _PARTNERS,
    rows.WebhookEndpointRow: _PARTNERS,
    rows.DeliveryRow: "that something happened in a partner's campaign, by ids",
    rows.TurnRow: "which worker answers a chat just now",
    rows.StandstillRow: _NOBODY,
    rows.AlarmGroupRow: "which group hears alarms",
    rows.ToldAlarmRow: _NOBODY,
    rows.LeaseRow: _NOBODY,
    rows.ClockRow: _NOBODY,
}
"""What is not told, and why."""


def personal_data(connection: Connection, participant_id: ParticipantId) -> PersonalData:
    """Everything that is told about somebody, by table."""
    found = {
        rows.table_of(row_type).name: _section(connection, row_type, told, participant_id)
        for row_type, told in TOLD.items()
    }
    return PersonalData(
        participant_id=participant_id,
        sections={name: section[:LIMIT] for name, section in found.items()},
        cut=frozenset(name for name, section in found.items() if len(section) > LIMIT),
    )


def columns_told(row_type: type[rows.Base]) -> tuple[str, ...]:
    """The columns of a table that are told, in order."""
    return tuple(
        column.name
        for column in rows.table_of(row_type).columns
        if column.name not in TOLD[row_type].left_out
    )


def _section(
    connection: Connection, row_type: type[rows.Base], told: Told, participant_id: ParticipantId
) -> Sequence[PersonalRow]:
    table = rows.table_of(row_type)
    columns = [table.columns[name] for name in columns_told(row_type)]
    oldest = select(*columns).where(told.whose).order_by(*table.primary_key.columns).limit(LIMIT + 1)
    masked = {"number"} if row_type is rows.AccountRow else set()
    return tuple(
        {name: _shown(name, masked_number(row[name]) if name in masked else row[name]) for name in row}
        for row in connection.execute(oldest, {"who": participant_id}).mappings()
    )


def _shown(name: str, value: Any) -> Personal:
    """A cell as JSON holds it: instants and days in ISO 8601, and stored JSON as what it says."""
    match value:
        case bool() | None:
            return value
        case int() if name == "at" or name.endswith(_INSTANTS):
            return instant(value).isoformat()
        case date():
            return value.isoformat()
        case str() if value[:1] in ("{", "["):
            return _parsed(value)
    assert isinstance(value, int | str)
    return value


def _parsed(text: str) -> Personal:
    try:
        parsed: Personal = json.loads(text)
    except ValueError:
        return text
    return parsed
