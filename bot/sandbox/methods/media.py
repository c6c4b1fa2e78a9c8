"""sendPhoto, sendDocument, sendAnimation, sendSticker, sendMediaGroup; and media as messages hold them."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.emulator import Emulator
from bot.sandbox.files import animation, document, is_upload, photo_sizes, read_file, sticker
from bot.sandbox.methods.call import Call, read_caption
from bot.sandbox.methods.sending import deliver
from bot.sandbox.records import StoredFile
from bot.sandbox.refusals import bad_request, not_played

JsonObject = dict[str, Any]

# Those that can be changed into one another; an animation is a document too.
CAPTIONED = ("photo", "animation", "document")
ALBUM_LIMIT = 10


async def send_photo(call: Call) -> JsonObject:
    return deliver(call, await read_media(call, "photo", call["photo"], call.given))


async def send_document(call: Call) -> JsonObject:
    return deliver(call, await read_media(call, "document", call["document"], call.given))


async def send_animation(call: Call) -> JsonObject:
    return deliver(call, await read_media(call, "animation", call["animation"], call.given))


async def send_sticker(call: Call) -> JsonObject:
    file = await read_file(call.emulator, "sticker", call["sticker"], call.uploads)
    told = call.given if is_upload(call["sticker"]) else {}
    return deliver(call, media_content(call.emulator, "sticker", file, told))


async def send_media_group(call: Call) -> list[JsonObject]:
    """An album of up to ten photos, or of up to ten files; all of them are sent, or none."""
    album = call["media"]
    if not album:
        raise bad_request("there are no messages to send")
    if len(album) > ALBUM_LIMIT:
        raise bad_request("too many messages to send as an album")
    _check_alike(album)
    contents = [await read_media(call, item["type"], item["media"], item) for item in album]
    group = {"media_group_id": str(secrets.randbits(53))}
    with call.emulator.store.transaction():
        return [deliver(call, content | group) for content in contents]


def _check_alike(album: list[JsonObject]) -> None:
    kinds = {item["type"] for item in album}
    for kind in sorted(kinds - {"photo", "document"}):
        raise not_played(f"media of type {kind} in albums")
    if len(kinds) > 1:
        raise bad_request("Document can't be mixed with other media types")
    if len({bool(item.get("show_caption_above_media")) for item in album}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")


async def read_media(call: Call, kind: str, given: Upload | str, options: JsonObject) -> JsonObject:
    """A photo, file or animation of a Message, with its caption and how it is shown."""
    if kind not in CAPTIONED:
        raise not_played(f"media of type {kind}")
    caption = read_caption(call, options)
    file = await read_file(call.emulator, kind, given, call.uploads, options.get("thumbnail"))
    return media_content(call.emulator, kind, file, options) | caption


def media_content(emulator: Emulator, kind: str, file: StoredFile, options: JsonObject) -> JsonObject:
    """The same without the caption, of a file that is there; a sticker too."""
    if kind == "sticker":
        return {"sticker": sticker(file, options.get("emoji"))}
    if kind == "document":
        return {"document": document(emulator, file)}
    content: JsonObject = {"photo": photo_sizes(emulator, file)}
    if kind == "animation":
        told = {name: options[name] for name in ("width", "height", "duration") if options.get(name)}
        content = {"animation": animation(emulator, file) | told, "document": document(emulator, file)}
    if options.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if options.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content
