"""The books of a deployment, opened: what the bot, the bank's clerks and the ledger's auditors work on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.settings import BooksSettings
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import Actor, PutProduct
from core.domain.ids import IntentId
from storage import migrations
from storage.store import Store, open_store
from storage.verification import Verification, verify_ledger


def migrate(settings: BooksSettings) -> None:
    """Bring the database's schema up to date; the file is made if it is not there."""
    migrations.upgrade(settings.database_url)


class NoBooks(Exception):
    """The database is not there, or has no tables of ours."""


async def verify_books(settings: BooksSettings) -> Verification:
    """Every rule of the books that is broken; looks only, and changes nothing. Raises NoBooks."""
    if not _is_there(settings.database_url):
        raise NoBooks  # opening the file would make it
    try:
        return await verify_ledger(settings.database_url)
    except OperationalError as error:
        raise NoBooks from error


def _is_there(database_url: str) -> bool:
    return Path(make_url(database_url).database or "").exists()


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
