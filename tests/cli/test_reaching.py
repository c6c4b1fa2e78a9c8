"""A database that cannot be reached is one line, never a traceback."""

import socket
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Ask

COMMANDS = [("migrate",), ("ledger", "verify"), ("reconcile",), ("bank", "customer", "list")]
LATE = pytest.param(("run",), marks=pytest.mark.slow)  # it takes seconds to import


@pytest.fixture
def ask_at(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask_at(url, "migrate")`, on the books at that address."""
    monkeypatch.setenv("BOT_TOKEN", f"123456789:{'A' * 35}")

    def ask_at(url: str, *arguments: str) -> Result:
        monkeypatch.setenv("DATABASE_URL", url)
        return ask(*arguments)

    return ask_at


def said(ran: Result) -> str:
    """The one line that was said, and nothing else."""
    assert ran.exit_code == 1, ran.output
    [line] = ran.output.strip().splitlines()
    return line


@pytest.mark.parametrize("command", [*COMMANDS, LATE], ids=" ".join)
def test_a_server_that_does_not_answer_is_said(ask_at: Ask, command: tuple[str, ...]):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening
        port = nobody.getsockname()[1]
        line = said(ask_at(f"postgresql://hecun:s3cret@127.0.0.1:{port}/books", *command))
    assert line.startswith(f"Error: DATABASE_URL: nobody answers at 127.0.0.1, port {port} (")


@pytest.mark.parametrize("command", [("migrate",), ("bank", "customer", "list")], ids=" ".join)
def test_a_folder_that_is_not_there_is_said(ask_at: Ask, command: tuple[str, ...]):
    line = said(ask_at("sqlite:///nowhere/books.db", *command))
    assert line == "Error: DATABASE_URL: nowhere/books.db: there is no such folder"


@pytest.mark.parametrize("command", [("migrate",), ("ledger", "verify"), ("reconcile",)], ids=" ".join)
def test_a_file_that_is_no_database_is_said(ask_at: Ask, command: tuple[str, ...]):
    Path("books.db").write_text("Dear diary, " * 100)
    assert said(ask_at("sqlite:///books.db", *command)).endswith("books.db: the file is no database")
