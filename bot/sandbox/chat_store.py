"""Where chats, their members and their topics are kept; and where inline messages are."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bot.sandbox.records import Chat, ChatType, Member, Status, Topic

SCHEMA = """
CREATE TABLE IF NOT EXISTS chats (
    id INTEGER PRIMARY KEY, type TEXT NOT NULL, title TEXT, facts TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS members (
    chat_id INTEGER NOT NULL, user_id INTEGER NOT NULL, status TEXT NOT NULL, rights TEXT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) STRICT;
CREATE INDEX IF NOT EXISTS members_by_user ON members (user_id);
CREATE TABLE IF NOT EXISTS topics (
    chat_id INTEGER NOT NULL, message_thread_id INTEGER NOT NULL, name TEXT NOT NULL, icon_color INTEGER NOT NULL,
    icon_custom_emoji_id TEXT, closed INTEGER NOT NULL, hidden INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_thread_id)
) STRICT;
CREATE TABLE IF NOT EXISTS inline_messages (
    id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL
) STRICT;
"""
TABLES = ("chats", "members", "topics", "inline_messages")


class ChatStore:
    """The part of the store that knows which chats there are; it shares the store's connection and transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # --- chats ---

    def chat(self, chat_id: int) -> Chat | None:
        row = self._db.execute("SELECT * FROM chats WHERE id = ?", (chat_id,)).fetchone()
        return _chat(row) if row else None

    def named(self, username: str) -> Chat | None:
        """The public supergroup of this name, written without the @."""
        row = self._db.execute(
            "SELECT * FROM chats WHERE lower(facts ->> 'username') = lower(?)", (username,)
        ).fetchone()
        return _chat(row) if row else None

    def save_chat(self, chat: Chat) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO chats VALUES (?, ?, ?, ?)",
            (chat.id, chat.type.value, chat.title, json.dumps(chat.facts)),
        )

    def all(self) -> list[Chat]:
        return [_chat(row) for row in self._db.execute("SELECT * FROM chats ORDER BY rowid")]

    def chats_of(self, user_id: int) -> list[Chat]:
        """The chats somebody is or was in, oldest first."""
        rows = self._db.execute(
            "SELECT chats.* FROM members JOIN chats ON chats.id = chat_id WHERE user_id = ? ORDER BY members.rowid",
            (user_id,),
        )
        return [_chat(row) for row in rows]

    # --- members ---

    def member(self, chat_id: int, user_id: int) -> Member | None:
        """How somebody stands to a chat; None if they were never in it."""
        row = self._db.execute(
            "SELECT * FROM members WHERE chat_id = ? AND user_id = ?", (chat_id, user_id)
        ).fetchone()
        return _member(row) if row else None

    def members(self, chat_id: int) -> list[Member]:
        """Everybody who is or was in the chat, in the order in which they came."""
        rows = self._db.execute("SELECT * FROM members WHERE chat_id = ? ORDER BY rowid", (chat_id,))
        return [_member(row) for row in rows]

    def save_member(self, member: Member) -> None:
        self._db.execute(
            "INSERT INTO members VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET status = excluded.status, rights = excluded.rights",
            (member.chat_id, member.user_id, member.status.value, json.dumps(member.rights)),
        )

    # --- topics ---

    def topic(self, chat_id: int, message_thread_id: int) -> Topic | None:
        row = self._db.execute(
            "SELECT * FROM topics WHERE chat_id = ? AND message_thread_id = ?", (chat_id, message_thread_id)
        ).fetchone()
        return _topic(row) if row else None

    def topics(self, chat_id: int) -> list[Topic]:
        rows = self._db.execute(
            "SELECT * FROM topics WHERE chat_id = ? ORDER BY message_thread_id", (chat_id,)
        )
        return [_topic(row) for row in rows]

    def save_topic(self, topic: Topic) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO topics VALUES (?, ?, ?, ?, ?, ?, ?)",
            tuple(getattr(topic, name) for name in Topic.__slots__),
        )

    def forget_topic(self, topic: Topic) -> None:
        self._db.execute(
            "DELETE FROM topics WHERE chat_id = ? AND message_thread_id = ?",
            (topic.chat_id, topic.message_thread_id),
        )

    # --- inline messages ---

    def save_inline_message(self, inline_message_id: str, chat_id: int, message_id: int) -> None:
        self._db.execute(
            "INSERT INTO inline_messages VALUES (?, ?, ?)", (inline_message_id, chat_id, message_id)
        )

    def inline_message(self, inline_message_id: str) -> tuple[int, int] | None:
        """The chat and message that an inline message's id stands for."""
        row = self._db.execute(
            "SELECT chat_id, message_id FROM inline_messages WHERE id = ?", (inline_message_id,)
        ).fetchone()
        return (int(row[0]), int(row[1])) if row else None


def _chat(row: tuple[Any, ...]) -> Chat:
    return Chat(row[0], ChatType(row[1]), row[2], json.loads(row[3]))


def _member(row: tuple[Any, ...]) -> Member:
    return Member(row[0], row[1], Status(row[2]), json.loads(row[3]))


def _topic(row: tuple[Any, ...]) -> Topic:
    return Topic(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]))
