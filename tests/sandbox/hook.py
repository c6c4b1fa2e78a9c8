"""A bot behind a webhook, and a sandbox whose time passes only when a test says so."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from bot.sandbox.delivery import DELIVERIES, Deliveries
from bot.sandbox.emulator import Emulator
from bot.sandbox.server import create_app
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.sim.requests import EMULATOR
from tests.sandbox.playing import ANN, BOB, Clock, Json, Sandbox

HOST = "127.0.0.1"


@dataclass
class Hook:
    """The bot: `received` are the updates posted to it, `replies` what it will say to the next ones (then: 200)."""

    url: str = ""
    received: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    replies: deque[web.Response | Exception] = field(default_factory=deque)
    held: asyncio.Event | None = None
    under_way: int = 0

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.received.append(await request.json())
        self.headers.append(dict(request.headers))
        if self.held is not None:
            self.under_way += 1
            await self.held.wait()
            self.under_way -= 1
        reply = self.replies.popleft() if self.replies else web.Response()
        if isinstance(reply, Exception):
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return reply

    @property
    def texts(self) -> list[str]:
        return [text_of(update) for update in self.received]


def text_of(update: Json) -> str:
    """What was written, or the data of the button that was tapped."""
    told = update.get("message") or update.get("edited_message")
    return str(told["text"] if told else update["callback_query"]["data"])


@dataclass
class Hooked:
    """Both, and the sandbox's inside."""

    sandbox: Sandbox
    hook: Hook
    emulator: Emulator
    deliveries: Deliveries
    clock: Clock

    async def listen(self, **parameters: Any) -> None:
        await self.sandbox.call("setWebhook", url=self.hook.url, **parameters)

    async def info(self) -> Json:
        info: Json = await self.sandbox.call("getWebhookInfo")
        return info

    def pass_time(self, seconds: float) -> None:
        """The sandbox's clock goes on, and whoever waits for the time looks at it."""
        self.clock.seconds += seconds
        self.emulator.updates.bell.ring()

    async def until(self, holds: Callable[[], object]) -> None:
        """Returns once `holds` does; pytest's own time limit ends a wait in vain."""
        while not holds():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.002)

    async def until_error(self, words: str) -> None:
        await self.until(lambda: self.emulator.updates.webhook_error().get("last_error_message") == words)

    async def until_quiet(self) -> None:
        """Nothing is being delivered but what the bot holds, and nothing can be before time passes."""
        await self.until(self._is_quiet)

    def _is_quiet(self) -> bool:
        webhook = self.emulator.updates.webhook
        assert webhook is not None
        return len(self.deliveries._busy) == self.hook.under_way and not self.deliveries._next(webhook)


@asynccontextmanager
async def hooked(database: Path, clock: Clock) -> AsyncIterator[Hooked]:
    """A sandbox where Ann and Bob have started the bot, with nothing left to receive; and a bot that listens."""
    hook = Hook()
    settings = SandboxSettings(database=database)
    app = create_app(settings, now=clock)
    bot = web.Application()
    bot.router.add_post("/hook", hook.take)
    async with _served(app) as url, _served(bot) as bot_url, ClientSession() as http:
        hook.url = f"{bot_url}/hook"
        sandbox = Sandbox(url, http, clock, settings.bot_token)
        if not (await sandbox.sim("GET", "people"))["people"]:
            for person, name in ((ANN, "Ann"), (BOB, "Bob")):
                await sandbox.sim("POST", "people", id=person, first_name=name)
                await sandbox.say("hello", person)
            await sandbox.call("deleteWebhook", drop_pending_updates=True)
        yield Hooked(sandbox, hook, app[EMULATOR], app[DELIVERIES], clock)


@asynccontextmanager
async def _served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
