"""Photos: measured by decoding them, refused as Telegram refuses them, and made small for the list of chats."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from bot.sandbox.refusals import Refusal, bad_request

PHOTO_BYTES_LIMIT = 10 * 1024 * 1024
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20
THUMBNAIL_SIDE = 320


@dataclass(frozen=True, slots=True)
class Small:
    """The picture made small, as JPEG."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """What a photo's bytes turned out to be; `mime_type` as `image/png`; `small` unless it is small already."""

    width: int
    height: int
    mime_type: str
    small: Small | None


def measure(data: bytes) -> Picture:
    """Decodes the whole picture, which takes some milliseconds. Raises Refusal if Telegram would not take it."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > PHOTO_BYTES_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES_LIMIT} bytes"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                return _measured(image)
    except Refusal:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None


def _measured(image: Image.Image) -> Picture:
    width, height = image.size
    if width + height > SIDES_LIMIT or max(width, height) > RATIO_LIMIT * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    image.load()
    small = _small(image) if max(width, height) > THUMBNAIL_SIDE else None
    return Picture(width, height, Image.MIME.get(image.format or "", "application/octet-stream"), small)


def _small(image: Image.Image) -> Small:
    reduced = image.convert("RGB")
    reduced.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
    out = io.BytesIO()
    reduced.save(out, "JPEG", quality=80)
    return Small(reduced.width, reduced.height, out.getvalue())
