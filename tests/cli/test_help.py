import subprocess
import sys

import pytest

from bot.__main__ import hecun as group
from tests.cli.conftest import ROOT, Hecun

SLOW_TO_IMPORT = {"aiogram", "aiohttp", "sqlalchemy", "alembic", "PIL", "babel", "dateparser", "pydantic"}
SUBCOMMANDS = [
    "run", "doctor", "sandbox", "migrate", "quote", "bank", "admin", "partner", "ledger", "certificate",
    "person", "statement", "export", "reconcile", "backup",
]  # fmt: skip


def test_help_lists_every_subcommand_with_its_line(hecun: Hecun):
    shown = hecun("--help")
    assert shown.returncode == 0
    lines = shown.stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == SUBCOMMANDS
    assert all(len(line.split()) > 1 for line in lines)


def test_help_answers_without_importing_what_is_slow_to_import():
    program = (
        "import sys\n"
        "from bot.__main__ import main\n"
        "sys.argv = ['hecun', '--help']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as stop:\n"
        "    assert stop.code == 0\n"
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.rpartition("loaded: ")[2].split())
    assert "click" in loaded
    assert not loaded & SLOW_TO_IMPORT


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_that_help_lists_exists(name):
    command = group.get_command(group.make_context("hecun", [], resilient_parsing=True), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_the_version_is_the_packages(hecun: Hecun):
    shown = hecun("--version")
    assert shown.returncode == 0
    assert shown.stdout.startswith("hecun 0.")


def test_an_unknown_subcommand_is_an_error_of_usage(hecun: Hecun):
    shown = hecun("deposit")
    assert shown.returncode == 2
    assert "No such command 'deposit'" in shown.stderr
