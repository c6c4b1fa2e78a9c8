"""Where inline queries and their answers are kept: for the people who choose from them, and as a cache."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bot.sandbox.records import InlineQuery, JsonObject

SCHEMA = """
CREATE TABLE IF NOT EXISTS inline_queries (
    id TEXT PRIMARY KEY, person_id INTEGER NOT NULL, chat_id INTEGER NOT NULL, chat_type TEXT NOT NULL,
    query TEXT NOT NULL, start TEXT NOT NULL, asked_at REAL NOT NULL, answer TEXT, cached_until REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS inline_queries_by_query ON inline_queries (query, start, cached_until);
CREATE TABLE IF NOT EXISTS prepared_messages (
    id TEXT PRIMARY KEY, person_id INTEGER NOT NULL, result TEXT NOT NULL, expires_at REAL NOT NULL
) STRICT;
"""
TABLES = ("inline_queries", "prepared_messages")


class InlineStore:
    """The part of the store that knows what was asked inline; it shares the store's connection and transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def save(self, query: InlineQuery) -> None:
        answer = None if query.answer is None else json.dumps(query.answer)
        self._db.execute(
            "INSERT OR REPLACE INTO inline_queries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                query.id,
                query.person_id,
                query.chat_id,
                query.chat_type,
                query.query,
                query.offset,
                query.asked_at,
                answer,
                query.cached_until,
            ),
        )

    def query(self, query_id: str) -> InlineQuery | None:
        row = self._db.execute("SELECT * FROM inline_queries WHERE id = ?", (query_id,)).fetchone()
        return _query(row) if row else None

    def cached(self, asked: InlineQuery) -> JsonObject | None:
        """An answer that still stands for the same question: of anybody, or, if it is personal, of the same person."""
        row = self._db.execute(
            "SELECT * FROM inline_queries WHERE query = ? AND start = ? AND chat_type = ? AND cached_until > ? "
            "AND (person_id = ? OR NOT answer ->> 'is_personal') ORDER BY cached_until DESC LIMIT 1",
            (asked.query, asked.offset, asked.chat_type, asked.asked_at, asked.person_id),
        ).fetchone()
        return _query(row).answer if row else None

    def save_prepared(self, prepared_id: str, person_id: int, result: JsonObject, expires_at: float) -> None:
        self._db.execute(
            "INSERT INTO prepared_messages VALUES (?, ?, ?, ?)",
            (prepared_id, person_id, json.dumps(result), expires_at),
        )

    def prepared(self, prepared_id: str, person_id: int, now: float) -> JsonObject | None:
        """What the bot prepared for somebody to share, unless it has expired."""
        row = self._db.execute(
            "SELECT result FROM prepared_messages WHERE id = ? AND person_id = ? AND expires_at > ?",
            (prepared_id, person_id, now),
        ).fetchone()
        return dict(json.loads(row[0])) if row else None


def _query(row: tuple[Any, ...]) -> InlineQuery:
    answer = json.loads(row[7]) if row[7] else None
    return InlineQuery(row[0], row[1], row[2], row[3], row[4], row[5], row[6], answer, row[8])
