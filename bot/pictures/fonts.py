"""The faces we draw with, from packages and never from the system, and which of them has a given character.

Noto Sans CJK draws Latin, Greek, Cyrillic and Chinese; for what it lacks (Arabic, Hebrew, Indic scripts, emoji in one
colour …) the other Noto faces follow. What none of them has is left out: a picture never shows the boxes of a missing
glyph.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from PIL import ImageFont

REGULAR: Final = 400
MEDIUM: Final = 500
BOLD: Final = 700

MAIN = "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED_CHINESE = (
    2  # the collection holds JP, KR, SC, TC, HK: the same characters, five ways to write some
)
_EMOJI = "NotoEmoji[wght].ttf"
LATIN = "NotoSans[wght].ttf"
_NARROW_IN_LATIN = "·’…"
"""Punctuation as wide as an ideograph in the Chinese face, which tears Latin lines apart and is fine narrow in both."""
_LAST = ("NotoSansSymbols[wght].ttf", _EMOJI)
_PROBE_SIZE = 24
_NOBODY_HAS_IT = "\U0010ffff"


@cache
def _faces() -> dict[str, Path]:
    """Every face by its file name, in the order in which they are asked for a character."""
    main = Path(str(files("manimgx_fonts_cjk"))) / MAIN
    others = [
        path for path in sorted(Path(str(files("manimgx_fonts"))).glob("*.ttf")) if "Italic" not in path.name
    ]
    others.sort(key=lambda path: _LAST.index(path.name) + 1 if path.name in _LAST else 0)
    return {path.name: path for path in (main, *others)}


def face_source(face: str) -> tuple[Path, int]:
    """The file that a face is in, and which of that file's fonts it is."""
    return _faces()[face], _SIMPLIFIED_CHINESE if face == MAIN else 0


@cache
def font(face: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels and a weight (100–900)."""
    path, index = face_source(face)
    loaded = ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.RAQM)
    axes = loaded.get_variation_axes()
    # Some faces have a width too, and keep its default.
    loaded.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
    )
    return loaded


@lru_cache(maxsize=8192)
def face_for(cluster: str) -> str | None:
    """The first face that has what is drawn as one (a letter with its marks, an emoji sequence); None if none has."""
    if cluster.isascii():
        return MAIN
    if cluster in _NARROW_IN_LATIN:
        return LATIN
    order = (_EMOJI, *_faces()) if _is_emoji(cluster) else tuple(_faces())
    visible = [
        character for character in cluster if unicodedata.category(character) not in ("Cf", "Mn", "Me")
    ]
    return next(
        (face for face in order if all(_has(face, character) for character in visible or cluster)), None
    )


def _is_emoji(cluster: str) -> bool:
    return "\U0001f000" <= cluster[0] <= "\U0001faff" or "\N{VARIATION SELECTOR-16}" in cluster


@lru_cache(maxsize=8192)
def _has(face: str, character: str) -> bool:
    # Pillow offers no character map, so we look: a missing character is drawn as the face's box.
    return _looks(face, character) != _looks(face, _NOBODY_HAS_IT)


def _looks(face: str, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(face, _PROBE_SIZE, REGULAR).getmask(character)
    return mask.size, bytes(mask)
