"""The line to a bank elsewhere, if the settings name one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.bank.gateway import HttpBankGateway, bank_gateway
from bot.settings import BooksSettings


@asynccontextmanager
async def open_gateway(settings: BooksSettings) -> AsyncIterator[HttpBankGateway | None]:
    """The gateway, with its line open; None where the bank is the embedded one."""
    if settings.bank_url is None:
        yield None
        return
    assert settings.bank_key is not None, "the settings see to it"
    key = settings.bank_key.get_secret_value()
    async with bank_gateway(settings.bank_url, key, settings.bank_timeout_seconds) as gateway:
        yield gateway
