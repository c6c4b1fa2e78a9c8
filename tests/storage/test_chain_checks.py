"""The daily check of the chain: it goes on where it was sound, finds what was meddled with, and has the admins told."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.jobs import chain_check
from bot.jobs.alarms import Alarms
from bot.jobs.chain_check import ChainCheckJob
from bot.stopping import Stop
from core.domain.ids import AccountId
from core.domain.notice import ChainBroken
from core.domain.seal import NEVER_CHECKED
from storage import Store
from tests.storage import tables
from tests.storage.asking import accepted, crediting, hand_in, meeting, naming, open_account

ADMIN_ID = 7


@pytest.fixture
async def account_id(store: Store) -> AccountId:
    """An account, after an admin has met the bot."""
    await accepted(store, naming(ADMIN_ID))
    await accepted(store, meeting(ADMIN_ID))
    return await open_account(store)


async def seal_more(store: Store, account_id: AccountId, first: int, many: int) -> None:
    await hand_in(store, [crediting(account_id, first + number) for number in range(many)])
    while await store.sealer.seal(100):
        pass


def job(store: Store) -> ChainCheckJob:
    alarms = Alarms(store.teller, store.queries)
    return ChainCheckJob(store.chain_checks, alarms, store.leases, store.clock, Stop())


async def told(store: Store) -> list[object]:
    return [waiting.notice for waiting in await store.outbox.waiting(store.clock.now().at)]


def meddle(url: str, sequence: int) -> None:
    """Somebody who has taken the guards away changes an entry that was sealed."""

    def change(connection):
        tables.off_guard(connection)
        connection.execute(
            text(
                "UPDATE postings SET amount_minor = amount_minor + 1"
                " WHERE entry_id = (SELECT entry_id FROM seals WHERE sequence = :sequence) AND leg = 1"
            ),
            {"sequence": sequence},
        )

    tables.visit(url, change)


async def test_it_is_checked_once_a_day_from_where_it_was_sound(store, wall, account_id):
    assert await store.chain_checks.last() == NEVER_CHECKED
    await seal_more(store, account_id, 0, 6)
    await job(store).check_if_due()
    first = await store.chain_checks.last()
    assert (first.head.sequence, first.broken_at) == (6, None)

    await seal_more(store, account_id, 6, 4)
    await job(store).check_if_due()
    assert await store.chain_checks.last() == first
    wall.at += timedelta(days=1)
    await job(store).check_if_due()
    assert (await store.chain_checks.last()).head.sequence == 10
    assert await told(store) == []


async def test_some_links_are_checked_at_a_time_until_all_are(store, account_id, monkeypatch):
    monkeypatch.setattr(chain_check, "LINKS_AT_ONCE", 2)
    await seal_more(store, account_id, 0, 5)
    await job(store).check_if_due()
    assert (await store.chain_checks.last()).head.sequence == 5


async def test_what_was_changed_since_is_found_and_told_once_until_it_is_as_it_was(
    store, url, wall, account_id
):
    await seal_more(store, account_id, 0, 2)
    await job(store).check_if_due()
    await seal_more(store, account_id, 2, 4)
    meddle(url, 4)

    for _ in range(2):
        wall.at += timedelta(days=1)
        await job(store).check_if_due()
        assert (await store.operating.figures(store.clock.now())).chain_broken_at == 4
        last = await store.chain_checks.last()
        assert (last.head.sequence, last.broken_at) == (2, 4)

    admin = await store.queries.recipient(ADMIN_ID)
    assert await told(store) == [ChainBroken(admin.participant.id, 4)]


async def test_a_chain_that_was_cut_off_or_made_anew_up_to_there_is_found(store, url, wall, account_id):
    await seal_more(store, account_id, 0, 4)
    await job(store).check_if_due()

    def cut(connection):
        tables.off_guard(connection)
        connection.execute(text("DELETE FROM seals WHERE sequence > 2"))

    tables.visit(url, cut)
    wall.at += timedelta(days=1)
    await job(store).check_if_due()

    assert (await store.chain_checks.last()).broken_at == 4
