"""The books of a deployment, opened: what the bot, the bank's clerks and the ledger's auditors work on."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.composition.calendar import business_calendar
from bot.composition.gateway import open_gateway
from bot.jobs.reconciliation import GatewayLooks, compare_twice
from bot.settings import BooksSettings
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import Actor, PutProduct
from core.domain.ids import IntentId
from core.domain.reconciliation import Comparison
from core.domain.seal import Head, WrittenHead
from core.house_bank import HouseBank
from core.remote_bank import RemoteBank
from core.views import CertificateStanding
from storage import backup, migrations
from storage.backup import NotAFile, NothingToBackUp
from storage.reaching import NoBooks, OutOfReach
from storage.store import Store, open_queries, open_sides, open_store
from storage.verification import Progress, Verification, verify_ledger

__all__ = [
    "NoBooks",
    "NotAFile",
    "NothingToBackUp",
    "OutOfReach",
    "back_up",
    "compare_books",
    "migrate",
    "open_books",
    "standing_of",
    "verify_books",
]


def migrate(settings: BooksSettings) -> None:
    """Bring the database's schema up to date; a SQLite file is made if it is not there. Raises OutOfReach."""
    migrations.upgrade(settings.database_url)


def back_up(settings: BooksSettings, to: Path) -> Head:
    """Copy the books of a running bot into a new file; the head of the copy's chain.

    Raises NotAFile, NothingToBackUp, FileExistsError, OSError.
    """
    return backup.back_up(settings.database_url, to)


async def verify_books(
    settings: BooksSettings, expected: Sequence[WrittenHead], progress: Progress
) -> Verification:
    """Every rule of the books that is broken; looks only, and changes nothing. Raises NoBooks, OutOfReach.

    The chain of seals must have passed each of the `expected` heads.
    """
    return await verify_ledger(settings.database_url, expected=expected, progress=progress)


async def compare_books(settings: BooksSettings) -> Comparison:
    """What differs between our books and the bank's; changes nothing. Raises NoBooks, BankSilent."""
    async with (
        open_sides(settings.database_url, zone=settings.business_timezone) as (books, house),
        open_gateway(settings) as gateway,
    ):
        return await compare_twice(house if gateway is None else GatewayLooks(books, gateway))


async def standing_of(settings: BooksSettings, certificate_number: str) -> CertificateStanding | None:
    """What a certificate's number stands for now; None if there is no such. Raises NoBooks, OutOfReach."""
    async with open_queries(settings.database_url, zone=settings.business_timezone) as queries:
        return await queries.standing(certificate_number)


@asynccontextmanager
async def open_books(settings: BooksSettings) -> AsyncIterator[Store]:
    """The store of these settings, with its schema up to date and the house bank's products in the catalogue.

    Raises OutOfReach.
    """
    await asyncio.to_thread(migrate, settings)
    bank = HouseBank(business_calendar()) if settings.bank_url is None else RemoteBank()
    async with open_store(settings.database_url, zone=settings.business_timezone, bank=bank) as store:
        await _seed_catalogue(store)
        yield store


async def _seed_catalogue(store: Store) -> None:
    known = {product.code for product in await store.queries.products()}
    for product in DEFAULT_PRODUCTS:
        if product.code not in known:
            intent = IntentId(f"catalogue:{product.code}")
            await store.teller.submit(
                PutProduct(intent=intent, actor=Actor.system("catalogue"), product=product)
            )
