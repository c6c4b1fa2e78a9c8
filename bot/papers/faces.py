"""Small fonts to embed: the outlines of just the characters that a paper shows, as TrueType.

The faces are those of `bot.pictures.fonts`. The Chinese one is a variable font of 65,000 PostScript outlines; to cut a
subset out of it takes seconds, to draw the few outlines that are needed at one weight, some milliseconds each.
"""

import atexit
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from unicodedata import combining

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from bot.pictures.fonts import face_source

_MADE_AT: Final = 3_660_681_600
"""2020-01-01 in seconds since 1904, as fonts count."""
_CURVE_ERROR: Final = 0.6
"""How far, in units of 1/1000 em, a quadratic curve may run beside the cubic one that it stands for."""


@cache
def _face(name: str) -> TTFont:
    path, index = face_source(name)
    font = TTFont(path, fontNumber=index, lazy=True)
    atexit.register(font.close)  # what is read of it is read when it is needed
    return font


@lru_cache(maxsize=16)
def _outlines(name: str, weight: int) -> Any:
    """Every outline of the face at this weight, drawn when it is asked for."""
    return _face(name).getGlyphSet(location={"wght": weight})


@lru_cache(maxsize=8192)
def _glyph(name: str, weight: int, glyph_name: str) -> tuple[Any, int]:
    """One outline with quadratic curves, and its advance in units of the face."""
    outlines = _outlines(name, weight)
    taken_apart = DecomposingRecordingPen(
        outlines
    )  # a character made of others refers to some that we leave out
    outlines[glyph_name].draw(taken_apart)
    pen = TTGlyphPen(None)
    taken_apart.replay(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=_is_cubic(name)))
    return pen.glyph(), round(outlines[glyph_name].width)


def has_all(name: str, text: str) -> bool:
    """Whether a face has every character of a text by itself, none to be joined with the one before."""
    known = _face(name).getBestCmap()
    return all(ord(each) in known and not combining(each) for each in text)


def _is_cubic(name: str) -> bool:
    """PostScript outlines run the other way round than TrueType's."""
    return "glyf" not in _face(name)


def write_font(name: str, weight: int, characters: Iterable[str], to: Path) -> None:
    """A TrueType font of these characters of a face. The face is asked only for what it has."""
    face = _face(name)
    chosen = {ord(character): face.getBestCmap()[ord(character)] for character in sorted(characters)}
    order = [".notdef", *sorted(set(chosen.values()) - {".notdef"})]
    drawn = {glyph_name: _glyph(name, weight, glyph_name) for glyph_name in order}
    font = FontBuilder(face["head"].unitsPerEm, isTTF=True)
    # The same characters make the same font, whenever it is written.
    font.updateHead(created=_MADE_AT, modified=_MADE_AT)
    font.font.recalcTimestamp = False
    font.setupGlyphOrder(order)
    font.setupCharacterMap(chosen)
    font.setupGlyf({glyph_name: glyph for glyph_name, (glyph, _) in drawn.items()})
    glyphs = font.font["glyf"]
    font.setupHorizontalMetrics(
        {each: (width, getattr(glyphs[each], "xMin", 0)) for each, (_, width) in drawn.items()}
    )
    ascent, descent = face["hhea"].ascent, face["hhea"].descent
    font.setupHorizontalHeader(ascent=ascent, descent=descent)
    family = f"{name.partition('.')[0].partition('[')[0]}-{weight}"
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    font.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent)
    font.setupPost()
    font.save(to)
