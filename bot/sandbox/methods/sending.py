"""sendMessage, sendPhoto, sendDocument, copyMessage, sendChatAction."""

from __future__ import annotations

from typing import Any

from bot.sandbox.files import document, photo_sizes, read_file
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.call import (
    Call,
    chat_partner,
    existing_message,
    reachable_person,
    read_caption,
    read_message_text,
)
from bot.sandbox.records import Person, StoredFile, StoredMessage
from bot.sandbox.refusals import bad_request, not_played

JsonObject = dict[str, Any]

ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "upload_audio",
        "record_voice",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
COPIED = ("text", "entities", "link_preview_options", "photo", "document", "caption", "caption_entities",
          "show_caption_above_media", "has_media_spoiler", "contact")  # fmt: skip


async def send_message(call: Call) -> JsonObject:
    content = read_message_text(call)
    if call.get("link_preview_options"):
        content["link_preview_options"] = call["link_preview_options"]
    return deliver(call, content)


async def send_photo(call: Call) -> JsonObject:
    caption = read_caption(call, call.given)
    file = await read_file(call.emulator, "photo", call["photo"], call.uploads)
    return deliver(call, media_content(call, "photo", file, call.given) | caption)


async def send_document(call: Call) -> JsonObject:
    if "thumbnail" in call.given:
        raise not_played('the parameter "thumbnail"')
    caption = read_caption(call, call.given)
    file = await read_file(call.emulator, "document", call["document"], call.uploads)
    return deliver(call, media_content(call, "document", file, call.given) | caption)


async def copy_message(call: Call) -> JsonObject:
    source = chat_partner(call, call["from_chat_id"])
    original = existing_message(call, source.id, call["message_id"], "message to copy").content
    content = {name: original[name] for name in COPIED if name in original}
    if "caption" in call.given and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= read_caption(call, call.given)
    return {"message_id": deliver(call, content)["message_id"]}


async def send_chat_action(call: Call) -> bool:
    action = call["action"].lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    person = reachable_person(call, call["chat_id"])
    call.emulator.type_for(person.id, action != "cancel")
    return True


def media_content(call: Call, kind: str, file: StoredFile, options: JsonObject) -> JsonObject:
    """`photo` or `document` of a Message, with how it is shown."""
    if kind == "document":
        return {"document": document(file)}
    content: JsonObject = {"photo": photo_sizes(call.emulator, file)}
    if options.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if options.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def deliver(call: Call, content: JsonObject) -> JsonObject:
    """Posts the bot's message into the chat it is for; returns the Message."""
    emulator = call.emulator
    person = chat_partner(call, call["chat_id"])
    replied = _reply(call, person)
    markup = check_markup(call.get("reply_markup"), private=True)
    reachable_person(call, person.id)
    if call.get("protect_content"):
        content["has_protected_content"] = True
    if call.get("message_effect_id"):
        content["effect_id"] = call["message_effect_id"]
    extras = {}
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        extras["reply_keyboard"] = markup
    with emulator.store.transaction():
        message = emulator.post(emulator.private_chat(person), emulator.bot_user(), replied | content, extras)
    emulator.type_for(person.id, typing=False)
    return message.content


def _reply(call: Call, person: Person) -> JsonObject:
    """`reply_to_message` (and `quote`) of a Message, as far as what is replied to is there."""
    parameters = call.get("reply_parameters")
    if not parameters:
        return {}
    if "ephemeral_message_id" in parameters or parameters.get("chat_id", person.id) != person.id:
        raise not_played("replies to messages of other chats")
    if "message_id" not in parameters:
        raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
    replied = call.emulator.store.message(person.id, parameters["message_id"])
    if replied is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": quotable(replied)} | _quote(parameters, replied)


def _quote(parameters: JsonObject, replied: StoredMessage) -> JsonObject:
    quote = parameters.get("quote")
    if not quote:
        return {}
    position = _words(replied).find(quote)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": position, "is_manual": True}}


def _words(message: StoredMessage) -> str:
    return str(message.content.get("text") or message.content.get("caption") or "")


def quotable(message: StoredMessage) -> JsonObject:
    """A message as shown inside a reply to it: without what it replied to itself."""
    return {name: value for name, value in message.content.items() if name != "reply_to_message"}
