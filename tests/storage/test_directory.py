"""What a bank elsewhere knows of a customer is in our books when it is needed, and nobody waits long for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.bank import directory as module
from bot.bank.directory import REST_SECONDS, RemoteDirectory
from core.domain.account import BankCustomer
from core.domain.facts import CustomerFacts
from core.domain.ids import CustomerId
from core.ports import BankSilent, Hearing
from core.remote_bank import RemoteBank
from storage import Store, open_store
from tests.storage.books import Wall
from tests.storage.line_to_bank import Line, Seconds
from tests.support.house import ZONE

ANN, NOBODY = "+8613900000001", "+8613900000002"


class Telling(Line):
    """A bank that knows Ann; `silent` or `slow` as a test wants it."""

    asked = 0
    silent = False
    slow = False

    async def customer(self, phone: str) -> CustomerFacts | None:
        self.asked += 1
        if self.silent:
            raise BankSilent("nothing came")
        if self.slow:
            await asyncio.Event().wait()
        return None if phone == NOBODY else CustomerFacts(BankCustomer(CustomerId("far"), "Ann", ANN), ())


@pytest.fixture
async def store(url: str, wall: Wall) -> AsyncIterator[Store]:
    async with open_store(url, zone=ZONE, wall=wall, bank=RemoteBank()) as opened:
        yield opened


@pytest.fixture
def bank() -> Telling:
    return Telling()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def directory(store: Store, bank: Telling, seconds: Seconds) -> RemoteDirectory:
    return RemoteDirectory(store.teller, store.queries, store.clock, bank, seconds)


async def test_what_the_bank_told_within_a_minute_is_not_asked_again(directory, bank, store, wall):
    assert await directory.refresh(ANN) is Hearing.HEARD
    known = await store.queries.customer_by_phone(ANN)
    assert (known.id, known.told_at) == (CustomerId("far"), wall.at)
    wall.at += timedelta(seconds=59)
    assert await directory.refresh(ANN) is Hearing.KNOWN
    assert bank.asked == 1
    assert await directory.refresh(ANN, older_than=timedelta(0)) is Hearing.HEARD
    wall.at += timedelta(seconds=60)
    assert await directory.refresh(ANN) is Hearing.HEARD
    assert bank.asked == 3


async def test_a_number_that_nobody_has_leaves_nothing_behind(directory, store):
    assert await directory.refresh(NOBODY) is Hearing.KNOWN
    assert await store.queries.customer_by_phone(NOBODY) is None


async def test_a_silent_bank_is_left_alone_for_a_while(directory, bank, seconds):
    bank.silent = True
    assert await directory.refresh(ANN) is Hearing.SILENT
    bank.silent = False
    seconds.now += REST_SECONDS - 1
    assert await directory.refresh(ANN) is Hearing.SILENT
    assert bank.asked == 1
    seconds.now += 1
    assert await directory.refresh(ANN) is Hearing.HEARD


async def test_nobody_waits_for_a_slow_bank(directory, bank, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0)
    bank.slow = True
    assert await directory.refresh(ANN) is Hearing.SILENT
