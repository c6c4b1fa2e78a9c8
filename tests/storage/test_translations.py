"""Every kind of value comes back from the database as it went in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, insert, select, text

from core.domain.campaign import Terms
from core.domain.ledger import Entry
from storage import rows
from storage import translations as t
from storage.codec import decode_terms, encode, instant, microseconds
from tests.storage.strategies import LEAVES, values_of

TRANSLATIONS = {
    name: translation for name, translation in vars(t).items() if isinstance(translation, t.Translation)
}
FEWER = settings(max_examples=settings().max_examples // 4)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A database in memory that takes any value: its checks are tested elsewhere."""
    made = create_engine("sqlite://")
    rows.Base.metadata.create_all(made)
    with made.connect() as connection:
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        connection.commit()
    yield made
    made.dispose()


def kind_of(translation: t.Translation[Any]) -> Any:
    """The type of values that a translation turns into rows."""
    return get_type_hints(translation.from_row)["return"]


@FEWER
@pytest.mark.parametrize("name", TRANSLATIONS)
@given(data=st.data())
def test_a_value_comes_back_as_it_was(engine: Engine, name: str, data: st.DataObject):
    translation = TRANSLATIONS[name]
    value = data.draw(values_of(kind_of(translation)))

    with engine.connect() as connection:
        connection.execute(translation.insert, translation.to_row(value))
        assert translation.from_row(connection.execute(translation.select).one()) == value


@FEWER
@given(entry=values_of(Entry))
def test_an_entry_comes_back_with_its_postings_in_order(engine: Engine, entry: Entry):
    with engine.connect() as connection:
        if entry.postings:
            connection.execute(insert(rows.PostingRow), t.postings_to_rows(entry))
        connection.execute(insert(rows.EntryRow), t.entry_to_row(entry))
        legs = connection.execute(select(rows.PostingRow).order_by(rows.PostingRow.leg)).all()
        row = connection.execute(select(rows.EntryRow)).one()

        assert t.entry_from_rows(row, legs) == entry


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
