"""A database that cannot be reached is one line, never a traceback."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program

Ask = Callable[..., Result]
COMMANDS = [("migrate",), ("ledger", "verify"), ("reconcile",), ("bank", "customer", "list")]
LATE = pytest.param(("run",), marks=pytest.mark.slow)  # it takes seconds to import


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask(url, "migrate")`, in this process, to save seconds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", f"123456789:{'A' * 35}")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays

    def ask(url: str, *arguments: str) -> Result:
        monkeypatch.setenv("DATABASE_URL", url)
        return CliRunner().invoke(program, arguments, catch_exceptions=False)

    return ask


def said(ran: Result) -> str:
    """The one line that was said, and nothing else."""
    assert ran.exit_code == 1, ran.output
    [line] = ran.output.strip().splitlines()
    return line


@pytest.mark.parametrize("command", [*COMMANDS, LATE], ids=" ".join)
def test_a_server_that_does_not_answer_is_said(ask: Ask, command: tuple[str, ...]):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening
        port = nobody.getsockname()[1]
        line = said(ask(f"postgresql://hecun:s3cret@127.0.0.1:{port}/books", *command))
    assert line.startswith(f"Error: DATABASE_URL: nobody answers at 127.0.0.1, port {port} (")


@pytest.mark.parametrize("command", [("migrate",), ("bank", "customer", "list")], ids=" ".join)
def test_a_folder_that_is_not_there_is_said(ask: Ask, command: tuple[str, ...]):
    line = said(ask("sqlite:///nowhere/books.db", *command))
    assert line == "Error: DATABASE_URL: nowhere/books.db: there is no such folder"


@pytest.mark.parametrize("command", [("migrate",), ("ledger", "verify"), ("reconcile",)], ids=" ".join)
def test_a_file_that_is_no_database_is_said(ask: Ask, command: tuple[str, ...]):
    Path("books.db").write_text("Dear diary, " * 100)
    assert said(ask("sqlite:///books.db", *command)).endswith("books.db: the file is no database")
