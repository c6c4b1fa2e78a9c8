"""Files that a bot sends by their address: Telegram fetches them itself, and so does the sandbox, from this machine."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.arguments import Upload
from bot.sandbox.links import checked_link
from bot.sandbox.refusals import bad_request
from bot.sandbox.settings import is_loopback

SECONDS = 5.0
PHOTO_BYTES_LIMIT = 5 * 1024 * 1024
FILE_BYTES_LIMIT = 20 * 1024 * 1024
# What Telegram sends as a file by its address; other types only if they were uploaded.
SENDABLE = {
    "photo": ("image/",),
    "animation": ("image/gif", "video/mp4"),
    "document": ("application/pdf", "application/zip", "image/gif"),
    "sticker": ("image/webp",),
}


async def fetch(url: str, kind: str) -> Upload:
    """The file at an address; only this machine's are ever asked. Raises Refusal in Telegram's words."""
    host = _host(url)
    if not is_loopback(host):
        raise bad_request("failed to get HTTP URL content")
    limit = PHOTO_BYTES_LIMIT if kind == "photo" else FILE_BYTES_LIMIT
    try:
        content_type, data = await _get(url, limit)
    except (TimeoutError, ClientError, ValueError):
        raise bad_request("failed to get HTTP URL content") from None
    if not content_type.startswith(SENDABLE[kind]):
        raise bad_request("wrong type of the web page content")
    return Upload(_file_name(url, content_type, kind), content_type, data)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if not host or not (is_loopback(host) or checked_link(url)):
        raise bad_request("wrong HTTP URL specified")
    return host


async def _get(url: str, limit: int) -> tuple[str, bytes]:
    async with (
        ClientSession(timeout=ClientTimeout(SECONDS)) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        if response.status != 200:
            raise ValueError(response.status)
        data = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            data += chunk
            if len(data) > limit:
                raise ValueError("too big")
        return response.content_type, bytes(data)


def _file_name(url: str, content_type: str, kind: str) -> str:
    name = PurePosixPath(unquote(urlsplit(url).path)).name or kind
    return name if PurePosixPath(name).suffix else name + (mimetypes.guess_extension(content_type) or "")
