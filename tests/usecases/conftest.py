"""A house with the default products, opened afresh for each test, and two people with an account each."""

import pytest

from tests.support.house import House, Person


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def ann(house: House) -> Person:
    return house.person("Ann")


@pytest.fixture
def bob(house: House) -> Person:
    return house.person("Bob")
