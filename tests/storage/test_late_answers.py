"""What waits for a bank elsewhere is kept as it is in dictionaries, and the books verify all the while."""

from core.domain.bank import Confirmed, FailingHold, OpenDeposit, PlaceHold, Rejected, ReplaceHold
from core.domain.campaign import CampaignState
from core.remote_bank import RemoteBank
from storage import open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.support.courier import FROZEN, Courier
from tests.support.house import YUAN, ZONE


async def test_a_pool_that_waits_for_its_bank_is_the_same_in_the_database(
    url: str, wall: Wall, same_ids: None
):
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as store:
        books = Books(store, wall, bank=RemoteBank())
        house, courier = books.house, Courier(books.house)

        async def look() -> None:
            await books.follow(singly=True)
            assert tables.values(url) == books.memory.tables()
            assert not (await verify_ledger(url)).findings

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
