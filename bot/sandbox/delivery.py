"""Carries updates to the bot's webhook, as Telegram does: in order within each queue, again and again until taken.

It reaches this machine only, whatever name the webhook has; there it takes any certificate.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from urllib.parse import urlsplit

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    TCPConnector,
    web,
)
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.sandbox.arguments import Arguments, read_reply
from bot.sandbox.emulator import Emulator
from bot.sandbox.update_store import Waiting
from bot.sandbox.updates import Webhook

logger = logging.getLogger(__name__)

Play = Callable[[str, Arguments], Awaitable[None]]

ANSWER_SECONDS = 60.0
LONGEST_RETRY_AFTER_SECONDS = 3600.0
WATCH_SECONDS = 2.0
LOOK_WHILE_DOWN_SECONDS = 1.0
_PROBE_SECONDS = 1.0
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Failed(Exception):
    """A delivery that failed; `words` as getWebhookInfo gives them, `retry_after` seconds if the bot said when."""

    def __init__(self, words: str, status: int | None = None, retry_after: float = 0.0) -> None:
        super().__init__(words)
        self.words = words
        self.status = status
        self.retry_after = retry_after


class Deliveries:
    """Serves the webhook that is set, if one is; `play` carries out a call that came with the bot's answer."""

    def __init__(self, emulator: Emulator, play: Play, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._emulator = emulator
        self._updates = emulator.updates
        self._play = play
        self._timeout = ClientTimeout(total=answer_seconds)
        self._busy: set[str] = set()
        self._was_there: bool | None = None

    async def run(self) -> None:
        """Until cancelled."""
        # No certificate is checked: all is on this machine, where nobody has one.
        resolver = _Here(lambda: self._updates.webhook)
        connector = TCPConnector(limit=0, ssl=False, resolver=resolver, use_dns_cache=False)
        async with (
            ClientSession(connector=connector, timeout=self._timeout) as http,
            asyncio.TaskGroup() as under_way,
        ):
            under_way.create_task(self._watch())
            while True:
                webhook, down = self._updates.webhook, self._updates.weather.down()
                if webhook is not None and not down:
                    for waiting in self._next(webhook):
                        self._busy.add(waiting.queue_key)
                        under_way.create_task(self._deliver(http, webhook, waiting))
                await self._updates.wait(LOOK_WHILE_DOWN_SECONDS if down else ANSWER_SECONDS)

    def _next(self, webhook: Webhook) -> list[Waiting]:
        """One of each queue that is not being served, as many as the webhook has connections left."""
        left = webhook.max_connections - len(self._busy)
        if left <= 0:
            return []
        first = self._updates.to_deliver(limit=left + len(self._busy))
        return [waiting for waiting in first if waiting.queue_key not in self._busy][:left]

    async def _deliver(self, http: ClientSession, webhook: Webhook, waiting: Waiting) -> None:
        note = partial(self._updates.witness.note_attempt, waiting.update, webhook.url)
        began = time.monotonic()
        try:
            status, reply = await self._post(http, webhook, waiting)
        except Failed as failed:
            logger.info("delivery of update %d failed: %s", waiting.update["update_id"], failed.words)
            note(status=failed.status, milliseconds=_milliseconds_since(began), why=failed.words)
            self._updates.not_delivered(waiting, failed.words, failed.retry_after)
        else:
            note(status=status, milliseconds=_milliseconds_since(began))
            self._updates.delivered(waiting)
            await self._play_reply(reply)
        finally:
            self._busy.discard(waiting.queue_key)
            self._updates.bell.ring()

    async def _post(self, http: ClientSession, webhook: Webhook, waiting: Waiting) -> tuple[int, Arguments]:
        if not webhook.is_here:
            raise Failed("Failed to resolve host: the sandbox reaches its own machine only")
        headers = {_SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with http.post(
                webhook.url, json=waiting.update, headers=headers, allow_redirects=False
            ) as response:
                if not 200 <= response.status <= 299:
                    raise _wrong_response(response)
                return response.status, await read_reply(response)
        except TimeoutError:
            raise Failed("Read timeout expired") from None
        except (ClientError, OSError) as error:
            raise Failed(_words(error)) from None

    async def _play_reply(self, reply: Arguments) -> None:
        """Carries out the call in the bot's answer; nobody is told its result. Asking so makes no sense, nor does
        changing the webhook, so such calls are passed over."""
        method = reply.values.pop("method", None)
        if isinstance(method, str) and method and not _is_passed_over(method.lower()):
            await self._play(method, reply)

    # --- whether anybody is there ---

    async def is_there(self) -> bool:
        """Whether a bot is at the other end: it polls, or something listens at its webhook's address."""
        webhook = self._updates.webhook
        if webhook is None:
            return self._updates.polling
        if not webhook.is_here:
            return False
        address = urlsplit(webhook.url)
        port = address.port or (443 if address.scheme == "https" else 80)
        try:
            async with asyncio.timeout(_PROBE_SECONDS):
                _, writer = await asyncio.open_connection(webhook.host, port)
        except OSError:
            return False
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return True

    async def _watch(self) -> None:
        """Nudges the open pages when whoever answers at the webhook comes or goes."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self._emulator.listeners and self._updates.webhook:
                there = await self.is_there()
                if there is not self._was_there:
                    self._was_there = there
                    self._emulator.nudge("bot")


DELIVERIES = web.AppKey("deliveries", Deliveries)


async def delivering(app: web.Application) -> AsyncIterator[None]:
    """Serves the webhook as long as the application runs."""
    # What cleans up may be another task than what set up, which no TaskGroup would survive.
    task = asyncio.create_task(_serve(app[DELIVERIES]))  # noqa: TID251 - it is awaited below
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _serve(deliveries: Deliveries) -> None:
    try:
        await deliveries.run()
    except Exception:
        logger.exception("updates are delivered no more")
        raise


class _Here(AbstractResolver):
    """Finds every name on this machine: at the address that setWebhook was told, or else on the loopback."""

    def __init__(self, webhook: Callable[[], Webhook | None]) -> None:
        self._webhook = webhook

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        webhook = self._webhook()
        return [
            ResolveResult(
                hostname=host,
                host=webhook.host if webhook else "127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _is_passed_over(method: str) -> bool:
    return method.startswith("get") or method in ("setwebhook", "deletewebhook", "close", "logout")


def _wrong_response(response: ClientResponse) -> Failed:
    words = f"Wrong response from the webhook: {response.status} {response.reason or ''}".rstrip()
    asked = response.headers.get("Retry-After", "")
    retry_after = min(float(asked), LONGEST_RETRY_AFTER_SECONDS) if asked.isdecimal() else 0.0
    return Failed(words, response.status, retry_after)


def _words(error: ClientError | OSError) -> str:
    """What Telegram calls it when a connection fails."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return "Connection reset by peer"


def _milliseconds_since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
