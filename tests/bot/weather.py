"""The weather between a bot and Telegram: passes calls on, and spoils those it is told to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

Fault = Callable[["Weather", web.Request], Awaitable[web.StreamResponse]]


def flood(retry_after: int) -> Fault:
    """429: too many requests."""
    return _refusing(429, "Too Many Requests", parameters={"retry_after": retry_after})


def refusal(code: int, description: str) -> Fault:
    """Any of Telegram's refusals."""
    return _refusing(code, description)


def answering(result: Any) -> Fault:
    """An answer that Telegram itself would not give now."""

    async def answer(weather: "Weather", request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": result})

    return answer


async def outage(weather: "Weather", request: web.Request) -> web.StreamResponse:
    """A gateway that says 502 in HTML."""
    return web.Response(status=502, text="<h1>Bad Gateway</h1>")


async def lost_answer(weather: "Weather", request: web.Request) -> web.StreamResponse:
    """The call is done, and the connection breaks before its answer."""
    await weather.pass_on(request)
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def held_until(released: asyncio.Event) -> Fault:
    """A call that takes as long as a test wants."""

    async def hold(weather: "Weather", request: web.Request) -> web.StreamResponse:
        await released.wait()
        return await weather.pass_on(request)

    return hold


def _refusing(code: int, description: str, **more: Any) -> Fault:
    async def refuse(weather: "Weather", request: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": code, "description": description, **more}
        return web.json_response(body, status=code)

    return refuse


@dataclass
class Weather:
    """`weather.spoil("sendMessage", flood(1))` spoils the next such call; `calls` counts what came by, by method."""

    telegram_url: str
    http: ClientSession
    url: str = ""
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def spoil(self, method: str, *faults: Fault) -> None:
        self.faults[method].extend(faults)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        self.calls[method] += 1
        if self.faults[method]:
            return await self.faults[method].popleft()(self, request)
        return await self.pass_on(request)

    async def pass_on(self, request: web.Request) -> web.Response:
        headers = {"Content-Type": request.headers.get("Content-Type", "")}
        async with self.http.request(
            request.method, self.telegram_url + request.path_qs, data=await request.read(), headers=headers
        ) as answer:
            return web.Response(
                body=await answer.read(), status=answer.status, content_type=answer.content_type
            )


@asynccontextmanager
async def weather_before(telegram_url: str) -> AsyncIterator[Weather]:
    """The weather before an offline Telegram; fair until it is told otherwise."""
    async with ClientSession(timeout=ClientTimeout(total=None)) as http:
        weather = Weather(telegram_url, http)
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", weather.handle)
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            weather.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield weather
        finally:
            await runner.cleanup()
