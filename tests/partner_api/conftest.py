"""An office per test, on a copy of one furnished database."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot.logging import set_up_logging
from tests.partner_api.office import Furnished, Office, furnish, open_office
from tests.storage.books import same_ids
from tests.storage.databases import migrated_at


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is logged from INFO up, as people who run the bot read it."""
    root, stream = logging.getLogger(), StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    set_up_logging("INFO", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A database with partners and people, to be copied."""
    database = tmp_path_factory.mktemp("furnished") / "hecun.db"
    migrated_at(database)
    with same_ids():
        return asyncio.run(furnish(database))


@pytest.fixture
def database(tmp_path: Path, furnished: Furnished) -> Path:
    """A database of one's own."""
    shutil.copy(furnished.database, tmp_path / "hecun.db")
    return tmp_path / "hecun.db"


@pytest.fixture
async def office(furnished: Furnished, database: Path) -> AsyncIterator[Office]:
    """A running API that nobody is limited by."""
    async with open_office(furnished, database) as opened:
        yield opened
