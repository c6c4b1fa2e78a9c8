"""Every kind of value comes back from the database as it went in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from core.domain.campaign import Terms
from core.domain.ledger import Entry
from storage import rows
from storage import translations as t
from storage.codec import decode_terms, encode, instant, microseconds
from storage.dialects import dialect_of
from tests.storage import tables
from tests.storage.databases import Databases
from tests.storage.strategies import LEAVES, values_of

TRANSLATIONS = {
    name: translation for name, translation in vars(t).items() if isinstance(translation, t.Translation)
}
FEWER = settings(max_examples=settings().max_examples // 4)


@pytest.fixture(scope="module")
def visitor(databases: Databases, empty_database: str) -> Iterator[tables.Visitor]:
    """A database that takes any value: its checks are tested elsewhere."""
    url = databases.copy(empty_database)
    visitor = tables.Visitor(url)
    yield visitor
    visitor.leave()
    databases.drop(url)


def kind_of(translation: t.Translation[Any]) -> Any:
    """The type of values that a translation turns into rows."""
    return get_type_hints(translation.from_row)["return"]


@FEWER
@pytest.mark.parametrize("name", TRANSLATIONS)
@given(data=st.data())
def test_a_value_comes_back_as_it_was(visitor: tables.Visitor, name: str, data: st.DataObject):
    translation = TRANSLATIONS[name]
    value = data.draw(values_of(kind_of(translation)))

    def there_and_back(connection: Connection) -> Any:
        dialect_of(connection).insert_all(connection, translation.table, [translation.to_row(value)])
        return translation.from_row(connection.execute(translation.select).one())

    assert visitor.visit(there_and_back) == value


@FEWER
@given(entry=values_of(Entry))
def test_an_entry_comes_back_with_its_postings_in_order(visitor: tables.Visitor, entry: Entry):
    def there_and_back(connection: Connection) -> Entry:
        dialect = dialect_of(connection)
        if entry.postings:
            dialect.insert_all(connection, rows.table_of(rows.PostingRow), t.postings_to_rows(entry))
        dialect.insert_all(connection, rows.table_of(rows.EntryRow), [t.entry_to_row(entry)])
        legs = connection.execute(select(rows.PostingRow).order_by(rows.PostingRow.leg)).all()
        return t.entry_from_rows(connection.execute(select(rows.EntryRow)).one(), legs)

    assert visitor.visit(there_and_back) == entry


@FEWER
@given(terms=values_of(Terms))
def test_terms_come_back_from_their_canonical_bytes_with_the_same_bytes(terms: Terms):
    decoded = decode_terms(terms.canonical_bytes.decode())

    assert decoded == terms
    assert decoded.canonical_bytes == terms.canonical_bytes
    assert decoded.digest == terms.digest


@given(at=LEAVES[datetime])
def test_instants_are_kept_to_the_microsecond(at: datetime):
    assert instant(microseconds(at)) == at


@given(value=st.frozensets(st.text(max_size=3)))
def test_equal_sets_are_written_alike_in_whatever_order_they_were_made(value: frozenset[str]):
    assert encode(frozenset(sorted(value))) == encode(frozenset(sorted(value, reverse=True)))
