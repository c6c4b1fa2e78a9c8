"""Waiting for something to happen, with everybody who waits looking for themselves when the bell rings."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Bell:
    """Wakes everybody who waits for it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Returns at the next ring, or after `seconds`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()


class Wakes(Protocol):
    """A bell, or what has one."""

    async def wait(self, seconds: float) -> None:
        """Returns when it may be worth looking again, or after `seconds`."""
        ...


async def wait_until(look: Callable[[], T | None], bell: Wakes, seconds: float) -> T | None:
    """What `look` finds, looking again whenever the bell wakes us; None if it found nothing in time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while (found := look()) is None:
        left = deadline - loop.time()
        if left <= 0:
            return None
        await bell.wait(left)
    return found
