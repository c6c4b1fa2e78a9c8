"""Searching the audit trail: each key that is looked for is a walk along an index, newest first, of a page at most."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.commands import Actor, ActorKind
from core.domain.audit import AuditRecord, TrailKeys, TrailSearch
from core.domain.ids import least_minted, read_short_code
from storage import rows
from storage import translations as t
from storage.finding import account_meant, customer_meant, participant_meant

_AUDIT, _IDENTITY, _PARTICIPANT = rows.AuditRow, rows.IdentityRow, rows.ParticipantRow
_CUSTOMER, _ACCOUNT, _CAMPAIGN, _PARTNER = (
    rows.CustomerRow,
    rows.AccountRow,
    rows.CampaignRow,
    rows.PartnerRow,
)

_ID = re.compile(r"[a-z]{3}_[0-9A-Z]+")
_PREFIX = "aud"
_LATEST = "aue"  # sorts after every id of the trail
_NAMED_AT_MOST = 20

_PAGE: Select[Any] = (
    t.AUDIT.select.where(_AUDIT.id > bindparam("after"), _AUDIT.id < bindparam("before"))
    .order_by(_AUDIT.id.desc())
    .limit(bindparam("limit"))
)
_PAGE_BY = {
    column.key: _PAGE.where(column == bindparam("key"))
    for column in (_AUDIT.actor, _AUDIT.subject, _AUDIT.action)
}
_RECORD = t.AUDIT.select.where(_AUDIT.id == bindparam("key"))
_NEXT_ACTION = select(func.min(_AUDIT.action)).where(_AUDIT.action > bindparam("after"))


async def search_trail(
    connection: AsyncConnection, search: TrailSearch, before: str | None, limit: int
) -> tuple[AuditRecord, ...]:
    """At most so many records that the search finds, older than the record `before`, newest first."""
    bounds = {
        "after": "" if search.since is None else least_minted(_PREFIX, search.since),
        "before": _LATEST if search.until is None else least_minted(_PREFIX, search.until),
        "limit": limit,
    }
    if before is not None:
        bounds["before"] = min(before, str(bounds["before"]))
    if search.keys is None:
        found = [t.AUDIT.from_row(row) for row in await connection.execute(_PAGE, bounds)]
        return tuple(found)
    of_any: dict[str, AuditRecord] = {}
    for column, keys in (
        ("actor", search.keys.actors),
        ("subject", search.keys.subjects),
        ("action", search.keys.actions),
    ):
        for key in sorted(keys):
            for row in await connection.execute(_PAGE_BY[column], {**bounds, "key": key}):
                of_any[row.id] = t.AUDIT.from_row(row)
    return tuple(of_any[record_id] for record_id in sorted(of_any, reverse=True)[:limit])


async def trail_record(connection: AsyncConnection, record_id: str) -> AuditRecord | None:
    """One record."""
    row = (await connection.execute(_RECORD, {"key": record_id})).one_or_none()
    return None if row is None else t.AUDIT.from_row(row)


async def trail_actions(connection: AsyncConnection) -> tuple[str, ...]:
    """Every action that was ever recorded: a step along the index for each, not for each record."""
    found: list[str] = []
    action = await connection.scalar(_NEXT_ACTION, {"after": ""})
    while action is not None:
        found.append(action)
        action = await connection.scalar(_NEXT_ACTION, {"after": action})
    return tuple(found)


async def trail_keys(connection: AsyncConnection, text: str) -> TrailKeys:
    """Whom and what a typed text may mean on the trail: by id, name, short code, phone or the end of a number."""
    people = await connection.execute(
        select(_PARTICIPANT.id, _IDENTITY.telegram_user_id)
        .join(_IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id)
        .where(participant_meant(text))
        .order_by(_PARTICIPANT.id.desc())
        .limit(_NAMED_AT_MOST)
    )
    actors = {Actor(kind, text).name for kind in ActorKind}
    # Only an id: a search is recorded with its text, and would find itself.
    subjects = {text} if _ID.fullmatch(text) else set()
    for participant_id, telegram_user_id in people:
        subjects.add(participant_id)
        actors.add(Actor.admin(telegram_user_id).name)
    for query in (
        select(_CAMPAIGN.id).where(_CAMPAIGN.short_code == (read_short_code(text) or "")),
        select(_CUSTOMER.id).where(customer_meant(text)),
        select(_ACCOUNT.id).where(account_meant(text)),
        select(_PARTNER.id).where(_PARTNER.name.icontains(text, autoescape=True)),
        select(rows.ProductRow.code).where(rows.ProductRow.code == text.upper()),
    ):
        subjects.update(await _ids(connection, query))
    return TrailKeys(frozenset(actors), frozenset(subjects))


async def _ids(connection: AsyncConnection, query: Select[str]) -> Iterable[str]:
    return await connection.scalars(query.limit(_NAMED_AT_MOST))
