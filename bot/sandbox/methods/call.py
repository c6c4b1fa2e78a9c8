"""What every method is handed, and what most of them look up first: the person, the message, the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.emulator import Emulator
from bot.sandbox.entities import CAPTION_LIMIT, TEXT_LIMIT, read_text, utf16_length
from bot.sandbox.records import Person, StoredMessage
from bot.sandbox.refusals import bad_request, forbidden
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


def chat_partner(call: Call, chat_id: int | str) -> Person:
    """The person of a private chat. Somebody who never wrote to the bot has none with it."""
    person = call.emulator.store.person(chat_id) if isinstance(chat_id, int) else None
    if person is None or not person.started:
        raise bad_request("chat not found")
    return person


def reachable_person(call: Call, chat_id: int | str) -> Person:
    """The same, if the person still lets the bot write."""
    person = chat_partner(call, chat_id)
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    return person


def existing_message(call: Call, chat_id: int, message_id: int, what: str) -> StoredMessage:
    """The message, or Refusal "<what> not found"."""
    message = call.emulator.store.message(chat_id, message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def is_own(call: Call, message: StoredMessage) -> bool:
    return bool(message.content["from"]["id"] == call.emulator.settings.bot_id)


def read_message_text(call: Call) -> JsonObject:
    """`text` and `entities` of a Message from the parameters `text`, `parse_mode`, `entities`."""
    text = call.get("text", "")
    if not text:
        raise bad_request("message text is empty")
    formatted = read_text(text, call.get("parse_mode"), call.get("entities"), call.emulator.user_by_id)
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
