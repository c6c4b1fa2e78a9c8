"""Where a test's books are: a SQLite file, or a database on a PostgreSQL server. Every test gets its own."""

import shutil
import tempfile
from abc import ABC, abstractmethod
from functools import cache
from itertools import count
from pathlib import Path

from storage.migrations import upgrade
from tests.support.compiling import compile_once
from tests.support.postgres import Server

compile_once()


class Databases(ABC):
    """Databases of one kind; each is named by its URL."""

    name: str

    @abstractmethod
    def new(self) -> str:
        """A database without any tables."""

    @abstractmethod
    def copy(self, url: str) -> str:
        """A database that holds the same; nobody may be writing to the original."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Forget a database that is not needed any more."""

    @abstractmethod
    def migrated(self) -> str:
        """A database with nothing in its tables."""


class Files(Databases):
    """SQLite files in a folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def new(self) -> str:
        return url_of(self._folder / f"{next(self._numbers)}.db")

    def migrated(self) -> str:
        return migrated_at(path_of(self.new()))

    def copy(self, url: str) -> str:
        copied = self.new()
        shutil.copy(path_of(url), path_of(copied))
        return copied

    def drop(self, url: str) -> None:
        path_of(url).unlink(missing_ok=True)


class OnServer(Databases):
    """Databases on a PostgreSQL server."""

    name = "postgresql"

    def __init__(self, server: Server) -> None:
        self._server = server

    def new(self) -> str:
        return self._server.create()

    def migrated(self) -> str:
        url = self.new()
        upgrade(url)
        return url

    def copy(self, url: str) -> str:
        return self._server.create(template=url)

    def drop(self, url: str) -> None:
        self._server.drop(url)


def url_of(path: Path) -> str:
    """The URL of a database file."""
    return f"sqlite+aiosqlite:///{path}"


def path_of(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def migrated_at(path: Path) -> str:
    """The URL of a new SQLite file with nothing in its tables."""
    path.write_bytes(_migrated())
    return url_of(path)


@cache
def _migrated() -> bytes:
    """Such a file: the migrations take longer than most tests, and so run once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.db"
        upgrade(url_of(path))
        return path.read_bytes()
