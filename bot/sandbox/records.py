"""The values the sandbox keeps: people, messages, files, taps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to play. `started`: wrote to the bot once, so that it may write to them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str | None = None
    note: str | None = None
    started: bool = False
    blocked: bool = False


PROFILE = ("first_name", "last_name", "username", "language_code", "phone", "note")


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as the Bot API shows it (`content`), and what only the chat's page shows (`extras`)."""

    chat_id: int
    message_id: int
    revision: int
    deleted: bool
    content: JsonObject
    extras: JsonObject


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's bytes. A photo has `width` and `height`, and `thumbnail` is the file_id of its small one, if any."""

    file_id: str
    file_unique_id: str
    kind: str
    file_name: str | None
    mime_type: str
    file_path: str
    width: int | None
    height: int | None
    thumbnail: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class CallbackQuery:
    id: str
    person_id: int
    asked_at: float
    answer: JsonObject | None
