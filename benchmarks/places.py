"""Where is measured: a new SQLite file, and a new database on a PostgreSQL server as it is when one installs it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres


@dataclass(frozen=True)
class Place(ABC):
    """One kind of database, and how the names of its figures begin: on one hot campaign, and elsewhere."""

    name: str
    hot: str
    other: str

    @abstractmethod
    def new(self, purpose: str) -> str:
        """The URL of a database without tables."""


@dataclass(frozen=True)
class _Files(Place):
    folder: Path

    def new(self, purpose: str) -> str:
        """A file in the folder."""
        return f"sqlite+aiosqlite:///{self.folder / purpose}.db"


@dataclass(frozen=True)
class _Server(Place):
    server: postgres.Server

    def new(self, purpose: str) -> str:
        """A database on the server."""
        return self.server.create()


@contextmanager
def places(folder: Path) -> Iterator[tuple[Place, Place]]:
    """SQLite and PostgreSQL, side by side on the same disk; TEST_DATABASE_URL may name another server."""
    with postgres.serving(hasty=False) as server:
        yield (
            _Files("sqlite", "sqlite", "", folder),
            _Server("postgres", "postgres_hot", "postgres_", server),
        )
