"""Where databases differ, and nowhere else: each module here says what one of them needs said in its own way."""

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url

from storage.dialects.dialect import Dialect, Verdict
from storage.dialects.postgresql import PostgreSQL
from storage.dialects.sqlite import SQLite

__all__ = ["Dialect", "Verdict", "dialect_of"]

_DIALECTS: dict[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def dialect_of(database: str | URL | Connection) -> Dialect:
    """What is to be said in the way of this database. Raises KeyError for one that we do not speak to."""
    if isinstance(database, Connection):
        return _DIALECTS[database.dialect.name]
    return _DIALECTS[make_url(database).get_backend_name()]
