"""A house with the default products, opened afresh for each test."""

import pytest

from tests.support.house import House


@pytest.fixture
def house() -> House:
    return House()
