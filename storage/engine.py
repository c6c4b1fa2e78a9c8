"""Engines, with the settings without which SQLite loses money."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

# How long a connection waits for the file's one writer; only another process can make it wait at all.
BUSY_TIMEOUT_MS = 5_000
READERS = 4


def writer_engine(database_url: str) -> AsyncEngine:
    """The engine of the one connection that writes: it locks at BEGIN, and a commit is on disk when it returns."""
    engine = create_async_engine(make_url(database_url), pool_size=1, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # Left to itself the driver begins transactions late and reads before it locks: read-modify-write then
        # loses updates silently. With no isolation level of its own, BEGIN IMMEDIATE below is the only one.
        connection.isolation_level = None
        _set_pragmas(connection, synchronous="FULL", foreign_keys="ON")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reader_engine(database_url: str) -> AsyncEngine:
    """The engine of the connections that only read, beside the writer (WAL) and unable to write."""
    engine = create_async_engine(make_url(database_url), pool_size=READERS, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        _set_pragmas(connection, query_only="ON")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _set_pragmas(connection: Any, **pragmas: str) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def sync_url(database_url: str) -> URL:
    """The same database by its synchronous driver, for migrations."""
    url = make_url(database_url)
    return url.set(drivername=url.get_backend_name())
