"""What people are shown on their phones: messages, chats, the command menu."""

from __future__ import annotations

from typing import Any

from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Chat, Person, StoredMessage
from bot.sandbox.rights import may

JsonObject = dict[str, Any]

# What decides which of a group's controls a person's phone offers.
MY_RIGHTS = (
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_send_messages",
)

KEPT_INSIDE = ("reply_keyboard", "only_for", "reactions_of", "inline_message_id")


def shown(person: Person, message: StoredMessage) -> JsonObject:
    """A message as the page shows it: the Bot API's Message with what that one leaves out.

    Besides `out`, `deleted` and `revision` there may be `pinned`, `reactions` (the bot's), `reactions_of` (people's, by
    their ids) and `only_for_you`; `reply_markup` also holds the keyboards that replace the letter keys.
    """
    extras = {name: value for name, value in message.extras.items() if name not in KEPT_INSIDE}
    keyboard = message.extras.get("reply_keyboard")
    return (
        message.content
        | ({"reply_markup": keyboard} if keyboard else {})
        | ({"reactions_of": message.extras["reactions_of"]} if message.extras.get("reactions_of") else {})
        | ({"only_for_you": True} if "only_for" in message.extras else {})
        | extras
        | {
            "message_id": message.message_id,
            "out": message.content["from"]["id"] == person.id,
            "deleted": message.deleted,
            "revision": message.revision,
        }
    )


def command_menu(emulator: Emulator, person: Person, chat: Chat) -> list[JsonObject]:
    """The commands a person sees in a chat: of the narrowest scope that has some, in their language before the others.

    https://core.telegram.org/bots/api#determining-list-of-commands
    """
    language_code = (person.language_code or "")[:2].lower()
    for scope in _scopes(emulator, person, chat):
        for code in dict.fromkeys((language_code, "")):
            commands = emulator.store.commands(scope, code)
            if commands:
                return commands
    return []


def _scopes(emulator: Emulator, person: Person, chat: Chat) -> list[str]:
    if chat.is_private:
        return [f"chat {chat.id}", "all_private_chats", "default"]
    member = emulator.chats.member(chat, person.id)
    administers = member is not None and member.is_administrator
    of_admins = (
        [f"chat_administrators {chat.id}"] if administers else [],
        ["all_chat_administrators"] if administers else [],
    )
    return [
        f"chat_member {chat.id} {person.id}",
        *of_admins[0],
        f"chat {chat.id}",
        *of_admins[1],
        "all_group_chats",
        "default",
    ]


def chat_list(emulator: Emulator, person: Person) -> list[JsonObject]:
    """The chats a person sees: the one with the bot first, then those with the newest talk first."""
    own, *others = (shown_chat(emulator, person, chat) for chat in emulator.chats.of(person))
    return [own, *sorted(others, key=lambda chat: -(chat["last"] or {"revision": 0})["revision"])]


def shown_chat(emulator: Emulator, person: Person, chat: Chat) -> JsonObject:
    """A chat as the page lists it for a person: who is in it, its topics, what they may do, its last message."""
    store = emulator.store
    last = store.latest_message(chat.id, f"coalesce(extras ->> 'only_for', {person.id:d}) = {person.id:d}")
    members = [] if chat.is_private else emulator.chats.members(chat)
    mine = next((member for member in members if member.user_id == person.id), None)
    bot = next((member for member in members if member.user_id == emulator.settings.bot_id), None)
    return {
        "id": chat.id,
        "type": chat.type.value,
        "title": chat.title,
        "with": _partner(emulator, person, chat),
        "description": chat.facts.get("description"),
        "is_public": "username" in chat.facts,
        "is_forum": chat.is_forum,
        "topics": [
            {
                "message_thread_id": topic.message_thread_id,
                "name": topic.name,
                "closed": topic.closed,
                "hidden": topic.hidden,
                "icon_color": topic.icon_color,
            }
            for topic in store.chats.topics(chat.id)
        ],
        "members": [
            {
                "user_id": member.user_id,
                "name": _name(emulator, member.user_id),
                "status": member.status.value,
                "title": member.rights.get("custom_title"),
                "is_bot": member.user_id == emulator.settings.bot_id,
            }
            for member in members
            if member.is_present
        ],
        "my_rights": {right: may(chat, mine, right, is_bot=False) for right in MY_RIGHTS} if mine else {},
        "my_status": mine.status.value if mine else None,
        "bot_status": bot.status.value if bot else None,
        "upgraded_to": chat.upgraded_to,
        "last": shown(person, last) if last else None,
    }


def _partner(emulator: Emulator, person: Person, chat: Chat) -> int | str | None:
    """Whom a private chat is with."""
    if not chat.is_private:
        return None
    if chat.id == person.id:
        return "bot"
    return next((each for each in emulator.chats.people(chat) if each != person.id), person.id)


def _name(emulator: Emulator, user_id: int) -> str:
    person = emulator.store.person(user_id)
    if person is None:
        return emulator.bot_name("")
    return " ".join(filter(None, (person.first_name, person.last_name)))
