"""Chats as the bot and the people see them: which there are, who is in one, and what the bot hears of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.records import Chat, ChatType, Member, Person, Status, StoredMessage
from bot.sandbox.rights import as_of
from bot.sandbox.store import Store

JsonObject = dict[str, Any]

# The Bot API's Chat has these; everything else that is known of a group is for getChat or a setting.
TOLD_WITH_EVERY_MESSAGE = ("username", "is_forum")
# Whether privacy mode was off when the bot was added to a group; what is switched later counts where it is added later.
BOT_HEARS_ALL = "bot_hears_all"
SERVICE_MESSAGES = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    }
)


class Chats:
    """All chats of a sandbox. `bot_id` is who the bot is, `bot_username` how people call it in a group."""

    def __init__(self, store: Store, bot_id: int, bot_username: str, now: Callable[[], float]) -> None:
        self._store = store
        self._bot_id = bot_id
        self._bot_username = bot_username
        self._now = now

    def chat(self, chat_id: int) -> Chat | None:
        """A chat by its id: a group, one of two people, or the bot's with a person who has started it."""
        person = self._store.person(chat_id)
        if person is not None:
            return Chat(person.id, ChatType.PRIVATE) if person.started else None
        return self._store.chats.chat(chat_id)

    def with_bot(self, person: Person) -> Chat:
        """The bot's chat with a person, whether it was begun or not."""
        return Chat(person.id, ChatType.PRIVATE)

    def object(self, chat: Chat) -> JsonObject:
        """The Bot API's Chat."""
        if chat.is_private:
            return {"id": chat.id, "type": "private"} | self._names(chat.id)
        told = {name: chat.facts[name] for name in TOLD_WITH_EVERY_MESSAGE if chat.facts.get(name)}
        return {"id": chat.id, "type": chat.type.value, "title": chat.title} | told

    def _names(self, person_id: int) -> JsonObject:
        person = self._store.person(person_id)
        names = ("first_name", "last_name", "username")
        return {name: getattr(person, name) for name in names if person and getattr(person, name)}

    # --- who is in it ---

    def present(self, chat: Chat) -> list[int]:
        """The ids of all who are in the chat now, the bot among them."""
        if self._store.person(chat.id) is not None:
            return [chat.id, self._bot_id]
        return [member.user_id for member in self.members(chat) if member.is_present]

    def people(self, chat: Chat) -> list[int]:
        """The ids of the people who are in the chat now."""
        return [user_id for user_id in self.present(chat) if user_id != self._bot_id]

    def members(self, chat: Chat) -> list[Member]:
        """How everybody stands to a group now who is or was in it, in the order in which they came."""
        return [as_of(member, self._now()) for member in self._store.chats.members(chat.id)]

    def member(self, chat: Chat, user_id: int) -> Member | None:
        """How somebody stands to a group now; None if they were never in it."""
        member = self._store.chats.member(chat.id, user_id)
        return as_of(member, self._now()) if member else None

    def standing(self, chat: Chat, user_id: int) -> Member:
        """The same, with those who were never in it as having left."""
        return self.member(chat, user_id) or Member(chat.id, user_id, Status.LEFT)

    def bot_member(self, chat: Chat) -> Member | None:
        """How the bot stands to a group; None if it was never in it."""
        return self.member(chat, self._bot_id)

    def of(self, person: Person) -> list[Chat]:
        """The chats a person sees: the one with the bot first."""
        others = [chat for chat in self._store.chats.chats_of(person.id) if person.id in self.present(chat)]
        return [self.with_bot(person), *others]

    def meets_bot(self, user_id: int) -> bool:
        """Whether the bot has met somebody: they started it, or are or were in a group with it."""
        person = self._store.person(user_id)
        if person is None:
            return False
        return person.started or any(
            self.bot_member(chat) is not None for chat in self._store.chats.chats_of(user_id)
        )

    # --- what the bot hears ---

    def bot_hears(self, chat: Chat, message: StoredMessage) -> bool:
        """Whether a message somebody wrote is sent to the bot.

        In groups privacy mode leaves out what is not meant for it, unless it is an administrator
        (https://core.telegram.org/bots/features#privacy-mode). Of a group it has left it hears that it has.
        """
        if self._store.person(chat.id) is not None:
            return True
        content, bot = message.content, self.bot_member(chat)
        if bot is None or not bot.is_present:
            return bool(content.get("left_chat_member", {}).get("id") == self._bot_id)
        return (
            bot.is_administrator
            or bool(chat.facts.get(BOT_HEARS_ALL))
            or not SERVICE_MESSAGES.isdisjoint(content)
            or self._is_meant_for_bot(content)
        )

    def _is_meant_for_bot(self, content: JsonObject) -> bool:
        """A command, a mention, a message sent by way of it; or a reply to one of these or to what it wrote itself."""
        replied = content.get("reply_to_message", {})
        if (
            "forum_topic_created" in replied
        ):  # which all messages of a topic reply to that reply to nothing else
            replied = {}
        return (
            content.get("via_bot", {}).get("id") == self._bot_id
            or replied.get("from", {}).get("id") == self._bot_id
            or self._is_addressed(content)
            or (bool(replied) and self._is_meant_for_bot(replied))
        )

    def _is_addressed(self, content: JsonObject) -> bool:
        """A command that names this bot, or none at all; or a mention of it."""
        text = content.get("text") or content.get("caption") or ""
        names = re.escape(self._bot_username)
        return bool(
            re.match(rf"/[A-Za-z0-9_]+(@{names})?(?![@\w])", text, re.IGNORECASE)
            or re.search(rf"(?<!\w)@{names}(?!\w)", text, re.IGNORECASE)
        )
