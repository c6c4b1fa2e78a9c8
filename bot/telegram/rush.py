"""Answers first: what follows an answer lets everybody else have theirs before."""

import asyncio
from contextlib import suppress

# So long a redrawn card waits for others' answers, however many keep tapping.
PATIENCE_SECONDS = 5.0


class Rush:
    """How many taps are waiting for their answer in this process."""

    def __init__(self) -> None:
        self._waiting = 0
        self._calm = asyncio.Event()
        self._calm.set()

    def begin(self) -> None:
        """One more waits."""
        self._waiting += 1
        self._calm.clear()

    def end(self) -> None:
        """One waits no more."""
        self._waiting -= 1
        if not self._waiting:
            self._calm.set()

    async def over(self) -> None:
        """Returns when nobody waits for an answer, or after PATIENCE_SECONDS."""
        if self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._calm.wait()
