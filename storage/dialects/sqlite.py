"""SQLite: one file, one process that writes it, and the settings without which it loses money."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Table, event
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.dialects.dialect import PATIENCE_SECONDS, READERS, Dialect, Guarded, Rows, Verdict
from storage.dialects.one_trip import one_trip

# How long a connection waits for the file's one writer; only another process can make it wait at all.
BUSY_TIMEOUT_MS = 5_000
PATIENT_CACHE_KIB = 64 * 1024


_REFUSALS = (
    ("unable to open database file", "the file cannot be made or opened there"),
    ("attempt to write a readonly database", "the file may not be written to"),
    ("file is not a database", "the file is no database"),
    ("database is locked", "another program is writing to the file, and does not stop"),
)


class SQLite(Dialect):
    """Locks the whole file at BEGIN; the driver's `executemany` keeps one prepared statement busy."""

    shared = False

    def writer(self, url: URL, *, patient: bool) -> AsyncEngine:
        """Left to itself the driver would begin late and read before it locks, and lose updates in silence.

        What is deleted is overwritten, for who is erased is to be gone from the file, too.
        """
        return _engine(url, 1, "BEGIN IMMEDIATE", synchronous="FULL", foreign_keys="ON", secure_delete="ON")

    def reader(self, url: URL, *, patient: bool) -> AsyncEngine:
        """Beside the writer (WAL), and unable to write. Who reads everything, patiently, has more of it in memory."""
        cached = {"cache_size": f"-{PATIENT_CACHE_KIB}"} if patient else {}
        return _engine(url, READERS, "BEGIN", query_only="ON", **cached)

    def is_there(self, url: URL) -> bool:
        """Whether there is such a file: opening it would make it."""
        return Path(url.database or "").exists()

    def lacks_tables(self, error: DBAPIError) -> bool:
        """SQLite says so in words only, and of what is no database at all in others."""
        return isinstance(error, OperationalError)

    def out_of_reach(self, url: URL, error: Exception) -> str | None:
        """SQLite tells these apart in words only; a table that is missing is none of them."""
        if isinstance(error, FileNotFoundError):
            return f"{url.database}: there is no such folder"
        said = str(error.orig) if isinstance(error, DBAPIError) else ""
        return next((f"{url.database}: {why}" for begins, why in _REFUSALS if said.startswith(begins)), None)

    def verdict(self, error: Exception) -> Verdict:
        """A locked file, or one that could not be written just now, is tried again."""
        return Verdict.AGAIN if isinstance(error, OperationalError) else Verdict.NEVER

    def insert(self, row_type: Any) -> Any:
        """SQLite's own INSERT."""
        return insert(row_type)

    def insert_all(self, connection: Connection, table: Table, rows: Rows) -> None:
        """One statement, once per row: within a process that costs next to nothing."""
        connection.execute(_insert(table), rows)

    def update_all(self, connection: Connection, guarded: Guarded, rows: Rows) -> int:
        """One statement, once per row."""
        return connection.execute(guarded.update, rows).rowcount

    def lock_schema(self, connection: Connection) -> None:
        """Nothing to do: BEGIN IMMEDIATE has locked the file."""

    def lock_names(self, connection: Connection, names: Sequence[str]) -> None:
        """Nothing to do, as above."""


@cache  # as many as there are tables
def _insert(table: Table) -> Executable:
    return plain_insert(table)


def _engine(url: URL, connections: int, begin_with: str, **pragmas: str) -> AsyncEngine:
    if not Path(url.database or "").parent.is_dir():
        raise FileNotFoundError(url.database)  # SQLite makes the file, but no folder
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=PATIENCE_SECONDS,
        hide_parameters=True,
        connect_args={"async_creator_fn": one_trip},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # With no isolation level of its own the driver begins nothing: what is said below is the only BEGIN.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(begin_with)

    return engine
