"""The schema: its history leads to what the models say, from nothing, twice, and after being killed in between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import open_store
from storage.migrations import upgrade
from storage.rows import Base
from tests.storage import tables
from tests.storage.asking import accepted, meeting
from tests.storage.databases import Databases
from tests.support.house import ZONE

TABLES = sorted(Base.metadata.tables)


@pytest.fixture(scope="module")
def modelled(databases: Databases) -> Iterator[str]:
    """What the models make."""
    url = databases.new()
    tables.visit(url, Base.metadata.create_all)
    yield url
    databases.drop(url)


def test_the_migrations_lead_to_what_the_models_say(empty_database: str):
    def differences(connection: Connection) -> Any:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return compare_metadata(context, Base.metadata)

    assert tables.visit(empty_database, differences) == []


STATEMENTS = {
    "sqlite": "SELECT type, sql FROM sqlite_master WHERE tbl_name = :t AND sql IS NOT NULL",
    "postgresql": "SELECT 'index', indexdef FROM pg_indexes WHERE tablename = :t",
}


def _described(url: str, table: str) -> dict[str, Any]:
    def describe(connection: Connection) -> dict[str, Any]:
        inspector = inspect(connection)
        made = connection.execute(text(STATEMENTS[connection.dialect.name]), {"t": table})
        statements = [(kind, " ".join(sql.split())) for kind, sql in made]
        return {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            ),
            "collations": sorted(
                (column["name"], getattr(column["type"], "collation", None))
                for column in inspector.get_columns(table)
            ),
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": sorted(map(str, inspector.get_foreign_keys(table))),
            "unique": sorted(map(str, inspector.get_unique_constraints(table))),
            "checks": sorted(map(str, inspector.get_check_constraints(table))),
            "indexes": sorted(sql for kind, sql in statements if kind == "index"),
            "without rowid": any("WITHOUT ROWID" in sql for kind, sql in statements if kind == "table"),
        }

    return tables.visit(url, describe)


@pytest.mark.parametrize("table", TABLES)
def test_a_migrated_table_is_the_modelled_table_to_the_last_constraint(
    empty_database: str, modelled: str, table: str
):
    assert _described(empty_database, table) == _described(modelled, table)


def test_every_constraint_has_a_name_by_which_a_later_migration_can_change_it(empty_database: str):
    def names(connection: Connection) -> list[tuple[str, Any]]:
        inspector = inspect(connection)
        return [
            (f"{prefix}_{table}", constraint["name"])
            for table in TABLES
            for prefix, constraints in (
                ("pk", [inspector.get_pk_constraint(table)]),
                ("fk", inspector.get_foreign_keys(table)),
                ("uq", inspector.get_unique_constraints(table)),
                ("ck", inspector.get_check_constraints(table)),
            )
            for constraint in constraints
        ]

    for beginning, name in tables.visit(empty_database, names):
        assert (name or "").startswith(beginning)


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def test_the_ledgers_rules_are_triggers(databases: Databases, empty_database: str):
    triggers = {name.lower() for (name,) in tables.every(empty_database, TRIGGERS[databases.name])}
    append_only = {
        f"{table}_no_{verb}"
        for table in ("entries", "postings", "receipts", "audit_trail", "seals")
        for verb in ("update", "delete")
    }
    assert (
        triggers >= {"entries_balance", "postings_before_entry", "entries_wait", "seals_follow"} | append_only
    )


def test_what_the_domain_forbids_is_checked_here_once_more(empty_database: str):
    def names(connection: Connection) -> set[Any]:
        inspector = inspect(connection)
        return {check["name"] for table in TABLES for check in inspector.get_check_constraints(table)}

    assert tables.visit(empty_database, names) == {
        "ck_campaigns_not_over_head_count",
        "ck_campaigns_not_over_target",
        "ck_corrections_two_admins",
        "ck_holds_amount",
        "ck_ledger_accounts_floor",
        "ck_payouts_amount",
        "ck_pledges_amount",
        "ck_postings_amount",
        "ck_shares_principal",
        "ck_shares_tax",
        "ck_term_deposits_outstanding",
        "ck_term_deposits_owed",
    }


@pytest.fixture
def new(databases: Databases) -> Iterator[str]:
    """A database without any tables."""
    url = databases.new()
    yield url
    databases.drop(url)


def test_upgrading_a_database_without_tables_makes_them(new: str):
    upgrade(new)

    assert set(TABLES) < set(tables.raw_rows(new))


async def test_upgrading_twice_changes_nothing(url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        await accepted(store, meeting(1))
    before = tables.raw_rows(url)

    upgrade(url)

    assert tables.raw_rows(url) == before


def test_of_many_processes_that_start_at_once_one_upgrades(new: str):
    with ThreadPoolExecutor(4) as processes:
        list(processes.map(upgrade, [new] * 4))

    assert set(TABLES) < set(tables.raw_rows(new))


def test_a_migration_killed_half_way_is_made_whole_by_the_next(new: str, monkeypatch):
    with monkeypatch.context() as killing:
        killing.setattr(op, "create_index", _killed)
        with pytest.raises(_Killed):
            upgrade(new)

    upgrade(new)

    assert set(TABLES) < set(tables.raw_rows(new))


class _Killed(Exception):
    """In the middle of a migration."""


def _killed(*_arguments: Any, **_options: Any) -> None:
    raise _Killed
