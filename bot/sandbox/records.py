"""The values the sandbox keeps: people, chats and who is in them, messages, files, taps."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
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
    zone: str | None = None
    note: str | None = None
    started: bool = False
    blocked: bool = False


PROFILE = ("first_name", "last_name", "username", "language_code", "phone", "zone", "note")


class ChatType(StrEnum):
    """What kind of chat, in the Bot API's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat. The bot's chat with a person has that person's id, and is there once they have started it.

    A group has an id below zero, a supergroup one below -10¹². A private chat of two people, which the bot is not in,
    has an id that the Bot API never shows. `facts` is what else the Bot API may tell of it, and its settings.
    """

    id: int
    type: ChatType
    title: str | None = None
    facts: JsonObject = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.type is ChatType.PRIVATE

    @property
    def is_supergroup(self) -> bool:
        return self.type is ChatType.SUPERGROUP

    @property
    def is_forum(self) -> bool:
        """Whether it has topics."""
        return bool(self.facts.get("is_forum"))

    @property
    def upgraded_to(self) -> int | None:
        """The supergroup that this group has become."""
        return self.facts.get("upgraded_to")


class Status(StrEnum):
    """How somebody stands to a group, in the Bot API's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat; `rights` are the Bot API's `can_…` fields, and a title, of that standing."""

    chat_id: int
    user_id: int
    status: Status
    rights: JsonObject = field(default_factory=dict)

    @property
    def is_present(self) -> bool:
        return self.status not in (Status.LEFT, Status.KICKED) and bool(self.rights.get("is_member", True))

    @property
    def is_administrator(self) -> bool:
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that made it."""

    chat_id: int
    message_thread_id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as the Bot API shows it (`content`), and what only the chat's page shows (`extras`)."""

    chat_id: int
    message_id: int
    revision: int
    deleted: bool
    content: JsonObject
    extras: JsonObject

    def is_seen_by(self, user_id: int) -> bool:
        """Whether somebody in the chat is shown it: an ephemeral message is there for one person."""
        return bool(self.extras.get("only_for", user_id) == user_id)


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
    """A tap, in a chat, that waits for the bot's answer or has it."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    asked_at: float
    answer: JsonObject | None


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """What somebody asks the bot from a chat, and the bot's answer: the `results` and what else it said."""

    id: str
    person_id: int
    chat_id: int
    chat_type: str
    query: str
    offset: str
    asked_at: float
    answer: JsonObject | None = None
    cached_until: float = 0.0
