"""The little world that the bot and the people share: chats, updates, and who waits for what.

Everything runs on one event loop. A method that changes something writes it to the store and rings the bell of those
who wait for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.bells import Bell
from bot.sandbox.chats import Chats
from bot.sandbox.drafts import Drafts
from bot.sandbox.faults import Faults
from bot.sandbox.pace import Pace
from bot.sandbox.records import Chat, ChatType, Person, StoredMessage
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.store import Store
from bot.sandbox.timeline import Timeline
from bot.sandbox.updates import Updates

JsonObject = dict[str, Any]
Now = Callable[[], float]

CALLBACK_QUERY_SECONDS = 150
TYPING_SECONDS = 5
# Updates of these kinds are kept in order for each person.
ASKED_BY_A_PERSON = frozenset({"callback_query", "inline_query", "chosen_inline_result"})


@dataclass(frozen=True, slots=True)
class Bells:
    chats: Bell = field(default_factory=Bell)
    answers: Bell = field(default_factory=Bell)
    sms: Bell = field(default_factory=Bell)


class Emulator:
    """State and happenings of one sandbox. `now` is the wall clock in Unix seconds."""

    def __init__(self, settings: SandboxSettings, store: Store, now: Now) -> None:
        self.settings = settings
        self.store = store
        self.chats = Chats(store, settings.bot_id, settings.bot_username, now)
        self.now = now
        self.bells = Bells()
        self.listeners: set[asyncio.Queue[JsonObject]] = set()
        self.timeline = Timeline(store.timeline, settings.bot_token, now, self.nudge)
        self.faults = Faults(self.timeline, now, self._faults_changed)
        self.pace = Pace(settings.pace, self.timeline, now, self.nudge)
        self.updates = Updates(store, now, self.nudge)
        self.updates.weather = self.faults
        self.updates.witness = self.timeline
        self.drafts = Drafts(now, self._to_be_seen)
        self._typing_until: dict[int, float] = {}

    # --- who is who ---

    def bot_user(self) -> JsonObject:
        return {
            "id": self.settings.bot_id,
            "is_bot": True,
            "first_name": self.bot_name(""),
            "username": self.settings.bot_username,
        }

    def bot_name(self, language_code: str) -> str:
        names: dict[str, str] = self.store.fact("name", {})
        return names.get(language_code) or names.get("") or self.settings.bot_first_name

    def user(self, person: Person) -> JsonObject:
        names = ("first_name", "last_name", "username", "language_code")
        given = {name: getattr(person, name) for name in names if getattr(person, name)}
        return {"id": person.id, "is_bot": False, **given}

    def user_by_id(self, user_id: int) -> JsonObject | None:
        """A User the bot has met: itself, or a person who started it or shares a group with it."""
        if user_id == self.settings.bot_id:
            return self.bot_user()
        person = self.store.person(user_id)
        return self.user(person) if person and self.chats.meets_bot(user_id) else None

    # --- messages ---

    def post(self, chat: Chat, sender: JsonObject, content: JsonObject, extras: JsonObject) -> StoredMessage:
        """A new message in a chat, as the Bot API will show it."""
        message_id = self.next_message_id(chat)
        head = {
            "message_id": message_id,
            "from": sender,
            "chat": self.chats.object(chat),
            "date": int(self.now()),
        }
        message = StoredMessage(
            chat.id, message_id, self.next_revision(), deleted=False, content=head | content, extras=extras
        )
        self.store.save_message(message)
        self._chat_changed(message)
        return message

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count their messages themselves; all other chats of an account share one count."""
        return self.store.next(f"message {chat.id}" if chat.type is ChatType.SUPERGROUP else "message")

    def change(self, message: StoredMessage, content: JsonObject) -> StoredMessage:
        """The message with other content, as edited now."""
        content = {**content, "edit_date": int(self.now())}
        return self.update_quietly(replace(message, content=content))

    def update_quietly(self, message: StoredMessage) -> StoredMessage:
        """Saves what changed about a message that is no edit: a reaction, its deletion."""
        message = replace(message, revision=self.next_revision())
        self.store.save_message(message)
        self._chat_changed(message)
        return message

    def delete(self, message: StoredMessage) -> None:
        """Takes the message away for everybody; nothing of its content is kept."""
        content = {name: message.content[name] for name in ("message_id", "from", "chat", "date")}
        self.store.unpin(message.chat_id, message.message_id)
        extras = {name: value for name, value in message.extras.items() if name == "only_for"}
        self.update_quietly(replace(message, deleted=True, content=content, extras=extras))

    def next_revision(self) -> int:
        return self.store.next("revision")

    def _chat_changed(self, message: StoredMessage) -> None:
        self.bells.chats.ring()
        for person_id in self._seen_by(message):
            self.nudge("chat", person_id, message.revision, message.chat_id)

    def _seen_by(self, message: StoredMessage) -> list[int]:
        chat = self.chats.chat(message.chat_id)
        return [each for each in self.chats.people(chat) if message.is_seen_by(each)] if chat else []

    # --- updates ---

    def queue_update(self, kind: str, content: JsonObject) -> None:
        """Queues an update for the bot; those of one queue it gets in their order."""
        self.updates.queue(kind, content, _queue_key(kind, content))

    def _faults_changed(self) -> None:
        """Another rule, or one less: a poll does not wait out an outage, and what an outage held back may go."""
        self.nudge("faults")
        if self.faults.down():
            self.updates.end_polling("the Bot API is down")
        self.updates.bell.ring()

    # --- what the page sees ---

    def type_in(self, chat_id: int, typing: bool) -> None:
        """The bot shows a chat action in a chat, until it writes there or a few seconds pass."""
        if typing:
            self._typing_until[chat_id] = self.now() + TYPING_SECONDS
        elif self._typing_until.pop(chat_id, None) is None:
            return
        self._to_be_seen(chat_id)

    def _to_be_seen(self, chat_id: int) -> None:
        """Something in a chat that is no message has changed."""
        chat = self.chats.chat(chat_id)
        for person_id in self.chats.people(chat) if chat else []:
            self.nudge("chat", person_id, chat_id=chat_id)

    def is_typing(self, chat_id: int) -> bool:
        return self.now() < self._typing_until.get(chat_id, 0.0)

    def nudge(
        self, kind: str, person_id: int | None = None, revision: int | None = None, chat_id: int | None = None
    ) -> None:
        """Tells every open page that something of this kind is worth fetching again."""
        told = {"person_id": person_id, "revision": revision, "chat_id": chat_id}
        event: JsonObject = {"kind": kind} | {key: value for key, value in told.items() if value is not None}
        for listener in self.listeners:
            listener.put_nowait(event)


def _queue_key(kind: str, content: JsonObject) -> str:
    """Messages keep their order within a chat; apart from them, what a person asks, reactions and standings do."""
    match kind:
        case "my_chat_member":
            return f"bot's standing:{content['chat']['id']}"
        case "chat_member":
            return f"standing:{content['new_chat_member']['user']['id']}"
        case "message_reaction":
            return f"reactions:{content['chat']['id']}"
    if kind in ASKED_BY_A_PERSON:
        return f"person:{content['from']['id']}"
    return f"chat:{content['chat']['id']}"
