"""The ledger's rules hold for whoever writes to the file: SQLite itself refuses, with no program of ours in between."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.commands import RecordAdminUse
from core.domain.ids import AccountId, IntentId
from storage import open_store
from tests.storage.asking import accepted, crediting, open_account
from tests.storage.books import Wall
from tests.support.house import ADMIN, ZONE

APPEND_ONLY = ("entries", "postings", "receipts", "audit_trail")


@pytest.fixture
async def account_id(url: str) -> AccountId:
    """An account with one credit, one receipt and one use of an admin's power in the file."""
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        account_id = await open_account(store)
        await accepted(store, crediting(account_id, 1, 500))
        looking = RecordAdminUse(intent=IntentId("look"), actor=ADMIN, action="look", subject=account_id)
        await accepted(store, looking)
    return account_id


@pytest.fixture
def stranger(path: Path, account_id: AccountId) -> Iterator[sqlite3.Connection]:
    """Somebody who opened the file with their own tool and its usual settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def post(connection: sqlite3.Connection, entry_id: str, *legs: tuple[str, int, int]) -> None:
    """Write legs as (account, amount, version)."""
    connection.executemany(
        "INSERT INTO postings (entry_id, leg, account_id, amount_minor, balance_after_minor, version)"
        " VALUES (?, ?, ?, ?, 0, ?)",
        [(entry_id, leg, *values) for leg, values in enumerate(legs)],
    )


def enter(connection: sqlite3.Connection, entry_id: str, reference: str = "forged") -> None:
    connection.execute("INSERT INTO entries VALUES (?, ?, 'credit', 'CNY', 0)", (entry_id, reference))


def test_a_balanced_entry_is_taken(stranger: sqlite3.Connection, account_id: AccountId):
    post(stranger, "ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1))
    enter(stranger, "ent_1")


def test_an_entry_that_does_not_sum_to_zero_is_refused(stranger: sqlite3.Connection, account_id: AccountId):
    post(stranger, "ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 6, 1))
    with pytest.raises(sqlite3.IntegrityError, match="does not balance"):
        enter(stranger, "ent_1")


def test_an_entry_without_postings_is_refused(stranger: sqlite3.Connection):
    with pytest.raises(sqlite3.IntegrityError, match="does not balance"):
        enter(stranger, "ent_1")


def test_a_posting_of_nothing_is_refused(stranger: sqlite3.Connection, account_id: AccountId):
    with pytest.raises(sqlite3.IntegrityError, match="ck_postings_amount"):
        post(stranger, "ent_1", (f"{account_id}:available", 0, 2))


def test_a_posting_to_an_entry_that_stands_is_refused(stranger: sqlite3.Connection, account_id: AccountId):
    (entry_id,) = stranger.execute("SELECT id FROM entries").fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="the entry is closed"):
        stranger.execute(
            "INSERT INTO postings VALUES (?, 9, ?, 5, 5, 2)", (entry_id, f"{account_id}:available")
        )


def test_a_second_posting_of_one_version_is_refused(stranger: sqlite3.Connection, account_id: AccountId):
    with pytest.raises(sqlite3.IntegrityError):
        post(stranger, "ent_1", (f"{account_id}:available", -5, 1))


def test_an_entry_is_caused_only_once(stranger: sqlite3.Connection, account_id: AccountId):
    post(stranger, "ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1))
    with pytest.raises(sqlite3.IntegrityError):
        enter(stranger, "ent_1", reference="credit:credit-1")


def test_a_floored_account_cannot_fall_below_zero(stranger: sqlite3.Connection, account_id: AccountId):
    with pytest.raises(sqlite3.IntegrityError, match="ck_ledger_accounts_floor"):
        stranger.execute(
            "UPDATE ledger_accounts SET balance_minor = -1 WHERE id = ?", (f"{account_id}:available",)
        )


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_changed(stranger: sqlite3.Connection, table: str):
    columns = [name for _, name, *_ in stranger.execute(f"PRAGMA table_info({table})")]
    assert stranger.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,)
    for column in columns:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            stranger.execute(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_deleted(stranger: sqlite3.Connection, table: str):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_replaced(stranger: sqlite3.Connection, table: str):
    # REPLACE deletes without asking the triggers on deletion.
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(f"REPLACE INTO {table} SELECT * FROM {table}")


def test_a_posting_cannot_be_replaced_by_another_of_its_version(
    stranger: sqlite3.Connection, account_id: AccountId
):
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(
            "REPLACE INTO postings VALUES ('ent_1', 0, ?, 999, 999, 1)", (f"{account_id}:available",)
        )
