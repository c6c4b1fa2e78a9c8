"""Deposits from before the day of their next event was kept are given the day that the program itself would say."""

from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from core.domain.bank import DepositTask
from storage import migrations
from tests.storage import tables
from tests.storage.books import Books
from tests.support.maturing import announcing, deposit_of, matured, pool, until

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

    def migrate(connection: Connection) -> None:
        connection.execute(text("DROP INDEX ix_term_deposits_event_on"))
        connection.execute(text("ALTER TABLE term_deposits DROP COLUMN event_on"))
        with Operations.context(MigrationContext.configure(connection)):
            the_migration().upgrade()

    tables.visit(url, migrate)
    assert tables.every(url, EVENTS) == kept


def the_migration() -> ModuleType:
    [path] = Path(migrations.__file__).parent.glob("versions/*_events_of_deposits.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
