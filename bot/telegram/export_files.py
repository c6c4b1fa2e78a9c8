"""Writes an export into a folder, in files small enough for Telegram, each of which opens by itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.papers.export_csv import heads_csv, instants_of, lines_csv
from bot.telegram.visit import Visit
from core.domain.export import ExportKind

PART_BYTES = 45_000_000
"""A bot may send files of 50 MB; this is well below it."""
PARTS_MAX = 8


class TooLong(Exception):
    """It would be more files than anybody wants in a chat."""


@dataclass(slots=True)
class Part:
    """A file of an export, and how many lines it holds beside the heads."""

    path: Path
    lines: int = 0
    bytes: int = 0


async def write_parts(
    kind: ExportKind, first: date, last: date, folder: Path, visit: Visit, *, part_bytes: int = PART_BYTES
) -> list[Part]:
    """What the books hold of the kind in these days; nothing if that is nothing. Raises TooLong."""
    heads, parts = heads_csv(kind), list[Part]()
    async for page in visit.exports.lines(kind, *instants_of(first, last, visit.zone)):
        piece = lines_csv(page, visit.zone)
        if not parts or parts[-1].bytes + len(piece) > part_bytes:
            if len(parts) == PARTS_MAX:
                raise TooLong
            parts.append(Part(folder / f"{len(parts)}.csv"))
            piece = heads + piece
        part = parts[-1]
        with part.path.open("ab") as file:
            file.write(piece)
        part.bytes += len(piece)
        part.lines += len(page)
    return parts
