"""The sandbox's web server: the Bot API, the script and the page, on this machine's loopback only."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox import proxy, sim
from bot.sandbox.delivery import DELIVERIES, Deliveries, delivering
from bot.sandbox.emulator import Emulator, Now
from bot.sandbox.front import answer_call, download, play_reply
from bot.sandbox.settings import SandboxSettings, is_loopback
from bot.sandbox.sim.requests import EMULATOR
from bot.sandbox.store import Store

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

WALL_CLOCK: Now = time.time  # noqa: TID251 - Telegram keeps its own time, and tests give another clock
PAGE = Path(__file__).with_name("page")
REQUEST_BYTES_LIMIT = 52 * 1024 * 1024


def create_app(settings: SandboxSettings, *, now: Now = WALL_CLOCK) -> web.Application:
    """The whole sandbox as an aiohttp application; its store is closed with it."""
    app = web.Application(
        middlewares=[only_from_here, sim.errors_as_words], client_max_size=REQUEST_BYTES_LIMIT
    )
    app[EMULATOR] = Emulator(settings, Store(settings.database), now)
    app[proxy.BACKSTAGE_URL] = settings.backstage_url or ""
    app[DELIVERIES] = Deliveries(app[EMULATOR], partial(play_reply, app[EMULATOR]))
    app.cleanup_ctx.append(proxy.backstage_session)
    app.cleanup_ctx.append(delivering)
    app.on_shutdown.append(_end_faults)
    app.on_cleanup.append(_close_store)
    app.router.add_route("*", "/bot{token:[^/]+}/{method:.*}", answer_call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", download)
    app.router.add_route("*", "/sim/app/{tail:.*}", proxy.pass_on)
    app.add_routes(sim.routes())
    app.router.add_get("/", show_page)
    if PAGE.is_dir():
        app.router.add_static("/page/", PAGE)
    return app


@asynccontextmanager
async def running(settings: SandboxSettings, *, now: Now = WALL_CLOCK) -> AsyncIterator[str]:
    """Serves inside the block; gives the address, `http://127.0.0.1:54321`, with the port that was chosen."""
    async with serving(create_app(settings, now=now), settings.host, settings.port) as url:
        yield url


@asynccontextmanager
async def serving(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """The same for an application that somebody else has made."""
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        chosen = runner.addresses[0][1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{chosen}"
    finally:
        await runner.cleanup()


async def serve(
    settings: SandboxSettings, on_started: Callable[[str], None], *, now: Now = WALL_CLOCK
) -> None:
    """Serves until cancelled; `on_started` is told the address."""
    async with running(settings, now=now) as url:
        on_started(url)
        await asyncio.get_running_loop().create_future()


def run(settings: SandboxSettings, on_started: Callable[[str], None]) -> None:
    """Serves until interrupted (KeyboardInterrupt is passed on)."""
    asyncio.run(serve(settings, on_started))


async def _end_faults(app: web.Application) -> None:
    """Nobody waits any longer for an answer that is held back."""
    app[EMULATOR].faults.clear()


async def _close_store(app: web.Application) -> None:
    app[EMULATOR].store.close()


# --- who may ask -----------------------------------------------------------------------------------------------------


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what a web site makes a browser send here: by a name that resolves to us, or from a page of its own."""
    origin = request.headers.get("Origin")
    hosts = [_host_name(f"//{request.headers.get('Host', '')}")] + ([_host_name(origin)] if origin else [])
    if not all(is_loopback(host) for host in hosts):
        return web.json_response({"error": "the sandbox answers its own machine only"}, status=403)
    return await handler(request)


def _host_name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


# --- the page --------------------------------------------------------------------------------------------------------


async def show_page(_: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        raise web.HTTPNotFound(text="this sandbox has no page")
    return web.FileResponse(index, headers={"Cache-Control": "no-cache"})
