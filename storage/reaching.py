"""Tells a database that cannot be reached from one that objects, so that whoever starts the program reads one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url

from storage.dialects import dialect_of


class OutOfReach(Exception):
    """Nobody answers at the database's address, or we are not let in; the message says which, and holds no secret."""


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
