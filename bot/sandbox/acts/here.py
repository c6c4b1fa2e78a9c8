"""Who acts, and in which chat; and what most acts begin or end with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Chat, Member, Person, StoredMessage
from bot.sandbox.rights import may, needed_to_send

JsonObject = dict[str, Any]


class Unplayable(Exception):
    """An act that nobody could do in a Telegram app; `status` as for HTTP."""

    def __init__(self, words: str, status: int = 422) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


@dataclass(frozen=True, slots=True)
class Here:
    """A person in a chat they are in."""

    emulator: Emulator
    person: Person
    chat: Chat

    @property
    def is_with_bot(self) -> bool:
        """Whether this is the person's own chat with the bot."""
        return self.chat.id == self.person.id

    @property
    def user(self) -> JsonObject:
        return self.emulator.user(self.person)

    @property
    def member(self) -> Member:
        """How the person stands to a group."""
        return self.emulator.chats.standing(self.chat, self.person.id)

    def may(self, right: str) -> bool:
        """Whether the person may do what this right or permission allows; in private chats everybody may."""
        return self.chat.is_private or may(self.chat, self.member, right, is_bot=False)

    def message(self, message_id: int) -> StoredMessage:
        """A message the person sees here; Unplayable if there is none."""
        message = self.emulator.store.message(self.chat.id, message_id)
        if message is None or not message.is_seen_by(self.person.id):
            raise Unplayable("there is no such message", 404)
        return message

    def send(self, content: JsonObject, extras: JsonObject | None = None) -> StoredMessage:
        """Sends a message here. The first one to the bot starts it, so that it may write back."""
        self.check_open()
        needed = needed_to_send(content)
        if needed and not self.may(needed[0]):
            raise Unplayable(f"{self.person.first_name} may not send {needed[1]} here", 403)
        emulator = self.emulator
        with emulator.store.transaction():
            if self.is_with_bot and not self.person.started:
                emulator.store.save_person(replace(self.person, started=True))
            message = emulator.post(self.chat, self.user, content, extras or {})
            self.tell("message", message)
        return message

    def tell(self, kind: str, message: StoredMessage) -> None:
        """Tells the bot of a message, if it hears what is said here."""
        if self.emulator.chats.bot_hears(self.chat, message):
            self.emulator.queue_update(kind, message.content)

    def check_open(self) -> None:
        """Refuses to write where nobody can: to a bot one has blocked, in a group that has moved."""
        if self.is_with_bot and self.person.blocked:
            raise Unplayable(f"{self.person.first_name} has blocked the bot; unblock it first", 409)
        if self.chat.upgraded_to is not None:
            raise Unplayable("this group was upgraded to a supergroup; write there", 409)


def here(emulator: Emulator, person: Person, chat_id: int | None = None) -> Here:
    """The person in a chat they are in; in their own with the bot if none is named."""
    if chat_id is None or chat_id == person.id:
        return Here(emulator, person, emulator.chats.with_bot(person))
    chat = emulator.store.chats.chat(chat_id)
    if chat is None or person.id not in emulator.chats.people(chat):
        raise Unplayable(f"{person.first_name} is in no such chat", 404)
    return Here(emulator, person, chat)
