"""Engines by a database's address."""

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.dialects import dialect_of


def writer_engine(database_url: str, *, patient: bool = False) -> AsyncEngine:
    """The engine of the one connection that writes: what it loads it can lock; what it committed is on disk.

    A `patient` one waits for locks and answers as long as it takes, as those may who keep nobody waiting.
    """
    return dialect_of(database_url).writer(make_url(database_url), patient=patient)


def reader_engine(database_url: str, *, patient: bool = False) -> AsyncEngine:
    """The engine of connections that cannot write; each transaction sees one state of the whole database."""
    return dialect_of(database_url).reader(make_url(database_url), patient=patient)
