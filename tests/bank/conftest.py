"""A bank elsewhere, its clock, and the server that puts it on the line."""

import pytest

from tests.bank.bank import BankElsewhere
from tests.bank.clock import TurnedClock
from tests.bank.server import BankServer


@pytest.fixture
async def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def bank() -> BankElsewhere:
    return BankElsewhere()


@pytest.fixture
def server(bank: BankElsewhere, clock: TurnedClock) -> BankServer:
    return BankServer(bank, clock=clock)
