"""The inbox: updates are kept from before they are acknowledged until they are handled, by one worker per person.

In a storm hundreds come at once: what is asked for each of them is done for all of them, by the same few statements.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from core.views import StoredUpdate, Turn
from storage import rows
from storage.clock import BusinessClock
from storage.codec import microseconds
from storage.desk.desk import Desk, names_of
from storage.dialects.keys import KEYS, among
from storage.gathering import Gathering
from storage.teller import SqlTeller, Write

_UPDATE, _TURN = rows.UpdateRow, rows.TurnRow

_OF_BOT = _UPDATE.bot_id == bindparam("bot")
_OLDEST_FIRST = (_UPDATE.received_at, _UPDATE.update_id)
_UNHANDLED = select(_UPDATE).where(_OF_BOT, rows.WAITING_UPDATE).order_by(*_OLDEST_FIRST)

_THIS_UPDATE = (_UPDATE.bot_id == bindparam("this_bot"), _UPDATE.update_id == bindparam("this_update"))
_BEGIN = update(_UPDATE).where(*_THIS_UPDATE).values(attempts=_UPDATE.attempts + 1)
_HANDLED = update(_UPDATE).where(*_THIS_UPDATE, rows.WAITING_UPDATE).values(state="handled", payload=None)
_SET_ASIDE = update(_UPDATE).where(*_THIS_UPDATE).values(state="set_aside", reason=bindparam("why"))
_TAKE_UP = (
    update(_UPDATE)
    .where(*_THIS_UPDATE, rows.UPDATE_SET_ASIDE)
    .values(state="received", attempts=0, reason=None)
    .returning(_UPDATE.update_id)
)

_SINCE = (
    select(_UPDATE.person, func.min(_UPDATE.received_at).label("since"))
    .where(_OF_BOT, rows.WAITING_UPDATE)
    .group_by(_UPDATE.person)
    .subquery()
)
_FREE = (
    select(_TURN.person)
    .join(_SINCE, _SINCE.c.person == _TURN.person)
    .where(_TURN.bot_id == bindparam("bot"), _TURN.until <= bindparam("asked_at"))
    .order_by(_SINCE.c.since, _TURN.person)
    .limit(bindparam("limit"))
    .with_for_update(of=_TURN, skip_locked=True, key_share=True)
)
_TAKE = (
    update(_TURN)
    .where(_TURN.bot_id == bindparam("bot"), among(_TURN.person))
    .values(holder=bindparam("by"), until=bindparam("then"), fence=_TURN.fence + 1)
    .returning(_TURN.person, _TURN.fence)
)
_WAITING_OF = _UNHANDLED.where(among(_UPDATE.person))
_KEEP = (
    update(_TURN)
    .where(
        _TURN.bot_id == bindparam("bot"),
        _TURN.holder == bindparam("by"),
        _TURN.until > bindparam("asked_at"),
    )
    .values(until=bindparam("then"))
    .returning(_TURN.person)
)
_THIS_TURN = (
    _TURN.bot_id == bindparam("this_bot"),
    _TURN.person == bindparam("this_person"),
    _TURN.fence == bindparam("this_fence"),
)
_FENCES = (
    select(_TURN.person, _TURN.fence)
    .where(_TURN.bot_id == bindparam("bot"), among(_TURN.person))
    .order_by(_TURN.person)
    .with_for_update(key_share=True)
)
_PROLONG = (
    update(_TURN).where(_TURN.bot_id == bindparam("bot"), among(_TURN.person)).values(until=bindparam("then"))
)
_END = update(_TURN).where(*_THIS_TURN).values(until=0, holder=None)
_FENCED = exists().where(*_THIS_TURN)
_HANDLED_IN_TURN = _HANDLED.where(_FENCED)
_SET_ASIDE_IN_TURN = _SET_ASIDE.where(_FENCED)


_Stored = tuple[int, tuple[StoredUpdate, ...]]
_Begin = tuple[int, int, Turn | None]
_Next = tuple[Turn, int | None]


class SqlInbox(Desk):
    """Updates, and whose turn it is: a person's updates are handled by one worker at a time."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        insert = self._dialect.insert
        self._store = insert(_UPDATE).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
        self._know = insert(_TURN).on_conflict_do_nothing(index_elements=["bot_id", "person"])
        self._stores = Gathering(self._store_all)
        self._begins = Gathering(self._begin_all)
        self._nexts = Gathering(self._next_all)

    async def store(self, bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        """Keep these; one that is there already is left as it is. Returns once they are committed."""
        if updates:
            await self._stores.get((bot_id, tuple(updates)))

    async def _store_all(self, stored: Sequence[_Stored]) -> Mapping[_Stored, None]:
        received_at = microseconds(self._clock.now().at)
        updates = [_row(bot_id, update, received_at) for bot_id, updates in stored for update in updates]
        people = sorted({(row["bot_id"], row["person"]) for row in updates})
        await self._teller.write(
            *(Write(self._store, row) for row in updates),
            *(Write(self._know, {"bot_id": bot_id, "person": person}) for bot_id, person in people),
        )
        return {}

    async def unhandled(self, bot_id: int) -> Sequence[StoredUpdate]:
        """What a stopped process left behind, oldest received first."""
        async with self._readers.connect() as connection:
            return list(map(_stored, await connection.execute(_UNHANDLED, {"bot": bot_id})))

    async def claim(self, bot_id: int, holder: str, seconds: int, limit: int = 100) -> Sequence[Turn]:
        """The turns of people whose updates wait and whom no worker attends to: from now on they are the holder's."""
        asked_at, then = self._wall(), self._wall(seconds)

        def errand(connection: Connection) -> list[Turn]:
            free = connection.execute(_FREE, {"bot": bot_id, "asked_at": asked_at, "limit": limit})
            people = names_of(free.all())
            if not people:
                return []
            taking = {"bot": bot_id, "by": holder, "then": then, KEYS: people}
            fences = {row.person: row.fence for row in connection.execute(_TAKE, taking)}
            waiting = _waiting_of(connection, bot_id, people)
            return [
                Turn(bot_id, person, fences[person], seconds, tuple(waiting[person])) for person in people
            ]

        return await self._teller.run(errand)

    async def keep(self, bot_id: int, holder: str, seconds: int) -> frozenset[int]:
        """Prolong all turns that the holder still has; the people whose turns those are."""
        keeping = {
            "bot": bot_id,
            "by": holder,
            "asked_at": self._wall(),
            "then": self._wall(seconds),
        }

        def errand(connection: Connection) -> frozenset[int]:
            return frozenset(connection.scalars(_KEEP, keeping))

        return await self._teller.run(errand)

    async def next(self, turn: Turn, handled: int | None = None) -> Turn | None:
        """The turn with what waits now, prolonged. If nothing does, it ends; None also if it was lost.

        With `handled`, an update's handling is over first, as by that.
        """
        return await self._nexts.get((turn, handled))

    async def _next_all(self, asked: Sequence[_Next]) -> Mapping[_Next, Turn]:
        def errand(connection: Connection) -> dict[_Next, Turn]:
            kept = self._prolonged(connection, {turn for turn, _ in asked})
            over = [
                _update_key(turn.bot_id, handled)
                for turn, handled in asked
                if turn in kept and handled is not None
            ]
            if over:
                connection.execute(_HANDLED, over)
            waiting = {
                (bot_id, person): updates
                for bot_id, people in _by_bot(kept).items()
                for person, updates in _waiting_of(connection, bot_id, people).items()
            }
            ended = [_turn_key(turn) for turn in kept if (turn.bot_id, turn.person) not in waiting]
            if ended:
                connection.execute(_END, ended)
            return {
                each: replace(turn, updates=tuple(updates))
                for each in asked
                for turn in [each[0]]
                if turn in kept and (updates := waiting.get((turn.bot_id, turn.person)))
            }

        return await self._teller.run(errand)

    async def end(self, turn: Turn) -> None:
        """Let another worker have what still waits at once."""
        await self._teller.write(Write(_END, _turn_key(turn)))

    async def begin(self, bot_id: int, update_id: int, turn: Turn | None = None) -> bool:
        """Count one more attempt before handling, and prolong the turn; False if that was lost to another worker."""
        return await self._begins.get((bot_id, update_id, turn)) is not None

    async def _begin_all(self, asked: Sequence[_Begin]) -> Mapping[_Begin, bool]:
        def errand(connection: Connection) -> dict[_Begin, bool]:
            kept = self._prolonged(connection, {turn for _, _, turn in asked if turn is not None})
            begun = [each for each in asked if each[2] is None or each[2] in kept]
            if begun:
                connection.execute(_BEGIN, [_update_key(bot_id, update_id) for bot_id, update_id, _ in begun])
            return dict.fromkeys(begun, True)

        return await self._teller.run(errand)

    async def handled(self, bot_id: int, update_id: int, turn: Turn | None = None) -> None:
        """Handling is over: the payload is blanked, unless the turn was lost to another worker."""
        key = _update_key(bot_id, update_id)
        await self._teller.write(
            Write(_HANDLED, key) if turn is None else Write(_HANDLED_IN_TURN, key | _turn_key(turn))
        )

    async def set_aside(self, bot_id: int, update_id: int, reason: str, turn: Turn | None = None) -> None:
        """Handling failed for good; kept for people to look at, unless the turn was lost to another worker."""
        key = {**_update_key(bot_id, update_id), "why": reason}
        await self._teller.write(
            Write(_SET_ASIDE, key) if turn is None else Write(_SET_ASIDE_IN_TURN, key | _turn_key(turn))
        )

    async def take_up(self, bot_id: int, update_id: int) -> bool:
        """Have an update handled again, as if for the first time; False unless it was set aside."""

        def errand(connection: Connection) -> bool:
            return connection.execute(_TAKE_UP, _update_key(bot_id, update_id)).first() is not None

        return await self._teller.run(errand)

    def _prolonged(self, connection: Connection, turns: Collection[Turn]) -> set[Turn]:
        """Those of the turns that were not lost; from now on they last as long as they lasted at first."""
        kept: set[Turn] = set()
        for bot_id, people in _by_bot(turns).items():
            found = connection.execute(_FENCES, {"bot": bot_id, KEYS: people})
            fences = {row.person: row.fence for row in found}
            held = [turn for turn in turns if turn.bot_id == bot_id and fences.get(turn.person) == turn.fence]
            for seconds, alike in groupby(sorted(held, key=_seconds), key=_seconds):
                kept_people = [turn.person for turn in alike]
                connection.execute(_PROLONG, {"bot": bot_id, "then": self._wall(seconds), KEYS: kept_people})
            kept.update(held)
        return kept


def _by_bot(turns: Collection[Turn]) -> dict[int, list[int]]:
    """The people whose turns these are, in order."""
    people: defaultdict[int, list[int]] = defaultdict(list)
    for turn in sorted(turns, key=lambda turn: turn.person):
        people[turn.bot_id].append(turn.person)
    return people


def _seconds(turn: Turn) -> int:
    return turn.seconds


def _row(bot_id: int, stored: StoredUpdate, received_at: int) -> dict[str, Any]:
    return {
        "bot_id": bot_id,
        "update_id": stored.update_id,
        "person": stored.person,
        "payload": stored.payload,
        "received_at": received_at,
    }


def _stored(row: Any) -> StoredUpdate:
    return StoredUpdate(row.update_id, row.person, row.payload, row.attempts)


def _waiting_of(
    connection: Connection, bot_id: int, people: Sequence[int]
) -> defaultdict[int, list[StoredUpdate]]:
    waiting: defaultdict[int, list[StoredUpdate]] = defaultdict(list)
    for row in connection.execute(_WAITING_OF, {"bot": bot_id, KEYS: list(people)}):
        waiting[row.person].append(_stored(row))
    return waiting


def _update_key(bot_id: int, update_id: int) -> dict[str, Any]:
    return {"this_bot": bot_id, "this_update": update_id}


def _turn_key(turn: Turn) -> dict[str, Any]:
    return {"this_bot": turn.bot_id, "this_person": turn.person, "this_fence": turn.fence}
