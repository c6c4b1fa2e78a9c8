"""What the teller does when something goes wrong: bugs, a database that objects, cancelled callers, closing time."""

import asyncio
import copy
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from core.book import Book, NotLoaded
from core.commands import Accepted, ActorKind, Command, Done
from core.domain.ids import CampaignId, IntentId, ParticipantId
from core.domain.moment import Moment
from core.domain.participant import Participant
from core.reach import Reach
from core.usecases import USE_CASES, UseCase
from core.views import Draft
from storage import open_store
from storage.slices import Overtaken, load_book
from storage.store import Store
from storage.teller import TRIES
from tests.storage import tables
from tests.storage.asking import accepted, balance_minor, crediting, hand_in, meeting, open_account
from tests.storage.books import Books, Wall
from tests.storage.databases import path_of
from tests.storage.scenes import lively
from tests.support.house import SYSTEM, ZONE

DRAFT = Draft(telegram_user_id=1, kind="open", nonce="n1", step="review", answers={"target": "1000000"})
LONG_ENOUGH_SECONDS = 5.0
"""Nothing takes so long; who is not answered by then never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stumble(Command[Done]):
    """A command with a bug in its use case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overpledge(Command[Done]):
    """A command whose use case forgot a rule."""

    campaign_id: CampaignId


class Bug(Exception):
    """What no use case should raise."""


def stumble(book: Book, command: Stumble, now: Moment) -> Done:
    half_done = Participant(ParticipantId("par_half"), "Half done", "en")
    book.participants.put(half_done.id, half_done)
    raise Bug


def look_aside(book: Book, command: Stumble, now: Moment) -> Done:
    assert book.campaigns[CampaignId("cmp_elsewhere")] is None
    return Done()


def overpledge(book: Book, command: Overpledge, now: Moment) -> Done:
    campaign = book.campaigns[command.campaign_id]
    assert campaign is not None
    book.put_campaign(replace(campaign, pledged_minor=campaign.terms.target_minor + 1))
    return Done()


def hear_badly() -> None:
    raise Bug


def by_system(run: Callable[..., Any], reach: Callable[[Any], Reach] = lambda _: Reach()) -> UseCase:
    return UseCase(run, reach, frozenset({ActorKind.SYSTEM}))


@pytest.fixture
def buggy(monkeypatch):
    monkeypatch.setitem(USE_CASES, Stumble, by_system(stumble))
    monkeypatch.setitem(
        USE_CASES,
        Overpledge,
        by_system(overpledge, lambda command: Reach(campaigns=frozenset({command.campaign_id}))),
    )


STUMBLE = Stumble(intent=IntentId("stumble"), actor=SYSTEM)


async def all_outcomes(store: Store, commands: list[Command[Any]]) -> list[Any]:
    return list(await asyncio.gather(*map(store.teller.submit, commands), return_exceptions=True))


def started(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """A task that its test waits for, or cancels."""
    return asyncio.create_task(work)  # noqa: TID251 - a task group would wait for the cancelled ones itself


def coming(store: Store, number: int) -> asyncio.Task[Any]:
    """Somebody who comes to the counter and waits there."""
    return started(store.teller.submit(meeting(number)))


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the teller warned of."""
    return [record.getMessage() for record in caplog.records if record.name == "storage.teller"]


# Bugs


async def test_a_bug_in_one_use_case_sinks_none_of_the_others(store, url, buggy):
    first, bug, second = await all_outcomes(store, [meeting(1), STUMBLE, meeting(2)])

    assert isinstance(first, Accepted)
    assert isinstance(bug, Bug)
    assert isinstance(second, Accepted)
    assert tables.one(url, "SELECT count(*) FROM participants") == 2


async def test_a_bug_leaves_no_receipt_so_the_intent_can_be_asked_again(store, url, buggy, monkeypatch):
    before = tables.raw_rows(url)
    with pytest.raises(Bug):
        await store.teller.submit(STUMBLE)
    assert tables.raw_rows(url) == before

    monkeypatch.setitem(USE_CASES, Stumble, by_system(lambda *_: Done()))
    assert await store.teller.submit(STUMBLE) == Accepted(Done())


async def test_looking_outside_the_reach_is_a_bug_of_that_command_alone(store, monkeypatch):
    monkeypatch.setitem(USE_CASES, Stumble, by_system(look_aside))

    met, bug = await all_outcomes(store, [meeting(1), STUMBLE])

    assert isinstance(met, Accepted)
    assert isinstance(bug, NotLoaded)


async def test_a_command_without_a_use_case_sinks_none_of_the_others(store):
    bug, met = await all_outcomes(store, [STUMBLE, meeting(1)])

    assert isinstance(bug, KeyError)
    assert isinstance(met, Accepted)


async def test_drafts_beside_a_bug_are_saved(store, buggy):
    stumbling, saving = started(store.teller.submit(STUMBLE)), started(store.drafts.save(DRAFT))
    await asyncio.wait([stumbling, saving])

    assert isinstance(stumbling.exception(), Bug)
    assert await store.drafts.get(DRAFT.telegram_user_id, DRAFT.kind) == DRAFT


async def test_a_listener_with_a_bug_does_not_close_the_counter(url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        store.teller.on_commit(hear_badly)
        await accepted(store, meeting(1))
        await accepted(store, meeting(2))


async def test_listeners_hear_of_commands_and_not_of_clerical_writes(store):
    heard: list[None] = []
    store.teller.on_commit(lambda: heard.append(None))

    await store.drafts.save(DRAFT)
    assert heard == []
    await accepted(store, meeting(1))
    assert heard == [None]


# What the database refuses


async def test_what_a_rule_forgot_the_database_refuses_without_sinking_the_others(books: Books, url, buggy):
    scene = lively(books.house)
    await books.follow()
    store = books.store
    before = tables.one(url, "SELECT pledged_minor FROM campaigns WHERE id = ?", scene.open)
    over = Overpledge(intent=IntentId("over"), actor=SYSTEM, campaign_id=scene.open)

    first, broken, second = await all_outcomes(store, [meeting(1), over, meeting(2)])

    assert isinstance(broken, IntegrityError)
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert tables.one(url, "SELECT pledged_minor FROM campaigns WHERE id = ?", scene.open) == before
    assert tables.one(url, "SELECT count(*) FROM receipts WHERE intent = 'over'") == 0


async def test_what_the_database_always_refuses_is_not_tried_again(books: Books, buggy, caplog):
    scene = lively(books.house)
    await books.follow()
    caplog.clear()

    with pytest.raises(IntegrityError):
        await books.store.teller.submit(
            Overpledge(intent=IntentId("over"), actor=SYSTEM, campaign_id=scene.open)
        )
    assert warnings_in(caplog) == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
async def test_while_another_process_keeps_the_file_locked_a_caller_is_told(url, wall, monkeypatch, caplog):
    monkeypatch.setattr("storage.dialects.sqlite.BUSY_TIMEOUT_MS", 1)
    async with open_store(url, zone=ZONE, wall=wall) as store:
        with closing(sqlite3.connect(path_of(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError, match="locked"):
                await store.teller.submit(meeting(1))
            assert len(warnings_in(caplog)) == TRIES - 1
            other.execute("ROLLBACK")

        await accepted(store, meeting(1))
        assert tables.one(url, "SELECT count(*) FROM participants") == 1


async def test_when_the_reply_to_a_commit_is_lost_the_receipts_answer(store, url, monkeypatch, caplog):
    dialect = store.teller._engine.sync_engine.dialect
    commit = dialect.do_commit
    lost: list[None] = []

    def commit_and_lose_the_reply(connection: Any) -> None:
        commit(connection)
        if not lost:
            lost.append(None)
            if dialect.name == "postgresql":
                raise ConnectionResetError
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(dialect, "do_commit", commit_and_lose_the_reply)

    receipts = await hand_in(store, [meeting(1), meeting(2)])

    assert lost == [None]
    [warning] = warnings_in(caplog)
    assert warning in (
        "a batch of 2 is run again: OperationalError",
        "the database is out of reach: ConnectionResetError",
    )
    assert all(isinstance(receipt, Accepted) for receipt in receipts)
    assert tables.one(url, "SELECT count(*) FROM participants") == 2


# Overtaken


def load_before(url: str, command: Command[Any]) -> Book:
    """What the command's transaction would have loaded, had it looked now."""
    return tables.visit(url, lambda connection: load_book(connection, [command]))


async def test_a_batch_that_was_overtaken_is_run_again_on_what_is_there_now(store, url, monkeypatch, caplog):
    account_id = await open_account(store)
    crediting_late = crediting(account_id, 2, 10)
    stale = [load_before(url, crediting_late)]
    await accepted(store, crediting(account_id, 1, 5))

    def load_late(connection: Connection, commands: list[Command[Any]]) -> Book:
        return stale.pop() if stale else load_book(connection, commands)

    monkeypatch.setattr("storage.teller.load_book", load_late)
    await accepted(store, crediting_late)

    assert stale == []
    assert warnings_in(caplog) == ["a batch of 1 is run again: Overtaken"]
    assert await balance_minor(store, account_id) == 15


async def test_of_a_batch_that_is_always_overtaken_nothing_stays(store, url, monkeypatch):
    account_id = await open_account(store)
    crediting_late = crediting(account_id, 2, 10)
    old = load_before(url, crediting_late)
    await accepted(store, crediting(account_id, 1, 5))
    before = tables.raw_rows(url)

    monkeypatch.setattr("storage.teller.load_book", lambda *_: copy.deepcopy(old))
    with pytest.raises(Overtaken):
        await store.teller.submit(crediting_late)

    assert tables.raw_rows(url) == before


@pytest.mark.parametrize("translation", tables.VERSIONED, ids=lambda translation: translation.table.name)
def test_every_row_that_changes_carries_a_version_guard(translation):
    statement = str(translation.update)
    assert f"{translation.table.name}.version = :guard_version" in statement


# Cancelled callers


async def test_what_a_cancelled_caller_handed_in_is_committed_once(store, url):
    tasks = [coming(store, number) for number in range(50)]
    for task in tasks:
        await asyncio.sleep(0)
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert any(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)

    receipts = await hand_in(store, [meeting(number) for number in range(50)])

    assert all(isinstance(receipt, Accepted) for receipt in receipts)
    assert tables.one(url, "SELECT count(*) FROM participants") == 50


async def test_a_caller_that_gives_up_waiting_is_committed_all_the_same(store, url):
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(store.teller.submit(meeting(1)), timeout=1e-9)

    await accepted(store, meeting(2))
    assert tables.one(url, "SELECT count(*) FROM receipts WHERE intent = 'meet-1'") == 1


async def test_the_others_of_a_batch_do_not_notice_a_cancelled_caller(store):
    tasks = [coming(store, number) for number in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()

    await asyncio.wait(tasks)

    assert all(isinstance(task.result(), Accepted) for task in tasks[1::2])


async def test_a_cancelled_caller_with_a_bug_disturbs_nobody(store, buggy):
    task = started(store.teller.submit(STUMBLE))
    await asyncio.sleep(0)
    task.cancel()

    await accepted(store, meeting(1))
    assert task.cancelled()


# The end of the day


async def test_leaving_the_store_commits_what_was_handed_in(url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        tasks = [coming(store, number) for number in range(500)]
        await asyncio.sleep(0)

    receipts = await asyncio.gather(*tasks)
    assert all(isinstance(receipt, Accepted) for receipt in receipts)
    assert tables.one(url, "SELECT count(*) FROM participants") == 500


async def test_leaving_the_store_on_an_error_commits_what_was_handed_in(url, wall):
    tasks: list[asyncio.Task[Any]] = []

    async def fail() -> None:
        async with open_store(url, zone=ZONE, wall=wall) as store:
            tasks.extend(coming(store, number) for number in range(500))
            await asyncio.sleep(0)
            raise Bug

    with pytest.raises(Bug):
        await fail()

    receipts = await asyncio.gather(*tasks)
    assert all(isinstance(receipt, Accepted) for receipt in receipts)
    assert tables.one(url, "SELECT count(*) FROM participants") == 500


async def test_leaving_the_store_while_being_cancelled_answers_whoever_handed_something_in(url, wall):
    tasks: list[asyncio.Task[Any]] = []
    handed_in = asyncio.Event()

    async def live() -> None:
        async with open_store(url, zone=ZONE, wall=wall) as store:
            tasks.extend(coming(store, number) for number in range(500))
            await asyncio.sleep(0)
            handed_in.set()

    life = started(live())
    await handed_in.wait()
    await asyncio.sleep(0)  # now it waits for the teller to finish
    life.cancel()
    await asyncio.wait([life])

    _, forgotten = await asyncio.wait(tasks, timeout=LONG_ENOUGH_SECONDS)
    for task in forgotten:
        task.cancel()
    assert len(forgotten) == 0
    committed = tables.one(url, "SELECT count(*) FROM participants")
    assert committed == sum(isinstance(task.result(), Accepted) for task in tasks)


async def test_who_comes_while_the_counter_closes_is_answered_or_turned_away(url):
    wall = BusyWall()
    callers: list[asyncio.Task[Any]] = []
    async with open_store(url, zone=ZONE, wall=wall) as store:

        def call(number: int) -> None:
            callers.append(coming(store, number))

        call(1)
        await asyncio.sleep(0)
        call(2)
        wall.meanwhile = [lambda: call(3), lambda: call(4)]

    _, forgotten = await asyncio.wait(callers, timeout=LONG_ENOUGH_SECONDS)
    for task in forgotten:
        task.cancel()
    first, *_ = await asyncio.gather(*callers, return_exceptions=True)
    assert isinstance(first, Accepted)
    assert len(callers) > 2
    assert len(forgotten) == 0


class BusyWall(Wall):
    """A clock at each reading of which, so within a transaction, the next thing happens."""

    meanwhile: Sequence[Callable[[], None]] = ()

    def __call__(self) -> datetime:
        if self.meanwhile:
            happening, *self.meanwhile = self.meanwhile
            happening()
        return super().__call__()
