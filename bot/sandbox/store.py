"""What the sandbox remembers: one SQLite file, so that chats outlive a killed bot and a restarted sandbox.

Everything is written in small transactions on one connection; `transaction()` joins several. JSON columns hold objects
as the Bot API has them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.sandbox import chat_store, inline_store, timeline_store, update_store
from bot.sandbox.chat_store import ChatStore
from bot.sandbox.inline_store import InlineStore
from bot.sandbox.records import PROFILE, CallbackQuery, JsonObject, Person, StoredFile, StoredMessage
from bot.sandbox.timeline_store import TimelineStore
from bot.sandbox.update_store import UpdateStore

SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, profile TEXT NOT NULL, started INTEGER NOT NULL, blocked INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, revision INTEGER NOT NULL, deleted INTEGER NOT NULL,
    content TEXT NOT NULL, extras TEXT NOT NULL, PRIMARY KEY (chat_id, message_id)
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_revision ON messages (chat_id, revision);
CREATE TABLE IF NOT EXISTS pins (chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)) STRICT;
CREATE TABLE IF NOT EXISTS callback_queries (
    id TEXT PRIMARY KEY, person_id INTEGER NOT NULL, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL,
    asked_at REAL NOT NULL, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS toasts (
    revision INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, content TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY, file_unique_id TEXT NOT NULL, kind TEXT NOT NULL, file_name TEXT, mime_type TEXT NOT NULL,
    file_path TEXT NOT NULL UNIQUE, width INTEGER, height INTEGER, thumbnail TEXT, data BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS commands (
    scope TEXT NOT NULL, language_code TEXT NOT NULL, commands TEXT NOT NULL, PRIMARY KEY (scope, language_code)
) STRICT;
CREATE TABLE IF NOT EXISTS sms (
    id INTEGER PRIMARY KEY AUTOINCREMENT, phone TEXT NOT NULL, text TEXT NOT NULL, sender TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""

# To be raised whenever a table changes: what an earlier version of the sandbox kept is thrown away, for it is play.
VERSION = 2
PLAYED_TABLES = ("messages", "pins", "callback_queries", "toasts", "sms")
TABLES = (
    *chat_store.TABLES,
    *inline_store.TABLES,
    *update_store.TABLES,
    *timeline_store.TABLES,
    *PLAYED_TABLES,
)


class Store:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA busy_timeout=5000")
        self._begin_anew_after_an_upgrade()
        for schema in (
            SCHEMA,
            chat_store.SCHEMA,
            inline_store.SCHEMA,
            update_store.SCHEMA,
            timeline_store.SCHEMA,
        ):
            self._db.executescript(schema)
        self.chats = ChatStore(self._db)
        self.inline = InlineStore(self._db)
        self.updates = UpdateStore(self._db)
        self.timeline = TimelineStore(self._db)

    def close(self) -> None:
        self._db.close()

    def _begin_anew_after_an_upgrade(self) -> None:
        if self._db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for table in TABLES:
                self._db.execute(f"DROP TABLE IF EXISTS {table}")
            self._db.execute(f"PRAGMA user_version = {VERSION:d}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside stands or falls together; inside another one it is part of that."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def reset(self) -> None:
        """Forgets chats, updates, calls and SMS; keeps people, files and what the bot said of itself.

        Counters go on, so that nobody takes a new message or update for an old one.
        """
        with self.transaction():
            for table in TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are constants
            self._db.execute("UPDATE people SET started = 0, blocked = 0")

    # --- counters and facts ---

    def next(self, counter: str, first: int = 1) -> int:
        """The counter's next value; `first` if it was never used."""
        row = self._db.execute(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value",
            (counter, first),
        ).fetchone()
        return int(row[0])

    def current(self, counter: str) -> int:
        row = self._db.execute("SELECT value FROM counters WHERE name = ?", (counter,)).fetchone()
        return int(row[0]) if row else 0

    def fact(self, name: str, default: Any = None) -> Any:
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def set_fact(self, name: str, value: Any) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    # --- people ---

    def person(self, person_id: int) -> Person | None:
        row = self._db.execute(
            "SELECT id, profile, started, blocked FROM people WHERE id = ?", (person_id,)
        ).fetchone()
        return _person(row) if row else None

    def people(self) -> list[Person]:
        rows = self._db.execute("SELECT id, profile, started, blocked FROM people ORDER BY rowid")
        return [_person(row) for row in rows]

    def save_person(self, person: Person) -> None:
        profile = {name: getattr(person, name) for name in PROFILE}
        self._db.execute(
            "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)",
            (person.id, json.dumps(profile), person.started, person.blocked),
        )

    # --- messages ---

    def message(self, chat_id: int, message_id: int) -> StoredMessage | None:
        """The message, unless it is deleted or never was."""
        row = self._db.execute(
            "SELECT * FROM messages WHERE chat_id = ? AND message_id = ? AND NOT deleted",
            (chat_id, message_id),
        ).fetchone()
        return _message(row) if row else None

    def messages_after(self, chat_id: int, revision: int) -> list[StoredMessage]:
        """What was written, edited or deleted in a chat since, in that order; from 0 what is there now."""
        rows = self._db.execute(
            "SELECT * FROM messages WHERE chat_id = ? AND revision > ? AND (? > 0 OR NOT deleted) ORDER BY revision",
            (chat_id, revision, revision),
        )
        return [_message(row) for row in rows]

    def latest_message(self, chat_id: int, condition: str) -> StoredMessage | None:
        """The newest message of a chat of which an SQL `condition` on its JSON columns holds."""
        row = self._db.execute(
            f"SELECT * FROM messages WHERE chat_id = ? AND NOT deleted AND {condition} "  # noqa: S608 - ours
            "ORDER BY message_id DESC LIMIT 1",
            (chat_id,),
        ).fetchone()
        return _message(row) if row else None

    def save_message(self, message: StoredMessage) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?)",
            (
                message.chat_id,
                message.message_id,
                message.revision,
                message.deleted,
                json.dumps(message.content),
                json.dumps(message.extras),
            ),
        )

    def pin(self, chat_id: int, message_id: int, revision: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO pins VALUES (?, ?, ?)", (chat_id, message_id, revision))

    def unpin(self, chat_id: int, message_id: int) -> None:
        self._db.execute("DELETE FROM pins WHERE chat_id = ? AND message_id = ?", (chat_id, message_id))

    def pinned(self, chat_id: int) -> int | None:
        """The id of the message pinned last."""
        row = self._db.execute(
            "SELECT message_id FROM pins WHERE chat_id = ? ORDER BY revision DESC LIMIT 1", (chat_id,)
        ).fetchone()
        return int(row[0]) if row else None

    # --- callback queries and toasts ---

    def save_callback_query(self, query: CallbackQuery) -> None:
        answer = None if query.answer is None else json.dumps(query.answer)
        self._db.execute(
            "INSERT OR REPLACE INTO callback_queries VALUES (?, ?, ?, ?, ?, ?)",
            (query.id, query.person_id, query.chat_id, query.message_id, query.asked_at, answer),
        )

    def callback_query(self, query_id: str) -> CallbackQuery | None:
        row = self._db.execute("SELECT * FROM callback_queries WHERE id = ?", (query_id,)).fetchone()
        return _callback_query(row) if row else None

    def add_toast(self, revision: int, person_id: int, content: JsonObject) -> None:
        self._db.execute("INSERT INTO toasts VALUES (?, ?, ?)", (revision, person_id, json.dumps(content)))

    def toasts_after(self, person_id: int, revision: int) -> list[JsonObject]:
        rows = self._db.execute(
            "SELECT revision, content FROM toasts WHERE person_id = ? AND revision > ? ORDER BY revision",
            (person_id, revision),
        )
        return [{"revision": row[0], **json.loads(row[1])} for row in rows]

    # --- files ---

    def save_file(self, file: StoredFile) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            tuple(getattr(file, name) for name in StoredFile.__slots__),
        )

    def file(self, file_id: str) -> StoredFile | None:
        row = self._db.execute("SELECT * FROM files WHERE file_id = ?", (file_id,)).fetchone()
        return StoredFile(*row) if row else None

    def file_at(self, path: str) -> StoredFile | None:
        row = self._db.execute("SELECT * FROM files WHERE file_path = ?", (path,)).fetchone()
        return StoredFile(*row) if row else None

    # --- commands ---

    def set_commands(self, scope: str, language_code: str, commands: list[JsonObject]) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO commands VALUES (?, ?, ?)", (scope, language_code, json.dumps(commands))
        )

    def delete_commands(self, scope: str, language_code: str) -> None:
        self._db.execute("DELETE FROM commands WHERE scope = ? AND language_code = ?", (scope, language_code))

    def commands(self, scope: str, language_code: str) -> list[JsonObject]:
        row = self._db.execute(
            "SELECT commands FROM commands WHERE scope = ? AND language_code = ?", (scope, language_code)
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    # --- SMS ---

    def add_sms(self, phone: str, text: str, sender: str, at: str) -> int:
        cursor = self._db.execute(
            "INSERT INTO sms (phone, text, sender, at) VALUES (?, ?, ?, ?)", (phone, text, sender, at)
        )
        return int(cursor.lastrowid or 0)

    def sms_after(self, phone: str, sms_id: int) -> list[JsonObject]:
        rows = self._db.execute(
            "SELECT id, text, sender, at FROM sms WHERE phone = ? AND id > ? ORDER BY id", (phone, sms_id)
        )
        return [{"id": row[0], "text": row[1], "sender": row[2], "at": row[3]} for row in rows]


def _person(row: tuple[Any, ...]) -> Person:
    return Person(id=row[0], **json.loads(row[1]), started=bool(row[2]), blocked=bool(row[3]))


def _message(row: tuple[Any, ...]) -> StoredMessage:
    return StoredMessage(row[0], row[1], row[2], bool(row[3]), json.loads(row[4]), json.loads(row[5]))


def _callback_query(row: tuple[Any, ...]) -> CallbackQuery:
    return CallbackQuery(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]) if row[5] else None)
