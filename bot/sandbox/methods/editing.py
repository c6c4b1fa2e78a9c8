"""editMessageText, -Caption, -Media, -ReplyMarkup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.files import is_upload
from bot.sandbox.keyboards import check_inline_markup
from bot.sandbox.methods.call import (
    Call,
    existing_message,
    is_own,
    known_chat,
    read_caption,
    read_message_text,
    writable_chat,
)
from bot.sandbox.methods.ephemeral import ephemeral_message
from bot.sandbox.methods.media import CAPTIONED, read_media
from bot.sandbox.methods.rich import read_rich_message
from bot.sandbox.records import StoredMessage
from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)

CAPTION = ("caption", "caption_entities", "show_caption_above_media")
TEXT = ("text", "entities", "link_preview_options", "rich_message")
MEDIA = (*CAPTIONED, "has_media_spoiler", *CAPTION)
INLINE_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{24,}")


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit puts in the place of which fields of a message; one without any of `of` is refused in `words`."""

    replaced: tuple[str, ...]
    content: JsonObject
    of: tuple[str, ...] = ()
    words: str = ""


async def edit_message_text(call: Call) -> JsonObject | bool:
    edit = await text_edit(call)
    return _answer(call, apply(call, _message_to_edit(call), edit))


async def edit_message_caption(call: Call) -> JsonObject | bool:
    edit = caption_edit(call)
    return _answer(call, apply(call, _message_to_edit(call), edit))


async def edit_message_media(call: Call) -> JsonObject | bool:
    """Another picture or file; also turns a text message into one with media, never back."""
    _check_inline_media(call)
    edit = await media_edit(call)
    message = _message_to_edit(call)
    _check_album(call, message)
    return _answer(call, apply(call, message, edit))


async def edit_message_reply_markup(call: Call) -> JsonObject | bool:
    return _answer(call, apply(call, _message_to_edit(call), Edit((), {})))


# --- ephemeral messages ----------------------------------------------------------------------------------------------


async def edit_ephemeral_message_text(call: Call) -> bool:
    return _edit_ephemeral(call, await text_edit(call))


async def edit_ephemeral_message_caption(call: Call) -> bool:
    return _edit_ephemeral(call, caption_edit(call))


async def edit_ephemeral_message_media(call: Call) -> bool:
    return _edit_ephemeral(call, await media_edit(call))


async def edit_ephemeral_message_reply_markup(call: Call) -> bool:
    return _edit_ephemeral(call, Edit((), {}))


def _edit_ephemeral(call: Call, edit: Edit) -> bool:
    message = ephemeral_message(call)
    writable_chat(call, message.chat_id)
    apply(call, message, edit)
    return True


# --- what an edit changes --------------------------------------------------------------------------------------------


async def text_edit(call: Call) -> Edit:
    """Another text, or rich message, of a text or rich message."""
    if "rich_message" in call.given:
        if "text" in call.given:
            raise bad_request("exactly one of text and rich_message must be specified")
        content = await read_rich_message(call, call["rich_message"])
    else:
        content = read_message_text(call)
        if call.get("link_preview_options"):
            content["link_preview_options"] = call["link_preview_options"]
    return Edit(TEXT, content, ("text", "rich_message"), "there is no text in the message to edit")


def caption_edit(call: Call) -> Edit:
    content = read_caption(call, call.given)
    if call.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return Edit(CAPTION, content, CAPTIONED, "there is no caption in the message to edit")


async def media_edit(call: Call) -> Edit:
    media = call["media"]
    content = await read_media(call, media["type"], media.get("media", ""), media)
    return Edit(
        (*TEXT, *MEDIA), content, ("text", "rich_message", *CAPTIONED), "message media can't be edited"
    )


def apply(call: Call, message: StoredMessage, edit: Edit) -> StoredMessage:
    """Replaces some of a message's fields, and its keyboard: an edit that names none takes it away."""
    if edit.of and message.content.keys().isdisjoint(edit.of):
        raise bad_request(edit.words)
    markup = check_inline_markup(call.get("reply_markup"))
    replaced = (*edit.replaced, "reply_markup")
    kept = {name: value for name, value in message.content.items() if name not in replaced}
    edited = kept | edit.content | ({"reply_markup": markup} if markup else {})
    if all(edited.get(name) == message.content.get(name) for name in replaced):
        raise bad_request(NOT_MODIFIED)
    with call.emulator.store.transaction():
        return call.emulator.change(message, edited)


# --- which message ---------------------------------------------------------------------------------------------------


def _is_inline(call: Call) -> bool:
    return "chat_id" not in call.given and "message_id" not in call.given


def _answer(call: Call, edited: StoredMessage) -> JsonObject | bool:
    """The message; or True if it was named by its inline id, for the bot may not even know where it is."""
    return True if _is_inline(call) else edited.content


def _message_to_edit(call: Call) -> StoredMessage:
    """The bot's own message that an edit means, or the one somebody sent via the bot."""
    if _is_inline(call):
        return _inline_message(call)
    if "chat_id" not in call.given:
        raise bad_request("chat_id is empty")
    chat = known_chat(call, call["chat_id"])
    message = existing_message(call, chat, call.get("message_id", 0), "message to edit")
    if not is_own(call, message):
        raise bad_request("message can't be edited")
    writable_chat(call, chat.id)
    return message


def _inline_message(call: Call) -> StoredMessage:
    if not call.get("inline_message_id"):
        raise bad_request("message identifier is not specified")
    if not INLINE_MESSAGE_ID.fullmatch(call["inline_message_id"]):
        raise bad_request("invalid inline message identifier specified")
    place = call.emulator.store.chats.inline_message(call["inline_message_id"])
    message = call.emulator.store.message(*place) if place else None
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _check_inline_media(call: Call) -> None:
    """New files cannot be uploaded into an inline message: where it is, the bot does not know."""
    media = call["media"]
    if _is_inline(call) and (is_upload(media.get("media", "")) or "thumbnail" in media):
        raise bad_request("invalid message content specified")


def _check_album(call: Call, message: StoredMessage) -> None:
    kind = call["media"]["type"]
    if "media_group_id" in message.content and kind not in message.content:
        raise bad_request("can't change media type in the album")
