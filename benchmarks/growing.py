"""What a pledge costs when a hundred thousand and a million of them are there already."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from statistics import median

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.measure import drive
from benchmarks.places import Place
from storage import rows
from storage.engine import writer_engine
from tests.support.town import PLEDGE_MINOR, SAVERS, Town, town

CALLERS = 64
SIZES = (0, 100_000, 1_000_000)
ROUNDS = 3

# What one pledge leaves behind, table by table, and what makes each copy of it another; postings go before their entry,
# and past the versions that accounts reach here.
_COPIES: dict[str, dict[str, str]] = {
    "pledges": {"id": "'plg_0' || n", "hold_id": "'hld_0' || n", "live": "false", "state": "'withdrawn'"},
    "holds": {"id": "'hld_0' || n", "state": "'released'"},
    "bank_orders": {"reference": "'ord_0' || n"},
    "receipts": {"intent": "'copy:' || n"},
    "postings": {"entry_id": "'ent_0' || n", "version": "version + 1000 + n"},
    "entries": {"id": "'ent_0' || n", "reference": "'ord_0' || n"},
}
_OF_THE_FIRST = {
    "pledges": "id = (SELECT min(id) FROM pledges WHERE live)",
    "holds": "id = (SELECT min(id) FROM holds WHERE state = 'placed')",
    "bank_orders": "reference = (SELECT max(reference) FROM bank_orders)",
    "receipts": "kind = 'Pledged' ORDER BY intent LIMIT 1",
    "postings": "entry_id = (SELECT max(id) FROM entries WHERE kind = 'hold')",
    "entries": "id = (SELECT max(id) FROM entries WHERE kind = 'hold')",
}


async def measure_growing(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Pledges among many."""
    savers, sizes, rounds = (SAVERS, SIZES, ROUNDS) if not quick else (40, (0, 1_000, 2_000), 1)
    url = place.new("growing")
    costs_us: list[float] = []
    async with town(url, savers) as here:
        await _pledge_once(here)
        for before, size in zip((0, *sizes), sizes, strict=False):
            say(f"{place.name}: filling up to {size:,} pledges")
            await _fill(url, before, size)
            rounds_us = []
            for number in range(rounds + 1):  # the first brings pages back into memory
                say(f"{place.name}: pledges among {size:,}, round {number}")
                rounds_us.append(await _cost_us(here))
            costs_us.append(median(rounds_us[1:]))
    alone_us, among_100k_us, among_1m_us = costs_us
    return {
        f"{place.other}pledge_us": alone_us,
        f"{place.other}pledge_us_100k": among_100k_us,
        f"{place.other}pledge_us_1m": among_1m_us,
        f"{place.other}pledge_cost_ratio_100k": among_100k_us / alone_us,
        f"{place.other}pledge_cost_ratio_1m": among_1m_us / alone_us,
    }


async def _cost_us(here: Town) -> float:
    campaign = await here.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    timing = await drive(CALLERS, [here.pledge(saver, campaign) for saver in here.savers[1:]], here.do)
    return 1_000_000 / timing.per_s


async def _pledge_once(here: Town) -> None:
    """The pledge that all others are copies of."""
    campaign = await here.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    await here.do(here.pledge(here.savers[0], campaign))


async def _fill(url: str, before: int, size: int) -> None:
    """Copies number `before` to `size`, set-wise and in one transaction."""
    if size == before:
        return
    engine = writer_engine(url, patient=True)
    async with engine.begin() as connection, _without_triggers(connection):
        for table, changes in _COPIES.items():
            await connection.execute(text(_copying(table, changes)), {"first": before + 1, "last": size})
        if connection.dialect.name == "postgresql":  # what its own housekeeping does within a minute
            await connection.execute(text("ANALYZE"))
    await engine.dispose()


@asynccontextmanager
async def _without_triggers(connection: AsyncConnection) -> AsyncIterator[None]:
    """As when a backup is restored: they would ask a million questions."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    triggers = (
        await connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    ).all()
    for name, _ in triggers:
        await connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in triggers:
        await connection.exec_driver_sql(statement)


def _copying(table: str, changes: dict[str, str]) -> str:
    names = [column.name for column in rows.Base.metadata.tables[table].columns]
    values = ", ".join(changes.get(name, name) for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 - words of ours only
        "WITH RECURSIVE numbers(n) AS (SELECT CAST(:first AS bigint) "
        "UNION ALL SELECT n + 1 FROM numbers WHERE n < CAST(:last AS bigint)) "
        f"SELECT {values} FROM (SELECT * FROM {table} WHERE {_OF_THE_FIRST[table]}) AS one, numbers"
    )
