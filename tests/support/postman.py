"""Telegram's other half: posts updates to a webhook, again until it is acknowledged, to whichever worker is up.

Round robin over the workers' doors is what a balancer in front of them does.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from bot.telegram.webhook import CONNECTIONS_MAX
from tests.support.bot_api import HOST

Json = dict[str, Any]

PATH = "/telegram"
SECRET = "known-to-the-postman-only"
_AGAIN_AFTER_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Postman:
    """Posts to the workers at `ports`, over as many connections as Telegram would."""

    ports: Sequence[int]
    connections: int = CONNECTIONS_MAX

    async def post(self, updates: Sequence[Json]) -> None:
        """Returns once each was acknowledged, by one of them; begins with the first."""
        waiting = iter([json.dumps(update).encode() for update in updates])
        async with asyncio.TaskGroup() as posting:
            for number in range(self.connections):
                posting.create_task(self._post_next(waiting, number))

    async def _post_next(self, waiting: Iterator[bytes], number: int) -> None:
        doors = cycle([*self.ports[number % len(self.ports) :], *self.ports[: number % len(self.ports)]])
        door = _Door(next(doors))
        for body in waiting:
            while not await door.takes(body):
                await asyncio.sleep(_AGAIN_AFTER_SECONDS)
                door = _Door(next(doors))
        door.close()


class _Door:
    """A kept-alive connection to a worker."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def takes(self, body: bytes) -> bool:
        """Whether the worker acknowledged it."""
        try:
            reader, writer = self._streams = self._streams or await asyncio.open_connection(HOST, self._port)
            writer.write(
                f"POST {PATH} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
                f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.partition(b":")[2])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return False
        return head.split(maxsplit=2)[1] == b"200"

    def close(self) -> None:
        """Hangs up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
