"""Sealing: every entry once, on one chain without a gap, whoever seals and whoever dies over it."""

import asyncio
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text

from core.domain.ids import AccountId
from storage import Store, open_store
from storage.migrations import upgrade
from storage.sealing import SqlSealer
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.asking import crediting, hand_in, open_account
from tests.storage.books import Wall
from tests.storage.databases import Databases
from tests.support.house import ZONE


async def seal_all(store: Store, limit: int = 500) -> None:
    """Seal until nothing waits."""
    while await store.sealer.seal(limit):
        pass


async def credited(store: Store, many: int = 5) -> AccountId:
    """An account with so many entries."""
    account_id = await open_account(store)
    await hand_in(store, [crediting(account_id, number) for number in range(many)])
    return account_id


def waiting(url: str) -> int:
    """How many entries are not sealed."""
    return int(tables.one(url, "SELECT count(*) FROM unsealed_entries"))


def sealed(url: str) -> list[tuple[Any, ...]]:
    """The chain, as (sequence, entry id, link)."""
    return tables.every(url, "SELECT sequence, entry_id, link FROM seals ORDER BY sequence")


def chain_by_the_book(url: str) -> list[tuple[Any, ...]]:
    """The chain, computed anew from the tables as the docstring of `core/domain/seal.py` says, without its code."""
    link, chain = bytes(32), []
    for sequence, entry_id, _ in sealed(url):
        [facts] = tables.every(
            url, "SELECT id, reference, kind, currency, posted_at FROM entries WHERE id = ?", entry_id
        )
        legs = tables.every(
            url,
            "SELECT account_id, amount_minor, balance_after_minor, version FROM postings"
            " WHERE entry_id = ? ORDER BY leg",
            entry_id,
        )
        written = json.dumps([*facts, legs], separators=(",", ":"), ensure_ascii=False)
        link = sha256(link + written.encode()).digest()
        chain.append((sequence, entry_id, link.hex()))
    return chain


async def test_what_is_posted_waits_until_it_is_sealed(store: Store, url: str):
    await credited(store, 5)
    assert waiting(url) == 5
    found = await verify_ledger(url)
    assert (found.findings, found.unsealed, found.head.sequence) == ((), 5, 0)

    head = await store.sealer.seal(500)

    assert waiting(url) == 0
    assert sealed(url) == chain_by_the_book(url)
    assert head is not None
    assert (head.sequence, head.link) == (5, sealed(url)[-1][2])
    found = await verify_ledger(url)
    assert (found.findings, found.unsealed, found.head) == ((), 0, head)


async def test_where_nothing_waits_there_is_nothing_to_seal(store: Store):
    assert await store.sealer.seal(500) is None
    await credited(store, 2)
    assert await store.sealer.seal(500)
    assert await store.sealer.seal(500) is None


async def test_no_more_are_sealed_at_once_than_were_asked_for(store: Store, url: str):
    await credited(store, 5)

    heads = [await store.sealer.seal(2) for _ in range(4)]

    assert [head and head.sequence for head in heads] == [2, 4, 5, None]
    assert sealed(url) == chain_by_the_book(url)


async def test_an_entry_committed_late_under_an_earlier_id_is_sealed_once(store: Store, url: str):
    account_id = await credited(store, 3)
    await seal_all(store)
    late = [
        f"INSERT INTO postings VALUES ('ent_0', 0, '{account_id}:cash', -1, -4, 4)",
        f"INSERT INTO postings VALUES ('ent_0', 1, '{account_id}:available', 1, 4, 4)",
        "INSERT INTO entries VALUES ('ent_0', 'late', 'credit', 'CNY', 0)",
        f"UPDATE ledger_accounts SET balance_minor = -4, version = 4 WHERE id = '{account_id}:cash'",
        f"UPDATE ledger_accounts SET balance_minor = 4, version = 4 WHERE id = '{account_id}:available'",
    ]
    tables.visit(url, lambda connection: [connection.execute(_as_it_is(each)) for each in late])
    assert min(entry_id for _, entry_id, _ in sealed(url)) > "ent_0"

    await seal_all(store)

    assert [entry_id for _, entry_id, _ in sealed(url)].index("ent_0") == 3
    assert (await verify_ledger(url)).findings == ()


def _as_it_is(statement: str) -> Any:
    return text(statement.replace(":", "\\:"))


class Interrupted:
    """A teller at which something happens between what a sealer read and what it writes."""

    def __init__(self, store: Store, meanwhile: Callable[[], Any]) -> None:
        self._store = store
        self._meanwhile = meanwhile

    async def run(self, errand: Callable[[Connection], Any]) -> Any:
        await self._meanwhile()
        return await self._store.teller.run(errand)


async def test_of_two_sealers_that_read_the_same_head_one_seals(store: Store, url: str):
    await credited(store, 4)

    async def another_is_faster() -> None:
        assert await store.sealer.seal(3)

    slow = SqlSealer(Interrupted(store, another_is_faster), store.sealer._readers)  # type: ignore[arg-type]  # all it needs

    assert await slow.seal(500) is None
    assert len(sealed(url)) == 3
    await seal_all(store)
    assert sealed(url) == chain_by_the_book(url)
    assert (await verify_ledger(url)).findings == ()


@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
async def test_sealers_of_many_workers_make_one_chain(url: str):
    async with open_store(url, zone=ZONE, wall=Wall()) as one, open_store(url, zone=ZONE, wall=Wall()) as two:
        await credited(one, 20)
        while waiting(url):
            await asyncio.gather(*(store.sealer.seal(4) for store in (one, two) for _ in range(2)))
        assert (await verify_ledger(url)).findings == ()
    assert sealed(url) == chain_by_the_book(url)
    assert len(sealed(url)) == 20


class Died(Exception):
    """In the middle of sealing."""


async def test_a_sealer_that_dies_while_it_writes_leaves_nothing_half_sealed(store: Store, url: str):
    await credited(store, 5)

    class Dying(Interrupted):
        async def run(self, errand: Callable[[Connection], Any]) -> Any:
            def seal_and_die(connection: Connection) -> None:
                assert errand(connection)
                raise Died

            return await store.teller.run(seal_and_die)

    dying = SqlSealer(Dying(store, lambda: None), store.sealer._readers)  # type: ignore[arg-type]  # all it needs
    with pytest.raises(Died):
        await dying.seal(500)

    assert (sealed(url), waiting(url)) == ([], 5)
    await seal_all(store)
    assert sealed(url) == chain_by_the_book(url)
    assert len(sealed(url)) == 5


async def test_books_verify_clean_while_they_are_written_and_sealed(store: Store, url: str):
    account_id = await open_account(store)
    busy = True

    async def write() -> None:
        nonlocal busy
        for begin in range(0, 200, 10):
            await hand_in(store, [crediting(account_id, begin + number) for number in range(10)])
        busy = False

    async def seal() -> None:
        while busy:
            await store.sealer.seal(7)

    async def verify() -> list[int]:
        looked_at = []
        while busy:
            found = await verify_ledger(url)
            assert found.findings == ()
            assert found.head.sequence + found.unsealed == found.entries
            looked_at.append(found.entries)
        return looked_at

    _, _, looked_at = await asyncio.gather(write(), seal(), verify())
    assert looked_at == sorted(looked_at)


async def test_what_was_posted_before_there_were_seals_is_sealed_too(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
):
    url = databases.new()
    with monkeypatch.context() as earlier:
        newest = command.upgrade
        earlier.setattr(command, "upgrade", lambda config, _revision: newest(config, "0005"))
        upgrade(url)
    tables.visit(url, _post_an_entry)

    upgrade(url)

    assert waiting(url) == 1
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        await seal_all(store)
    assert (await verify_ledger(url)).findings == ()
    assert [entry_id for _, entry_id, _ in sealed(url)] == ["ent_1"]
    databases.drop(url)


def _post_an_entry(connection: Connection) -> None:
    for statement in (
        "INSERT INTO ledger_accounts VALUES ('a', 'CNY', false, -1, 1), ('b', 'CNY', true, 1, 1)",
        "INSERT INTO postings VALUES ('ent_1', 0, 'a', -1, -1, 1), ('ent_1', 1, 'b', 1, 1, 1)",
        "INSERT INTO entries VALUES ('ent_1', 'one', 'credit', 'CNY', 0)",
    ):
        connection.execute(text(statement))
