"""Backups as docs/deploying.md has them made: taken in the midst of work, restored, verified, and gone on with."""

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from core.domain.seal import NOTHING_SEALED, Head, WrittenHead
from storage import Store, open_store
from storage.backup import NotAFile, NothingToBackUp, back_up
from storage.verification import Verification, verify_ledger
from tests.storage.asking import balance_minor, crediting, hand_in, open_account
from tests.storage.books import Wall
from tests.storage.databases import Databases, url_of
from tests.support import postgres
from tests.support.house import ZONE

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
AT_ONCE = 10


async def write_while(store: Store, work: Callable[[], Head]) -> tuple[Head, int]:
    """Credit an account and seal, on and on, while the work is done; what it brought, and how often was credited."""
    account_id = await open_account(store)
    credited = 0

    async def credit() -> None:
        nonlocal credited
        await hand_in(store, [crediting(account_id, credited + number) for number in range(AT_ONCE)])
        credited += AT_ONCE
        await store.sealer.seal(AT_ONCE - 1)  # so that something always waits

    for _ in range(3):
        await credit()
    async with asyncio.TaskGroup() as beside:
        working = beside.create_task(asyncio.to_thread(work))
        while not working.done():
            await credit()
        await credit()
    assert await balance_minor(store, account_id) == credited
    return working.result(), credited


async def verified(url: str, head: Head) -> Verification:
    """The restored books, which must be in order and have passed the head."""
    expected = WrittenHead.read(str(head))
    assert expected is not None
    found = await verify_ledger(url, expected=[expected])
    assert found.findings == ()
    return found


async def go_on(url: str, head: Head) -> None:
    """Work with the restored books: what is added follows upon what was there."""
    before = await verified(url, head)
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        account_id = await open_account(store, number=2)
        await hand_in(store, [crediting(account_id, 100_000 + number) for number in range(AT_ONCE)])
        while await store.sealer.seal(500):
            pass
    after = await verified(url, head)
    assert after.unsealed == 0
    assert after.head.sequence == after.entries == before.entries + AT_ONCE


@ON_SQLITE
async def test_a_copy_of_a_file_that_is_being_written_is_whole_and_can_be_gone_on_with(
    store: Store, url: str, tmp_path: Path
):
    copy = tmp_path / "backup.db"

    head, credited = await write_while(store, lambda: back_up(url, copy))

    restored = await verified(url_of(copy), head)
    assert restored.head == head
    assert 3 * AT_ONCE <= restored.entries < credited
    await go_on(url_of(copy), head)
    await verified(url, head)


@pytest.mark.postgresql
@ON_POSTGRESQL
@pytest.mark.skipif(postgres.program("pg_dump") is None, reason="there is no pg_dump on this machine")
async def test_a_dump_of_a_database_that_is_being_written_is_whole_and_can_be_gone_on_with(
    store: Store, url: str, databases: Databases, tmp_path: Path
):
    dump, restored = tmp_path / "hecun.dump", databases.new()

    def dump_it() -> Head:
        head = asyncio.run(verify_ledger(url)).head
        run("pg_dump", "--format=custom", f"--file={dump}", address(url))
        return head

    head, credited = await write_while(store, dump_it)
    await asyncio.to_thread(
        run, "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={address(restored)}", str(dump)
    )

    found = await verified(restored, head)
    assert 3 * AT_ONCE <= found.entries < credited
    await go_on(restored, head)
    databases.drop(restored)


def address(url: str) -> str:
    """The URL as PostgreSQL's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def run(name: str, *arguments: str) -> None:
    program = postgres.program(name)
    assert program is not None
    ran = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@ON_SQLITE
def test_books_in_which_nothing_is_sealed_are_backed_up_too(url: str, tmp_path: Path):
    assert back_up(url, tmp_path / "backup.db") == NOTHING_SEALED
    assert [path.name for path in tmp_path.glob("backup.db*")] == ["backup.db"]
    assert asyncio.run(verify_ledger(url_of(tmp_path / "backup.db"))).findings == ()


@ON_SQLITE
def test_no_backup_is_overwritten(url: str, tmp_path: Path):
    (tmp_path / "backup.db").write_text("the only one")
    with pytest.raises(FileExistsError):
        back_up(url, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "the only one"


@ON_SQLITE
@pytest.mark.parametrize("content", [None, "", "Dear diary, " * 100])
def test_what_holds_no_books_is_not_backed_up(databases: Databases, tmp_path: Path, content: str | None):
    source = tmp_path / "books.db"
    if content is not None:
        source.write_text(content)
    with pytest.raises(NothingToBackUp):
        back_up(url_of(source), tmp_path / "backup.db")
    assert list(tmp_path.glob("backup*")) == []
    assert source.exists() == (content is not None)


@ON_SQLITE
def test_a_folder_that_is_not_there_is_said(url: str, tmp_path: Path):
    with pytest.raises(OSError, match="nowhere"):
        back_up(url, tmp_path / "nowhere" / "backup.db")


def test_a_database_on_a_server_is_none_of_our_files(tmp_path: Path):
    with suppress(NotAFile):
        back_up("postgresql://somewhere/books", tmp_path / "backup.db")
        pytest.fail("there is no file to copy")
