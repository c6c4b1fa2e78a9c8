"""What every method is handed, and what most of them look up first: the chat, the message, the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.emulator import Emulator
from bot.sandbox.entities import CAPTION_LIMIT, TEXT_LIMIT, read_text, utf16_length
from bot.sandbox.records import Chat, ChatType, Status, StoredMessage
from bot.sandbox.refusals import Refusal, bad_request, forbidden
from bot.sandbox.rights import granted, may
from bot.sandbox.tags import FormattedText

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: its arguments, checked against the table, and the files that came along."""

    emulator: Emulator
    given: JsonObject
    uploads: dict[str, Upload]

    def __getitem__(self, parameter: str) -> Any:
        return self.given[parameter]

    def get(self, parameter: str, default: Any = None) -> Any:
        return self.given.get(parameter, default)


class Access(Enum):
    """What for a chat is asked: from ever less to ever more."""

    READ = 1
    READ_MEMBERS = 2
    EDIT = 3
    WRITE = 4


def reach(call: Call, chat_id: int | str, access: Access) -> Chat:
    """A chat, if the bot may do this much there; else Telegram's refusal.

    What it was in and is no more it may still ask about if it was a basic group, or is a public supergroup.
    """
    chat = _found(call, chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.type is ChatType.GROUP:
        _check_group(call, chat, access)
    elif chat.type is ChatType.SUPERGROUP:
        _check_supergroup(call, chat, access)
    return chat


def known_chat(call: Call, chat_id: int | str) -> Chat:
    """A chat the bot may ask about: with a person who started it, or a group it is in."""
    return reach(call, chat_id, Access.READ)


def writable_chat(call: Call, chat_id: int | str) -> Chat:
    """The same, if the bot may write there: the person has not blocked it, the group has not moved."""
    chat = reach(call, chat_id, Access.WRITE)
    person = call.emulator.store.person(chat.id)
    if person is not None and person.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def _found(call: Call, chat_id: int | str) -> Chat | None:
    store, chats = call.emulator.store, call.emulator.chats
    if isinstance(chat_id, str):
        return store.chats.named(chat_id.removeprefix("@")) if chat_id.startswith("@") else None
    chat = chats.chat(chat_id)
    if chat is None or (chat.is_private and store.person(chat.id) is None):
        return None  # what two people say to each other is none of the bot's business
    known = chat.is_private or "username" in chat.facts or chats.bot_member(chat) is not None
    return chat if known else None


def _check_group(call: Call, chat: Chat, access: Access) -> None:
    if chat.upgraded_to is not None:
        if access in (Access.READ_MEMBERS, Access.WRITE):
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, migrate_to_chat_id=chat.upgraded_to)
    elif access is not Access.READ:
        _check_presence(call, chat)


def _check_supergroup(call: Call, chat: Chat, access: Access) -> None:
    bot = call.emulator.chats.standing(chat, call.emulator.settings.bot_id)
    asks_only = access in (Access.READ, Access.READ_MEMBERS)
    if bot.status is Status.KICKED or not (asks_only and "username" in chat.facts):
        _check_presence(call, chat)


def _check_presence(call: Call, chat: Chat) -> None:
    bot = call.emulator.chats.standing(chat, call.emulator.settings.bot_id)
    if bot.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not bot.is_present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def bot_may(call: Call, chat: Chat, right: str) -> bool:
    """Whether the bot may do this in a chat; in a private one it may do everything."""
    bot = call.emulator.chats.bot_member(chat)
    return chat.is_private or (bot is not None and may(chat, bot, right, is_bot=True))


def bot_is_granted(call: Call, chat: Chat, right: str) -> bool:
    """Whether the bot has this right as an administrator."""
    bot = call.emulator.chats.bot_member(chat)
    return bot is not None and bot.is_present and granted(bot, right)


def existing_message(call: Call, chat: Chat, message_id: int, what: str) -> StoredMessage:
    """The message, or Refusal "<what> not found"."""
    message = call.emulator.store.message(chat.id, message_id)
    if message is None or "only_for" in message.extras:
        raise bad_request(f"{what} not found")
    return message


def is_own(call: Call, message: StoredMessage) -> bool:
    return bool(message.content["from"]["id"] == call.emulator.settings.bot_id)


def read_message_text(call: Call, given: JsonObject | None = None, name: str = "text") -> JsonObject:
    """`text` and `entities` of a Message from the parameters `text`, `parse_mode`, `entities`."""
    given = call.given if given is None else given
    text = given.get(name, "")
    if not text:
        raise bad_request("message text is empty")
    formatted = read_text(text, given.get("parse_mode"), given.get("entities"), call.emulator.user_by_id)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _content("text", "entities", formatted)


def read_caption(call: Call, given: JsonObject) -> JsonObject:
    """`caption` and `caption_entities` of a Message; empty if there is no caption."""
    formatted = read_text(
        given.get("caption", ""),
        given.get("parse_mode"),
        given.get("caption_entities"),
        call.emulator.user_by_id,
    )
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return _content("caption", "caption_entities", formatted)


def _content(text_name: str, entities_name: str, formatted: FormattedText) -> JsonObject:
    content: JsonObject = {}
    if formatted.text:
        content[text_name] = formatted.text
    if formatted.entities:
        content[entities_name] = list(formatted.entities)
    return content
