"""The schema: its history leads to what the models say, from nothing, twice, and after being killed in between."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from storage import open_store
from storage.migrations import upgrade
from storage.rows import Base
from tests.storage import tables
from tests.storage.asking import accepted, meeting
from tests.storage.conftest import url_of
from tests.support.house import ZONE

TABLES = sorted(Base.metadata.tables)


@pytest.fixture(scope="module")
def migrated(empty_database: Path) -> Iterator[Engine]:
    """What the migrations make."""
    engine = create_engine(f"sqlite:///{empty_database}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def modelled() -> Iterator[Engine]:
    """What the models make."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_the_migrations_lead_to_what_the_models_say(migrated: Engine):
    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def _described(engine: Engine, table: str) -> dict[str, Any]:
    inspector = inspect(engine)
    with engine.connect() as connection:
        made = connection.execute(
            text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :t"), {"t": table}
        )
        statements = [(kind, " ".join(sql.split())) for kind, sql in made if sql is not None]
    return {
        "columns": [
            (column["name"], str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(table)
        ],
        "primary key": inspector.get_pk_constraint(table),
        "foreign keys": sorted(map(str, inspector.get_foreign_keys(table))),
        "unique": sorted(map(str, inspector.get_unique_constraints(table))),
        "checks": sorted(map(str, inspector.get_check_constraints(table))),
        "indexes": sorted(sql for kind, sql in statements if kind == "index"),
        "without rowid": any("WITHOUT ROWID" in sql for kind, sql in statements if kind == "table"),
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_migrated_table_is_the_modelled_table_to_the_last_constraint(
    migrated: Engine, modelled: Engine, table: str
):
    assert _described(migrated, table) == _described(modelled, table)


@pytest.mark.parametrize("table", TABLES)
def test_every_constraint_has_a_name_by_which_a_later_migration_can_change_it(migrated: Engine, table: str):
    inspector = inspect(migrated)
    named = [
        ("pk", inspector.get_pk_constraint(table)["name"]),
        *(("fk", constraint["name"]) for constraint in inspector.get_foreign_keys(table)),
        *(("uq", constraint["name"]) for constraint in inspector.get_unique_constraints(table)),
        *(("ck", constraint["name"]) for constraint in inspector.get_check_constraints(table)),
    ]
    for prefix, name in named:
        assert (name or "").startswith(f"{prefix}_{table}")


def test_the_ledgers_rules_are_triggers(migrated: Engine):
    with migrated.connect() as connection:
        triggers = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    append_only = {
        f"{table}_no_{verb}"
        for table in ("entries", "postings", "receipts", "audit_trail")
        for verb in ("UPDATE", "DELETE")
    }
    assert triggers >= {"entries_balance", "postings_before_entry"} | append_only


def test_what_the_domain_forbids_is_checked_here_once_more(migrated: Engine):
    inspector = inspect(migrated)
    checks = {check["name"] for table in TABLES for check in inspector.get_check_constraints(table)}
    assert checks == {
        "ck_campaigns_not_over_head_count",
        "ck_campaigns_not_over_target",
        "ck_holds_amount",
        "ck_ledger_accounts_floor",
        "ck_pledges_amount",
        "ck_postings_amount",
        "ck_shares_principal",
    }


def test_upgrading_a_file_that_is_not_there_makes_it(tmp_path: Path):
    path = tmp_path / "new.db"

    upgrade(url_of(path))

    assert set(TABLES) < set(tables.raw_rows(path))


async def test_upgrading_twice_changes_nothing(url, path, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        await accepted(store, meeting(1))
    before = tables.raw_rows(path)

    upgrade(url)

    assert tables.raw_rows(path) == before


def test_a_migration_killed_half_way_is_made_whole_by_the_next(tmp_path: Path, monkeypatch):
    path = tmp_path / "half.db"
    with monkeypatch.context() as killing:
        killing.setattr(op, "create_index", _killed)
        with pytest.raises(KeyboardInterrupt):
            upgrade(url_of(path))

    upgrade(url_of(path))

    assert set(TABLES) < set(tables.raw_rows(path))


def _killed(*_arguments: Any, **_options: Any) -> None:
    raise KeyboardInterrupt
