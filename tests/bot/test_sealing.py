"""The job that seals: at any worker, at one at a time, and at another when that one is gone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import sealing
from bot.jobs.sealing import LEASE_SECONDS, SealJob
from bot.stopping import Stop
from storage import Store, open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.asking import crediting, hand_in, open_account
from tests.storage.books import Wall
from tests.storage.databases import migrated_at
from tests.support.house import ZONE


@pytest.fixture
def url(tmp_path: Path) -> str:
    return migrated_at(tmp_path / "hecun.db")


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
async def store(url: str, wall: Wall) -> AsyncIterator[Store]:
    async with open_store(url, zone=ZONE, wall=wall) as opened:
        yield opened


def job_on(store: Store, stop: Stop | None = None) -> SealJob:
    """One worker's."""
    return SealJob(store.sealer, store.leases, store.clock, stop or Stop())


async def posting(store: Store, many: int) -> None:
    account_id = await open_account(store)
    await hand_in(store, [crediting(account_id, number) for number in range(many)])


def sealed(url: str) -> int:
    return int(tables.one(url, "SELECT count(*) FROM seals"))


async def test_everything_that_waits_is_sealed_in_batches(store, url, monkeypatch, caplog):
    monkeypatch.setattr(sealing, "BATCH", 2)
    await posting(store, 5)

    with caplog.at_level("INFO", logger=sealing.__name__):
        await job_on(store).seal_what_waits()

    found = await verify_ledger(url)
    assert (found.head.sequence, found.unsealed, found.findings) == (5, 0, ())
    assert caplog.messages == [f"the journal is sealed up to {found.head}"]


async def test_a_round_without_news_says_nothing(store, caplog):
    with caplog.at_level("INFO", logger=sealing.__name__):
        await job_on(store).seal_what_waits()
    assert caplog.messages == []


async def test_while_one_worker_has_the_lease_another_seals_nothing(store, url):
    await posting(store, 1)
    await job_on(store).seal_what_waits()
    await hand_in(store, [crediting(await open_account(store, 2), 9)])

    await job_on(store).seal_what_waits()

    assert sealed(url) == 1


async def test_when_a_worker_is_gone_another_seals_in_its_place(store, url, wall):
    await posting(store, 1)
    await job_on(store).seal_what_waits()
    await hand_in(store, [crediting(await open_account(store, 2), 9)])
    wall.at += timedelta(seconds=LEASE_SECONDS)

    await job_on(store).seal_what_waits()

    assert sealed(url) == 2


async def test_what_is_committed_is_sealed_by_itself_and_a_stop_gives_the_lease_back(store, url, caplog):
    stop = Stop()
    job = job_on(store, stop)
    store.teller.on_commit(job.rounds.call)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(job.run())
        await posting(store, 3)
        while sealed(url) < 3:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0)
        stop.ask()
    assert tables.every(url, "SELECT * FROM leases") == []
    assert caplog.records == []


async def test_a_round_that_fails_is_not_the_last(store, url, monkeypatch, caplog):
    monkeypatch.setattr(sealing, "_GAP_SECONDS", 0.0)
    monkeypatch.setattr(sealing, "_LONGEST_SLEEP_SECONDS", 0.0)
    await posting(store, 1)
    seal, rounds = store.sealer.seal, []

    async def fail_at_first(limit):
        rounds.append(limit)
        if len(rounds) == 1:
            raise OSError("the disk is full")
        stop.ask()
        return await seal(limit)

    monkeypatch.setattr(store.sealer, "seal", fail_at_first)
    stop = Stop()
    await job_on(store, stop).run()

    assert sealed(url) == 1
    assert caplog.messages == ["a round of sealing failed; again in 0 s"]
