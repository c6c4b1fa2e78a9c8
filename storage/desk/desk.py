"""What every part of the clerical side works with."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.clock import BusinessClock
from storage.codec import microseconds
from storage.dialects import dialect_of
from storage.teller import SqlTeller


class Desk:
    """A teller to write by, connections to read on, and the clock."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        self._teller = teller
        self._readers = readers
        self._clock = clock
        self._dialect = dialect_of(readers.url)

    def _upsert(self, row_type: Any, *key: str, where: Any = None) -> Any:
        """An INSERT that replaces whatever is there under the key, if `where` holds for the old and the new row."""
        insert = self._dialect.insert(row_type)
        others = {name: column for name, column in insert.excluded.items() if name not in key}
        return insert.on_conflict_do_update(
            index_elements=list(key), set_=others, where=None if where is None else where(insert.excluded)
        )

    def _wall(self, seconds: float = 0) -> int:
        """The machine's clock so many seconds from now, as it is stored: what claims run by."""
        return microseconds(self._clock.wall() + timedelta(seconds=seconds))


def names_of(rows: Sequence[Any]) -> list[Any]:
    """The first column."""
    return [row[0] for row in rows]
