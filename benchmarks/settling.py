"""How long a full campaign takes to settle, and how long other campaigns' pledges wait meanwhile."""

import asyncio
from collections.abc import Callable
from statistics import median
from time import perf_counter

from benchmarks.measure import Timing, drive
from benchmarks.places import Place
from core.domain.campaign import Campaign
from tests.support.town import PLEDGE_MINOR, SAVERS, Town, town

SIZES = (10, 100, 500)
ROUNDS = 5
OTHER_CALLERS = 16


async def measure_settling(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Settlement."""
    figures: dict[str, float] = {}
    async with town(place.new("settling"), SAVERS) as here:
        for size in SIZES:
            elapsed_ms = []
            for number in range(1 if quick else ROUNDS):
                say(f"{place.name}: settlement of {size} participants, round {number + 1}")
                elapsed_ms.append(await _settle(here, await _full_campaign(here, size)))
            figures[f"{place.other}settle_{size}_ms"] = median(elapsed_ms)
        say(f"{place.name}: pledges elsewhere while 500 settle")
        quiet, busy = await _elsewhere(here, settling=False), await _elsewhere(here, settling=True)
        figures[f"{place.other}other_p99_ms_while_quiet"] = quiet.percentile_ms(99)
        figures[f"{place.other}other_p99_ms_while_settling"] = busy.percentile_ms(99)
    return figures


async def _full_campaign(place: Town, size: int) -> Campaign:
    campaign = await place.open_campaign(PLEDGE_MINOR * size)
    await drive(64, [place.pledge(saver, campaign) for saver in place.savers[:size]], place.do)
    return campaign


async def _settle(place: Town, campaign: Campaign) -> float:
    began = perf_counter()
    await place.do(place.settle(campaign.id))
    return (perf_counter() - began) * 1000


async def _elsewhere(place: Town, *, settling: bool) -> Timing:
    """Pledges in another campaign while, if asked, three campaigns of 500 settle one after the other."""
    full = [await _full_campaign(place, max(SIZES)) for _ in range(3)] if settling else []
    other = await place.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    pledges = [place.pledge(saver, other) for saver in place.savers[1:]]
    async with asyncio.TaskGroup() as group:
        driving = group.create_task(drive(OTHER_CALLERS, pledges, place.do))
        for campaign in full:
            await _settle(place, campaign)
    return driving.result()
