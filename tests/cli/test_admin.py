"""Roles at the admin desk, given at the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program

Ask = Callable[..., Result]
ADA, BEA = "4711", "4712"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///books.db")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays
    return lambda *words: CliRunner().invoke(program, ("admin", *words), catch_exceptions=False)


def done(ran: Result) -> list[str]:
    assert ran.exit_code == 0, ran.output
    return ran.stdout.strip().splitlines()


def refused(ran: Result) -> str:
    assert ran.exit_code in (1, 2), ran.output
    return ran.stderr.strip().splitlines()[-1]


def test_roles_are_granted_listed_and_revoked_those_who_may_most_first(ask):
    done(ask("grant", ADA, "viewer"))
    done(ask("grant", BEA, "approver", "--reason", "the first one"))
    assert done(ask("list")) == [f"{BEA}\tapprover\tnever met", f"{ADA}\tviewer\tnever met"]
    done(ask("revoke", ADA))
    assert done(ask("list")) == [f"{BEA}\tapprover\tnever met"]


def test_what_cannot_be_is_refused_in_a_line(ask):
    done(ask("grant", BEA, "approver"))
    assert refused(ask("revoke", BEA)) == "Error: this is the last approver: make somebody else one first"
    assert refused(ask("grant", BEA, "approver")) == "Error: that is how it is already"
    assert "'boss' is not one of" in refused(ask("grant", ADA, "boss"))
    assert "TELEGRAM_ID" in refused(ask("grant", "ada", "viewer"))
