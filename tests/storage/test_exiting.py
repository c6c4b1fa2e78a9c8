"""A share that leaves early, in a database: the same as in plain dictionaries, and clean when verified and compared."""

from dataclasses import replace

import pytest

from core.commands import PutProduct
from core.domain.account import AccountStatus
from core.domain.deposit import ShareState
from core.domain.offer import OFFER_WINDOW
from core.domain.product import RemainderRate
from core.domain.reconciliation import MismatchKind, compare
from storage.store import Store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import SYSTEM, TD12M
from tests.support.maturing import (
    accruing,
    deposit_of,
    leaving,
    maturing,
    moving_on,
    offering,
    pool,
    share_of,
    until,
)


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


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE payouts SET principal_minor = principal_minor + 1", MismatchKind.PAYOUT_DIFFERS),
        ("UPDATE payouts SET state = 'paid'", MismatchKind.PAYOUT_UNKNOWN),
        ("DELETE FROM ledger_accounts WHERE id LIKE '%:payable'", MismatchKind.PAYOUT_MISSING),
        ("UPDATE term_deposits SET rate_changes = ''", MismatchKind.DEPOSIT_DIFFERS),
    ],
)
async def test_what_waits_for_an_early_leaver_and_what_the_rest_earns_is_reconciled(
    store: Store, books: Books, url: str, change: str, kind: MismatchKind
):
    house = books.house
    falling = replace(TD12M, code="FALLING", remainder_rate=RemainderRate.FALLS_TO_TIER)
    house.accepted(PutProduct(intent=house.intent(), actor=SYSTEM, product=falling))
    campaign_id, (_, bob, _) = pool(house, 5_000, 3_000, 2_000, product_code="FALLING")
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(offering(house, bob, share))
    for _ in range(2):
        house.at += OFFER_WINDOW
        house.accepted(moving_on(house, share))
    house.accepted(house.setting_status(bob.account_id, AccountStatus.FROZEN))
    house.accepted(leaving(house, bob, campaign_id))
    await books.follow()
    assert (await verify_ledger(url)).findings == ()
    compared = compare(await store.house.look())
    assert (compared.found, compared.left_out, compared.compared) == ((), (), 2)
    tables.alter(url, change)
    assert [each.kind for each in compare(await store.house.look()).found] == [kind]
