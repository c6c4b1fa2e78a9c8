"""The ledger's rules hold for whoever writes to the database: it refuses by itself, without a program of ours."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.commands import RecordAdminUse
from core.domain.ids import AccountId, IntentId
from storage import open_store
from tests.storage import tables
from tests.storage.asking import accepted, crediting, open_account
from tests.storage.books import Wall
from tests.support.house import CLERK, ZONE

APPEND_ONLY = ("entries", "postings", "receipts", "audit_trail", "seals")
Stranger = Callable[..., None]


@pytest.fixture
async def account_id(url: str) -> AccountId:
    """An account with one credit, which is sealed, one receipt and one use of the desk's powers."""
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        account_id = await open_account(store)
        await accepted(store, crediting(account_id, 1, 500))
        looking = RecordAdminUse(intent=IntentId("look"), actor=CLERK, action="look", subject=account_id)
        await accepted(store, looking)
        assert await store.sealer.seal(1)
    return account_id


@pytest.fixture
def stranger(url: str, account_id: AccountId) -> Stranger:
    """Somebody with their own tool and its usual settings, who does some things and commits."""

    def do(*things: Callable[[Connection], object]) -> None:
        tables.visit(url, lambda connection: [thing(connection) for thing in things])

    return do


def posting(entry_id: str, *legs: tuple[str, int, int]) -> Callable[[Connection], object]:
    """Write legs as (account, amount, version)."""
    statement = text("INSERT INTO postings VALUES (:entry, :leg, :account, :amount, 0, :version)")
    written = [
        {"entry": entry_id, "leg": leg, "account": account, "amount": amount, "version": version}
        for leg, (account, amount, version) in enumerate(legs)
    ]
    return lambda connection: connection.execute(statement, written)


def entering(entry_id: str, reference: str = "forged") -> Callable[[Connection], object]:
    """Write an entry without its legs."""
    statement = text("INSERT INTO entries VALUES (:entry, :reference, 'credit', 'CNY', 0)")
    return lambda connection: connection.execute(statement, {"entry": entry_id, "reference": reference})


def saying(statement: str) -> Callable[[Connection], object]:
    """Run a statement as it is."""
    return lambda connection: connection.exec_driver_sql(statement)


def test_a_balanced_entry_is_taken(stranger: Stranger, account_id: AccountId):
    stranger(
        posting("ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1)), entering("ent_1")
    )


def test_an_entry_that_does_not_sum_to_zero_is_refused(stranger: Stranger, account_id: AccountId):
    legs = posting("ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 6, 1))
    with pytest.raises(IntegrityError, match="does not balance"):
        stranger(legs, entering("ent_1"))


def test_an_entry_without_postings_is_refused(stranger: Stranger):
    with pytest.raises(IntegrityError, match="does not balance"):
        stranger(entering("ent_1"))


def test_a_posting_of_nothing_is_refused(stranger: Stranger, account_id: AccountId):
    with pytest.raises(IntegrityError, match="ck_postings_amount"):
        stranger(posting("ent_1", (f"{account_id}:available", 0, 2)))


def test_a_posting_to_an_entry_that_stands_is_refused(stranger: Stranger, account_id: AccountId, url: str):
    entry_id = tables.one(url, "SELECT id FROM entries")
    late = f"INSERT INTO postings VALUES ('{entry_id}', 9, '{account_id}:available', 5, 5, 2)"
    with pytest.raises(IntegrityError, match="the entry is closed"):
        stranger(saying(late))


def test_a_second_posting_of_one_version_is_refused(stranger: Stranger, account_id: AccountId):
    with pytest.raises(IntegrityError):
        stranger(posting("ent_1", (f"{account_id}:available", -5, 1)))


def test_an_entry_is_caused_only_once(stranger: Stranger, account_id: AccountId):
    legs = posting("ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1))
    with pytest.raises(IntegrityError):
        stranger(legs, entering("ent_1", reference="credit:credit-1"))


def test_a_floored_account_cannot_fall_below_zero(stranger: Stranger, account_id: AccountId):
    with pytest.raises(IntegrityError, match="ck_ledger_accounts_floor"):
        stranger(saying(f"UPDATE ledger_accounts SET balance_minor = -1 WHERE id = '{account_id}:available'"))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_changed(stranger: Stranger, url: str, table: str):
    columns = tables.visit(url, lambda connection: inspect(connection).get_columns(table))
    assert tables.one(url, f"SELECT count(*) FROM {table}") > 0
    for column in columns:
        name = column["name"]
        with pytest.raises(IntegrityError, match="append-only"):
            stranger(saying(f"UPDATE {table} SET {name} = {name}"))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_deleted(stranger: Stranger, table: str):
    with pytest.raises(IntegrityError, match="append-only"):
        stranger(saying(f"DELETE FROM {table}"))


REPLACING = {
    # REPLACE deletes without asking the triggers on deletion.
    "sqlite": "REPLACE INTO {table} SELECT * FROM {table}",
    "postgresql": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}",
}
KEYS = {"entries": "id", "receipts": "intent", "audit_trail": "id", "seals": "sequence"}


@pytest.mark.parametrize("table", KEYS)
def test_what_was_written_cannot_be_replaced(stranger: Stranger, databases, table: str):
    with pytest.raises(DBAPIError, match="append-only"):
        stranger(saying(REPLACING[databases.name].format(table=table, key=KEYS[table])))


def test_a_seal_that_leaves_a_gap_is_refused(stranger: Stranger, account_id: AccountId):
    legs = posting("ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1))
    with pytest.raises(IntegrityError, match="a seal is missing before"):
        stranger(legs, entering("ent_1"), saying("INSERT INTO seals VALUES (3, 'ent_1', '')"))


def test_an_entry_is_sealed_only_once(stranger: Stranger):
    with pytest.raises(IntegrityError):
        stranger(saying("INSERT INTO seals SELECT 2, entry_id, '' FROM seals"))


def test_an_entry_of_whomever_waits_to_be_sealed(stranger: Stranger, account_id: AccountId, url: str):
    assert tables.every(url, "SELECT * FROM unsealed_entries") == []
    stranger(
        posting("ent_1", (f"{account_id}:available", -5, 2), (f"{account_id}:held", 5, 1)), entering("ent_1")
    )
    assert tables.every(url, "SELECT * FROM unsealed_entries") == [("ent_1",)]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_posting_cannot_be_replaced_by_another_of_its_version(stranger: Stranger, account_id: AccountId):
    with pytest.raises(IntegrityError):
        stranger(saying(f"REPLACE INTO postings VALUES ('ent_1', 0, '{account_id}:available', 999, 999, 1)"))


@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_truncated(stranger: Stranger, table: str):
    with pytest.raises(IntegrityError, match="append-only"):
        stranger(saying(f"TRUNCATE {table} CASCADE"))
