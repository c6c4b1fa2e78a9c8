"""Deposits from before the day of their next event was kept are given the day that the program itself would say."""

from datetime import timedelta

from core.domain.bank import DepositTask
from tests.storage import tables
from tests.storage.books import Books
from tests.storage.old_tables import upgrade_again
from tests.support.maturing import announcing, deposit_of, matured, pool, until

BEFORE = ("DROP INDEX ix_term_deposits_event_on", "ALTER TABLE term_deposits DROP COLUMN event_on")
EVENTS = "SELECT id, event_on FROM term_deposits ORDER BY id"


async def test_each_is_given_its_next_announcement_or_its_end(books: Books, url: str):
    house = books.house
    short, long = (pool(house, 6_000, 5_000, product_code=code)[0] for code in ("TD03M", "TD24M"))
    told, ended = (pool(house, 6_000, 5_000, product_code=code)[0] for code in ("TD12M", "TD03M"))
    matured(house, ended)
    deposit = deposit_of(house, told)
    until(house, deposit.payout_date - timedelta(days=1))
    house.accepted(announcing(house, deposit.id))
    await books.follow()
    kept = tables.every(url, EVENTS)
    events = [deposit_of(house, each).event for each in (short, long, told, ended)]
    assert [event and event[0] for event in events] == [
        DepositTask.ANNOUNCE,
        DepositTask.ANNOUNCE,
        DepositTask.MATURE,
        None,
    ]

    upgrade_again(url, "events_of_deposits", BEFORE)
    assert tables.every(url, EVENTS) == kept
