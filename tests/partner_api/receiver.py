"""A partner's server: it answers events as it is told to, and keeps what came."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.serving import serving
from tests.support.workers import free_port


@dataclass
class Receiver:
    """What came, as headers and body; `answers` are the next statuses, then 204."""

    url: str
    came: list[tuple[dict[str, str], str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def types(self) -> list[str]:
        """The types of the events that came, whether they were taken or not."""
        return [json.loads(body)["type"] for _, body in self.came]

    async def take(self, request: web.Request) -> web.Response:
        self.came.append((dict(request.headers), await request.text()))
        status = self.answers.pop(0) if self.answers else 204
        return web.Response(status=status, headers={"Location": self.url} if status == 302 else {})


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver that listens inside the block."""
    port = free_port()
    receiver = Receiver(f"http://127.0.0.1:{port}/hooks")
    async with serving([web.post("/hooks", receiver.take)], "127.0.0.1", port):
        yield receiver
