"""Rows are looked up by their keys, however many there are of both: no table is read from end to end."""

from typing import Any

import pytest
from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.dialects import sqlite

from storage import queries, rows, sealing, slices
from storage import translations as t
from storage.dialects.keys import KEYS, among
from storage.translations import Translation
from tests.storage import tables

TRANSLATIONS = [value for value in vars(t).values() if isinstance(value, Translation)]
LOOK_UPS = {
    **{f"{translation.table.name} by key": translation.select_by_key for translation in TRANSLATIONS},
    **{f"{translation.table.name} to lock": translation.lock_by_key for translation in TRANSLATIONS},
    **{
        name: value
        for name, value in vars(slices).items()
        if isinstance(value, Select) and KEYS in value.compile(dialect=sqlite.dialect()).params
    },
    "legs of entries": sealing._LEGS,
    "entries that wait no more": sealing._WAITS_NO_MORE,
}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_keys_are_looked_up_in_an_index(empty_database: str):
    def plans(connection: Connection) -> dict[str, str]:
        return {name: _plan(connection, look_up) for name, look_up in LOOK_UPS.items()}

    found = tables.visit(empty_database, plans)
    assert len(found) > 2 * len(TRANSLATIONS)
    assert {name: plan for name, plan in found.items() if "SCAN" in plan} == {}


LOOKS = {
    "updates that wait": queries._WAITING_UPDATES,
    "updates set aside": queries._UPDATES_SET_ASIDE,
    "notices that wait": queries._WAITING_NOTICES,
    "orders that wait": queries._UNANSWERED_ORDERS,
}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_look_at_what_waits_reads_only_the_index_of_it(empty_database: str):
    def plans(connection: Connection) -> dict[str, str]:
        return {name: _plan(connection, look) for name, look in LOOKS.items()}

    found = tables.visit(empty_database, plans)
    assert {
        name: plan for name, plan in found.items() if " USING " not in plan or "INDEX ix_" not in plan
    } == {}


def _plan(connection: Connection, look_up: Any) -> str:
    compiled = look_up.compile(connection)
    parameters = tuple(0 if name != KEYS else "[]" for name in compiled.positiontup or [])
    explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled.string}", parameters)
    # The keys themselves are read from end to end.
    return "; ".join(row.detail for row in explained if "json_each" not in row.detail)


def test_keys_are_a_condition_like_any_other(url: str):
    """It can be one of several, be turned round, and stand in a statement that deletes."""

    def ask(connection: Connection) -> None:
        column = rows.ReceiptRow.intent
        connection.exec_driver_sql(
            "INSERT INTO receipts VALUES ('a', '', '', '', '', 1), ('b', '', '', '', '', 2), ('c', '', '', '', '', 2)"
        )
        keys = {KEYS: ["a", "b"]}
        assert set(connection.scalars(select(column).where(among(column)), keys)) == {"a", "b"}
        later = rows.ReceiptRow.decided_at > 1
        assert set(connection.scalars(select(column).where(later, among(column)), keys)) == {"b"}
        assert set(connection.scalars(select(column).where(later | among(column)), keys)) == {"a", "b", "c"}
        assert set(connection.scalars(select(column).where(~among(column)), keys)) == {"c"}
        waiting = rows.UnsealedEntryRow.entry_id
        connection.exec_driver_sql("INSERT INTO unsealed_entries VALUES ('a'), ('c')")
        assert connection.execute(delete(rows.UnsealedEntryRow).where(among(waiting)), keys).rowcount == 1

    tables.visit(url, ask)
