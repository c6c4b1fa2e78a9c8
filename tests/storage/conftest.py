"""Real SQLite files: one is migrated per session, and every test works on a copy of its own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from storage import Store, open_store
from storage.migrations import upgrade
from tests.storage.books import Books, RecordingHouse, Wall
from tests.storage.scenes import Lively, lively
from tests.support.house import ZONE
from tests.support.memory import ENTROPY


def url_of(path: Path) -> str:
    """The URL of a database file."""
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with nothing in it; copy it, leave it as it is."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    upgrade(url_of(path))
    return path


@pytest.fixture
def path(tmp_path: Path, empty_database: Path) -> Path:
    """A migrated database with nothing in it."""
    return Path(shutil.copy(empty_database, tmp_path / "hecun.db"))


@pytest.fixture
def url(path: Path) -> str:
    """The database's URL."""
    return url_of(path)


@pytest.fixture
def wall() -> Wall:
    """The machine's clock."""
    return Wall()


@pytest.fixture
async def store(url: str, wall: Wall) -> AsyncIterator[Store]:
    """An open store."""
    async with open_store(url, zone=ZONE, wall=wall) as opened:
        yield opened


@contextmanager
def _same_ids() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.teller.secrets", SimpleNamespace(token_bytes=lambda _: ENTROPY))
        yield


@pytest.fixture(scope="module")
def same_ids() -> Iterator[None]:
    """Let tellers mint the ids that the store in plain dictionaries mints."""
    with _same_ids():
        yield


@pytest.fixture
async def books(store: Store, wall: Wall, same_ids: None) -> Books:
    """A store beside a house that is asked the same."""
    return Books(store, wall)


@dataclass(frozen=True, slots=True)
class Played:
    """A file in which a lively scene was played, and the house where it was played first."""

    path: Path
    house: RecordingHouse
    scene: Lively


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Played:
    """A lively book, to be read only."""
    path = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("lively")))

    async def play() -> Played:
        wall = Wall()
        async with open_store(url_of(path), zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            scene = lively(books.house)
            await books.follow()
        return Played(path, books.house, scene)

    with _same_ids():
        return asyncio.run(play())
