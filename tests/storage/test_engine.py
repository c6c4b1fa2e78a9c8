"""The settings without which a database loses money, or lets two at once have it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from storage.engine import reader_engine, writer_engine

ACCOUNT = text("INSERT INTO ledger_accounts VALUES ('acc:held', 'CNY', true, 0, 0)")
STRAY_POSTING = text("INSERT INTO postings VALUES ('ent_none', 0, 'acc:held', 1, 1, 1)")
A_LEASE = text("INSERT INTO leases VALUES ('sender', 'me', 0)")

on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def on_postgresql(test):
    """A test of what only PostgreSQL does."""
    only = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
    return pytest.mark.postgresql(only(test))


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


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
async def test_a_commit_is_on_disk_and_sound_when_it_returns(writer, pragma: str, value: str | int):
    async with writer.connect() as connection:
        assert await connection.scalar(text(f"PRAGMA {pragma}")) == value


@on_postgresql
@pytest.mark.parametrize(
    ("setting", "value"), [("synchronous_commit", "on"), ("transaction_isolation", "read committed")]
)
async def test_a_commit_is_on_disk_and_the_newest_is_seen_when_it_returns(writer, setting: str, value: str):
    async with writer.connect() as connection:
        assert await connection.scalar(text(f"SHOW {setting}")) == value


@on_postgresql
@pytest.mark.parametrize("setting", ["lock_timeout", "idle_in_transaction_session_timeout"])
async def test_a_worker_that_stands_still_does_not_stop_the_others_for_ever(writer, setting: str):
    async with writer.connect() as connection:
        assert await connection.scalar(text(f"SHOW {setting}")) != "0"


@on_sqlite
async def test_the_writer_locks_before_it_reads(writer, url, monkeypatch):
    monkeypatch.setattr("storage.dialects.sqlite.BUSY_TIMEOUT_MS", 1)
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
    with pytest.raises(IntegrityError, match=r"FOREIGN KEY|foreign key"):
        await connection.commit()
    await connection.close()


async def test_readers_cannot_write(reader):
    async with reader.connect() as connection:
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            await connection.execute(text("DELETE FROM drafts"))


async def test_readers_see_one_state_while_the_writer_moves_on(reader, writer):
    count = text("SELECT count(*) FROM leases")
    async with reader.connect() as reading:
        assert await reading.scalar(count) == 0
        async with writer.begin() as writing:
            await writing.execute(A_LEASE)
        assert await reading.scalar(count) == 0
    async with reader.connect() as reading:
        assert await reading.scalar(count) == 1


async def test_readers_do_not_wait_for_the_writer(reader, writer):
    async with writer.begin() as writing:
        await writing.execute(A_LEASE)
        async with reader.connect() as reading:
            assert await reading.scalar(text("SELECT count(*) FROM leases")) == 0


@pytest.mark.parametrize("engine_of", [writer_engine, reader_engine])
async def test_what_was_written_is_not_repeated_by_an_error(engine_of, url):
    engine = engine_of(url)
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(
                text("INSERT INTO leases VALUES (:name, :name)"), {"name": "+8613800000000"}
            )
    await engine.dispose()
    assert "+86138" not in str(refused.value)


@pytest.mark.parametrize("engine_of", [writer_engine, reader_engine])
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bank:s3cret@db.example/hecun?sslmode=verify-full",
        "postgresql+asyncpg://bank:s3cret@db.example/h",
    ],
)
async def test_no_repr_shows_the_databases_password(engine_of, address: str):
    engine = engine_of(address)
    assert "s3cret" not in f"{engine!r} {engine.url!r} {engine.url}"
    assert engine.url.password == "s3cret"
