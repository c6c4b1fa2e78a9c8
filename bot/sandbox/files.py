"""Files that are sent and fetched. The same bytes are the same file, with the same ids, however often they come."""

from __future__ import annotations

import asyncio
import mimetypes
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.emulator import Emulator
from bot.sandbox.fetching import fetch
from bot.sandbox.pictures import measure, measure_animation, measure_sticker, small_enough
from bot.sandbox.records import StoredFile
from bot.sandbox.refusals import Refusal, bad_request

JsonObject = dict[str, Any]

FILE_BYTES_LIMIT = 50 * 1024 * 1024
DOWNLOAD_BYTES_LIMIT = 20 * 1024 * 1024
PREFIXES = {
    "photo": "AgACAgUAAxkBAA",
    "thumbnail": "AgACAgUAAxkBBA",
    "document": "BQACAgUAAxkBAA",
    "animation": "CgACAgUAAxkBAA",
    "sticker": "CAACAgUAAxkBAA",
}
# Telegram says nothing of what an animated sticker or a film measures; these are what stickers measure.
UNMEASURED = (512, 512)
MOVING_STICKERS = {"application/x-tgsticker": "is_animated", "video/webm": "is_video"}


async def read_file(
    emulator: Emulator,
    kind: str,
    given: Upload | str,
    uploads: dict[str, Upload],
    thumbnail: Upload | str | None = None,
) -> StoredFile:
    """The file a parameter means: uploaded itself, attached by name (`attach://…`), at an address, or known by its id.

    `kind` is `photo`, `document`, `animation` or `sticker`. A thumbnail counts only if it is uploaded along with the
    file. Raises Refusal in Telegram's words.
    """
    upload = _upload(kind, given, uploads)
    if upload is None and isinstance(given, str) and given.startswith(("http://", "https://")):
        upload = await fetch(given, kind)
    if upload is not None:
        return await _store(emulator, kind, upload, _small(emulator, thumbnail, uploads))
    known = emulator.store.file(given) if isinstance(given, str) else None
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return known


def is_upload(given: Upload | str) -> bool:
    """Whether a parameter brings a new file along."""
    return isinstance(given, Upload) or given.startswith("attach://")


def _upload(kind: str, given: Upload | str, uploads: dict[str, Upload]) -> Upload | None:
    if isinstance(given, Upload):
        return given
    if not given.startswith("attach://"):
        return None
    attached = uploads.get(given.removeprefix("attach://"))
    if attached is None:
        raise bad_request(f"there is no {kind} in the request")
    return attached


def _small(
    emulator: Emulator, thumbnail: Upload | str | None, uploads: dict[str, Upload]
) -> StoredFile | None:
    """The thumbnail that came along, if it is one that Telegram would take."""
    if isinstance(thumbnail, str):
        thumbnail = uploads.get(thumbnail.removeprefix("attach://"))
    picture = small_enough(thumbnail.data) if thumbnail else None
    if picture is None:
        return None
    size = (picture.width, picture.height)
    small = _file("thumbnail", _digest(picture.data), picture.data, "image/jpeg", size)
    emulator.store.save_file(small)
    return small


# --- as the Bot API shows them ---------------------------------------------------------------------------------------


def photo_sizes(emulator: Emulator, photo: StoredFile) -> list[JsonObject]:
    """A photo's sizes, the smallest first."""
    small = emulator.store.file(photo.thumbnail) if photo.thumbnail else None
    return [_photo_size(size) for size in (small, photo) if size is not None]


def document(emulator: Emulator, file: StoredFile) -> JsonObject:
    """The Bot API's Document; an animation is one too."""
    return _ids(file) | _thumbnail(emulator, file) | _described(file)


def animation(emulator: Emulator, file: StoredFile) -> JsonObject:
    """The Bot API's Animation."""
    moving = measure_animation(file.data)
    measured = {
        "width": file.width,
        "height": file.height,
        "duration": moving.seconds if moving else 0,
    }
    return _ids(file) | measured | _thumbnail(emulator, file) | _described(file)


def sticker(file: StoredFile, emoji: str | None = None) -> JsonObject:
    """The Bot API's Sticker, of no set."""
    moves = MOVING_STICKERS.get(file.mime_type)
    kind = {"type": "regular", "width": file.width, "height": file.height}
    moving = {"is_animated": moves == "is_animated", "is_video": moves == "is_video"}
    told = {"emoji": emoji} if emoji else {}
    return _ids(file) | kind | moving | told | {"file_size": len(file.data)}


def _described(file: StoredFile) -> JsonObject:
    named = {"file_name": file.file_name} if file.file_name else {}
    return named | {"mime_type": file.mime_type, "file_size": len(file.data)}


def _thumbnail(emulator: Emulator, file: StoredFile) -> JsonObject:
    small = emulator.store.file(file.thumbnail) if file.thumbnail else None
    return {"thumbnail": _photo_size(small)} if small else {}


def file_description(emulator: Emulator, file_id: str) -> JsonObject:
    """The File by which a bot downloads."""
    file = emulator.store.file(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > DOWNLOAD_BYTES_LIMIT:
        raise bad_request("file is too big")
    return _ids(file) | {"file_size": len(file.data), "file_path": file.file_path}


def _ids(file: StoredFile) -> JsonObject:
    return {"file_id": file.file_id, "file_unique_id": file.file_unique_id}


def _photo_size(file: StoredFile) -> JsonObject:
    return _ids(file) | {"width": file.width, "height": file.height, "file_size": len(file.data)}


async def _store(emulator: Emulator, kind: str, upload: Upload, small: StoredFile | None) -> StoredFile:
    if kind == "photo":
        return await _store_photo(emulator, upload)
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > FILE_BYTES_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    name = PurePath(upload.file_name).name or None
    mime_type = mimetypes.guess_type(name or "")[0] or "application/octet-stream"
    size = None
    if kind == "sticker":
        mime_type, size = _sticker_type(upload, mime_type)
    elif kind == "animation":
        moving = measure_animation(upload.data)
        mime_type, size = (
            ("image/gif", (moving.width, moving.height)) if moving else ("video/mp4", UNMEASURED)
        )
    digest = _digest(upload.data, f"{name or ''} {small.file_id if small else ''}".strip())
    file = _file(kind, digest, upload.data, mime_type, size, small, name)
    emulator.store.save_file(file)
    return file


def _sticker_type(upload: Upload, mime_type: str) -> tuple[str, tuple[int, int]]:
    if upload.data.startswith(b"\x1f\x8b"):
        return "application/x-tgsticker", UNMEASURED
    if upload.data.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm", UNMEASURED
    return "image/png" if mime_type == "image/png" else "image/webp", measure_sticker(upload.data)


async def _store_photo(emulator: Emulator, upload: Upload) -> StoredFile:
    digest = _digest(upload.data)
    known = emulator.store.file(PREFIXES["photo"] + digest)
    if known:
        return known
    picture = await asyncio.to_thread(measure, upload.data)
    small = None
    if picture.small:
        size = (picture.small.width, picture.small.height)
        small = _file("thumbnail", digest, picture.small.data, "image/jpeg", size)
        emulator.store.save_file(small)
    photo = _file("photo", digest, upload.data, picture.mime_type, (picture.width, picture.height), small)
    emulator.store.save_file(photo)
    return photo


def _digest(data: bytes, name: str = "") -> str:
    return urlsafe_b64encode(sha256(name.encode() + b"\0" + data).digest()).decode().rstrip("=")


def _file(
    kind: str,
    digest: str,
    data: bytes,
    mime_type: str,
    size: tuple[int, int] | None = None,
    small: StoredFile | None = None,
    name: str | None = None,
) -> StoredFile:
    width, height = size or (None, None)
    ending = PurePath(name or "").suffix or mimetypes.guess_extension(mime_type) or ""
    return StoredFile(
        file_id=PREFIXES[kind] + digest,
        file_unique_id=f"AQAD{digest[:11]}{kind[0]}",
        kind=kind,
        file_name=name,
        mime_type=mime_type,
        file_path=f"{kind}s/{digest[:16]}{ending}",
        width=width,
        height=height,
        thumbnail=small.file_id if small else None,
        data=data,
    )
