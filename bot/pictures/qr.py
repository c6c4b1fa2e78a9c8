"""QR codes that scan from a phone's picture of a picture: level M, a full quiet zone, whole pixels per module."""

from functools import lru_cache
from itertools import groupby

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from bot.pictures.canvas import Canvas
from bot.pictures.palette import WHITE

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004)."""
DARK = (16, 36, 34)


def qr_image(content: str, side: int) -> Image.Image:
    """The code with its quiet zone in a white square of `side` pixels, each module as large as whole pixels allow."""
    modules = _modules(content)
    across = len(modules)
    pixels = side // (across + 2 * QUIET_ZONE)
    if pixels < 1:
        raise ValueError(f"a code of {across} modules does not fit {side} pixels")
    small = Image.new("RGB", (across, across), WHITE)
    small.putdata([DARK if dark else WHITE for row in modules for dark in row])
    code = small.resize((across * pixels, across * pixels), Image.Resampling.NEAREST)
    square = Image.new("RGB", (side, side), WHITE)
    corner = (side - code.width) // 2
    square.paste(code, (corner, corner))
    return square


@lru_cache(maxsize=256)
def _modules(content: str) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(content, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def draw_qr(link: str) -> bytes:
    """A QR code of `link` alone, 800 × 800, as PNG."""
    return Canvas(qr_image(link, 800)).png()


def qr_path(content: str) -> tuple[int, str]:
    """A QR code for SVG: how many modules its square has with the quiet zone, and the dark ones as a path's data."""
    modules = _modules(content)
    path = []
    for y, row in enumerate(modules, start=QUIET_ZONE):
        for dark, run in groupby(enumerate(row, start=QUIET_ZONE), key=lambda each: each[1]):
            columns = [x for x, _ in run]
            if dark:
                path.append(f"M{columns[0]} {y}h{len(columns)}v1h-{len(columns)}z")
    return len(modules) + 2 * QUIET_ZONE, "".join(path)
