"""editMessageText, -Caption, -Media, -ReplyMarkup; deleteMessage, deleteMessages; pins and reactions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.files import read_file
from bot.sandbox.keyboards import check_inline_markup
from bot.sandbox.methods.call import (
    Call,
    chat_partner,
    existing_message,
    is_own,
    reachable_person,
    read_caption,
    read_message_text,
)
from bot.sandbox.methods.reactions import REACTIONS
from bot.sandbox.methods.sending import media_content
from bot.sandbox.records import StoredMessage
from bot.sandbox.refusals import bad_request, not_played

JsonObject = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 60 * 60
DELETED_AT_ONCE = 100

TEXT = ("text", "entities", "link_preview_options")
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
MEDIA = ("photo", "document", "has_media_spoiler", *CAPTION)


async def edit_message_text(call: Call) -> JsonObject:
    content = read_message_text(call)
    if call.get("link_preview_options"):
        content["link_preview_options"] = call["link_preview_options"]
    message = _message_to_edit(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, message, TEXT, content)


async def edit_message_caption(call: Call) -> JsonObject:
    content = read_caption(call, call.given)
    if call.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    message = _message_to_edit(call)
    if "photo" not in message.content and "document" not in message.content:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, message, CAPTION, content)


async def edit_message_media(call: Call) -> JsonObject:
    """Another picture or file; also turns a text message into one with media, never back."""
    media = call["media"]
    kind = media["type"]
    if kind not in ("photo", "document"):
        raise not_played(f"media of type {kind}")
    caption = read_caption(call, media)
    file = await read_file(call.emulator, kind, media["media"], call.uploads)
    message = _message_to_edit(call)
    if not {"photo", "document", "text"} & message.content.keys():
        raise bad_request("message media can't be edited")
    return _edit(call, message, (*TEXT, *MEDIA), media_content(call, kind, file, media) | caption)


async def edit_message_reply_markup(call: Call) -> JsonObject:
    return _edit(call, _message_to_edit(call), (), {})


def _message_to_edit(call: Call) -> StoredMessage:
    """The bot's own message that an edit means."""
    if "chat_id" not in call.given and "message_id" not in call.given:
        if "inline_message_id" in call.given:
            raise bad_request("MESSAGE_ID_INVALID")
        raise bad_request("message identifier is not specified")
    if "chat_id" not in call.given:
        raise bad_request("chat_id is empty")
    person = chat_partner(call, call["chat_id"])
    message = existing_message(call, person.id, call.get("message_id", 0), "message to edit")
    if not is_own(call, message):
        raise bad_request("message can't be edited")
    reachable_person(call, person.id)
    return message


def _edit(call: Call, message: StoredMessage, replaced: tuple[str, ...], content: JsonObject) -> JsonObject:
    """Replaces some of a message's fields, and its keyboard: an edit that names none takes it away."""
    markup = check_inline_markup(call.get("reply_markup"))
    replaced = (*replaced, "reply_markup")
    kept = {name: value for name, value in message.content.items() if name not in replaced}
    edited = kept | content | ({"reply_markup": markup} if markup else {})
    if all(edited.get(name) == message.content.get(name) for name in replaced):
        raise bad_request(NOT_MODIFIED)
    with call.emulator.store.transaction():
        return call.emulator.change(message, edited).content


# --- taking away -----------------------------------------------------------------------------------------------------


async def delete_message(call: Call) -> bool:
    person = chat_partner(call, call["chat_id"])
    message = existing_message(call, person.id, call["message_id"], "message to delete")
    if not _deletable(call, message):
        raise bad_request("message can't be deleted for everyone")
    call.emulator.delete(message)
    return True


async def delete_messages(call: Call) -> bool:
    """Deletes those that are there; the others are skipped, as Telegram does."""
    ids = call["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    person = chat_partner(call, call["chat_id"])
    with call.emulator.store.transaction():
        for message_id in ids:
            message = call.emulator.store.message(person.id, message_id)
            if message and _deletable(call, message):
                call.emulator.delete(message)
    return True


def _deletable(call: Call, message: StoredMessage) -> bool:
    return bool(call.emulator.now() - message.content["date"] < DELETABLE_SECONDS)


# --- pins and reactions ----------------------------------------------------------------------------------------------


async def pin_chat_message(call: Call) -> bool:
    person = reachable_person(call, call["chat_id"])
    message = existing_message(call, person.id, call["message_id"], "message to pin")
    with call.emulator.store.transaction():
        call.emulator.store.pin(person.id, message.message_id, call.emulator.next_revision())
        call.emulator.update_quietly(replace(message, extras={**message.extras, "pinned": True}))
    return True


async def unpin_chat_message(call: Call) -> bool:
    person = reachable_person(call, call["chat_id"])
    message_id = call.get("message_id") or call.emulator.store.pinned(person.id)
    if message_id is None:
        raise bad_request("message to unpin not found")
    message = existing_message(call, person.id, message_id, "message to unpin")
    with call.emulator.store.transaction():
        call.emulator.store.unpin(person.id, message_id)
        extras = {name: value for name, value in message.extras.items() if name != "pinned"}
        call.emulator.update_quietly(replace(message, extras=extras))
    return True


async def set_message_reaction(call: Call) -> bool:
    reactions = call.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji") not in REACTIONS for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    person = chat_partner(call, call["chat_id"])
    message = existing_message(call, person.id, call["message_id"], "message to react")
    extras = {name: value for name, value in message.extras.items() if name != "reactions"}
    if reactions:
        extras["reactions"] = [reaction["emoji"] for reaction in reactions]
    call.emulator.update_quietly(replace(message, extras=extras))
    return True
