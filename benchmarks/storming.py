"""Through the webhook, end to end: a storm of taps, updates per second beside a bare bot, recovery, memory.

The driver (people, balancer and a cheap Bot API in one process) shares the machine with the workers it measures.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.measure import Timing
from benchmarks.places import Place
from bot.telegram.callbacks import ReviewAction, ReviewTap
from tests.support.bot_api import BotApi, bot_api
from tests.support.crowd import Json, at_the_review, tap
from tests.support.postman import Postman
from tests.support.town import PLEDGE_MINOR, Saver, Town, remainder, town
from tests.support.workers import ROOT, Worker, free_port, opens, start_worker, workers

PEOPLE = 1_000
ROUNDS = 3
WORKERS = {"sqlite": 1, "postgres": 2}
_TARGET_MINOR = PLEDGE_MINOR * 10


@dataclass(frozen=True)
class _Street:
    """Who taps, the workers, and what both reach each other by."""

    town: Town
    api: BotApi
    workers: Sequence[Worker]
    database: str
    folder: Path

    @property
    def people(self) -> Sequence[Saver]:
        """Everybody but the one who opens campaigns."""
        return self.town.savers[1:]

    async def post(self, taps: Sequence[Json], then: Callable[[], object]) -> float:
        """Posts taps; seconds until something holds."""
        began = monotonic()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(Postman([worker.port for worker in self.workers]).post(taps))
            tasks.create_task(self.api.until(then))
        return monotonic() - began

    async def storm(self, taps: Sequence[Json]) -> Timing:
        """How long each waited for the answer, all having tapped when the storm began; their cards are redrawn then."""
        redrawn = self.api.calls["editMessageMedia"] + len(taps)
        timing = await self.answers(taps)
        await self.api.until(lambda: self.api.calls["editMessageMedia"] >= redrawn)
        return timing

    async def answers(self, taps: Sequence[Json]) -> Timing:
        """The same of bots that redraw nothing."""
        self.api.answered.clear()
        began = monotonic()
        elapsed_s = await self.post(taps, lambda: len(self.api.answered) == len(taps))
        return Timing(tuple(answer.at - began for answer in self.api.answered.values()), elapsed_s)


async def measure_storming(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """A storm of a thousand taps on the last place, and what a worker takes up before and after.

    Round by round the same taps are answered by as many bare bots, which know nothing of what they are about: no bot
    on aiogram that waits for an answer of its own to each is faster.
    """
    people, rounds = (PEOPLE, ROUNDS) if not quick else (40, 1)
    say(f"{place.name}: {people} people move in")
    async with AsyncExitStack() as opened:
        street = await opened.enter_async_context(_street(place.new("storm"), people, WORKERS[place.name]))
        bare = [await opened.enter_async_context(_bare_bot(street.api, "answer")) for _ in street.workers]
        idle_mb = median([worker.rss_mb() for worker in street.workers])
        bare_street = replace(street, workers=bare)
        timings, floors = [], []
        warming = (await _gather(street, -1))[:50]
        await street.storm(warming)
        await bare_street.answers(warming)
        for number in range(rounds):
            say(f"{place.name}: gathering {people} people, round {number + 1}")
            taps = await _gather(street, number)
            say(f"{place.name}: storm of {people}, round {number + 1}")
            timings.append(await street.storm(taps))
            say(f"{place.name}: storm of {people} on bare bots, round {number + 1}")
            floors.append(await bare_street.answers(taps))
        busy_mb = max(worker.rss_mb() for worker in street.workers)
    return {
        f"{place.other}storm_{PEOPLE}_p50_ms": median([timing.percentile_ms(50) for timing in timings]),
        f"{place.other}storm_{PEOPLE}_p99_ms": median([timing.percentile_ms(99) for timing in timings]),
        f"{place.other}bare_aiogram_storm_{PEOPLE}_p99_ms": median(
            [each.percentile_ms(99) for each in floors]
        ),
        f"{place.other}worker_rss_mb": idle_mb,
        f"{place.other}worker_rss_mb_under_load": busy_mb,
    }


async def measure_webhook(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Taps that take two calls each, by one worker of ours and by a bare bot, round by round."""
    updates, rounds = (PEOPLE, ROUNDS) if not quick else (40, 1)
    ours: list[float] = []
    bare: list[float] = []
    async with (
        _street(place.new("webhook"), updates, 1) as street,
        _bare_bot(street.api, "delete") as bare_bot,
    ):
        for number in range(-1, rounds):
            for worker, per_s in ((street.workers[0], ours), (bare_bot, bare)):
                say(f"{place.name}: {updates} updates by webhook, round {max(number, 0) + 1}")
                taps = [tap(saver, _BACK, message_id=2) for saver in street.people]
                over = street.api.calls["deleteMessage"] + len(taps)
                alone = replace(street, workers=[worker])
                elapsed_s = await alone.post(taps, lambda: street.api.calls["deleteMessage"] >= over)  # noqa: B023 - called at once
                if number >= 0:  # the first warms up
                    per_s.append(len(taps) / elapsed_s)
    return {
        f"{place.other}webhook_updates_per_s": median(ours),
        f"{place.other}bare_aiogram_updates_per_s": median(bare),
        f"{place.other}webhook_ratio_to_bare": median(
            [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
        ),
    }


_BACK = ReviewTap(campaign_id="cmp_none", nonce="none", action=ReviewAction.BACK).pack()
"""A button of a review that is closed: the bot looks for the draft, answers, and takes the message away."""


async def measure_recovery(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Seconds from kill -9, with a tap waiting and a supervisor that starts another at once, to its answer."""
    took_s = []
    async with _street(place.new("recovery"), 4, 1) as street:
        [worker] = street.workers
        for number in range(ROUNDS if not quick else 1):
            say(f"{place.name}: recovery, round {number + 1}")
            worker.kill()
            began = monotonic()
            await worker.process.wait()
            successor = await start_worker(street.database, street.api.url, street.folder, worker.port)
            worker.process = successor.process
            taps = [tap(street.people[0], _BACK, message_id=2)]
            street.api.answered.clear()
            await street.post(taps, lambda: street.api.answered)
            took_s.append(monotonic() - began)
    return {f"{place.other}recovery_s": median(took_s)}


@asynccontextmanager
async def _street(url: str, people: int, number_of_workers: int) -> AsyncIterator[_Street]:
    with TemporaryDirectory(prefix="hecun-street-") as folder:
        async with (
            bot_api() as api,
            town(url, people + 1) as here,
            workers(number_of_workers, url, api.url, Path(folder)) as started,
        ):
            yield _Street(here, api, started, url, Path(folder))


async def _gather(street: _Street, number: int) -> list[Json]:
    """Everybody at a review of the last place of one more campaign; their taps."""
    here = street.town
    campaign = await here.open_campaign(_TARGET_MINOR)
    rest = remainder(_TARGET_MINOR)
    crowd = await asyncio.gather(
        *(
            at_the_review(here, saver, campaign, rest, f"storm-{number}-{place:04d}")
            for place, saver in enumerate(street.people)
        )
    )
    return [reviewer.confirm() for reviewer in crowd]


@asynccontextmanager
async def _bare_bot(api: BotApi, handler: str) -> AsyncIterator[Worker]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.bare", api.url, str(port), handler, cwd=ROOT
    )
    try:
        await opens(worker := Worker(port, process))
        yield worker
    finally:
        process.kill()
        await process.wait()
