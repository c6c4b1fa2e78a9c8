"""Where updates wait for the bot: each in a queue, in the order in which they happened."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]

# `n` is the order of happening. An update that is held back has no `update_id` yet, and gets one when it may enter. It
# may be delivered from `due_at` on. `repeats` is how often it is delivered again once it was; `owed`: a poller has
# confirmed it, and gets it once more all the same.
SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
    n INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER UNIQUE, kind TEXT NOT NULL, content TEXT NOT NULL,
    queue_key TEXT NOT NULL, queued_at REAL NOT NULL, due_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    repeats INTEGER NOT NULL, owed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS updates_by_queue ON updates (queue_key, n);
CREATE INDEX IF NOT EXISTS updates_by_due ON updates (due_at);
"""
TABLES = ("updates",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first update of a queue: the one to be delivered next from it, after so many failed attempts."""

    n: int
    queue_key: str
    update: JsonObject
    attempts: int


class UpdateStore:
    """The part of the store that keeps updates; it shares the store's connection and transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(
        self, kind: str, content: JsonObject, queue_key: str, at: float, due_at: float, repeats: int
    ) -> int:
        """Puts an update at the end of its queue, held back until it enters; returns its `n`."""
        cursor = self._db.execute(
            "INSERT INTO updates (kind, content, queue_key, queued_at, due_at, repeats) VALUES (?, ?, ?, ?, ?, ?)",
            (kind, json.dumps(content), queue_key, at, due_at, repeats),
        )
        return int(cursor.lastrowid or 0)

    # --- held back ---

    def held_until(self, queue_key: str) -> float | None:
        """When the last of a queue that are held back may enter; None if none is."""
        row = self._db.execute(
            "SELECT max(due_at) FROM updates WHERE queue_key = ? AND update_id IS NULL", (queue_key,)
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def may_enter(self, at: float) -> list[int]:
        """Those held back whose time has come, in the order of their entrance."""
        rows = self._db.execute(
            "SELECT n FROM updates WHERE update_id IS NULL AND due_at <= ? ORDER BY due_at, n", (at,)
        )
        return [int(n) for (n,) in rows]

    def enter(self, n: int, update_id: int) -> tuple[str, JsonObject]:
        """Gives an update its id; returns its kind and content."""
        kind, content = self._db.execute(
            "UPDATE updates SET update_id = ? WHERE n = ? RETURNING kind, content", (update_id, n)
        ).fetchone()
        return kind, json.loads(content)

    def release(self, queue_key: str, at: float) -> None:
        """What is held back in a queue may enter now."""
        self._db.execute(
            "UPDATE updates SET due_at = ? WHERE queue_key = ? AND update_id IS NULL", (at, queue_key)
        )

    # --- for a poller ---

    def from_offset(self, offset: int, limit: int) -> list[JsonObject]:
        """The updates from an id on, and those owed; what is shown here is owed no more."""
        rows = self._db.execute(
            "SELECT n, update_id, kind, content FROM updates WHERE update_id >= ? OR (owed AND update_id IS NOT NULL) "
            "ORDER BY update_id LIMIT ?",
            (offset, limit),
        ).fetchall()
        self._db.executemany("UPDATE updates SET owed = 0 WHERE n = ? AND owed", [(row[0],) for row in rows])
        return [{"update_id": update_id, kind: json.loads(content)} for _, update_id, kind, content in rows]

    def confirm(self, before_id: int) -> None:
        """Forgets the updates before an id, but for those that are to be delivered again."""
        self._db.execute("DELETE FROM updates WHERE update_id < ? AND repeats = 0 AND NOT owed", (before_id,))
        self._db.execute(
            "UPDATE updates SET repeats = repeats - 1, owed = 1 WHERE update_id < ? AND NOT owed",
            (before_id,),
        )

    def nth_newest(self, n: int) -> int:
        """The id of the n-th update from the end; of the oldest if there are fewer; 0 if there are none."""
        rows = self._db.execute(
            "SELECT update_id FROM updates WHERE update_id IS NOT NULL ORDER BY update_id DESC LIMIT ?", (n,)
        ).fetchall()
        return int(rows[-1][0]) if rows else 0

    # --- for the webhook ---

    def first_of_queues(self, at: float, limit: int) -> list[Waiting]:
        """The first of each queue, of those that may be delivered now."""
        rows = self._db.execute(
            "SELECT n, queue_key, update_id, kind, content, attempts FROM updates "
            "WHERE n IN (SELECT min(n) FROM updates GROUP BY queue_key) AND update_id IS NOT NULL AND due_at <= ? "
            "ORDER BY due_at, update_id LIMIT ?",
            (at, limit),
        )
        return [
            Waiting(n, queue_key, {"update_id": update_id, kind: json.loads(content)}, attempts)
            for n, queue_key, update_id, kind, content, attempts in rows
        ]

    def delivered(self, n: int) -> None:
        """Forgets an update, unless it is to be delivered again."""
        self._db.execute("DELETE FROM updates WHERE n = ? AND repeats = 0", (n,))
        self._db.execute("UPDATE updates SET repeats = repeats - 1, attempts = 0 WHERE n = ?", (n,))

    def postpone(self, n: int, until: float) -> None:
        """A delivery failed; the next attempt is not before this time."""
        self._db.execute("UPDATE updates SET attempts = attempts + 1, due_at = ? WHERE n = ?", (until, n))

    def hurry(self, at: float) -> None:
        """What waits for another attempt waits no longer."""
        self._db.execute("UPDATE updates SET attempts = 0, due_at = ? WHERE attempts > 0", (at,))

    # --- for both ---

    def next_due(self, after: float) -> float | None:
        """When next some update may be delivered that may not yet."""
        row = self._db.execute("SELECT min(due_at) FROM updates WHERE due_at > ?", (after,)).fetchone()
        return None if row[0] is None else float(row[0])

    def expire(self, queued_before: float) -> None:
        self._db.execute("DELETE FROM updates WHERE queued_at < ?", (queued_before,))

    def forget_all(self) -> None:
        self._db.execute("DELETE FROM updates")

    def pending(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM updates").fetchone()[0])
