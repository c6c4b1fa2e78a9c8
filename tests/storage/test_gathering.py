"""Many who ask at the same moment are answered by one query, and nobody is told what was so before they asked."""

import asyncio
from collections.abc import Sequence

import pytest

from storage.gathering import Gathering


class Source:
    """Numbers and their doubles as of now; a query is held while `held` is not set."""

    def __init__(self) -> None:
        self.queries: list[list[int]] = []
        self.factor = 2
        self.failing = 0
        self.held = asyncio.Event()
        self.held.set()

    async def fetch(self, numbers: Sequence[int]) -> dict[int, int]:
        self.queries.append(sorted(numbers))
        factor = self.factor
        await self.held.wait()
        if self.failing:
            self.failing -= 1
            raise OSError("out of reach")
        return {number: number * factor for number in numbers if number > 0}


@pytest.fixture
def source() -> Source:
    return Source()


async def asked(gathering: "Gathering[int, int]", *numbers: int) -> "list[asyncio.Task[int | None]]":
    """Who asks for these numbers now; they have been heard, and a query has begun if none was under way."""
    asking = [asyncio.create_task(gathering.get(number)) for number in numbers]  # noqa: TID251 - each is awaited
    for _ in range(2):
        await asyncio.sleep(0)
    return asking


async def test_who_asks_alone_is_answered_by_a_query_of_their_own(source):
    gathering = Gathering(source.fetch)
    assert await gathering.get(3) == 6
    assert await gathering.get(-1) is None
    assert source.queries == [[3], [-1]]


async def test_those_who_ask_in_the_same_breath_share_a_query_and_so_what_they_ask_next(source):
    first, second = Gathering(source.fetch), Gathering(source.fetch)

    async def ask_twice(number: int) -> int | None:
        found = await first.get(number)
        assert found is not None
        return await second.get(found)

    assert await asyncio.gather(*map(ask_twice, (1, 2, 3))) == [4, 8, 12]
    assert source.queries == [[1, 2, 3], [2, 4, 6]]


async def test_those_who_ask_during_a_query_share_the_next(source):
    gathering = Gathering(source.fetch)
    source.held.clear()
    first = await asked(gathering, 1)
    others = await asked(gathering, 2, 3, 3, 4)
    source.held.set()
    assert await asyncio.gather(*first, *others) == [2, 4, 6, 6, 8]
    assert source.queries == [[1], [2, 3, 4]]


async def test_who_asks_during_a_query_is_told_what_is_so_afterwards(source):
    gathering = Gathering(source.fetch)
    source.held.clear()
    before = await asked(gathering, 5)
    source.factor = 10
    after = await asked(gathering, 5)
    source.held.set()
    assert await asyncio.gather(*before, *after) == [10, 50]


async def test_a_query_that_fails_fails_for_all_who_shared_it_and_for_nobody_later(source):
    gathering = Gathering(source.fetch)
    source.held.clear()
    first = await asked(gathering, 1)
    others = await asked(gathering, 2, 3)
    source.failing = 2
    source.held.set()
    outcomes = await asyncio.gather(*first, *others, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OSError] * 3
    assert await gathering.get(4) == 8
    assert source.queries == [[1], [2, 3], [4]]


async def test_who_is_cancelled_takes_nobody_along(source):
    gathering = Gathering(source.fetch)
    source.held.clear()
    [first] = await asked(gathering, 1)
    [leader, other] = await asked(gathering, 2, 3)
    first.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    leader.cancel()
    source.held.set()
    assert await other == 6
