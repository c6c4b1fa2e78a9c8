"""What a database holds: as raw rows, and as the values that a store in plain dictionaries holds."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, select

from core.book import RecordedReceipt
from storage import rows
from storage import translations as t
from storage.codec import decode_notice, decode_receipt

V = TypeVar("V")
Rows = dict[str, set[tuple[Any, ...]]]


def raw_rows(path: Path) -> Rows:
    """Every row of every table, by table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {name: set(connection.execute(f'SELECT * FROM "{name}"')) for name in names}


def one(path: Path, query: str, *parameters: Any) -> Any:
    """The first column of a query's one row."""
    with closing(sqlite3.connect(path)) as connection:
        [(value, *_)] = connection.execute(query, parameters).fetchall()
        return value


def alter(path: Path, *statements: str) -> int:
    """Change rows behind the program's back, past triggers, checks and foreign keys; how many changed."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        changed = sum(connection.execute(statement).rowcount for statement in statements)
        connection.commit()
        return changed


_SHELVES: dict[str, t.Translation[Any]] = {
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
    "orders": t.ORDERS,
    "audit": t.AUDIT,
}
VERSIONED = [translation for translation in _SHELVES.values() if "version" in translation.table.columns]
"""How values become rows that may change later."""


def values(path: Path) -> dict[str, dict[Any, Any]]:
    """Everything as values by shelf and key, to be compared with `MemoryStore.tables()`."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
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
                row.id: t.entry_from_rows(row, legs[row.id])
                for row in connection.execute(select(rows.EntryRow))
            }
            held["notices"] = {
                row.id: decode_notice(row.kind, row.body)
                for row in connection.execute(select(rows.NoticeRow))
            }
            held["receipts"] = {
                row.intent: RecordedReceipt(row.fingerprint, decode_receipt(row.outcome, row.kind, row.body))
                for row in connection.execute(select(rows.ReceiptRow))
            }
            return held
    finally:
        engine.dispose()


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
