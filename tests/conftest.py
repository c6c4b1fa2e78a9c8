"""What holds for every test: how hard Hypothesis tries, and what becomes of tests that lack what they need."""

import gc
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import find_chromium
from tests.support import postgres

IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 4 * 1024**3


def _make_files_in_memory() -> None:
    """Let databases that live for a moment live in memory where there is room: no test cuts the power.

    Copying a PostgreSQL database there costs a tenth of what it may cost on a disk, and SQLite need not wait for one.
    """
    if "TMPDIR" in os.environ or not IN_MEMORY.is_dir() or not os.access(IN_MEMORY, os.W_OK):
        return
    may_run_programs = not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC  # PostgreSQL's may be copied there
    if may_run_programs and shutil.disk_usage(IN_MEMORY).free >= ROOM_BYTES:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


_make_files_in_memory()
gc.disable()  # what is imported and collected stays; see `pytest_collection_finish`

# `make test` is the same each time; `make verify` looks further, and prints how to see again what it found.
# How long an example takes says nothing here: machines are shared.
_UNHURRIED = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _UNHURRIED, max_examples=40, derandomize=True)
settings.register_profile("verify", _UNHURRIED, max_examples=1000)
settings.load_profile("test")

NEEDS = {
    "browser": (
        lambda: find_chromium() is not None,
        "browser tests left out: install Chromium, or set CHROMIUM=…",
    ),
    "postgresql": (postgres.is_available, postgres.MISSING),
}
"""What some tests need, how to know whether it is here, and what to say if it is not."""


@cache
def _is_here(need: str) -> bool:
    return NEEDS[need][0]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, help="the seed of a long random run that is to be played again")


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> int:
    """What a long random run begins with: another number each time, but the same on all workers of one run."""
    given: int | None = pytestconfig.getoption("--seed")
    ours: int = pytestconfig.getoption("randomly_seed", default=0)
    return ours % 1_000_000 if given is None else given


LONGEST_FIRST = ("test_architecture.py", "browser", "bot", "storage", "sandbox")
"""What takes longest: begun first, so that no worker is left with one while the others are done."""


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    _leave_out_what_lacks_its_needs(items)
    items.sort(key=_length_rank)


def pytest_collection_finish() -> None:
    """Looks for garbage from now on, but not among what will be needed to the end."""
    gc.freeze()
    gc.enable()


def _length_rank(item: pytest.Item) -> int:
    names = (item.path.name, item.path.parent.name)
    return min((rank for rank, name in enumerate(LONGEST_FIRST) if name in names), default=len(LONGEST_FIRST))


def _leave_out_what_lacks_its_needs(items: list[pytest.Item]) -> None:
    for need, (_, remedy) in NEEDS.items():
        in_need = [item for item in items if item.get_closest_marker(need)]
        if not in_need or _is_here(need):
            continue
        if os.environ.get("CI") == "true":
            raise pytest.UsageError(f"an error under CI=true: {len(in_need)} {remedy}")
        for item in in_need:
            item.add_marker(pytest.mark.skip(reason=remedy))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for need, (_, remedy) in NEEDS.items():
        if left_out := sum(remedy in reason for reason in skipped):
            terminalreporter.section(f"NO {need.upper()}", sep="!", red=True, bold=True)
            terminalreporter.line(f"{left_out} {remedy}", red=True)
