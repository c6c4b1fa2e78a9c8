"""The partner API against a bare aiohttp handler: the same client, the same process, one run.

`api_read_per_s`, `api_list_per_s` (twenty to a page) and `api_create_per_s` are requests a second by 32 callers, each
with its key looked up; `bare_aiohttp_per_s` is what the server does when it answers `{}` and looks at nothing.
"""

import json
from collections.abc import Callable

import aiohttp
from aiohttp import web

from benchmarks.measure import drive
from benchmarks.places import Place
from bot.links import Links
from bot.partner_api.asking import PartnerBooks
from bot.partner_api.limiting import RateLimit
from bot.partner_api.routes import PartnerApi
from bot.partner_keys import Mode
from bot.serving import serving
from storage import migrations, open_store
from tests.partner_api.office import KEY, to_open
from tests.storage.books import Books, Wall, same_ids
from tests.support.house import ZONE
from tests.support.partnering import key_of, partner_of
from tests.support.workers import free_port

CALLERS = 32
_HOST = "127.0.0.1"


async def measure_partner_api(place: Place, say: Callable[[str], None], quick: bool) -> dict[str, float]:
    """Requests a second, as the module says."""
    say(f"{place.name}: the partner API")
    requests = 64 if quick else 4_000
    url, wall, port, bare_port = place.new("partner"), Wall(), free_port(), free_port()
    migrations.upgrade(url)
    with same_ids():
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            partner_id = partner_of(books.house, campaigns_per_day=1_000_000)
            key_of(books.house, partner_id, KEY)
            await books.follow()
            served = PartnerBooks(
                Mode.TEST,
                store.teller,
                store.queries,
                store.partners,
                store.clock,
                lambda _: Links("https://t.me/x", None),
            )
            api = PartnerApi({Mode.TEST: served}, RateLimit(1e9, 10**9, lambda: 0.0), "")
            async with (
                serving(api.routes(), _HOST, port),
                serving([web.get("/", _bare)], _HOST, bare_port),
                aiohttp.ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session,
            ):
                return await _ask(session, port, bare_port, requests, place.other)


async def _bare(_: web.Request) -> web.Response:
    return web.Response(body=b"{}", content_type="application/json")


async def _ask(
    session: aiohttp.ClientSession, port: int, bare_port: int, requests: int, prefix: str
) -> dict[str, float]:
    campaigns = f"http://{_HOST}:{port}/v1/campaigns"
    body = json.dumps(to_open()).encode()
    opened: list[str] = []

    async def create(number: int) -> None:
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"bench-{number}"}
        async with session.post(campaigns, data=body, headers=headers) as response:
            assert response.status == 201, await response.text()
            opened.append((await response.json())["id"])

    async def get(url: str) -> None:
        async with session.get(url) as response:
            assert response.status == 200
            await response.read()

    creating = await drive(CALLERS, range(requests // 4), create)
    await drive(CALLERS, [f"{campaigns}/{opened[0]}"] * (requests // 8), get)  # warm
    reads = [f"{campaigns}/{opened[number % len(opened)]}" for number in range(requests)]
    reading = await drive(CALLERS, reads, get)
    listing = await drive(CALLERS, [f"{campaigns}?limit=20"] * (requests // 4), get)
    bare = await drive(CALLERS, [f"http://{_HOST}:{bare_port}/"] * requests, get)
    return {
        f"{prefix}api_create_per_s": creating.per_s,
        f"{prefix}api_read_per_s": reading.per_s,
        f"{prefix}api_list_per_s": listing.per_s,
        f"{prefix}bare_aiohttp_per_s": bare.per_s,
    }
