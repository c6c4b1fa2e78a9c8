"""Who was invited to a campaign and what came of it, and who wants to be reminded by now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, case, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.campaign import Campaign, CampaignState
from core.domain.ids import ParticipantId
from core.domain.notifications import DeadlineLead
from core.domain.participant import Audience
from core.domain.reminding import (
    AHEAD_OF_QUIET,
    REMINDING_PAUSE,
    Invitee,
    ReminderWish,
    Reminding,
    invited,
)
from core.views import Circle, ReminderAhead, ReminderDue
from storage import rows
from storage import translations as t
from storage.codec import instant, microseconds
from storage.dialects.keys import KEYS, among
from storage.translations import AnyRow

_CAMPAIGN, _PLEDGE, _REMINDING = rows.CampaignRow, rows.PledgeRow, rows.RemindingRow
_INVITATION, _DESIGNATION = rows.InvitationRow, rows.DesignationRow
_PARTICIPANT, _IDENTITY = rows.ParticipantRow, rows.IdentityRow

_MICROSECOND = timedelta(microseconds=1)
_LEADS = {lead: lead.span // _MICROSECOND for lead in DeadlineLead if lead.span is not None}
_LONGEST_LEAD = max(_LEADS.values())
_PAUSE = REMINDING_PAUSE // _MICROSECOND
_DAY = timedelta(days=1) // _MICROSECOND
_AHEAD = _DAY + AHEAD_OF_QUIET // _MICROSECOND
"""Quiet hours last less than a day."""

# Built once: building a statement costs more than running it.
_LOOKERS = (
    select(_INVITATION.participant_id)
    .where(_INVITATION.campaign_id == bindparam("of_campaign"))
    .order_by(_INVITATION.invited_at, _INVITATION.participant_id)
)
_DESIGNEES = (
    select(_DESIGNATION.participant_id, _DESIGNATION.opened_at)
    .where(_DESIGNATION.campaign_id == bindparam("of_campaign"), _DESIGNATION.participant_id.is_not(None))
    .order_by(_DESIGNATION.id)
)
_PLEDGERS = select(_PLEDGE.participant_id).where(
    _PLEDGE.campaign_id == bindparam("of_campaign"), rows.LIVE_PLEDGE
)
_OF_CAMPAIGN = t.REMINDINGS.select.where(_REMINDING.campaign_id == bindparam("of_campaign"))
_PEOPLE = (
    t.PARTICIPANTS.select.add_columns(_IDENTITY.reachable)
    .join(_IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id)
    .where(among(_PARTICIPANT.id))
)
_MEMBERS_OUT_OF_REACH = (
    t.PARTICIPANTS.select.join(_PLEDGE, _PLEDGE.participant_id == _PARTICIPANT.id)
    .join(_IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id)
    .where(_PLEDGE.campaign_id == bindparam("of_campaign"), rows.LIVE_PLEDGE, _IDENTITY.reachable.is_(False))
    .order_by(_PLEDGE.id)
)


async def circle_of(connection: AsyncConnection, campaign: Campaign) -> Circle:
    """Who was invited to a campaign, and which of its members cannot be written to."""
    of = {"of_campaign": campaign.id}
    designees = await connection.execute(_DESIGNEES, of)
    opened = [(ParticipantId(row.participant_id), row.opened_at is not None) for row in designees]
    found = invited(campaign, opened, list(await connection.scalars(_LOOKERS, of)))
    people = {row.id: row for row in await connection.execute(_PEOPLE, {KEYS: list(found)})}
    pledgers = set(await connection.scalars(_PLEDGERS, of))
    remindings = map(t.REMINDINGS.from_row, await connection.execute(_OF_CAMPAIGN, of))
    said = {each.participant_id: each for each in remindings}
    invitees = tuple(
        Invitee(
            who,
            designated=came.designated,
            looked=came.looked,
            pledged=who in pledgers,
            reachable=bool(people[who].reachable),
            notifications=t.notifications_from_row(people[who]),
            reminding=said.get(who) or Reminding(campaign.id, who),
        )
        for who, came in found.items()
        if who in people
    )
    names = {who: people[who].name for who, came in found.items() if came.designated and who in people}
    out_of_reach = map(t.PARTICIPANTS.from_row, await connection.execute(_MEMBERS_OUT_OF_REACH, of))
    return Circle(invitees, names, tuple(each.name_for(Audience.MEMBERS) for each in out_of_reach))


# What `Reminding.due_at` says, in the database's words, so that it finds them by itself. The core has the last word.
_WANTED_AT = case(
    (_REMINDING.wish == ReminderWish.TOMORROW.value, _REMINDING.wished_at + _DAY),
    (_REMINDING.wish == ReminderWish.DAY_BEFORE.value, _CAMPAIGN.closes_at - _DAY),
    *(
        (
            and_(_REMINDING.wish.is_(None), _PARTICIPANT.deadline_lead == lead.value),
            _CAMPAIGN.closes_at - span,
        )
        for lead, span in _LEADS.items()
    ),
    else_=None,
)
_RESTED = [
    or_(column.is_(None), column <= bindparam("rested"))
    for column in (_REMINDING.nudged_at, _REMINDING.reminded_at)
]


def _wanting(lookers: Any) -> "Select[Any]":
    """Those of a selection of campaign and participant ids who may be reminded, whenever they want to be."""
    looked = lookers.subquery()
    on = and_(
        _REMINDING.campaign_id == looked.c.campaign_id, _REMINDING.participant_id == looked.c.participant_id
    )
    pledged = exists().where(
        _PLEDGE.campaign_id == looked.c.campaign_id,
        _PLEDGE.participant_id == looked.c.participant_id,
        rows.LIVE_PLEDGE,
    )
    return (
        t.PARTICIPANTS.select.add_columns(
            _CAMPAIGN.id.label("campaign_id"),
            _CAMPAIGN.closes_at,
            *(getattr(_REMINDING, name).label(f"said_{name}") for name in _SAID),
        )
        .join(looked, looked.c.participant_id == _PARTICIPANT.id)
        .join(_CAMPAIGN, _CAMPAIGN.id == looked.c.campaign_id)
        .join(_IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id)
        .outerjoin(_REMINDING, on)
        .where(
            _CAMPAIGN.state == CampaignState.OPEN.value,
            _CAMPAIGN.closes_at > bindparam("at"),
            or_(_REMINDING.reminded_at.is_(None), _REMINDING.reminded_at < _WANTED_AT),
            *_RESTED,
            _REMINDING.declined_at.is_(None),
            _PARTICIPANT.nudges_stopped.is_(False),
            _IDENTITY.reachable,
            ~pledged,
            func.coalesce(_CAMPAIGN.taken_over_by, _CAMPAIGN.initiator_id) != _PARTICIPANT.id,
        )
    )


def _due(lookers: Any) -> "Select[Any]":
    """Those of them who want to be by now, so many of them."""
    wanting = _wanting(lookers).where(bindparam("at") >= _WANTED_AT)
    return wanting.order_by(_CAMPAIGN.closes_at, _PARTICIPANT.id).limit(bindparam("limit"))


def _ahead(lookers: Any) -> "Select[Any]":
    """Those of them whose quiet hours may begin before they want to be, and last until the closing."""
    return _wanting(lookers).where(
        bindparam("at") < _WANTED_AT,
        bindparam("ahead") >= _WANTED_AT,
        _CAMPAIGN.closes_at < _WANTED_AT + _DAY,
    )


_SAID = ("nudged_at", "reminded_at", "wish", "wished_at")
_CLOSING = and_(
    _CAMPAIGN.state == CampaignState.OPEN.value,
    _CAMPAIGN.closes_at > bindparam("at"),
    _CAMPAIGN.closes_at <= bindparam("soon"),
)
_OF_CLOSING: CompoundSelect[Any] = union(
    select(_INVITATION.campaign_id, _INVITATION.participant_id)
    .join(_CAMPAIGN, _CAMPAIGN.id == _INVITATION.campaign_id)
    .where(_CLOSING, _CAMPAIGN.designated_only.is_(False)),
    select(_DESIGNATION.campaign_id, _DESIGNATION.participant_id)
    .join(_CAMPAIGN, _CAMPAIGN.id == _DESIGNATION.campaign_id)
    .where(_CLOSING, _DESIGNATION.opened_at.is_not(None), _DESIGNATION.participant_id.is_not(None)),
)
_OF_TOMORROW = select(_REMINDING.campaign_id, _REMINDING.participant_id).where(
    _REMINDING.wish == ReminderWish.TOMORROW.value, _REMINDING.wished_at <= bindparam("wished_by")
)
_BY_DEADLINE, _BY_DAY = _due(_OF_CLOSING), _due(_OF_TOMORROW)
_AHEAD_BY_DEADLINE, _AHEAD_BY_DAY = _ahead(_OF_CLOSING), _ahead(_OF_TOMORROW)


async def due_reminders(connection: AsyncConnection, at: datetime, limit: int) -> Sequence[ReminderDue]:
    """Who is to be reminded by their own choice by now, of which campaign that takes pledges."""
    now = microseconds(at)
    rested = now - _PAUSE
    asked = {
        "at": now,
        "soon": now + _LONGEST_LEAD,
        "rested": rested,
        "wished_by": now - _DAY,
        "limit": limit,
    }
    found = [*await connection.execute(_BY_DEADLINE, asked), *await connection.execute(_BY_DAY, asked)]
    due = [(row, _said(row).due_at(instant(row.closes_at), t.notifications_from_row(row))) for row in found]
    each = (ReminderDue(row.campaign_id, row.id, due_at) for row, due_at in due if due_at is not None)
    return tuple(dict.fromkeys(each))


async def reminders_ahead(connection: AsyncConnection, at: datetime) -> Sequence[ReminderAhead]:
    """Who is to be reminded within the next day, less than a day before the campaign closes."""
    now = microseconds(at)
    ahead = now + _AHEAD
    asked = {"at": now, "soon": ahead + _DAY, "rested": now - _PAUSE, "wished_by": now, "ahead": ahead}
    by_deadline = await connection.execute(_AHEAD_BY_DEADLINE, asked)
    found = [*by_deadline, *await connection.execute(_AHEAD_BY_DAY, asked)]
    each = (ReminderAhead(_said(row), t.notifications_from_row(row), instant(row.closes_at)) for row in found)
    return tuple(dict.fromkeys(each))


def _said(row: AnyRow) -> Reminding:
    return t.REMINDINGS.from_row(_Said(row))  # type: ignore[arg-type]  # it has the columns of one


class _Said:
    """What a row tells of the reminding beside its person and campaign."""

    def __init__(self, row: AnyRow) -> None:
        self.campaign_id, self.participant_id, self.version = row.campaign_id, row.id, 0
        self.declined_at = None
        self.nudged_at, self.reminded_at = row.said_nudged_at, row.said_reminded_at
        self.wish, self.wished_at = row.said_wish, row.said_wished_at
