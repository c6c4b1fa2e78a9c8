"""Where the timeline is kept: the newest few thousand entries, each with a short summary and the whole."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

JsonObject = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS timeline (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    is_call INTEGER NOT NULL, summary TEXT NOT NULL, parameters TEXT NOT NULL, more TEXT NOT NULL
) STRICT;
"""
TABLES = ("timeline",)

ENTRIES_KEPT = 5_000
_FORGOTTEN_AT_ONCE = 500


class Entry(NamedTuple):
    """One thing that happened; the last three are JSON texts of objects.

    `title` names it within its kind: the method, the kind of update. A list shows the `summary`; `parameters` are those
    of a call; `more` has what is only shown when one opens the entry.
    """

    at: float
    kind: str
    title: str
    is_call: bool
    summary: str
    parameters: str
    more: str


class TimelineStore:
    """The part of the store that knows what happened; it shares the store's connection and transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, entry: Entry) -> int:
        """Keeps an entry and gives it the next number; the oldest are forgotten."""
        n = self._db.execute(
            "INSERT INTO timeline (at, kind, title, is_call, summary, parameters, more) VALUES (?, ?, ?, ?, ?, ?, ?)",
            entry,
        ).lastrowid
        assert n is not None
        if n % _FORGOTTEN_AT_ONCE == 0:
            self._db.execute("DELETE FROM timeline WHERE n <= ?", (n - ENTRIES_KEPT,))
        return n

    def between(self, after: int, before: int | None, limit: int) -> list[tuple[int, Entry]]:
        """The newest entries between two numbers, in order."""
        rows = self._db.execute(
            "SELECT n, at, kind, title, is_call, summary, parameters, more FROM timeline "
            "WHERE n > ? AND (? IS NULL OR n < ?) ORDER BY n DESC LIMIT ?",
            (after, before, before, limit),
        ).fetchall()
        return [(row[0], Entry(*row[1:])) for row in reversed(rows)]

    def calls_after(self, n: int) -> list[JsonObject]:
        """The calls of the Bot API: `{n, method, params, ok, error_code?, description?}`."""
        calls = []
        rows = self._db.execute(
            "SELECT n, title, parameters, summary FROM timeline WHERE n > ? AND is_call ORDER BY n", (n,)
        )
        for number, method, parameters, text in rows:
            summary = json.loads(text)
            call = {"n": number, "method": method, "params": json.loads(parameters), "ok": summary["ok"]}
            refusal = {name: summary.get(name) for name in ("error_code", "description")}
            calls.append(call if call["ok"] else call | refusal)
        return calls
