"""A copy of a SQLite file while it is being written: one state of the whole database, as of one moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from core.domain.seal import NOTHING_SEALED, Head
from storage.dialects import dialect_of


class NotAFile(Exception):
    """The database is no file: its server has its own ways to back it up."""


class NothingToBackUp(Exception):
    """There is no database, or it holds no books of ours."""


def back_up(database_url: str, to: Path) -> Head:
    """Copy the database of a running bot into a new file, whole or not at all; the head of the copy's chain.

    Raises NotAFile, NothingToBackUp; FileExistsError, so that no backup is ever overwritten; and OSError.
    """
    url = make_url(database_url)
    if dialect_of(url).shared:
        raise NotAFile
    if not dialect_of(url).is_there(url):
        raise NothingToBackUp
    if to.exists():
        raise FileExistsError(to)
    unfinished = to.with_name(f"{to.name}.part")
    try:
        unfinished.write_bytes(b"")  # says by itself what is wrong with the place
        head = _copy(Path(url.database or ""), unfinished)
        unfinished.rename(to)
    finally:
        unfinished.unlink(missing_ok=True)
    return head


def _copy(source: Path, to: Path) -> Head:
    """All pages in one step: the bot writes on meanwhile, and the copy sees none of it."""
    with closing(sqlite3.connect(source)) as books, closing(sqlite3.connect(to)) as copy:
        try:
            books.backup(copy)
            last = copy.execute("SELECT sequence, link FROM seals ORDER BY sequence DESC LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise NothingToBackUp from error
    return NOTHING_SEALED if last is None else Head(*last)
