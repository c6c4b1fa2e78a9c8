"""Looking something up on the audit trail, however long it is."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from core.commands import Actor, NameApprovers, RecordAdminUse
from core.domain.audit import AuditRecord, TrailKeys, TrailSearch
from core.domain.ids import IntentId
from storage import trail
from tests.storage.asking import accepted, meeting, open_account
from tests.storage.databases import migrated_at

ADA, BEN = Actor.admin(1), Actor.admin(2)


@pytest.fixture
async def used(store, wall) -> list[AuditRecord]:
    """Ada and Ben looked at campaigns a and b by turns, a minute apart; the records, newest first."""
    naming = NameApprovers(
        intent=IntentId("approvers"),
        actor=Actor.system("settings"),
        telegram_user_ids=frozenset({1, 2}),
    )
    await accepted(store, naming)
    await accepted(store, meeting(1, "Ada Lovelace"))
    await accepted(store, meeting(2, "本"))
    for number in range(8):
        wall.at += timedelta(minutes=1)
        look = RecordAdminUse(
            intent=IntentId(f"look-{number}"),
            actor=(ADA, BEN)[number % 2],
            action=("view_campaign", "find_account")[number // 4],
            subject=("cmp_a", "cmp_b")[number // 2 % 2],
        )
        await accepted(store, look)
    return list(await store.queries.search_trail(TrailSearch(), limit=100))


async def all_pages(store, search: TrailSearch, size: int) -> list[AuditRecord]:
    found: list[AuditRecord] = []
    while page := await store.queries.search_trail(search, found[-1].id if found else None, size):
        assert len(page) <= size
        found += page
    return found


async def test_records_are_found_by_actor_subject_and_action_newest_first_page_by_page(store, used):
    for keys in (
        TrailKeys(actors=frozenset({"admin:1"})),
        TrailKeys(subjects=frozenset({"cmp_b"})),
        TrailKeys(actions=frozenset({"find_account"})),
        TrailKeys(frozenset({"admin:2"}), frozenset({"cmp_a"}), frozenset({"view_campaign"})),
        TrailKeys(subjects=frozenset({"cmp_c"})),
    ):
        expected = [
            record
            for record in used
            if record.actor in keys.actors or record.subject in keys.subjects or record.action in keys.actions
        ]
        for size in (1, 3, 100):
            assert await all_pages(store, TrailSearch(keys), size) == expected
    assert await all_pages(store, TrailSearch(), 3) == used


async def test_a_period_begins_with_its_first_instant_and_ends_before_its_last(store, used):
    since, until = used[5].at, used[2].at
    found = await all_pages(store, TrailSearch(since=since, until=until), 2)
    assert found == used[3:6]
    keys = TrailKeys(actors=frozenset({"admin:1"}))
    assert await all_pages(store, TrailSearch(keys, since, until), 2) == [
        each for each in used[3:6] if each.actor == "admin:1"
    ]


async def test_a_text_means_people_by_name_and_id_and_what_has_that_id(store, used):
    lovelace = await store.queries.trail_keys("lovelace")
    assert "admin:1" in lovelace.actors
    assert any(subject.startswith("par_") for subject in lovelace.subjects)
    assert "admin:2" in (await store.queries.trail_keys("本")).actors
    assert "admin:2" in (await store.queries.trail_keys("2")).actors
    assert "cmp_0B" in (await store.queries.trail_keys("cmp_0B")).subjects
    assert (await store.queries.trail_keys("nobody")).subjects == frozenset()
    account_id = await open_account(store)
    account = await store.queries.account(account_id)
    assert account_id in (await store.queries.trail_keys(account.account.number[-4:])).subjects
    assert account_id in (await store.queries.trail_keys(account.customer.phone)).subjects


async def test_actions_and_single_records_are_told(store, used):
    assert await store.queries.trail_actions() == tuple(sorted({record.action for record in used}))
    assert {"find_account", "view_campaign"} <= {record.action for record in used}
    assert await store.queries.trail_record(used[3].id) == used[3]
    assert await store.queries.trail_record("aud_nonsense") is None


def test_no_search_reads_the_whole_trail(tmp_path):
    """SQLite says in plain words how it will look."""
    bounds = {"after": "", "before": "aue", "limit": 9, "key": "any"}
    engine = create_engine(migrated_at(tmp_path / "books.db").replace("+aiosqlite", ""))
    with engine.connect() as connection:
        for statement in (trail._PAGE, *trail._PAGE_BY.values(), trail._NEXT_ACTION):
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), bounds)
            steps = [row[-1] for row in plan]
            assert len(steps) == 1, steps
            assert steps[0].startswith("SEARCH audit_trail USING "), steps
    engine.dispose()
