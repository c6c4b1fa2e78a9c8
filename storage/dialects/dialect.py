"""What each database has to say in its own way."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, ClassVar, Protocol

from sqlalchemy import Connection, Table
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

Rows = Sequence[dict[str, Any]]

READERS = 4
# In a storm many wait for few connections; giving up would only make an update be handled again, and wait once more.
PATIENCE_SECONDS = 120.0


class Verdict(Enum):
    """What the database's objection means for the batch that it objected to."""

    AGAIN = auto()
    """Somebody else was faster: run it again, on what is there now."""
    LATER = auto()
    """The database is out of reach: run it again, once it is back. What was committed has left its receipts."""
    NEVER = auto()
    """It breaks a rule, and would again."""


class Guarded(Protocol):
    """Rows that change: which table they are in, and how SQLite's statement for one of them reads."""

    table: Table
    update: Any


class Dialect(ABC):
    """One kind of database; everything that is written differently for it."""

    shared: ClassVar[bool]
    """Whether several processes may work on one database; the command line's short visits do not count."""

    @abstractmethod
    def writer(self, url: URL, *, patient: bool) -> AsyncEngine:
        """The engine of the teller's one connection: what it loads it can lock; what it committed is on disk."""

    @abstractmethod
    def reader(self, url: URL, *, patient: bool) -> AsyncEngine:
        """The engine of connections that cannot write; each transaction sees one state of the whole database."""

    @abstractmethod
    def is_there(self, url: URL) -> bool:
        """False if the database does not exist and would be made by looking at it."""

    @abstractmethod
    def lacks_tables(self, error: DBAPIError) -> bool:
        """Whether the error says that the database, or a table of ours, does not exist."""

    @abstractmethod
    def out_of_reach(self, url: URL, error: Exception) -> str | None:
        """In words for whoever set the address, why the database cannot be worked with; None if that is not it."""

    @abstractmethod
    def verdict(self, error: Exception) -> Verdict:
        """What an error of the database means for the batch."""

    @abstractmethod
    def insert(self, row_type: Any) -> Any:
        """An `INSERT` that can be told what to do with a row that is there already."""

    @abstractmethod
    def insert_all(self, connection: Connection, table: Table, rows: Rows) -> None:
        """Insert rows that all have the same columns, in one go."""

    @abstractmethod
    def update_all(self, connection: Connection, guarded: Guarded, rows: Rows) -> int:
        """Update rows by `guard_key` where they are still of `guard_version`, in one go; how many were."""

    @abstractmethod
    def lock_schema(self, connection: Connection) -> None:
        """Let only one process at a time change the schema, until this transaction ends."""

    @abstractmethod
    def lock_names(self, connection: Connection, names: Sequence[str]) -> None:
        """Let only one process at a time work on what has these names, be it there or not, until this transaction ends.

        Names are given in order, so that nobody waits in a circle.
        """
