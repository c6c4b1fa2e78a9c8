"""A deposit's life in a database: the same as in plain dictionaries, done when it is due, and clean when compared."""

from datetime import timedelta

import pytest

from bot.jobs.due import DueJobs, command_for
from bot.stopping import Stop
from core.domain.bank import DepositState, DepositTask
from core.domain.deposit import MaturityChoice
from core.domain.ids import CampaignId, DepositId
from core.domain.notice import MaturityAhead, PaidOut
from core.domain.reconciliation import compare
from core.views import Due, DueKind
from storage.codec import microseconds
from storage.store import open_sides
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books
from tests.storage.conftest import Outlived
from tests.storage.scenes import TAXED, lived
from tests.support.house import OPENING, ZONE
from tests.support.maturing import choosing, deposit_of, pool, share_of, until


def test_a_deposits_life_is_the_same_in_dictionaries_and_in_the_database(outlived: Outlived):
    held = tables.values(outlived.url)
    assert tables.without_versions(held) == tables.without_versions(outlived.house.store.tables())


async def test_a_command_at_a_time_or_all_of_a_moment_at_once_makes_no_difference(
    books_of_taxed: Books, url: str
):
    lived(books_of_taxed.house)
    await books_of_taxed.follow(singly=True)
    assert tables.values(url) == books_of_taxed.memory.tables()


async def test_what_is_due_of_a_deposit_is_due_at_the_beginning_of_its_day(books_of_taxed: Books):
    house, queries = books_of_taxed.house, books_of_taxed.store.queries
    campaign_id, _ = pool(house, 6_000, 5_000, product_code=TAXED.code)
    await books_of_taxed.follow()
    deposit = deposit_of(house, campaign_id)

    due = await queries.next_due()

    assert due is not None
    assert (due.kind, due.deposit_id) == (DueKind.ACCRUE, deposit.id)
    local = due.at.astimezone(ZONE)
    assert (local.date(), local.hour) == (deposit.value_date + timedelta(days=1), 0)
    assert list(await queries.due(due.at - timedelta(microseconds=1))) == []
    assert list(await queries.due(due.at)) == [due]


async def test_the_next_event_is_what_members_hear_of(books_of_taxed: Books):
    house, queries = books_of_taxed.house, books_of_taxed.store.queries
    campaign_id, _ = pool(house, 6_000, 5_000, product_code=TAXED.code)
    await books_of_taxed.follow()
    event = await queries.next_event()
    assert event is not None
    assert event.kind is DueKind.ANNOUNCE
    eve = deposit_of(house, campaign_id).payout_date - timedelta(days=1)
    assert event.at.astimezone(ZONE).date() == eve


async def test_nothing_is_due_of_a_deposit_while_its_campaign_is_paused(books_of_taxed: Books, url: str):
    house, queries = books_of_taxed.house, books_of_taxed.store.queries
    campaign_id, _ = pool(house, 6_000, 5_000, product_code=TAXED.code)
    await books_of_taxed.follow()
    tables.alter(url, "UPDATE campaigns SET mismatch_count = 1")
    assert await queries.next_due() is None
    resumed_at = house.at + timedelta(days=30)
    tables.alter(url, f"UPDATE campaigns SET mismatch_count = 0, resumed_at = {microseconds(resumed_at)}")
    due = await queries.next_due()
    assert due is not None
    assert (due.at, due.deposit_id) == (resumed_at, deposit_of(house, campaign_id).id)


async def test_the_jobs_live_a_deposits_whole_life(books_of_taxed: Books, url: str):
    house, store = books_of_taxed.house, books_of_taxed.store
    campaign_id, (ann, bob) = pool(house, 12_000, 5_000, product_code=TAXED.code)
    deposit = deposit_of(house, campaign_id)
    house.accepted(choosing(house, ann, share_of(house, ann, deposit.id).id, MaturityChoice.RENEW_PRINCIPAL))
    await books_of_taxed.follow()
    jobs = DueJobs(store.teller, store.queries, store.clock, Stop())

    for day in (deposit.payout_date - timedelta(days=1), deposit.payout_date):
        until(house, day)
        books_of_taxed.wall.at = house.at
        await jobs.do_what_is_due()

    held = tables.values(url)
    assert held["deposits"][deposit.id].state is DepositState.CLOSED
    [renewal] = [each for each in held["deposits"].values() if each.renews == deposit.id]
    assert renewal.principal_minor == 12_000_00
    kinds = [type(notice) for notice in held["notices"].values()]
    assert (kinds.count(MaturityAhead), kinds.count(PaidOut)) == (2, 2)
    assert bob.participant_id in {
        notice.to for notice in held["notices"].values() if isinstance(notice, PaidOut)
    }
    assert (await verify_ledger(url)).findings == ()
    comparison = compare(await store.house.look())
    assert (comparison.found, comparison.left_out) == ((), ())


async def test_a_life_that_ended_compares_clean(outlived: Outlived):
    async with open_sides(outlived.url, zone=ZONE) as (_, house):
        comparison = compare(await house.look())
    assert (comparison.found, comparison.left_out) == ((), ())
    assert comparison.compared == 2  # the second deposit, and what waits in a member's name


@pytest.mark.parametrize("task", DepositTask)
def test_each_task_of_a_deposit_has_its_command(task: DepositTask):
    due = Due(OPENING, DueKind(task.value), CampaignId("cmp_1"), deposit_id=DepositId("dep_1"))
    assert command_for(due).intent == f"due:{task.value}:dep_1:0:{OPENING.isoformat()}"
