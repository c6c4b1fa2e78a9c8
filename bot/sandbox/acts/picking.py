"""Answering the buttons that ask a person for people or for a chat."""

from __future__ import annotations

from typing import Any

from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.acts.here import here as person_in
from bot.sandbox.records import Chat, Member, Person, Status, StoredMessage
from bot.sandbox.rights import granted

JsonObject = dict[str, Any]

NAMES = ("first_name", "last_name")


def pick_people(here: Here, request_id: int, user_ids: list[int]) -> StoredMessage:
    """Shares people with the bot, as a `request_users` button asks; of each only what the button asked for."""
    asked = _asked(here, "request_users", request_id)
    people = [_person(here, user_id) for user_id in dict.fromkeys(user_ids)]
    most = asked.get("max_quantity", 1)
    if not 1 <= len(people) <= most:
        raise Unplayable(f"this button asks for {'one person' if most == 1 else f'1 to {most} people'}")
    if asked.get("user_is_bot"):
        raise Unplayable("this button asks for bots, and people are none")
    if asked.get("user_is_premium"):
        raise Unplayable("this button asks for Telegram Premium users, and nobody here is one")
    users = [_shared(person, asked) for person in people]
    return here.send({"users_shared": {"request_id": request_id, "users": users}})


def pick_chat(here: Here, request_id: int, chat_id: int) -> StoredMessage:
    """Shares a group with the bot, as a `request_chat` button asks."""
    asked = _asked(here, "request_chat", request_id)
    chosen = person_in(here.emulator, here.person, chat_id)
    _check_chat(here, asked, chosen)
    told: JsonObject = {"request_id": request_id, "chat_id": chat_id}
    if asked.get("request_title"):
        told["title"] = chosen.chat.title
    if asked.get("request_username") and chosen.chat.facts.get("username"):
        told["username"] = chosen.chat.facts["username"]
    return here.send({"chat_shared": told})


def _asked(here: Here, kind: str, request_id: int) -> JsonObject:
    """What the button of this request says; the newest keyboard of the bot's must have it."""
    if not here.is_with_bot:
        raise Unplayable("only the chat with the bot has such buttons")
    message = here.emulator.store.latest_message(here.chat.id, "extras ->> 'reply_keyboard' IS NOT NULL")
    rows = message.extras["reply_keyboard"].get("keyboard", []) if message else []
    for button in (button for row in rows for button in row):
        request: JsonObject = button.get(kind, {})
        if request.get("request_id") == request_id:
            return request
    raise Unplayable("the bot's keyboard has no button for that", 404)


def _person(here: Here, user_id: int) -> Person:
    person = here.emulator.store.person(user_id)
    if person is None:
        raise Unplayable("there is no such person", 404)
    return person


def _shared(person: Person, asked: JsonObject) -> JsonObject:
    """The Bot API's SharedUser. Nobody here has a profile photo, so none is shared."""
    names = (
        *(NAMES if asked.get("request_name") else ()),
        *(("username",) if asked.get("request_username") else ()),
    )
    return {"user_id": person.id} | {name: getattr(person, name) for name in names if getattr(person, name)}


# --- which chats a button allows -------------------------------------------------------------------------------------


def _check_chat(here: Here, asked: JsonObject, chosen: Here) -> None:
    chat, bot = chosen.chat, here.emulator.chats.standing(chosen.chat, here.emulator.settings.bot_id)
    if chat.is_private or asked["chat_is_channel"]:
        raise Unplayable(f"this button asks for a {'channel' if asked['chat_is_channel'] else 'group'}")
    if asked.get("chat_is_forum", chat.is_forum) != chat.is_forum:
        raise Unplayable("this button asks for a group of the other kind: with topics, or without")
    if asked.get("chat_has_username", _is_public(chat)) != _is_public(chat):
        raise Unplayable("this button asks for a group of the other kind: public, or private")
    if asked.get("chat_is_created") and chosen.member.status is not Status.CREATOR:
        raise Unplayable("this button asks for a group of one's own")
    if not _has_all(chosen.member, asked.get("user_administrator_rights", {})):
        raise Unplayable("this button asks for a group in which one has more rights", 403)
    if asked.get("bot_is_member") and not bot.is_present:
        raise Unplayable("this button asks for a group that the bot is in")
    if not _has_all(bot, asked.get("bot_administrator_rights", {})):
        raise Unplayable("this button asks for a group in which the bot has more rights")


def _is_public(chat: Chat) -> bool:
    return "username" in chat.facts


def _has_all(member: Member, rights: JsonObject) -> bool:
    return all(granted(member, right) for right, needed in rights.items() if needed)
