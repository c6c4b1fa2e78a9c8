"""A bank elsewhere with two customers, on the line, and the gateway to it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.bank.gateway import HttpBankGateway
from tests.bank.bank import BankElsewhere
from tests.bank.clock import TurnedClock
from tests.bank.server import KEY, BankServer


@pytest.fixture
async def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def bank() -> BankElsewhere:
    return BankElsewhere()


@pytest.fixture
def server(bank: BankElsewhere, clock: TurnedClock) -> BankServer:
    return BankServer(bank, clock=clock)


@pytest.fixture
async def gateway(server: BankServer) -> AsyncIterator[HttpBankGateway]:
    async with server.open() as url, aiohttp.ClientSession() as session:
        yield HttpBankGateway(session, url, KEY)
