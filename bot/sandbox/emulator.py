"""The little world that the bot and the people share: chats, updates, and who waits for what.

Everything runs on one event loop. A method that changes something writes it to the store and rings the bell of those
who wait for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.sandbox.records import Person, StoredMessage
from bot.sandbox.refusals import Refusal, conflict
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.store import Store

T = TypeVar("T")
JsonObject = dict[str, Any]
Now = Callable[[], float]

UPDATES_KEPT_SECONDS = 24 * 60 * 60
CALLBACK_QUERY_SECONDS = 150
TYPING_SECONDS = 5
POLLING_GAP_SECONDS = 3
# Telegram sends these only to bots that name them in `allowed_updates`.
UNASKED_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Update ids begin here in 2023 and count the seconds, so that a new sandbox never repeats those of one thrown away.
UPDATE_ID_EPOCH = 1_700_000_000


class Bell:
    """Wakes everybody who waits for it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Returns at the next ring, or after `seconds`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()


async def wait_until(look: Callable[[], T | None], bell: Bell, seconds: float) -> T | None:
    """What `look` finds, looking again at each ring of the bell; None if it found nothing in time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while (found := look()) is None:
        left = deadline - loop.time()
        if left <= 0:
            return None
        await bell.wait(left)
    return found


@dataclass(slots=True, eq=False)
class Poll:
    """One getUpdates call that waits; `ended_by` is why it must not wait any longer."""

    ended_by: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Bells:
    updates: Bell = field(default_factory=Bell)
    chats: Bell = field(default_factory=Bell)
    answers: Bell = field(default_factory=Bell)
    calls: Bell = field(default_factory=Bell)
    sms: Bell = field(default_factory=Bell)


class Emulator:
    """State and happenings of one sandbox. `now` is the wall clock in Unix seconds."""

    def __init__(self, settings: SandboxSettings, store: Store, now: Now) -> None:
        self.settings = settings
        self.store = store
        self.now = now
        self.bells = Bells()
        self.listeners: set[asyncio.Queue[JsonObject]] = set()
        self._poll: Poll | None = None
        self._last_poll_ended = float("-inf")
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
        """A User the bot has met: itself or a person who started it."""
        if user_id == self.settings.bot_id:
            return self.bot_user()
        person = self.store.person(user_id)
        return self.user(person) if person and person.started else None

    def private_chat(self, person: Person) -> JsonObject:
        names = ("first_name", "last_name", "username")
        return {"id": person.id, "type": "private"} | {
            name: getattr(person, name) for name in names if getattr(person, name)
        }

    # --- messages ---

    def post(
        self, chat: JsonObject, sender: JsonObject, content: JsonObject, extras: JsonObject
    ) -> StoredMessage:
        """A new message in a chat, as the Bot API will show it."""
        message_id = self.store.next("message")
        head = {"message_id": message_id, "from": sender, "chat": chat, "date": int(self.now())}
        message = StoredMessage(
            chat["id"], message_id, self.next_revision(), deleted=False, content=head | content, extras=extras
        )
        self.store.save_message(message)
        self._chat_changed(message)
        return message

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
        self.update_quietly(replace(message, deleted=True, content=content, extras={}))

    def next_revision(self) -> int:
        return self.store.next("revision")

    def _chat_changed(self, message: StoredMessage) -> None:
        self.bells.chats.ring()
        self.nudge("chat", message.chat_id, message.revision)

    # --- updates ---

    def queue_update(self, kind: str, content: JsonObject) -> None:
        """Queues an update for the bot, unless it did not ask for this kind."""
        allowed: list[str] = self.store.fact("allowed_updates", [])
        if kind not in allowed if allowed else kind in UNASKED_UPDATES:
            return
        first = max(1, int(self.now()) - UPDATE_ID_EPOCH)
        self.store.add_update(self.store.next("update", first), kind, content, self.now())
        self.bells.updates.ring()

    def begin_poll(self) -> Poll:
        """A new poller wins; the one that waits is told so."""
        self.end_polling(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        if not self.polling:
            self.nudge("bot")
        self._poll = Poll()
        return self._poll

    def end_polling(self, why: str) -> None:
        if self._poll is not None:
            self._poll.ended_by = conflict(why)
            self._poll = None
            self.bells.updates.ring()

    def poll_answered(self, poll: Poll) -> None:
        """The bot has its updates, and will probably ask for the next ones at once."""
        if self._poll is poll:
            self._poll = None
            self._last_poll_ended = self.now()

    def poll_lost(self, poll: Poll) -> None:
        """The bot hung up while it waited."""
        if self._poll is poll:
            self._poll = None
            self._last_poll_ended = float("-inf")
            self.nudge("bot")

    @property
    def polling(self) -> bool:
        """Whether a bot is at the other end: a poll waits, or one was answered a moment ago."""
        return self._poll is not None or self.now() - self._last_poll_ended < POLLING_GAP_SECONDS

    # --- what the page sees ---

    def type_for(self, person_id: int, typing: bool) -> None:
        """The bot shows a chat action to a person, until it writes or a few seconds pass."""
        if typing:
            self._typing_until[person_id] = self.now() + TYPING_SECONDS
        elif self._typing_until.pop(person_id, None) is None:
            return
        self.nudge("chat", person_id)

    def is_typing(self, person_id: int) -> bool:
        return self.now() < self._typing_until.get(person_id, 0.0)

    def nudge(self, kind: str, person_id: int | None = None, revision: int | None = None) -> None:
        """Tells every open page that something of this kind is worth fetching again."""
        event: JsonObject = {"kind": kind}
        if person_id is not None:
            event["person_id"] = person_id
        if revision is not None:
            event["revision"] = revision
        for listener in self.listeners:
            listener.put_nowait(event)
