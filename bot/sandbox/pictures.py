"""Photos, stickers and animations: measured by decoding them, refused as Telegram refuses them, made small."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageSequence

from bot.sandbox.refusals import Refusal, bad_request

PHOTO_BYTES_LIMIT = 10 * 1024 * 1024
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20
THUMBNAIL_SIDE = 320
THUMBNAIL_BYTES_LIMIT = 200 * 1024


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


def small_enough(data: bytes) -> Small | None:
    """A thumbnail the bot made itself, if it is one that counts: a JPEG of at most 320 by 320 pixels and 200 kB."""
    if len(data) > THUMBNAIL_BYTES_LIMIT:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.load()
            fits = max(image.size) <= THUMBNAIL_SIDE
            return Small(image.width, image.height, data) if fits else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def measure_sticker(data: bytes) -> tuple[int, int]:
    """The size of a sticker that does not move. Raises Refusal for what is neither WEBP nor PNG."""
    try:
        with Image.open(io.BytesIO(data), formats=["WEBP", "PNG"]) as image:
            image.load()
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None


@dataclass(frozen=True, slots=True)
class Moving:
    """An animated picture's size, and how long it takes."""

    width: int
    height: int
    seconds: int


def measure_animation(data: bytes) -> Moving | None:
    """A GIF's size and duration; None for what is no GIF."""
    try:
        with Image.open(io.BytesIO(data), formats=["GIF"]) as image:
            milliseconds = 0
            for frame in ImageSequence.Iterator(image):
                milliseconds += int(frame.info.get("duration", 0))
            return Moving(image.width, image.height, milliseconds // 1000)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


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
