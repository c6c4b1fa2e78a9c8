"""The sandbox's web server: the Bot API, the script and the page, on this machine's loopback only."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox import proxy, sim
from bot.sandbox.arguments import Arguments, read_arguments
from bot.sandbox.checking import check
from bot.sandbox.emulator import Emulator, Now
from bot.sandbox.methods import PLAYED
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import Refusal, not_played
from bot.sandbox.settings import SandboxSettings, is_loopback
from bot.sandbox.sim.requests import EMULATOR
from bot.sandbox.store import Store
from bot.sandbox.table import load_table

logger = logging.getLogger(__name__)

JsonObject = dict[str, Any]
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
    app.cleanup_ctx.append(proxy.backstage_session)
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
    runner = web.AppRunner(
        create_app(settings, now=now), handler_cancellation=True, access_log=None, shutdown_timeout=1.0
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        port = runner.addresses[0][1]
        yield f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{port}"
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


# --- the Bot API -----------------------------------------------------------------------------------------------------


async def answer_call(request: web.Request) -> web.Response:
    """Answers `/bot<token>/<method>`: `{"ok": true, "result": …}` or Telegram's refusal, and logs the call."""
    emulator = request.app[EMULATOR]
    name = request.match_info["method"]
    arguments = Arguments()
    try:
        _check_token(emulator, request.match_info["token"])
        method = load_table().method_named(name)
        if method is None:
            raise Refusal(404, "Not Found")
        name = method
        arguments = await read_arguments(request)
        result = await _play(emulator, method, arguments)
    except Refusal as refusal:
        _log(emulator, name, arguments, refusal.answer())
        return web.json_response(refusal.answer(), status=refusal.code)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response(Refusal(413, "Request Entity Too Large").answer(), status=413)
    if result or name != "getUpdates":
        _log(emulator, name, arguments, None)
    return web.json_response({"ok": True, "result": result})


async def _play(emulator: Emulator, method: str, arguments: Arguments) -> Any:
    if method not in PLAYED:
        raise not_played(method)
    return await PLAYED[method](Call(emulator, check(method, arguments), arguments.uploads))


def _check_token(emulator: Emulator, token: str) -> None:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise Refusal(404, "Not Found")
    if token != emulator.settings.bot_token:
        raise Refusal(401, "Unauthorized")


def _log(emulator: Emulator, method: str, arguments: Arguments, refusal: JsonObject | None) -> None:
    """Every call but the polls that brought nothing."""
    emulator.store.add_call(method, arguments.loggable(), refusal)
    emulator.bells.calls.ring()
    if refusal:
        logger.info("%s refused: %s", method, refusal["description"])


async def download(request: web.Request) -> web.Response:
    """Serves `/file/bot<token>/<file_path>`, the path being the one getFile gave."""
    emulator = request.app[EMULATOR]
    try:
        _check_token(emulator, request.match_info["token"])
    except Refusal as refusal:
        return web.json_response(refusal.answer(), status=refusal.code)
    file = emulator.store.file_at(request.match_info["path"])
    if file is None:
        return web.json_response(Refusal(404, "Not Found").answer(), status=404)
    return web.Response(body=file.data, content_type="application/octet-stream")


# --- the page --------------------------------------------------------------------------------------------------------


async def show_page(_: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        raise web.HTTPNotFound(text="this sandbox has no page")
    return web.FileResponse(index, headers={"Cache-Control": "no-cache"})
