"""`/healthz`, `/readyz` and `/metrics`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.monitoring.metrics import Metrics
from core.ports import Clock, Queries
from core.views import Pulse

PATIENCE_SECONDS = 3.0

_log = logging.getLogger(__name__)


def monitor_routes(
    metrics: Metrics, queries: Queries, clock: Clock, is_receiving: Callable[[], bool]
) -> Iterable[web.AbstractRouteDef]:
    """Routes that answer at once, or within PATIENCE_SECONDS if they ask the database.

    `/healthz`: 200 while the process runs its loop; if not, restart it. `/readyz`: 200 while updates can be taken in
    and the database answers, else 503: send it nothing, and wait. `/metrics`: Prometheus' text, 503 without the
    database.
    """

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        if not is_receiving():
            return _not_ready("starting or stopping")
        if await _pulse(queries.pulse) is None:
            return _not_ready("the database does not answer")
        return web.Response(text="ready\n")

    async def expose(_: web.Request) -> web.Response:
        pulse = await _pulse(queries.pulse)
        if pulse is None:
            return _not_ready("the database does not answer")
        return web.Response(
            body=metrics.exposition(pulse, clock.now().at), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return (web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", expose))


def _not_ready(why: str) -> web.Response:
    return web.Response(status=503, text=f"{why}\n")


async def _pulse(ask: Callable[[], Awaitable[Pulse]]) -> Pulse | None:
    """What the database says in time; None if it does not."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await ask()
    except Exception as error:  # noqa: BLE001 - whatever keeps it from answering, that it does not is what is asked
        _log.warning("the database does not answer: %s", type(error).__name__)
        return None
