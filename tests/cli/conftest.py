"""Runs `hecun`: as people do, in a process of its own, without the settings of whoever runs us; or here, in no time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program

ROOT = Path(__file__).parent.parent.parent
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")

Hecun = Callable[..., subprocess.CompletedProcess[str]]
Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask("bank", "customer", "list")`, in an empty folder whose books are `books.db`; here, to save seconds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///books.db")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays
    return lambda *arguments: CliRunner().invoke(program, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def hecun(tmp_path: Path) -> Hecun:
    """`hecun("quote", "--json", BOT_TOKEN="…")` runs that command with that environment, in `tmp_path`."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run
