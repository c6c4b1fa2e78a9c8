"""Every test runs on SQLite and on PostgreSQL, each on a database of its own: a copy of one that was migrated."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from storage import Store, open_store
from tests.storage.books import Books, RecordingHouse, Wall, same_ids
from tests.storage.databases import Databases, Files, OnServer
from tests.storage.scenes import TAXED, Lived, Lively, lived, lively
from tests.support import postgres
from tests.support.house import ZONE


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server, started once for all tests of this process."""
    with postgres.serving() as opened:
        yield opened


SEALED = 15
"""How many entries of the lively book are sealed; some are not."""
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session", params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Where databases are made; a test that asks for it runs once with each kind."""
    if request.param == "sqlite":
        return Files(tmp_path_factory.mktemp("databases"))
    return OnServer(request.getfixturevalue("server"))


@pytest.fixture(scope="session")
def empty_database(databases: Databases) -> Iterator[str]:
    """The URL of a migrated database with nothing in it; copy it, leave it as it is."""
    url = databases.migrated()
    yield url
    databases.drop(url)


@pytest.fixture
def url(databases: Databases, empty_database: str) -> Iterator[str]:
    """The URL of a migrated database with nothing in it."""
    url = databases.copy(empty_database)
    yield url
    databases.drop(url)


@pytest.fixture
def wall() -> Wall:
    """The machine's clock."""
    return Wall()


@pytest.fixture
async def store(url: str, wall: Wall) -> AsyncIterator[Store]:
    """An open store."""
    async with open_store(url, zone=ZONE, wall=wall) as opened:
        yield opened


@pytest.fixture(scope="module", name="same_ids")
def _same_ids() -> Iterator[None]:
    """Let tellers mint the ids that the store in plain dictionaries mints."""
    with same_ids():
        yield


@pytest.fixture
async def books(store: Store, wall: Wall, same_ids: None) -> Books:
    """A store beside a house that is asked the same."""
    return Books(store, wall)


@pytest.fixture
async def books_of_taxed(store: Store, wall: Wall, same_ids: None) -> Books:
    """The same, with the product of three months whose interest is taxed."""
    return Books(store, wall, TAXED)


@dataclass(frozen=True, slots=True)
class Played:
    """A database in which a lively scene was played, and the house where it was played first."""

    url: str
    house: RecordingHouse
    scene: Lively


@dataclass(frozen=True)
class Outlived:
    """A database in which a deposit has lived and ended, and the house where it did so first."""

    url: str
    house: RecordingHouse
    scene: Lived


@pytest.fixture(scope="session")
def outlived(databases: Databases, empty_database: str) -> Iterator[Outlived]:
    """A book of a deposit's life, to be read only."""
    url = databases.copy(empty_database)

    async def play() -> Outlived:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall, TAXED)
            scene = lived(books.house)
            await books.follow()
        return Outlived(url, books.house, scene)

    with same_ids():
        played = asyncio.run(play())
    yield played
    databases.drop(url)


@pytest.fixture(scope="session")
def played(databases: Databases, empty_database: str) -> Iterator[Played]:
    """A lively book, to be read only."""
    url = databases.copy(empty_database)

    async def play() -> Played:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            scene = lively(books.house)
            await books.follow()
            await store.sealer.seal(SEALED)
        return Played(url, books.house, scene)

    with same_ids():  # not while others use it: fixtures need not end in the order in which they began
        played = asyncio.run(play())
    yield played
    databases.drop(url)
