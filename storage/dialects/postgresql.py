"""PostgreSQL: many processes, so rows are locked as they are loaded; a way to go, so rows travel together, as JSON."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Date,
    Executable,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
    update,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.types import TypeEngine

from storage.dialects.dialect import PATIENCE_SECONDS, READERS, Dialect, Guarded, Rows, Verdict

DEFAULT_PORT = 5432
CONNECT_TIMEOUT_SECONDS = 10.0
# Longer than any statement of ours takes: only a server that fell silent is waited for so long.
ANSWER_TIMEOUT_SECONDS = 60.0
LOCK_TIMEOUT = "10s"
_SESSION = {
    "application_name": "hecun",
    "jit": "off",  # it compiles for longer than our statements run
    # A worker that stands still must not keep its locks from the others.
    "idle_in_transaction_session_timeout": "30s",
}
_DURABLE = {"synchronous_commit": "on"}  # whatever the server's default is

_ROWS = "rows"
_SCHEMA_LOCK = 0x4865_6375_6E  # "Hecun": any number that nobody else locks in this database

_LOCK_NAME = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")

UNIQUE_VIOLATION, SERIALIZATION_FAILURE, DEADLOCK, LOCK_NOT_AVAILABLE = "23505", "40001", "40P01", "55P03"
UNDEFINED_TABLE, UNDEFINED_DATABASE, NOT_LET_IN = "42P01", "3D000", "28"
_OVERTAKEN = {UNIQUE_VIOLATION, SERIALIZATION_FAILURE, DEADLOCK, LOCK_NOT_AVAILABLE}
_OUT_OF_REACH = (
    "08",
    "53",
    "57P",
    "25P03",
)  # connection, resources, shutdown, thrown out while standing still


class PostgreSQL(Dialect):
    """READ COMMITTED with explicit locks for the writer, one snapshot per transaction for readers."""

    shared = True

    def writer(self, url: URL, *, patient: bool) -> AsyncEngine:
        """Each statement sees what was committed before it, so what is loaded under a lock is what is there."""
        return _engine(url, 1, "READ COMMITTED", _SESSION | _DURABLE, patient=patient)

    def reader(self, url: URL, *, patient: bool) -> AsyncEngine:
        """As a reader of SQLite sees it."""
        session = _SESSION | {"default_transaction_read_only": "on"}
        return _engine(url, READERS, "REPEATABLE READ", session, patient=patient)

    def is_there(self, url: URL) -> bool:
        """A server makes no database by being asked for it."""
        return True

    def lacks_tables(self, error: DBAPIError) -> bool:
        """By the state that the error carries."""
        return _state_of(error) in (UNDEFINED_TABLE, UNDEFINED_DATABASE)

    def out_of_reach(self, url: URL, error: Exception) -> str | None:
        """By the state that the error carries; without one, nobody answered."""
        host = url.host or url.query.get("host")
        server = f"the server at {host}"
        if isinstance(error, OSError | TimeoutError):
            return f"nobody answers at {host}, port {url.port or DEFAULT_PORT} ({type(error).__name__})"
        state = _state_of(error) if isinstance(error, DBAPIError) else getattr(error, "sqlstate", None) or ""
        if state.startswith(NOT_LET_IN):
            return f"{server} does not let {url.username or 'this user'} in with this password"
        if state == UNDEFINED_DATABASE:
            return f"{server} has no database {url.database}"
        if state.startswith(_OUT_OF_REACH):
            return f"{server} takes no connection now ({state})"
        return None

    def verdict(self, error: Exception) -> Verdict:
        """A unique key that was taken meanwhile is a race of two tellers; what took it is seen the next time."""
        if isinstance(error, OSError | TimeoutError):
            return Verdict.LATER
        if not isinstance(error, DBAPIError):
            return Verdict.NEVER
        state = _state_of(error)
        if state in _OVERTAKEN:
            return Verdict.AGAIN
        if error.connection_invalidated or state.startswith(_OUT_OF_REACH):
            return Verdict.LATER
        return Verdict.NEVER

    def insert(self, row_type: Any) -> Any:
        """PostgreSQL's own INSERT."""
        return insert(row_type)

    def insert_all(self, connection: Connection, table: Table, rows: Rows) -> None:
        """One statement and one parameter for all."""
        connection.execute(_insert(table, tuple(rows[0])), _together(rows))

    def update_all(self, connection: Connection, guarded: Guarded, rows: Rows) -> int:
        """One statement and one parameter for all."""
        return connection.execute(_update(guarded.table, tuple(rows[0])), _together(rows)).rowcount

    def lock_schema(self, connection: Connection) -> None:
        """Whoever comes second waits, and then finds nothing left to do."""
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})"))

    def lock_names(self, connection: Connection, names: Sequence[str]) -> None:
        """Two names may share a number: then one waits for nothing."""
        for name in names:
            connection.execute(_LOCK_NAME, {"name": name})


def _engine(
    url: URL, connections: int, isolation_level: Any, session: dict[str, str], *, patient: bool
) -> AsyncEngine:
    return create_async_engine(
        _for_asyncpg(url),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=PATIENCE_SECONDS,
        hide_parameters=True,
        isolation_level=isolation_level,
        connect_args={
            "server_settings": session | {"lock_timeout": "0" if patient else LOCK_TIMEOUT},
            "timeout": CONNECT_TIMEOUT_SECONDS,
            "command_timeout": None if patient else ANSWER_TIMEOUT_SECONDS,
        },
    )


def _for_asyncpg(url: URL) -> URL:
    """The address as the driver reads it: what libpq calls `sslmode` is `ssl` there."""
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    return url.set(drivername="postgresql+asyncpg", query=query)


def _state_of(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _together(rows: Rows) -> dict[str, str]:
    # Measured: half of what an array per column takes in the driver and in the server, and a third of a row at a time.
    return {_ROWS: msgspec.json.encode(rows).decode()}


def _plain_type(table: Table, name: str) -> "TypeEngine[Any]":
    """The type of a column's values, without what belongs to the column alone, such as its collation."""
    of = {"guard_key": next(iter(table.primary_key.columns)).name, "guard_version": "version"}
    stored = table.columns[of.get(name, name)].type
    for plain in (BigInteger, Integer, Boolean, Date):
        if isinstance(stored, plain):
            return plain()
    return Text()


def _fresh(table: Table, names: Sequence[str]) -> Any:
    """The rows that are given as JSON, as a table."""
    columns = [column(name, _plain_type(table, name)) for name in names]
    given = cast(bindparam(_ROWS, type_=Text()), JSON())
    return func.json_to_recordset(given).table_valued(*columns, name="fresh").render_derived(with_types=True)


@cache  # as many as there are tables and sets of columns in use
def _insert(table: Table, names: tuple[str, ...]) -> Executable:
    fresh = _fresh(table, names)
    return plain_insert(table).from_select(names, select(*(fresh.c[name] for name in names)))


@cache
def _update(table: Table, names: tuple[str, ...]) -> Executable:
    fresh = _fresh(table, names)
    key = next(iter(table.primary_key.columns))
    return (
        update(table)
        .where(key == fresh.c.guard_key, table.c.version == fresh.c.guard_version)
        .values({name: fresh.c[name] for name in names if not name.startswith("guard_")})
    )
