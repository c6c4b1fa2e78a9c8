"""Databases that processes may die on: SQLite files, and a PostgreSQL server that nobody else uses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from sqlalchemy.engine import make_url

from tests.storage.databases import Databases, Files, OnServer
from tests.support import postgres

pytest.register_assert_rewrite("tests.crash.town", "tests.crash.rounds")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where databases are made, and the server they are on if it may be stopped."""

    databases: Callable[[], AbstractContextManager[Databases]]
    server: postgres.Cluster | None = None


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Each kind of database in turn; the server of TEST_DATABASE_URL is not ours to stop."""
    if request.param == "sqlite":
        files = Files(tmp_path_factory.mktemp("databases"))
        yield Ground(lambda: nullcontext(files))
    elif postgres.GIVEN:
        yield Ground(lambda: _visiting(postgres.GIVEN))
    else:
        cluster = postgres.Cluster()
        address = cluster.url.render_as_string(hide_password=False)
        yield Ground(lambda: _visiting(address), cluster)
        cluster.remove()


@contextmanager
def _visiting(address: str) -> Iterator[Databases]:
    """The server's databases, on a connection that is not there any more when the server stops."""
    server = postgres.Server(make_url(address))
    yield OnServer(server)
    server.close()


@pytest.fixture
def url(ground: Ground) -> Iterator[str]:
    """The URL of a migrated database with nothing in it."""
    with ground.databases() as databases:
        url = databases.migrated()
    yield url
    with ground.databases() as databases:
        databases.drop(url)
