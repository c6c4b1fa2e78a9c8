from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.playing import Clock, Sandbox, playing


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(tmp_path: Path, clock: Clock) -> AsyncIterator[Sandbox]:
    async with playing(tmp_path / "sandbox.sqlite3", clock) as running:
        yield running
