"""Two people's own chat, which the bot is not in: what it says there, it says inline."""

from __future__ import annotations

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Chat, ChatType, Member, Person, Status

# No person's and no group's id is as great, and every language of the web can hold it exactly.
FIRST_ID = 2**52


def open_chat(emulator: Emulator, person: Person, other: Person) -> Chat:
    """The private chat of two people; the same one whoever opens it, and however often."""
    if person.id == other.id:
        raise Unplayable("a chat is with somebody else")
    known = _chat_of(emulator, person, other)
    if known is not None:
        return known
    chat = Chat(emulator.store.next("people's chat", first=FIRST_ID), ChatType.PRIVATE)
    with emulator.store.transaction():
        emulator.store.chats.save_chat(chat)
        for each in (person, other):
            emulator.store.chats.save_member(Member(chat.id, each.id, Status.MEMBER))
    for each in (person, other):
        emulator.nudge("chats", each.id)
    return chat


def _chat_of(emulator: Emulator, person: Person, other: Person) -> Chat | None:
    chats = (chat for chat in emulator.store.chats.chats_of(person.id) if chat.is_private)
    return next((chat for chat in chats if other.id in emulator.chats.people(chat)), None)
