"""Lets a process that opens hundreds of databases compile each statement once, and not once for each of them."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine


class _Compiled(dict[Hashable, Any]):
    """By statement and kind of database. SQLAlchemy's own keys begin with the engine's dialect, one object for each."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_shared(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_shared(key), compiled)


def _shared(key: Any) -> Hashable:
    dialect, *others = key
    return dialect.name, dialect.driver, *others


def compile_once() -> None:
    """Share what is compiled among all engines of this process, those that are yet to be made too."""
    compiled = _Compiled()

    @event.listens_for(Engine, "engine_connect")
    def _share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)
