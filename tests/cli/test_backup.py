"""What operators see of a backup at the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program
from core.domain.seal import NOTHING_SEALED

Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask("backup", "copy.db")`, in a new folder, in this process, to save seconds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///books.db")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays
    return lambda *arguments: CliRunner().invoke(program, arguments, catch_exceptions=False)


def refused(ran: Result) -> str:
    assert ran.exit_code == 1, ran.output
    [line] = ran.stderr.strip().splitlines()
    return line


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
