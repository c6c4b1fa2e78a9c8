"""The example integrator does what it says, against the real server and with real signatures."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.jobs.webhooks import WebhookBooks, WebhookJob, webhook_session
from bot.stopping import Stop
from tests.partner_api.office import KEY, Office
from tests.support.workers import free_port

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "integrator.py"


async def test_the_example_opens_a_campaign_and_hears_of_it_until_it_is_settled(office: Office):
    environment = {
        **os.environ,
        "HECUN_API": office.url,
        "HECUN_KEY": KEY,
        "HOOK_PORT": str(free_port()),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        EXAMPLE,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert b"https://hecun.example/c/" in await process.stdout.readline()
        (campaign,) = (await office.get("/v1/campaigns")).told["data"]
        await office.fill(campaign)
        await _send(office)
        printed, errors = await asyncio.wait_for(process.communicate(), 30)
    finally:
        if process.returncode is None:
            process.kill()
    assert (process.returncode, errors) == (0, b"")
    types = [line.split()[0] for line in printed.decode().splitlines()]
    assert (types[0], types[-1]) == ("campaign.open", "campaign.settled")
    assert types.count("pledge.captured") == 3
    assert (await office.get("/v1/webhook_endpoints")).told == {"data": []}


async def _send(office: Office) -> None:
    store = office.store
    books = WebhookBooks(store.deliveries, store.teller, store.queries, store.leases, store.clock)
    async with webhook_session(anywhere=True) as session:

        def wall() -> datetime:
            return datetime.now(UTC)  # noqa: TID251 - the example compares with the machine's clock

        job = WebhookJob(session, books, Stop(), wall=wall, anywhere=True)
        while await job.send_due():
            pass
