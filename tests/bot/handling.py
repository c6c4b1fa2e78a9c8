"""A handler and an alarm that remember, for what hands them updates."""

import asyncio
from collections.abc import Awaitable, Callable

from aiogram.types import Update

from core.views import StoredUpdate
from tests.bot.offline import Line

Handle = Callable[[Update], Awaitable[object]]


class Alarms:
    """An alarm that remembers."""

    def __init__(self) -> None:
        self.raised: list[tuple[int, str]] = []

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        self.raised.append((update.update_id, reason))


class Handler:
    """Remembers the texts it handled; those in `failing` raise, those in `held` wait to be let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.handled: list[str] = []
        self.failing: dict[str, list[Exception]] = {}
        self.held: dict[str, asyncio.Event] = {}

    async def __call__(self, update: Update) -> None:
        assert update.message is not None
        text = update.message.text or ""
        self.begun.append(text)
        if text in self.held:
            await self.held[text].wait()
        if self.failing.get(text):
            raise self.failing[text].pop(0)
        self.handled.append(text)


def states(line: Line) -> list[tuple[str, int]]:
    return line.rows("SELECT state, attempts FROM updates ORDER BY update_id")
