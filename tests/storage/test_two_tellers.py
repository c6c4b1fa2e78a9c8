"""Several tellers on one database: they meet on every campaign and every account, and nothing is lost or done twice."""

import asyncio
from dataclasses import replace

import pytest

from storage import open_store
from tests.storage.books import Wall
from tests.storage.hammering import LATER, hammer
from tests.storage.ring import check, prepare
from tests.support.house import OPENING, ZONE

pytestmark = [pytest.mark.postgresql, pytest.mark.parametrize("databases", ["postgresql"], indirect=True)]


async def play(url: str, tellers: int, rounds: int) -> None:
    """All tellers at once, each with a part of the ring."""
    scene = await prepare(url)
    said: set[str] = set()

    async def at_a_teller(part: int) -> None:
        async with open_store(url, zone=ZONE, wall=Wall(OPENING + LATER)) as store:
            await hammer(store, replace(scene, part=part), said.add, rounds)

    await asyncio.gather(*map(at_a_teller, range(tellers)))
    await asyncio.to_thread(check, url, said)
    # Each friend's round is credit, pledge and withdrawal at each teller, and one credit that all of them asked for.
    assert len(said) == len(scene.friends) * rounds * (3 * tellers + 1)


async def test_two_tellers_in_a_ring_lose_nothing_and_do_nothing_twice(url: str, same_ids: None):
    await play(url, tellers=2, rounds=5)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_four_tellers_in_a_ring_lose_nothing_and_do_nothing_twice(url: str, same_ids: None):
    await play(url, tellers=4, rounds=100)
