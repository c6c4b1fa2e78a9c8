"""Many who ask at the same moment, answered by one query or one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Round(Generic[K, V]):
    """What was asked while the round before was under way, and its answers."""

    __slots__ = ("answers", "changed", "error", "keys", "led")

    def __init__(self) -> None:
        self.keys: dict[K, None] = {}
        self.answers: Mapping[K, V] | None = None
        self.error: Exception | None = None
        self.led = False
        self.changed = asyncio.Event()

    @property
    def over(self) -> bool:
        return self.answers is not None or self.error is not None


class Gathering(Generic[K, V]):
    """Asks for many keys at once by `fetch`, which leaves out what it does not find.

    A key that is asked for while a round is under way waits for the next, so everybody gets what was so after they
    asked. Nobody waits for company: who asks alone is answered at once. Those who asked together are told together, so
    that what they ask next is asked together again: in a storm that makes a few large rounds of many small ones.
    """

    def __init__(self, fetch: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._fetch = fetch
        self._open: _Round[K, V] = _Round()
        self._turn = asyncio.Lock()

    async def get(self, key: K) -> V | None:
        """What the key stands for. Whatever `fetch` raises, all of the round are told."""
        mine = self._open
        mine.keys[key] = None
        while not mine.over:
            await (mine.changed.wait() if mine.led else self._lead(mine))
        if mine.error is not None:
            raise mine.error
        assert mine.answers is not None
        return mine.answers.get(key)

    async def _lead(self, mine: _Round[K, V]) -> None:
        """Whoever of the round comes first does this for all; cancelled, it is left to the next of them."""
        mine.led = True
        mine.changed.clear()
        try:
            async with self._turn:
                await asyncio.sleep(0)  # whoever is about to ask is in this round too
                if self._open is mine:
                    self._open = _Round()
                await self._carry_out(mine)
        finally:
            mine.led = False
            mine.changed.set()

    async def _carry_out(self, mine: _Round[K, V]) -> None:
        try:
            mine.answers = await self._fetch(list(mine.keys))
        except Exception as error:  # noqa: BLE001 - each who asked raises it
            mine.error = error
