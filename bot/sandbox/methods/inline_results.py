"""The results of an inline query: checked, and made into the messages that choosing one of them sends."""

from __future__ import annotations

from typing import Any

from bot.sandbox import contents
from bot.sandbox.files import read_file
from bot.sandbox.keyboards import check_inline_markup
from bot.sandbox.links import checked_link
from bot.sandbox.methods.call import Call, read_caption, read_message_text
from bot.sandbox.methods.media import media_content
from bot.sandbox.methods.rich import read_rich_message
from bot.sandbox.refusals import Refusal, bad_request, not_played

JsonObject = dict[str, Any]

ID_BYTES_LIMIT = 64
SHOWN = (
    "id",
    "type",
    "title",
    "description",
    "url",
    "thumbnail_url",
    "thumbnail_width",
    "thumbnail_height",
    "photo_url",
)
THINGS = {"contact": contents.contact, "location": contents.location, "venue": contents.venue}
# What a sent message may consist of, by the field that only this kind has.
INPUT_CONTENTS = {"phone_number": contents.contact, "address": contents.venue, "latitude": contents.location}


async def read_result(call: Call, given: JsonObject) -> JsonObject:
    """A result as people are shown it, with the `content` and `reply_markup` of the message it stands for.

    A photo that only has an address is in `fetched` instead: Telegram gets it when somebody chooses it. Raises Refusal.
    """
    if not 1 <= len(given["id"].encode()) <= ID_BYTES_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if given["type"] == "article" and not given["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    try:
        read = await _read_content(call, given)
        markup = check_inline_markup(given.get("reply_markup"))
    except Refusal as refusal:
        raise _of_a_result(refusal) from None
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if any("web_app" in button for button in buttons):
        raise bad_request("BUTTON_TYPE_INVALID")
    shown = {name: given[name] for name in SHOWN if name in given}
    return shown | read | ({"reply_markup": markup} if markup else {})


def _of_a_result(refusal: Refusal) -> Refusal:
    """The refusal as Telegram words it for a part of a result; what its server refuses keeps its name."""
    words = refusal.description.removeprefix("Bad Request: ")
    if refusal.code != 400 or words.replace("_", "").isupper():
        return refusal
    if words == "message is too long":
        return bad_request("MESSAGE_TOO_LONG")
    if words == "message caption is too long":
        return bad_request("MEDIA_CAPTION_TOO_LONG")
    return bad_request(f"can't parse inline query result: {words[:1].upper()}{words[1:]}")


async def _read_content(call: Call, given: JsonObject) -> JsonObject:
    kind, own = given["type"], given.get("input_message_content")
    media = await _read_media(call, given, kind)
    if own is not None:
        preview = {
            name: value for name, value in media.get("content", {}).items() if name in ("photo", "document")
        }
        return ({"preview": preview} if preview else {}) | {"content": await read_input_content(call, own)}
    return media


async def _read_media(call: Call, given: JsonObject, kind: str) -> JsonObject:
    """What the result itself holds; nothing for an article, which has an `input_message_content`."""
    if kind == "article":
        return {}
    if kind in THINGS:
        return {"content": THINGS[kind](given)}
    file_id = given.get(f"{kind}_file_id")
    if kind == "sticker":
        file = await read_file(call.emulator, kind, file_id or "", {})
        return {"content": media_content(call.emulator, kind, file, {})}
    if kind == "photo" and file_id is None:
        return {"fetched": {"kind": kind, "url": _checked_addresses(given), **_shown(call, given)}}
    if kind not in ("photo", "document") or file_id is None:
        raise not_played(f"inline results of type {kind}" + ("" if file_id else " by URL"))
    file = await read_file(call.emulator, kind, file_id, {})
    return {"content": media_content(call.emulator, kind, file, given) | read_caption(call, given)}


def _shown(call: Call, given: JsonObject) -> JsonObject:
    above = {"show_caption_above_media": True} if given.get("show_caption_above_media") else {}
    return {"options": above | read_caption(call, given)}


def _checked_addresses(given: JsonObject) -> str:
    for name, words in (("photo_url", "PHOTO_CONTENT_URL_EMPTY"), ("thumbnail_url", "PHOTO_THUMB_URL_EMPTY")):
        if not given[name]:
            raise bad_request(words)
        if checked_link(given[name]) is None and "://127.0.0.1" not in given[name]:
            raise bad_request("WEBDOCUMENT_URL_INVALID")
    return str(given["photo_url"])


async def read_input_content(call: Call, given: JsonObject) -> JsonObject:
    """The content of a Message from an InputMessageContent."""
    if "message_text" in given:
        content = read_message_text(call, given, "message_text")
        preview = given.get("link_preview_options")
        return content | ({"link_preview_options": preview} if preview else {})
    if "rich_message" in given:
        return await read_rich_message(call, given["rich_message"])
    for name, read in INPUT_CONTENTS.items():
        if name in given:
            return read(given)
    raise not_played("invoices")
