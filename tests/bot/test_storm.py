"""Storms through the webhook: the bot as it runs, a crowd that taps at once, and a Bot API that keeps up.

In `make test` bot and crowd share a process and SQLite; `make verify` has a thousand people, and workers of their own.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.verification import verify_ledger
from tests.storage import tables
from tests.support import postgres
from tests.support.bot_api import HOST, TOKEN, BotApi, bot_api
from tests.support.crowd import Json, Reviewer, at_the_review, text
from tests.support.postman import PATH, SECRET, Postman
from tests.support.town import PLEDGE_MINOR, free_amount, remainder, town
from tests.support.workers import free_port, workers

pytestmark = pytest.mark.timeout(600)

TARGET_MINOR = PLEDGE_MINOR * 10
FEW, MANY = 40, 1_000
TELEGRAMS_PATIENCE_SECONDS = 150.0
"""So long a tap may wait for its answer before Telegram gives up on it (see the sandbox)."""
WAITING = "SELECT count(*) FROM updates WHERE state = 'received'"
LIVE = "SELECT count(*), sum(amount_minor) FROM pledges WHERE live"
HELD = "SELECT coalesce(sum(amount_minor), 0) FROM holds WHERE state IN ('placed', 'captured')"


@dataclass(frozen=True)
class Storm:
    """A crowd at its reviews, the way to the bot, and what the bot has called."""

    url: str
    crowd: list[Reviewer]
    api: BotApi
    postman: Postman

    async def breaks(self, updates: list[Json]) -> None:
        """Posts them all at once; returns when every tap among them is answered and every update is over."""
        began = asyncio.get_running_loop().time()
        taps = {update["callback_query"]["id"] for update in updates if "callback_query" in update}
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.postman.post(updates))
            tasks.create_task(self.api.until(lambda: taps <= self.api.answered.keys()))
        assert asyncio.get_running_loop().time() - began < TELEGRAMS_PATIENCE_SECONDS
        while self.ask(WAITING) != [(0,)]:  # noqa: ASYNC110 - a database rings no bell
            await asyncio.sleep(0.02)

    def said(self, tap: Json) -> str:
        """The answer to a tap."""
        return self.api.answered[tap["callback_query"]["id"]].text

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return tables.every(self.url, question)

    async def check(self) -> None:
        """What holds after every storm."""
        states = Counter(dict(self.ask("SELECT state, count(*) FROM updates GROUP BY state")))
        assert states.keys() == {"handled"}
        assert (await verify_ledger(self.url)).findings == ()


@asynccontextmanager
async def a_bot(url: str, api: BotApi) -> AsyncIterator[Postman]:
    """The bot, in this process."""
    from bot.composition.running import run_until_stopped  # takes seconds: aiogram
    from bot.settings import Settings
    from bot.stopping import Stop

    port = free_port()
    settings: dict[str, Any] = {
        "bot_token": TOKEN,
        "telegram_api_base": api.url,
        "database_url": url,
        "webhook_url": f"http://{HOST}:{port}{PATH}",
        "webhook_secret": SECRET,
        "http_port": port,
    }
    stop = Stop()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run_until_stopped(Settings(_env_file=None, **settings), stop))
        await api.until(lambda: api.calls["setWebhook"])
        try:
            yield Postman([port])
        finally:
            stop.ask()


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.serving() as opened:
        yield opened


WAYS = {
    "a few, SQLite": (FEW, "sqlite", 0),
    "a thousand, SQLite": (MANY, "sqlite", 1),
    "a thousand, three workers on PostgreSQL": (MANY, "postgresql", 3),
}
"""How many people, on what, and how many workers: none is the bot in this process."""


@pytest.fixture(
    params=[
        pytest.param(way, marks=[] if way[0] == FEW else [pytest.mark.slow], id=name)
        if way[1] == "sqlite"
        else pytest.param(way, marks=[pytest.mark.slow, pytest.mark.postgresql], id=name)
        for name, way in WAYS.items()
    ]
)
def way(request: pytest.FixtureRequest) -> tuple[int, str, int]:
    chosen: tuple[int, str, int] = request.param
    return chosen


@pytest.fixture
def database(way: tuple[int, str, int], tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if way[1] == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'hecun.db'}"
    created: str = request.getfixturevalue("server").create()
    return created


@asynccontextmanager
async def storm_over(
    url: str, people: int, number_of_workers: int, folder: Path, *, target_minor: int, rest: bool
) -> AsyncIterator[Storm]:
    """So many people who have the same review open: of the rest, or of an amount of their own."""
    async with AsyncExitStack() as opened:
        api = await opened.enter_async_context(bot_api())
        async with town(url, people + 1) as here:
            campaign = await here.open_campaign(target_minor)
            crowd = await asyncio.gather(
                *(
                    at_the_review(
                        here,
                        saver,
                        campaign,
                        remainder(target_minor) if rest else free_amount(PLEDGE_MINOR * (1 + number % 3)),
                        f"review-{number:05d}",
                    )
                    for number, saver in enumerate(here.savers[1:])
                )
            )
        if number_of_workers:
            started = await opened.enter_async_context(workers(number_of_workers, url, api.url, folder))
            postman = Postman([worker.port for worker in started])
        else:
            postman = await opened.enter_async_context(a_bot(url, api))
        storm = Storm(url, crowd, api, postman)
        yield storm
        await storm.check()


async def test_of_all_who_tap_for_the_rest_one_gets_it_and_everybody_is_answered_once(
    way: tuple[int, str, int], database: str, tmp_path: Path
):
    """Each tap is posted eight times, as a network may do; people and repetitions in any order."""
    people, _, number_of_workers = way
    async with storm_over(
        database, people, number_of_workers, tmp_path, target_minor=TARGET_MINOR, rest=True
    ) as storm:
        taps = [reviewer.confirm() for reviewer in storm.crowd]
        repeated = taps * 8
        random.Random(1).shuffle(repeated)

        await storm.breaks(repeated)

        assert sum(storm.said(tap).startswith("Confirmed") for tap in taps) == 1
        assert all(storm.said(tap) for tap in taps), "a tap that comes too late is told why"
        assert storm.api.repeated == []
        assert storm.ask(LIVE) == [(1, TARGET_MINOR)]
        assert storm.ask(HELD) == [(TARGET_MINOR,)]


@pytest.mark.slow
async def test_free_amounts_that_exceed_the_target_fill_it_and_each_is_told_what_became_of_theirs(
    way: tuple[int, str, int], database: str, tmp_path: Path
):
    """What they write meanwhile comes before and after their taps, and is answered too."""
    people, _, number_of_workers = way
    target_minor = PLEDGE_MINOR * (people // 2)
    async with storm_over(
        database, people, number_of_workers, tmp_path, target_minor=target_minor, rest=False
    ) as storm:
        writers = [reviewer.saver for reviewer in storm.crowd[:10]]
        texts = [text(saver, "/help") for saver in writers]
        taps = [reviewer.confirm() for reviewer in storm.crowd]
        updates = [*taps, *texts]
        random.Random(2).shuffle(updates)

        await storm.breaks(updates)

        confirmed = sum(storm.said(tap).startswith("Confirmed") for tap in taps)
        assert all(storm.said(tap) for tap in taps)
        assert storm.ask(LIVE) == [(confirmed, target_minor)]
        assert storm.ask(HELD) == [(target_minor,)]
        assert storm.api.calls["sendMessage"] >= len(writers)
