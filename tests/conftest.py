"""What holds for every test: how hard Hypothesis tries, and what becomes of browser tests without a browser."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import find_chromium

# `make test` is the same each time; `make verify` looks further, and prints how to see again what it found.
# How long an example takes says nothing here: machines are shared.
_UNHURRIED = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _UNHURRIED, derandomize=True)
settings.register_profile("verify", _UNHURRIED, max_examples=1000)
settings.load_profile("test")

_left_out = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if find_chromium() is not None:
        return
    in_need = [item for item in items if item.get_closest_marker("browser")]
    if in_need and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{len(in_need)} browser tests lack Chromium: an error under CI=true")
    for item in in_need:
        item.add_marker(pytest.mark.skip(reason="no Chromium found"))
    config.stash[_left_out] = len(in_need)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash.get(_left_out, 0):
        terminalreporter.section("NO BROWSER", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{left_out} browser tests left out: install Chromium, or set CHROMIUM=…", red=True
        )
