"""The claims about what time makes due, on a real store with a clock that tests turn."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.backstage.forward import go_forward
from bot.jobs.due import DueJobs, command_for
from bot.jobs.reconciliation import HOUR, DueReconciliation, GatewayLooks, compare_twice
from bot.stopping import Rounds, Stop
from core.commands import Command, PauseSettlement, Refused, ResumeSettlement
from core.domain.account import AccountStatus
from core.domain.bank import DepositState, DepositTask
from core.domain.campaign import MEND_WINDOW, CampaignState
from core.domain.errors import SettlementPaused
from core.domain.facts import Statement
from core.domain.ids import CampaignId, DepositId, ShareId
from core.domain.notice import BankUnreachable
from core.domain.reconciliation import Comparison, Look, Mismatch, MismatchKind, OurBooks
from core.ports import BankSilent
from core.views import Due, DueKind
from storage import Store, open_store
from tests.storage.asking import accepted, meeting, naming
from tests.storage.books import Books, Wall
from tests.storage.databases import migrated_at
from tests.support.house import ADMIN, OPENING, REMAINDER, YUAN, ZONE, Person
from tests.support.memory import ENTROPY
from tests.support.reconciling import asking, recording


@pytest.fixture
async def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Books]:
    """A store beside a house that is asked the same; what the jobs do happens in the store alone."""
    monkeypatch.setattr("storage.teller.secrets", SimpleNamespace(token_bytes=lambda _: ENTROPY))
    url = migrated_at(tmp_path / "hecun.db")
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall) as store:
        yield Books(store, wall)


@pytest.fixture
def jobs(books: Books) -> DueJobs:
    return jobs_on(books.store)


def jobs_on(store: Store, teller: Any = None) -> DueJobs:
    return DueJobs(teller or store.teller, store.queries, store.clock, Stop())


async def state(books: Books, campaign_id: CampaignId, viewer: Person) -> CampaignState:
    view = await books.store.queries.campaign(campaign_id, viewer.participant_id)
    assert view is not None
    return view.campaign.state


async def funded(books: Books) -> tuple[CampaignId, Person, Person]:
    """A campaign that Ann and Bob filled, not settled yet."""
    ann, bob = (books.house.person(name, balance_minor=9_000 * YUAN) for name in ("Ann", "Bob"))
    campaign_id = books.house.open(ann)
    books.house.pledge(ann, campaign_id, 6_000 * YUAN)
    books.house.pledge(bob, campaign_id, 4_000 * YUAN, REMAINDER)
    await books.follow()
    return campaign_id, ann, bob


async def deposits(books: Books) -> list[int]:
    return [deposit.principal_minor for deposit, _ in (await books.store.queries.bank_view()).deposits]


async def test_a_pool_that_fills_settles_by_itself(books):
    jobs = jobs_on(books.store)
    books.store.teller.on_commit(jobs.rounds.call)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(jobs.run())
        campaign_id, ann, _ = await funded(books)
        while await state(books, campaign_id, ann) is not CampaignState.SETTLED:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0)
        running.cancel()
    assert await deposits(books) == [10_000 * YUAN]


async def test_two_workers_settle_a_campaign_once(books):
    campaign_id, ann, _ = await funded(books)
    await asyncio.gather(*(jobs_on(books.store).do_what_is_due() for _ in range(5)))
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED
    assert await deposits(books) == [10_000 * YUAN]


async def test_a_worker_that_dies_before_its_answer_is_followed_by_another_that_does_nothing_twice(books):
    class Dying:
        async def submit(self, command: Command[Any]) -> Any:
            await books.store.teller.submit(command)
            raise asyncio.CancelledError

    campaign_id, ann, _ = await funded(books)
    with pytest.raises(asyncio.CancelledError):
        await jobs_on(books.store, Dying()).do_what_is_due()
    await jobs_on(books.store).do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED
    assert await deposits(books) == [10_000 * YUAN]


# All settlement paused


async def pause(books: Books) -> None:
    house = books.house
    await books.store.teller.submit(PauseSettlement(intent=house.intent(), actor=ADMIN, reason="a test"))


async def resume(books: Books) -> None:
    await books.store.teller.submit(ResumeSettlement(intent=books.house.intent(), actor=ADMIN))


async def test_while_settlement_is_paused_nothing_that_waits_is_asked_for_and_then_it_is_done_once(
    books, jobs
):
    campaign_id, ann, _ = await funded(books)
    await pause(books)
    assert await books.store.queries.due(books.wall.at) == []
    assert await books.store.queries.next_due() is None
    books.wall.at += timedelta(hours=2)
    await resume(books)
    await asyncio.gather(*(jobs_on(books.store).do_what_is_due() for _ in range(3)))
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED
    assert await deposits(books) == [10_000 * YUAN]


async def test_a_job_that_was_overtaken_by_the_pause_tries_again_once_it_is_over(books, jobs):
    """It is refused under its intent, for good; what is due afterwards has another."""
    campaign_id, ann, _ = await funded(books)
    [overtaken] = [command_for(due) for due in await books.store.queries.due(books.wall.at)]
    await pause(books)
    refused = await books.store.teller.submit(overtaken)
    assert refused == Refused(SettlementPaused(books.wall.at))
    books.wall.at += timedelta(seconds=1)
    await resume(books)
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED


async def test_a_deposit_that_ends_while_settlement_is_paused_has_its_interest_and_is_paid_afterwards(
    books, jobs
):
    campaign_id, ann, _ = await funded(books)
    await jobs.do_what_is_due()
    view = await books.store.queries.campaign(campaign_id, ann.participant_id)
    assert view is not None
    assert view.deposit is not None
    await pause(books)
    end = view.deposit.payout_date + timedelta(days=3)
    to = datetime.combine(end, HOUR, ZONE)
    await go_forward(to, turn=books.store.clock.turn_forward, jobs=jobs, queries=books.store.queries)
    [(deposit, _)] = (await books.store.queries.bank_view()).deposits
    assert (deposit.accrued_to, deposit.state) == (deposit.maturity_date, DepositState.ACTIVE)
    before = await books.store.queries.account(ann.account_id)
    assert await books.store.queries.due(to) == []
    await resume(books)
    await jobs.do_what_is_due()
    [(deposit, _)] = (await books.store.queries.bank_view()).deposits
    after = await books.store.queries.account(ann.account_id)
    assert before is not None
    assert after is not None
    assert deposit.state is DepositState.CLOSED
    assert after.available_minor - before.available_minor == 6_000 * YUAN + 147 * YUAN


async def test_a_campaign_expires_at_its_deadline_and_not_before(books, jobs):
    ann = books.house.person("Ann")
    campaign_id = books.house.open(ann)
    books.house.pledge(ann, campaign_id, 2_000 * YUAN)
    await books.follow()
    books.wall.at = OPENING + timedelta(days=3) - timedelta(microseconds=1)
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.OPEN
    books.wall.at = OPENING + timedelta(days=3)
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.EXPIRED
    [account] = await books.store.queries.accounts_of(ann.participant_id)
    assert (account.available_minor, account.held_minor) == (10_000 * YUAN, 0)


async def test_whoever_did_not_mend_is_dropped_when_the_mend_window_ends(books, jobs):
    campaign_id, ann, bob = await funded(books)
    books.house.set_status(bob.account_id, AccountStatus.FROZEN)
    await books.follow()
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.REPAIRING
    books.wall.at += MEND_WINDOW
    await jobs.do_what_is_due()
    view = await books.store.queries.campaign(campaign_id, ann.participant_id)
    assert view is not None
    assert (view.campaign.state, view.member_names) == (CampaignState.OPEN, ("Ann",))


async def test_a_campaign_whose_settlement_failed_is_settled_once_it_is_mended(books, jobs):
    campaign_id, ann, bob = await funded(books)
    books.house.set_status(bob.account_id, AccountStatus.FROZEN)
    books.house.accepted(books.house.settling(campaign_id))  # what the jobs would have done
    books.house.set_status(bob.account_id, AccountStatus.NORMAL)
    books.house.accepted(books.house.changing(bob, campaign_id, 4_000 * YUAN, REMAINDER))
    await books.follow()
    assert await state(books, campaign_id, ann) is CampaignState.FUNDED
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED


async def test_a_jump_of_the_clock_does_what_is_due_at_its_own_time_and_in_order(books, jobs):
    ann = books.house.person("Ann")
    opened = [books.house.open(ann, deadline=OPENING + timedelta(days=days)) for days in (5, 2, 9)]
    for campaign_id in opened:
        books.house.pledge(ann, campaign_id, 1_000 * YUAN)
    await books.follow()
    to = OPENING + timedelta(days=7)
    clock = books.store.clock
    await go_forward(to, turn=clock.turn_forward, jobs=jobs, queries=books.store.queries)
    assert clock.now().at == to
    assert [await state(books, each, ann) for each in opened] == [
        CampaignState.EXPIRED,
        CampaignState.EXPIRED,
        CampaignState.OPEN,
    ]
    newest, before, *_ = (await books.store.queries.bank_view()).entries
    assert (before.posted_at, newest.posted_at) == (OPENING + timedelta(days=2), OPENING + timedelta(days=5))


async def test_a_jump_backwards_changes_nothing(books, jobs):
    clock = books.store.clock
    await go_forward(
        OPENING - timedelta(days=1), turn=clock.turn_forward, jobs=jobs, queries=books.store.queries
    )
    assert clock.now().at == OPENING


@pytest.mark.parametrize("kind", DueKind)
def test_whoever_asks_for_what_is_due_asks_the_same(kind):
    def due() -> Due:
        of_deposit = kind in {task.value for task in DepositTask}
        of_share = kind is DueKind.MOVE_OFFER_ON
        return Due(
            OPENING,
            kind,
            CampaignId("cmp_1"),
            deposit_id=DepositId("dep_1") if of_deposit or of_share else None,
            share_id=ShareId("shr_1") if of_share else None,
        )

    assert command_for(due()) == command_for(due())


def test_what_is_due_again_is_another_intention():
    def intent(at: datetime, kind: DueKind, campaign: str, round_: int) -> str:
        return command_for(Due(at, kind, CampaignId(campaign), round_)).intent

    base = intent(OPENING, DueKind.EXPIRE, "cmp_1", 0)
    others = {
        intent(OPENING + timedelta(hours=48), DueKind.EXPIRE, "cmp_1", 0),
        intent(OPENING, DueKind.SETTLE, "cmp_1", 0),
        intent(OPENING, DueKind.EXPIRE, "cmp_2", 0),
        intent(OPENING, DueKind.EXPIRE, "cmp_1", 1),
        *(
            command_for(
                Due(OPENING, DueKind.ACCRUE, CampaignId("cmp_1"), deposit_id=DepositId(deposit))
            ).intent
            for deposit in ("dep_1", "dep_2")
        ),
    }
    assert len(others | {base}) == 7


# Reconciliation


ADMIN_ID = 4711


def reconciling_jobs(books: Books, looks: Any = None) -> DueJobs:
    store = books.store
    reconciliation = DueReconciliation(
        store.teller,
        store.queries,
        looks or store.house,
        store.leases,
        store.clock,
        zone=ZONE,
    )
    return DueJobs(store.teller, store.queries, store.clock, Stop(), reconciliation)


async def runs(books: Books) -> int:
    return (await books.store.queries.reconciling()).round


async def test_the_books_are_compared_once_a_business_day_at_six(books):
    jobs = reconciling_jobs(books)
    await jobs.do_what_is_due()
    await jobs.do_what_is_due()
    assert await runs(books) == 1
    six = datetime.combine(books.store.clock.now().day + timedelta(days=1), HOUR, ZONE)
    assert (await books.store.queries.reconciling()).due_at == six
    books.wall.at = six - timedelta(seconds=1)
    await jobs.do_what_is_due()
    assert await runs(books) == 1
    books.wall.at = six
    await jobs.do_what_is_due()
    assert await runs(books) == 2


async def test_a_turn_of_the_clock_compares_too(books):
    jobs = reconciling_jobs(books)
    await jobs.do_what_is_due()
    clock = books.store.clock
    to = OPENING + timedelta(days=3)
    await go_forward(to, turn=clock.turn_forward, jobs=jobs, queries=books.store.queries)
    assert await runs(books) == 2
    assert (await books.store.queries.overview()).reconciled_at == to


async def test_two_workers_compare_once(books):
    await asyncio.gather(*(reconciling_jobs(books).do_what_is_due() for _ in range(4)))
    assert await runs(books) == 1


async def test_a_worker_that_dies_while_comparing_is_followed_by_another(books):
    class Dying:
        async def look(self) -> Look:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await reconciling_jobs(books, Dying()).do_what_is_due()
    await reconciling_jobs(books).do_what_is_due()
    assert await runs(books) == 1


async def test_a_silent_bank_is_asked_again_later_and_keeps_nothing_else_waiting(books):
    class Silent:
        def __init__(self) -> None:
            self.asked = 0

        async def look(self) -> Look:
            self.asked += 1
            raise BankSilent("no answer")

    campaign_id, ann, _ = await funded(books)
    silent = Silent()
    jobs = reconciling_jobs(books, silent)
    await jobs.do_what_is_due()
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED
    assert (silent.asked, await runs(books)) == (1, 0)
    books.wall.at += timedelta(minutes=10)
    await jobs.do_what_is_due()
    assert silent.asked == 2


async def test_the_admins_are_told_once_of_a_bank_that_has_stated_nothing_for_an_hour(books):
    class Silent:
        async def look(self) -> Look:
            raise BankSilent("no answer")

    await accepted(books.store, naming(ADMIN_ID))
    admin = await accepted(books.store, meeting(ADMIN_ID))
    jobs, began = reconciling_jobs(books, Silent()), books.wall.at
    told = []
    for minutes in range(0, 121, 10):
        books.wall.at = began + timedelta(minutes=minutes)
        await jobs.do_what_is_due()
        told.append(len(await books.store.outbox.waiting(books.wall.at)))
    assert told == [0] * 6 + [1] * 7
    [waiting] = await books.store.outbox.waiting(books.wall.at)
    assert waiting.notice == BankUnreachable(admin.participant_id, 0, began)


async def test_a_campaign_that_is_paused_is_settled_as_soon_as_it_is_cleared(books):
    """What is due to a paused campaign is not asked for; afterwards it is asked under another intent."""
    campaign_id, ann, bob = await funded(books)
    gap = Mismatch(
        kind=MismatchKind.HELD_DIFFERS,
        subject=bob.account_id,
        ours_minor=400_000,
        banks_minor=390_000,
        campaign_ids=(campaign_id,),
        account_id=bob.account_id,
        on_ledger=True,
    )
    books.house.accepted(recording(books.house, Comparison((gap,), (), 1)))
    await books.follow()
    jobs = reconciling_jobs(books)
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.FUNDED
    books.house.accepted(asking(books.house))
    await books.follow()
    await jobs.do_what_is_due()
    assert await state(books, campaign_id, ann) is CampaignState.SETTLED


async def test_the_bank_elsewhere_is_asked_after_our_books_were_read(books):
    asked: list[str] = []

    class Sides:
        async def ours(self) -> OurBooks:
            asked.append("ours")
            ours: OurBooks = await books.store.books.ours()
            return ours

        async def statement(self) -> Statement:
            asked.append("bank")
            statement: Statement = await books.store.house.statement()
            return statement

    sides: Any = Sides()
    assert (await compare_twice(GatewayLooks(sides, sides))).found == ()
    assert asked == ["ours", "bank"]


@pytest.mark.parametrize("steps", range(4))
async def test_who_is_cancelled_just_as_a_round_is_called_for_ends(steps):
    rounds = Rounds(Stop())
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(rounds.next(60))
        await asyncio.sleep(0)
        rounds.call()
        for _ in range(steps):
            await asyncio.sleep(0)
        cancelled = waiting.cancel()  # False if the round has begun
    assert waiting.cancelled() is cancelled
