"""Opens a database and hands out what works on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from core.batch import Bank
from core.house_bank import HouseBank
from storage import rows
from storage.chain_checks import SqlChainChecks
from storage.clock import MICROSECOND, BusinessClock, wall_clock
from storage.codec import instant
from storage.desk import (
    SqlAlarmBoard,
    SqlCards,
    SqlDeliveries,
    SqlDrafts,
    SqlInbox,
    SqlLeases,
    SqlOutbox,
    SqlRetention,
)
from storage.engine import reader_engine, writer_engine
from storage.exporting import SqlExports
from storage.operating_queries import SqlOperatingQueries
from storage.partner_queries import SqlPartnerQueries
from storage.queries import SqlQueries
from storage.reaching import open_books
from storage.reconciliation import HouseStatement, SqlBooks
from storage.sealing import SqlSealer
from storage.teller import SqlTeller


@dataclass(frozen=True)
class Store:
    """All ways to one database."""

    teller: SqlTeller
    queries: SqlQueries
    partners: SqlPartnerQueries
    operating: SqlOperatingQueries
    exports: SqlExports
    drafts: SqlDrafts
    cards: SqlCards
    alarm_board: SqlAlarmBoard
    inbox: SqlInbox
    outbox: SqlOutbox
    deliveries: SqlDeliveries
    leases: SqlLeases
    retention: SqlRetention
    sealer: SqlSealer
    chain_checks: SqlChainChecks
    books: SqlBooks
    house: HouseStatement
    clock: BusinessClock


@asynccontextmanager
async def open_store(
    database_url: str, *, zone: ZoneInfo, wall: Callable[[], datetime] = wall_clock, bank: Bank | None = None
) -> AsyncIterator[Store]:
    """The store of a database whose schema is up to date; on leaving, what was handed in is committed."""
    writer, readers = writer_engine(database_url), reader_engine(database_url)
    try:
        clock = await _read_clock(readers, zone, wall)
        teller = SqlTeller(writer, clock, bank or HouseBank())
        await teller.start()
        try:
            desk = (teller, readers, clock)
            yield Store(
                teller=teller,
                queries=SqlQueries(readers, zone),
                partners=SqlPartnerQueries(readers),
                operating=SqlOperatingQueries(readers, zone),
                exports=SqlExports(readers),
                drafts=SqlDrafts(*desk),
                cards=SqlCards(*desk),
                alarm_board=SqlAlarmBoard(*desk),
                inbox=SqlInbox(*desk),
                outbox=SqlOutbox(*desk),
                deliveries=SqlDeliveries(*desk),
                leases=SqlLeases(*desk),
                retention=SqlRetention(*desk),
                sealer=SqlSealer(teller, readers),
                chain_checks=SqlChainChecks(*desk),
                books=SqlBooks(readers),
                house=HouseStatement(readers, clock),
                clock=clock,
            )
        finally:
            await teller.stop()
    finally:
        await readers.dispose()
        await writer.dispose()


@asynccontextmanager
async def open_sides(
    database_url: str, *, zone: ZoneInfo, wall: Callable[[], datetime] = wall_clock
) -> AsyncIterator[tuple[SqlBooks, HouseStatement]]:
    """Our books, and the house bank's ledger, to be looked at only. Raises NoBooks, OutOfReach."""
    async with open_books(database_url) as readers:
        yield SqlBooks(readers), HouseStatement(readers, await _read_clock(readers, zone, wall))


@asynccontextmanager
async def open_queries(database_url: str, *, zone: ZoneInfo) -> AsyncIterator[SqlQueries]:
    """What has been committed, to be looked at only. Raises NoBooks, OutOfReach."""
    async with open_books(database_url) as readers:
        yield SqlQueries(readers, zone)


@asynccontextmanager
async def open_exports(database_url: str) -> AsyncIterator[SqlExports]:
    """What can be exported, to be looked at only. Raises NoBooks, OutOfReach."""
    async with open_books(database_url) as readers:
        yield SqlExports(readers)


async def _read_clock(readers: AsyncEngine, zone: ZoneInfo, wall: Callable[[], datetime]) -> BusinessClock:
    async with readers.connect() as connection:
        row = (await connection.execute(select(rows.ClockRow))).one()
    last = instant(row.at) if row.at else None
    return BusinessClock(zone, wall, last, row.ahead_microseconds * MICROSECOND)
