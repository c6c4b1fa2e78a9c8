"""aiosqlite's connection with a cursor that goes to the connection's thread once for most statements.

As aiosqlite has it, a statement takes four trips: for a cursor, to execute, to fetch, to close. Each wakes a thread,
which waits for the interpreter's lock and then wakes the event loop. Measured: half of what a query costs.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import aiosqlite

R = TypeVar("R")
_Rows = list[tuple[Any, ...]]

# So many rows come back from the trip on which a statement is executed; who wants more goes again.
ROWS_AT_ONCE = 1_000


class OneTripCursor:
    """What SQLAlchemy asks of a cursor. Its rows are fetched as it executes, and it is closed, if they are not many."""

    arraysize = 1

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: _Rows = []
        self._open: sqlite3.Cursor | None = None
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "OneTripCursor":
        """Executes a statement."""
        return await self._run(lambda cursor: cursor.execute(statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> "OneTripCursor":
        """Executes a statement once for each of the parameters."""
        return await self._run(lambda cursor: cursor.executemany(statement, parameters))

    async def fetchone(self) -> tuple[Any, ...] | None:
        """The next row."""
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int = arraysize) -> _Rows:
        """At most so many of the next rows; none only if there are no more."""
        if not self._rows and self._open is not None:
            self._rows = await self._connection.trip(partial(self._open.fetchmany, max(size, ROWS_AT_ONCE)))
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    async def fetchall(self) -> _Rows:
        """All rows that were not fetched yet."""
        rest = [] if self._open is None else await self._connection.trip(self._open.fetchall)
        taken, self._rows = self._rows + rest, []
        return taken

    async def close(self) -> None:
        """Fetches no more."""
        if self._open is not None:
            await self._connection.trip(self._open.close)
            self._open = None

    async def _run(self, execute: Callable[[sqlite3.Cursor], object]) -> "OneTripCursor":
        def trip() -> None:
            cursor = self._connection.opened.cursor()
            try:
                execute(cursor)
                self.description = cursor.description
                self._rows = [] if cursor.description is None else cursor.fetchmany(ROWS_AT_ONCE)
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
                self._open = cursor if len(self._rows) == ROWS_AT_ONCE else None
            finally:
                if self._open is None:
                    cursor.close()

        await self.close()
        await self._connection.trip(trip)
        return self


class OneTripConnection(aiosqlite.Connection):
    """A connection with such cursors."""

    @property
    def opened(self) -> sqlite3.Connection:
        """The driver's own connection, which is used in its thread only."""
        return self._conn

    def cursor(self) -> Any:
        """A cursor; nothing is asked of the database for it."""
        return OneTripCursor(self)

    async def trip(self, errand: Callable[[], R]) -> R:
        """What comes of doing something in the connection's thread."""
        done: R = await self._execute(errand)  # type: ignore[no-untyped-call]  # aiosqlite says no types here
        return done


def one_trip(database: str, **options: Any) -> OneTripConnection:
    """As `aiosqlite.connect`."""
    connection = OneTripConnection(
        partial(sqlite3.connect, database, **options), iter_chunk_size=ROWS_AT_ONCE
    )
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does to those that it makes itself
    return connection
