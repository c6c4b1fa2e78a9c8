"""Files the bot sends and fetches. The same bytes are the same file, with the same ids, however often they come."""

from __future__ import annotations

import asyncio
import mimetypes
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.emulator import Emulator
from bot.sandbox.pictures import measure
from bot.sandbox.records import StoredFile
from bot.sandbox.refusals import Refusal, bad_request, not_played

JsonObject = dict[str, Any]

FILE_BYTES_LIMIT = 50 * 1024 * 1024
DOWNLOAD_BYTES_LIMIT = 20 * 1024 * 1024
PREFIXES = {"photo": "AgACAgUAAxkBAA", "thumbnail": "AgACAgUAAxkBBA", "document": "BQACAgUAAxkBAA"}
KIND_NAMES = {"photo": "Photo", "thumbnail": "Thumbnail", "document": "Document"}


async def read_file(
    emulator: Emulator, kind: str, given: Upload | str, uploads: dict[str, Upload]
) -> StoredFile:
    """The file a parameter means: uploaded itself, attached by name (`attach://…`), or known by its file_id.

    `kind` is `photo` or `document`. Raises Refusal in Telegram's words.
    """
    if isinstance(given, Upload):
        return await _store(emulator, kind, given)
    if given.startswith("attach://"):
        attached = uploads.get(given.removeprefix("attach://"))
        if attached is None:
            raise bad_request(f"there is no {kind} in the request")
        return await _store(emulator, kind, attached)
    if given.startswith(("http://", "https://")):
        raise not_played("sending files by URL")
    known = emulator.store.file(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {KIND_NAMES[known.kind]} as {KIND_NAMES[kind]}")
    return known


def photo_sizes(emulator: Emulator, photo: StoredFile) -> list[JsonObject]:
    """A photo's sizes, the smallest first."""
    small = emulator.store.file(photo.thumbnail) if photo.thumbnail else None
    return [_photo_size(size) for size in (small, photo) if size is not None]


def document(file: StoredFile) -> JsonObject:
    named = {"file_name": file.file_name} if file.file_name else {}
    return _ids(file) | named | {"mime_type": file.mime_type, "file_size": len(file.data)}


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


async def _store(emulator: Emulator, kind: str, upload: Upload) -> StoredFile:
    return await _store_photo(emulator, upload) if kind == "photo" else _store_document(emulator, upload)


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


def _store_document(emulator: Emulator, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > FILE_BYTES_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    name = PurePath(upload.file_name).name or None
    mime_type = mimetypes.guess_type(name or "")[0] or "application/octet-stream"
    file = _file("document", _digest(upload.data, name or ""), upload.data, mime_type, name=name)
    emulator.store.save_file(file)
    return file


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
