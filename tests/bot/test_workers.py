"""Workers behind one webhook share one PostgreSQL: any of them may be killed in the middle of a storm."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.verification import verify_ledger
from tests.storage import tables
from tests.support import postgres
from tests.support.bot_api import bot_api
from tests.support.crowd import at_the_review
from tests.support.postman import Postman
from tests.support.town import PLEDGE_MINOR, free_amount, town
from tests.support.workers import workers

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.timeout(600)]

WORKERS = 3
PEOPLE = 400


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.serving() as opened:
        yield opened


@pytest.mark.parametrize("victim", range(WORKERS))
async def test_a_worker_killed_in_a_storm_loses_nothing_and_nothing_is_done_twice(
    server: postgres.Server, tmp_path: Path, victim: int
):
    """The victim dies at a moment of the storm, and comes back; each tap is posted until somebody acknowledges it."""
    url = server.create()
    chance = random.Random(victim)
    async with bot_api() as api:
        async with town(url, PEOPLE + 1) as here:
            campaign = await here.open_campaign(PLEDGE_MINOR * PEOPLE)
            crowd = await asyncio.gather(
                *(
                    at_the_review(here, saver, campaign, free_amount(PLEDGE_MINOR), f"review-{number:05d}")
                    for number, saver in enumerate(here.savers[1:])
                )
            )
        async with workers(WORKERS, url, api.url, tmp_path) as started:
            taps = [reviewer.confirm() for reviewer in crowd]
            moment = chance.randrange(1, PEOPLE)

            def kill_at_the_moment(answered: int) -> None:
                if answered == moment:
                    started[victim].kill()

            api.on_answer = kill_at_the_moment
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(Postman([worker.port for worker in started]).post(taps))
                tasks.create_task(api.until(lambda: len(api.answered) == PEOPLE))
            # The victim's turns have to run out before others see to what it had answered and not recorded.
            await api.until(
                lambda: not tables.one(url, "SELECT count(*) FROM updates WHERE state = 'received'")
            )

    assert [worker.process.returncode for worker in started].count(-9) == 1
    assert all(answer.text.startswith("Confirmed") for answer in api.answered.values())
    assert tables.every(url, "SELECT count(*), sum(amount_minor) FROM holds") == [
        (PEOPLE, PLEDGE_MINOR * PEOPLE)
    ]
    assert tables.every(url, "SELECT state, count(*) FROM updates GROUP BY state") == [("handled", PEOPLE)]
    assert (await verify_ledger(url)).findings == ()
    # What the victim had answered and not recorded is answered once more, and by nobody a third time.
    assert len(set(api.repeated)) == len(api.repeated)
