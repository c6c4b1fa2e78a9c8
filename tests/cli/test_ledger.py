"""What the ledger's auditors do at the command line, with books that are sealed."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from storage import open_store
from tests.cli.conftest import Ask
from tests.storage.asking import crediting, hand_in, open_account
from tests.storage.books import Wall
from tests.storage.databases import migrated_at
from tests.support.house import ZONE

ENTRIES = 6


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A database with some entries, all but one of them sealed."""
    path = tmp_path / "books.db"
    url = migrated_at(path)

    async def keep() -> None:
        async with open_store(url, zone=ZONE, wall=Wall()) as store:
            account_id = await open_account(store)
            await hand_in(store, [crediting(account_id, number) for number in range(ENTRIES)])
            await store.sealer.seal(ENTRIES - 1)

    asyncio.run(keep())
    return path


@pytest.fixture
def verify(ask: Ask, books: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`verify("--expect", head)`."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{books}")
    return partial(ask, "ledger", "verify")


@contextmanager
def meddling(books: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has taken the guards away."""
    connection = sqlite3.connect(books)
    with connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        yield connection
    connection.close()


def head_of(verified: Result) -> str:
    """What was printed to be written down."""
    assert verified.exit_code == 0, verified.output
    begins, head = verified.stdout.splitlines()[-1].split(" ")
    assert begins == "Head:"
    return head


def test_what_is_sealed_and_where_the_chain_ends_is_said(verify: Ask):
    verified = verify()
    assert verified.stdout.splitlines()[:2] == [
        f"The books are in order: {ENTRIES} entries with {2 * ENTRIES} postings.",
        f"Sealed: {ENTRIES - 1} entries. 1 wait to be sealed.",
    ]
    assert head_of(verified).startswith(f"{ENTRIES - 1}:")


def test_a_head_that_was_printed_is_expected_in_full_or_by_its_link(verify: Ask):
    head = head_of(verify())
    assert verify("--expect", head).exit_code == 0
    assert verify("--expect", head.partition(":")[2]).exit_code == 0


def test_a_cut_tail_is_found_by_whoever_expects_the_head(verify: Ask, books: Path):
    head = head_of(verify())
    with meddling(books) as connection:
        connection.execute("INSERT INTO unsealed_entries SELECT entry_id FROM seals WHERE sequence > 2")
        connection.execute("DELETE FROM seals WHERE sequence > 2")

    assert verify().exit_code == 0
    found = verify("--expect", head)

    assert found.exit_code == 1
    assert (
        f"BROKEN  the chain has passed the head that was written down: {head} (the chain ends at 2:"
        in found.stdout
    )


def test_a_changed_posting_is_found_with_its_place(verify: Ask, books: Path):
    with meddling(books) as connection:
        connection.execute(
            "UPDATE postings SET amount_minor = 7 WHERE leg = 1"
            " AND entry_id = (SELECT entry_id FROM seals WHERE sequence = 3)"
        )

    found = verify()

    assert found.exit_code == 1
    assert (
        "BROKEN  each link follows from the one before and from the entry as it stands: seal 3, entry ent_"
        in (found.stdout)
    )
    assert "balances summed up: seal 3, posting 1 of ent_" in found.stdout
    assert "the first sealed entry concerned is 3" in found.stderr


@pytest.mark.parametrize("head", ["12", "nonsense", f"3:{'a' * 63}"])
def test_what_is_no_head_is_said_in_one_line(verify: Ask, head: str):
    refused = verify("--expect", head)
    assert refused.exit_code == 2
    [line] = refused.stderr.strip().splitlines()
    assert "is no head such as" in line


def test_no_bar_is_drawn_where_there_is_no_terminal(verify: Ask):
    assert verify().stderr == ""
