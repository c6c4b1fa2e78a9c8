"""The books of a deployment, opened: what the bot, the bank's clerks and the ledger's auditors work on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import BooksSettings
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import Actor, PutProduct
from core.domain.ids import IntentId
from storage import migrations
from storage.store import Store, open_store
from storage.verification import NoBooks, Verification, verify_ledger

__all__ = ["NoBooks", "migrate", "open_books", "verify_books"]


def migrate(settings: BooksSettings) -> None:
    """Bring the database's schema up to date; a SQLite file is made if it is not there."""
    migrations.upgrade(settings.database_url)


async def verify_books(settings: BooksSettings) -> Verification:
    """Every rule of the books that is broken; looks only, and changes nothing. Raises NoBooks."""
    return await verify_ledger(settings.database_url)


@asynccontextmanager
async def open_books(settings: BooksSettings) -> AsyncIterator[Store]:
    """The store of these settings, with its schema up to date and the house bank's products in the catalogue."""
    await asyncio.to_thread(migrate, settings)
    async with open_store(settings.database_url, zone=settings.business_timezone) as store:
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
