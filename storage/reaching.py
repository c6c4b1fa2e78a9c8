"""Tells a database that cannot be reached from one that objects, so that whoever starts the program reads one line."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.dialects import dialect_of
from storage.engine import reader_engine


class OutOfReach(Exception):
    """Nobody answers at the database's address, or we are not let in; the message says which, and holds no secret."""


class NoBooks(Exception):
    """The database is not there, or has no tables of ours."""


@contextmanager
def reaching(database_url: str) -> Iterator[None]:
    """Raises OutOfReach for an error which says that the database cannot be worked with at all."""
    try:
        yield
    except Exception as error:
        reason = dialect_of(database_url).out_of_reach(make_url(database_url), error)
        if reason is None:
            raise
        raise OutOfReach(reason) from error


@asynccontextmanager
async def open_books(database_url: str) -> AsyncIterator[AsyncEngine]:
    """The books only to be looked at, whoever else is writing them. Raises NoBooks, OutOfReach."""
    dialect = dialect_of(database_url)
    if not dialect.is_there(make_url(database_url)):
        raise NoBooks
    readers = reader_engine(database_url, patient=True)
    try:
        with reaching(database_url):
            yield readers
    except DBAPIError as error:
        if dialect.lacks_tables(error):
            raise NoBooks from error
        raise
    finally:
        await readers.dispose()
