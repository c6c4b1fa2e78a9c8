"""Many keys as one parameter: a statement that reads the same however many there are is parsed and planned once."""

import json
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Text, bindparam
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import BigInteger, TypeDecorator, TypeEngine

KEYS = "keys"
"""The parameter's name: a sequence of keys."""


class _Array(TypeDecorator[Any]):
    """A sequence of one type: an array in PostgreSQL, JSON in SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: "TypeEngine[Any]") -> None:
        super().__init__()
        self.item = BigInteger() if isinstance(item, BigInteger) else Text()

    def load_dialect_impl(self, dialect: Dialect) -> "TypeEngine[Any]":
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Pairs(TypeDecorator[Any]):
    """A sequence of pairs, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return json.dumps(value)


class _Condition(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> "_Condition":
        """As it is: compared with 1, as SQLite is asked about other booleans, it would not be looked up in an index."""
        return self


class _Among(_Condition):
    name = "among"
    inherit_cache = True


class _PairAmong(_Condition):
    name = "pair_among"
    inherit_cache = True


def among(column: Any) -> ColumnElement[bool]:
    """Whether the column is one of the parameter `keys`."""
    return _Among(column, bindparam(KEYS, type_=_Array(column.type)))


def pair_among(first: Any, second: Any) -> ColumnElement[bool]:
    """Whether two columns are one of the pairs in the parameter `keys`."""
    return _PairAmong(first, second, bindparam(KEYS, type_=_Pairs()))


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608  # a parameter's name, never its value


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({keys})"


@compiles(_PairAmong, "sqlite")
def _pair_among_sqlite(element: _PairAmong, compiler: SQLCompiler, **options: Any) -> str:
    first, second, keys = (compiler.process(clause, **options) for clause in element.clauses)
    pairs = f"SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({keys})"  # noqa: S608  # as above
    return f"({first}, {second}) IN ({pairs})"


@compiles(_PairAmong, "postgresql")
def _pair_among_postgresql(element: _PairAmong, compiler: SQLCompiler, **options: Any) -> str:
    first, second, keys = (compiler.process(clause, **options) for clause in element.clauses)
    pairs = f"SELECT pair ->> 0, pair ->> 1 FROM json_array_elements(CAST({keys} AS json)) AS pair"  # noqa: S608  # as above
    return f"({first}, {second}) IN ({pairs})"
