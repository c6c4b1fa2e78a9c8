"""A statement goes to SQLite's thread once, and brings back everything that it would bring by four trips."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.one_trip import ROWS_AT_ONCE, OneTripConnection
from storage.engine import writer_engine

MANY = 2 * ROWS_AT_ONCE + 7
_COUNT_TO = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n"
)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = writer_engine(f"sqlite+aiosqlite:///{tmp_path / 'one.db'}")
    async with engine.connect() as opened:
        await opened.execute(text("CREATE TABLE kept (name TEXT PRIMARY KEY)"))
        yield opened
    await engine.dispose()


@pytest.fixture
def trips(connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The trips from now on."""
    made: list[Any] = []
    trip = OneTripConnection.trip

    async def counted(self: OneTripConnection, errand: Any) -> Any:
        made.append(errand)
        return await trip(self, errand)

    monkeypatch.setattr(OneTripConnection, "trip", counted)
    return made


async def test_a_statement_takes_one_trip(connection: AsyncConnection, trips: list[Any]):
    found = await connection.execute(_COUNT_TO, {"last": 3})

    assert found.scalars().all() == [1, 2, 3]
    assert len(trips) == 1


async def test_many_rows_take_a_second_trip_and_all_come(connection: AsyncConnection, trips: list[Any]):
    found = await connection.execute(_COUNT_TO, {"last": MANY})

    assert found.scalars().all() == list(range(1, MANY + 1))
    assert len(trips) <= 3


@pytest.mark.parametrize("last", [0, 5, ROWS_AT_ONCE, MANY])
async def test_a_stream_brings_every_row_in_order(connection: AsyncConnection, last: int):
    stream = await connection.stream(_COUNT_TO, {"last": last}, execution_options={"yield_per": 10})

    assert [number async for number in stream.scalars()] == list(range(1, max(1, last) + 1))


async def test_a_stream_that_is_left_early_lets_the_connection_go_on(connection: AsyncConnection):
    stream = await connection.stream(_COUNT_TO, {"last": MANY})
    assert (await stream.fetchone()) == (1,)
    await stream.close()

    assert (await connection.execute(_COUNT_TO, {"last": 1})).scalar_one() == 1


async def test_what_was_written_is_counted(connection: AsyncConnection):
    insert = text("INSERT INTO kept (name) VALUES (:name)")
    await connection.execute(insert, [{"name": "a"}, {"name": "b"}, {"name": "c"}])

    changed = await connection.execute(text("UPDATE kept SET name = name || '!' WHERE name < 'c'"))
    returned = await connection.execute(text("DELETE FROM kept WHERE name <> 'c' RETURNING name"))

    assert changed.rowcount == 2
    assert sorted(returned.scalars()) == ["a!", "b!"]


async def test_a_statement_that_is_refused_lets_the_connection_go_on(connection: AsyncConnection):
    with pytest.raises(OperationalError):
        await connection.execute(text("SELECT nothing FROM nowhere"))

    assert (await connection.execute(_COUNT_TO, {"last": 1})).scalar_one() == 1
