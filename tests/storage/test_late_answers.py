"""What waits for a bank elsewhere is kept as it is in dictionaries, and the books verify all the while."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    FailingHold,
    OpenDeposit,
    PayOut,
    PlaceHold,
    Rejected,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.campaign import CampaignState
from core.domain.reconciliation import LeftOutBecause, compare
from core.remote_bank import RemoteBank
from core.views import DueKind
from storage import open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.support.courier import FROZEN, Courier
from tests.support.house import YUAN, ZONE
from tests.support.maturing import (
    accruing,
    announcing,
    buying,
    deposit_of,
    leaving,
    maturing,
    offering,
    share_of,
    until,
)

Look = Callable[[], Awaitable[None]]


@pytest.fixture
async def books(url: str, wall: Wall, same_ids: None) -> AsyncIterator[Books]:
    """Books beside a bank elsewhere."""
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as store:
        yield Books(store, wall, bank=RemoteBank())


@pytest.fixture
def look(books: Books, url: str) -> Look:
    """Do in the database what was done in dictionaries, and compare."""

    async def look() -> None:
        await books.follow(singly=True)
        assert tables.values(url) == books.memory.tables()
        assert not (await verify_ledger(url)).findings

    return look


async def test_a_pool_that_waits_for_its_bank_is_the_same_in_the_database(books: Books, look: Look):
    house, courier, store = books.house, Courier(books.house), books.store
    ann, bo, cy = house.person("Ann"), house.person("Bo"), house.person("Cy")
    pool = house.open(ann)
    house.pledge(ann, pool, 4_000 * YUAN)
    await look()
    courier.yes(PlaceHold)
    house.accepted(house.changing(ann, pool, 1_000 * YUAN))
    await look()
    courier.no(ReplaceHold)
    house.accepted(house.withdrawing(ann, pool))
    house.pledge(ann, pool, 3_000 * YUAN)
    await look()
    courier.yes_to_all()
    house.pledge(bo, pool, 6_000 * YUAN)
    house.pledge(cy, pool, 1_000 * YUAN)
    courier.no_to(cy, pool)
    assert not await store.queries.due(house.at)
    courier.yes_to_all()
    house.pledge(cy, pool, 1_000 * YUAN)
    await look()
    assert not await store.queries.due(house.at)
    courier.yes_to_all()
    await look()
    assert [due.campaign_id for due in await store.queries.due(house.at)] == [pool]
    house.accepted(house.settling(pool))
    await look()
    hold_id = house.pledge_of(bo, pool).hold_id
    courier.answer(courier.the(OpenDeposit), Rejected(failing=(FailingHold(hold_id, FROZEN),)))
    house.accepted(house.changing(bo, pool, 6_000 * YUAN))
    await look()
    courier.answer(courier.the(ReplaceHold), Confirmed())
    house.accepted(house.settling(pool))
    courier.open()
    await look()
    assert house.campaign(pool).state is CampaignState.SETTLED


async def test_shares_that_wait_for_their_bank_to_let_them_go_are_the_same_in_the_database(
    books: Books, look: Look
):
    house, courier, store = books.house, Courier(books.house), books.store
    people = [house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bo", "Cy")]
    ann, bo, cy = people
    pool = house.open(ann)
    for person, yuan in zip(people, (5_000, 3_000, 2_000), strict=True):
        house.pledge(person, pool, yuan * YUAN)
    courier.yes_to_all()
    house.accepted(house.settling(pool))
    courier.open()
    deposit_id = deposit_of(house, pool).id
    until(house, deposit_of(house, pool).payout_date)
    house.later(days=-2)
    share = share_of(house, bo, deposit_id)
    house.accepted(offering(house, bo, share))
    await look()

    house.accepted(buying(house, ann, share))
    house.accepted(leaving(house, cy, pool))
    await look()
    until(house, deposit_of(house, pool).payout_date)
    house.accepted(announcing(house, deposit_id))
    house.accepted(accruing(house, deposit_id))
    await look()
    assert not await store.queries.due(house.at)
    compared = compare(await store.house.look())
    assert {each.because for each in compared.left_out} == {LeftOutBecause.ORDER_UNANSWERED}
    courier.no(TransferShare)
    await look()
    courier.yes(WithdrawShare)
    await look()
    [due] = await store.queries.due(house.at)
    assert due.kind is DueKind.MATURE
    assert due.round == deposit_of(house, pool).exits_answered == 2
    house.accepted(maturing(house, deposit_id))
    courier.no(PayOut)
    courier.yes(CloseDeposit)
    await look()
    owed = compare(await store.house.look())
    assert not owed.found
    assert [payout.campaign_id for payout in (await store.books.ours()).payouts] == [pool] * 3
