"""A campaign's page: how many bytes it is, and when the first of them comes, beside a handler that says "ok"."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from itertools import repeat
from statistics import median

from aiohttp import ClientSession, web

from benchmarks.measure import Timing, drive
from benchmarks.places import Place
from bot.web.routes import CampaignPages
from tests.support.house import ZONE
from tests.support.town import PLEDGE_MINOR, town

REQUESTS = 400
ROUNDS = 3
CALLERS = 8


async def measure_page(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """The page and the bare handler on one server and by one client in this process, in turns."""
    requests, rounds = (REQUESTS, ROUNDS) if not quick else (8, 1)
    async with town(place.new("page"), 4) as here:
        campaign = await here.open_campaign(PLEDGE_MINOR * 10)
        pages = CampaignPages(
            public_url="http://127.0.0.1",
            bot_username="hecun_bot",
            zone=ZONE,
            queries=here.store.queries,
            clock=here.store.clock,
        )
        async with _serving([*pages.routes(), web.get("/bare", _bare)]) as base, _client() as client:
            page, bare = f"{base}/c/{campaign.link_token}", f"{base}/bare"
            compressed, whole = await _sizes(client, page)
            timings: dict[str, list[Timing]] = {page: [], bare: []}
            for number in range(rounds):
                say(f"{place.name}: the page, round {number + 1}")
                for callers, address in ((1, page), (1, bare), (CALLERS, page), (CALLERS, bare)):
                    timings[address].append(await _timing(client, address, callers, requests))
    prefix = f"{place.other}page"
    return {
        f"{prefix}_bytes": whole,
        f"{prefix}_bytes_compressed": compressed,
        f"{prefix}_first_byte_ms": _median_ms(timings[page][::2]),
        f"{prefix}_bare_first_byte_ms": _median_ms(timings[bare][::2]),
        f"{prefix}_per_s_{CALLERS}": median([each.per_s for each in timings[page][1::2]]),
        f"{prefix}_bare_per_s_{CALLERS}": median([each.per_s for each in timings[bare][1::2]]),
    }


async def _bare(_: web.Request) -> web.Response:
    return web.Response(text="ok")


@asynccontextmanager
async def _serving(routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    yield f"http://{host}:{port}"
    await runner.cleanup()


@asynccontextmanager
async def _client() -> AsyncIterator[ClientSession]:
    async with ClientSession(auto_decompress=False) as client:
        yield client


async def _sizes(client: ClientSession, page: str) -> tuple[int, int]:
    """The page as browsers ask for it, and as it is."""
    async with client.get(page) as answer:
        compressed = len(await answer.read())
    async with client.get(page, headers={"Accept-Encoding": "identity"}) as answer:
        return compressed, len(await answer.read())


async def _timing(client: ClientSession, address: str, callers: int, requests: int) -> Timing:
    return await drive(callers, repeat(address, requests), partial(_first_byte, client))


async def _first_byte(client: ClientSession, address: str) -> None:
    async with client.get(address) as answer:
        assert answer.status == 200
        await answer.content.readany()
        await answer.release()


def _median_ms(timings: Iterable[Timing]) -> float:
    return median([each.percentile_ms(50) for each in timings])
