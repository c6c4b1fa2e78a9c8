"""What operators see of a backup at the command line."""

import pytest

from core.domain.seal import NOTHING_SEALED
from tests.cli.answers import refused
from tests.cli.conftest import Ask


def test_a_backup_tells_its_head_and_verifies(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    assert ask("migrate").exit_code == 0

    made = ask("backup", "copy.db")

    assert made.exit_code == 0, made.output
    assert made.stdout.splitlines() == ["Written to copy.db.", f"Head: {NOTHING_SEALED}"]
    monkeypatch.setenv("DATABASE_URL", "sqlite:///copy.db")
    assert ask("ledger", "verify", "--expect", str(NOTHING_SEALED)).exit_code == 0


def test_what_stands_in_the_way_of_a_backup_is_said(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    assert "no books yet" in refused(ask("backup", "copy.db"))
    ask("migrate")
    assert "nowhere/copy.db cannot be written: No such file" in refused(ask("backup", "nowhere/copy.db"))
    ask("backup", "copy.db")
    assert "copy.db is there already, and stays as it is" in refused(ask("backup", "copy.db"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/books")
    assert "pg_dump backs it up" in refused(ask("backup", "other.db"))
