"""The bank as the settings have it: the embedded one, or one elsewhere with a line to it and a courier."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.bank.directory import HouseDirectory, RemoteDirectory
from bot.bank_codes import ConsoleDelivery, SandboxDelivery
from bot.composition.gateway import open_gateway
from bot.jobs.alarms import Alarms
from bot.jobs.courier import Courier
from bot.jobs.errands import Errands
from bot.jobs.patience import Patience
from bot.jobs.reconciliation import GatewayLooks
from bot.settings import BankCodeDelivery, Settings
from bot.stopping import Stop
from core.ports import CodeDelivery, CustomerDirectory, Looks, OrderInquiry
from storage.store import Store


@dataclass(frozen=True, slots=True)
class BankSide:
    """What the chat needs of the bank; `courier` takes orders to one that is elsewhere, `inquiry` asks it now."""

    directory: CustomerDirectory
    codes: CodeDelivery
    looks: Looks
    courier: Courier | None = None
    inquiry: OrderInquiry | None = None


@asynccontextmanager
async def open_bank(settings: Settings, store: Store, stop: Stop) -> AsyncIterator[BankSide]:
    """The bank's side, with the line to it open."""
    async with open_gateway(settings) as gateway:
        if gateway is None:
            yield BankSide(HouseDirectory(), _own_delivery(settings), store.house)
            return
        directory = RemoteDirectory(store.teller, store.queries, store.clock, gateway)
        by_bank = settings.code_delivery is BankCodeDelivery.BANK
        codes = gateway if by_bank else _own_delivery(settings)
        alarms, patience = Alarms(store.teller, store.queries), Patience(time.monotonic)
        errands = Errands(store.teller, store.queries, store.clock, gateway, directory, alarms, patience)
        courier = Courier(
            errands,
            store.queries,
            store.clock,
            alarms,
            patience,
            stop,
            timeout_seconds=settings.bank_timeout_seconds,
        )
        yield BankSide(directory, codes, GatewayLooks(store.books, gateway), courier, errands)


def _own_delivery(settings: Settings) -> CodeDelivery:
    if settings.code_delivery is BankCodeDelivery.SANDBOX:
        assert settings.sandbox_url is not None, "the settings see to it"
        return SandboxDelivery(settings.sandbox_url)
    return ConsoleDelivery()
