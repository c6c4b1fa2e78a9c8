"""The settings without which SQLite loses money."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.engine import reader_engine, writer_engine

ACCOUNT = text("INSERT INTO ledger_accounts VALUES ('acc:held', 'CNY', true, 0, 0)")
STRAY_POSTING = text("INSERT INTO postings VALUES ('ent_none', 0, 'acc:held', 1, 1, 1)")


@pytest.fixture
async def writer(url):
    engine = writer_engine(url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def reader(url):
    engine = reader_engine(url)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
async def test_a_commit_is_on_disk_and_sound_when_it_returns(writer, pragma: str, value: str | int):
    async with writer.connect() as connection:
        assert await connection.scalar(text(f"PRAGMA {pragma}")) == value


async def test_the_writer_locks_before_it_reads(writer, url, monkeypatch):
    monkeypatch.setattr("storage.engine.BUSY_TIMEOUT_MS", 1)
    other = writer_engine(url)
    async with writer.begin() as connection:
        await connection.execute(text("SELECT 1"))
        with pytest.raises(OperationalError, match="locked"):
            async with other.begin():
                pass
    await other.dispose()


async def test_foreign_keys_are_held_at_the_commit(writer):
    connection = await writer.connect()
    await connection.execute(ACCOUNT)
    await connection.execute(STRAY_POSTING)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await connection.commit()
    await connection.close()


async def test_readers_cannot_write(reader):
    async with reader.connect() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await connection.execute(text("DELETE FROM drafts"))


async def test_readers_see_one_state_while_the_writer_moves_on(reader, writer):
    count = text("SELECT count(*) FROM leases")
    async with reader.connect() as reading:
        assert await reading.scalar(count) == 0
        async with writer.begin() as writing:
            await writing.execute(text("INSERT INTO leases VALUES ('sender', 'me', 0)"))
        assert await reading.scalar(count) == 0
    async with reader.connect() as reading:
        assert await reading.scalar(count) == 1


async def test_readers_do_not_wait_for_the_writer(reader, writer):
    async with writer.begin() as writing:
        await writing.execute(text("INSERT INTO leases VALUES ('sender', 'me', 0)"))
        async with reader.connect() as reading:
            assert await reading.scalar(text("SELECT count(*) FROM leases")) == 0
