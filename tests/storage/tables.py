"""What a database holds: as raw rows, and as the values that a store in plain dictionaries holds."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from core.book import RecordedReceipt
from storage import rows
from storage import translations as t
from storage.codec import decode_notice, decode_receipt

T = TypeVar("T")
V = TypeVar("V")
Rows = dict[str, set[tuple[Any, ...]]]


def visit(url: str, work: Callable[[Connection], T]) -> T:
    """What a stranger finds, or does, in one transaction with their own tool and its usual settings."""

    async def go() -> T:
        engine = create_async_engine(address_of(url), poolclass=NullPool)
        async with engine.connect() as connection:
            done = await connection.run_sync(work)
            await connection.commit()
        return done

    with ThreadPoolExecutor(1) as beside_the_tests_own_loop:
        return beside_the_tests_own_loop.submit(asyncio.run, go()).result()


class Visitor:
    """A stranger who stays connected, and whose every visit is undone."""

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._engine = create_async_engine(address_of(url))

    def visit(self, work: Callable[[Connection], T]) -> T:
        """What is found, or done, in one transaction that is rolled back."""

        async def go() -> T:
            async with self._engine.connect() as connection:
                await connection.run_sync(off_guard)
                return await connection.run_sync(work)

        return asyncio.run_coroutine_threadsafe(go(), self._loop).result()

    def leave(self) -> None:
        """Hang up."""
        asyncio.run_coroutine_threadsafe(self._engine.dispose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def address_of(url: str) -> URL:
    """The URL with the driver that this project uses."""
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    address = make_url(url)
    return address.set(drivername=driver[address.get_backend_name()])


def raw_rows(url: str) -> Rows:
    """Every row of every table, by table."""

    def look(connection: Connection) -> Rows:
        return {
            name: set(map(tuple, connection.execute(text(f'SELECT * FROM "{name}"'))))
            for name in inspect(connection).get_table_names()
        }

    return visit(url, look)


def every(url: str, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a query; its parameters are written as question marks."""
    names = count()
    written = {":": lambda: "\\:", "?": lambda: f":p{next(names)}"}
    named = "".join(written[symbol]() if symbol in written else symbol for symbol in query)
    values = {f"p{number}": value for number, value in enumerate(parameters)}
    return visit(url, lambda connection: [tuple(row) for row in connection.execute(text(named), values)])


def one(url: str, query: str, *parameters: Any) -> Any:
    """The first column of a query's one row."""
    [(value, *_)] = every(url, query, *parameters)
    return value


def alter(url: str, *statements: str) -> int:
    """Change rows behind the program's back, past triggers, checks and foreign keys; how many changed."""

    def change(connection: Connection) -> int:
        off_guard(connection)
        # Sent as they are: in text() the colon of ":held" would begin a parameter.
        return sum(connection.exec_driver_sql(statement).rowcount for statement in statements)

    return visit(url, change)


def off_guard(connection: Connection) -> None:
    """Let nothing be refused for the rest of this transaction."""
    if connection.dialect.name == "sqlite":
        _off_guard_sqlite(connection)
    else:
        _off_guard_postgresql(connection)


def _off_guard_sqlite(connection: Connection) -> None:
    triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    for trigger in triggers:
        connection.execute(text(f"DROP TRIGGER {trigger}"))
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))


def _off_guard_postgresql(connection: Connection) -> None:
    checks = text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conrelid > 0"
    )
    for table, check in connection.execute(checks).all():
        connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{check}"'))
    connection.execute(text("SET session_replication_role = replica"))


_SHELVES: dict[str, t.Translation[Any]] = {
    "staff": t.STAFF,
    "standstill": t.STANDSTILL,
    "identities": t.IDENTITIES,
    "participants": t.PARTICIPANTS,
    "codes": t.CODES,
    "customers": t.CUSTOMERS,
    "accounts": t.ACCOUNTS,
    "links": t.LINKS,
    "ledger": t.LEDGER,
    "products": t.PRODUCTS,
    "campaigns": t.CAMPAIGNS,
    "pledges": t.PLEDGES,
    "holds": t.HOLDS,
    "deposits": t.DEPOSITS,
    "shares": t.SHARES,
    "payouts": t.PAYOUTS,
    "orders": t.ORDERS,
    "audit": t.AUDIT,
    "mismatches": t.MISMATCHES,
    "corrections": t.CORRECTIONS,
    "reconciling": t.RECONCILING,
    "reconciliations": t.RECONCILIATIONS,
    "partners": t.PARTNERS,
    "designations": t.DESIGNATIONS,
    "remindings": t.REMINDINGS,
    "endpoints": t.ENDPOINTS,
}
VERSIONED = [translation for translation in _SHELVES.values() if "version" in translation.table.columns]
"""How values become rows that may change later."""


def values(url: str) -> dict[str, dict[Any, Any]]:
    """Everything as values by shelf and key, to be compared with `MemoryStore.tables()`."""
    return visit(url, _values)


def _values(connection: Connection) -> dict[str, dict[Any, Any]]:
    held: dict[str, dict[Any, Any]] = {
        name: {
            row._mapping[translation.key]: translation.from_row(row)
            for row in connection.execute(translation.select)
        }
        for name, translation in _SHELVES.items()
    }
    legs: defaultdict[str, list[Any]] = defaultdict(list)
    for leg in connection.execute(select(rows.PostingRow).order_by(rows.PostingRow.leg)):
        legs[leg.entry_id].append(leg)
    held["entries"] = {
        row.id: t.entry_from_rows(row, legs[row.id]) for row in connection.execute(select(rows.EntryRow))
    }
    held["invitations"] = {
        (row.campaign_id, row.participant_id): t.invitation_from_row(row)
        for row in connection.execute(select(rows.InvitationRow))
    }
    held["campaign_keys"] = {
        row.digest: row.campaign_id for row in connection.execute(select(rows.CampaignKeyRow))
    }
    held["deliveries"] = {
        row.id: t.delivery_from_row(row) for row in connection.execute(select(rows.DeliveryRow))
    }
    kept = select(rows.NoticeRow).where(
        rows.NoticeRow.body.is_not(None)
    )  # the content of one that was sent is not
    held["notices"] = {row.id: decode_notice(row.kind, row.body) for row in connection.execute(kept)}
    held["receipts"] = {
        row.intent: RecordedReceipt(row.fingerprint, decode_receipt(row.outcome, row.kind, row.body))
        for row in connection.execute(select(rows.ReceiptRow))
    }
    return held


def unversioned(value: V) -> V:
    """The value as if its row had never been written twice."""
    return replace(value, version=0) if hasattr(value, "version") else value  # type: ignore[type-var]  # every kind of value is a dataclass


def without_versions(held: Mapping[str, Mapping[Any, Any]]) -> dict[str, dict[Any, Any]]:
    """The values as if no row had ever been written twice.

    Rows count the transactions they were changed in, so versions tell batches from single commands; nothing else does.
    The ledger's versions stay: they count postings.
    """
    return {
        shelf: {key: value if shelf == "ledger" else unversioned(value) for key, value in kept.items()}
        for shelf, kept in held.items()
    }
