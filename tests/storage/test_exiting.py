"""A share that leaves early, in a database: the same as in plain dictionaries, and clean when verified and compared."""

from core.domain.deposit import ShareState
from core.domain.reconciliation import compare
from storage.store import Store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books
from tests.support.maturing import accruing, deposit_of, leaving, maturing, pool, share_of, until


async def test_an_early_exit_is_kept_as_it_was_decided_and_the_books_are_clean(
    store: Store, books: Books, url: str
):
    house = books.house
    campaign_id, (_, bob, _) = pool(house, 5_000, 3_000, 2_000)
    deposit = deposit_of(house, campaign_id)
    house.later(days=100)
    house.accepted(accruing(house, deposit.id))
    house.later(days=3)
    house.accepted(leaving(house, bob, campaign_id))
    assert share_of(house, bob, deposit.id).state is ShareState.WITHDRAWN_EARLY
    await books.follow()
    assert tables.values(url)["shares"] == house.store.shares
    assert (await verify_ledger(url)).findings == ()
    comparison = compare(await store.house.look())
    assert (comparison.found, comparison.left_out) == ((), ())

    until(house, deposit.payout_date)
    house.accepted(maturing(house, deposit.id))
    await books.follow()
    assert tables.values(url)["shares"] == house.store.shares
    assert (await verify_ledger(url)).findings == ()
