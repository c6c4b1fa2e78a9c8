"""Confirmed pledges per second when 1, 2 and 4 processes share one PostgreSQL: each is a teller with its own callers.

`python -m benchmarks.workers URL` is one such process: it reads pledges, says that it is ready, and waits for a line.
"""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import msgspec

from benchmarks.measure import drive
from benchmarks.places import Place
from core.commands import Accepted, PlacePledge
from core.domain.campaign import Campaign
from storage import open_store
from tests.support.town import PLEDGE_MINOR, SAVERS, Town, town

WORKERS = (1, 2, 4)
CALLERS = 64
CAMPAIGNS = 1_000
_ROOT = Path(__file__).parent.parent


async def measure_workers(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Pledges by several processes, on one campaign that they all fill and on a thousand."""
    if place.name == "sqlite":
        return {}  # one process writes one file
    figures: dict[str, float] = {}
    savers, campaigns = (SAVERS, CAMPAIGNS) if not quick else (40, 100)
    url = place.new("workers")
    async with town(url, savers) as here:
        for workers in WORKERS:
            say(f"{place.name}: {workers} workers on one campaign")
            hot = await here.open_campaign(PLEDGE_MINOR * SAVERS * 2)
            figures[f"postgres_hot_pledges_per_s_{CALLERS}_workers_{workers}"] = await _together(
                url, workers, [here.pledge(saver, hot) for saver in here.savers[1:]]
            )
            say(f"{place.name}: {workers} workers on {campaigns} campaigns")
            opened = await here.open_campaigns(PLEDGE_MINOR * 10, campaigns)
            figures[
                f"postgres_{CAMPAIGNS}_campaigns_pledges_per_s_{CALLERS}_workers_{workers}"
            ] = await _together(url, workers, _scattered(here, opened))
    return figures


def _scattered(here: Town, opened: list[Campaign]) -> list[PlacePledge]:
    return [
        here.pledge(here.savers[number % len(here.savers)], campaign)
        for number, campaign in enumerate(opened)
    ]


async def _together(url: str, workers: int, pledges: list[PlacePledge]) -> float:
    """Pledges per second of all processes together, from the moment that all are told to begin."""
    processes = [await _start(url, pledges[number::workers]) for number in range(workers)]
    began = perf_counter()
    for process in processes:
        await _tell(process, b"")
    await asyncio.gather(*(_hear(process, b"done") for process in processes))
    elapsed_s = perf_counter() - began
    assert await asyncio.gather(*(process.wait() for process in processes)) == [0] * workers
    return len(pledges) / elapsed_s


async def _tell(process: asyncio.subprocess.Process, line: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(line + b"\n")
    await process.stdin.drain()


async def _hear(process: asyncio.subprocess.Process, line: bytes) -> None:
    assert process.stdout is not None
    assert await process.stdout.readline() == line + b"\n"


async def _start(url: str, pledges: list[PlacePledge]) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.workers", url, cwd=_ROOT, stdin=pipe, stdout=pipe
    )
    await _tell(process, msgspec.json.encode(pledges))
    await _hear(process, b"ready")
    return process


async def _work(url: str) -> None:
    pledges = msgspec.json.decode(sys.stdin.readline(), type=list[PlacePledge])
    async with open_store(url, zone=ZoneInfo("Asia/Shanghai")) as store:

        async def pledge(command: PlacePledge) -> None:
            assert isinstance(await store.teller.submit(command), Accepted)

        await store.queries.products()
        print("ready", flush=True)
        sys.stdin.readline()
        await drive(CALLERS, pledges, pledge)
        print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1]))
