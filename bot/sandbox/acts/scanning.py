"""Holding a phone's camera to a picture."""

from __future__ import annotations

import io
from typing import Any

from bot.sandbox.acts import starting
from bot.sandbox.acts.here import Unplayable
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Person

JsonObject = dict[str, Any]


def scan(emulator: Emulator, person: Person, file_id: str) -> JsonObject:
    """Reads a picture's QR code, and follows it if it leads to this bot."""
    text = _qr_text(emulator, file_id)
    payload = starting.payload_of(emulator, text)
    if payload is not None:
        starting.start(emulator, person, payload)
    return {"text": text, "payload": payload}


def _qr_text(emulator: Emulator, file_id: str) -> str:
    # Imported here: only scanning needs them, and zxing-cpp is the heaviest thing in this package.
    import zxingcpp  # noqa: PLC0415 - only a scan needs it, and it is slow to import
    from PIL import Image  # noqa: PLC0415 - likewise

    file = emulator.store.file(file_id)
    if file is None:
        raise Unplayable("there is no such picture", 404)
    try:
        with Image.open(io.BytesIO(file.data)) as image:
            codes = zxingcpp.read_barcodes(
                image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
    except OSError:
        raise Unplayable("this is no picture") from None
    if not codes:
        raise Unplayable("there is no QR code in this picture")
    return str(codes[0].text)
