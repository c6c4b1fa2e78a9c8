"""Runs `hecun` as people do: in a process of its own, in an empty folder, without the settings of whoever runs us."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")

Hecun = Callable[..., subprocess.CompletedProcess[str]]


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
