"""How fast a bot may send: about 30 messages a second overall and one a second per chat, in short bursts.

Telegram names these as guides (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this); the
`retry_after` of an answer is the law, and `hold` is how it is obeyed.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

OVERALL_PER_SECOND = 30.0
PER_CHAT_PER_SECOND = 1.0
CHAT_BURST = 3
_CHATS_KEPT = 1_000


class Rate:
    """So many a second, up to `burst` of them at once (the generic cell rate algorithm of ITU-T I.371)."""

    __slots__ = ("_due", "_interval", "_tolerance")

    def __init__(self, per_second: float, burst: int) -> None:
        self._interval = 1 / per_second
        self._tolerance = self._interval * (burst - 1)
        self._due = 0.0

    def book(self, now: float) -> float:
        """Takes the next slot and returns when it is, `now` or later."""
        at = max(now, self._due - self._tolerance)
        self._due = max(self._due, at) + self._interval
        return at

    def rested(self, now: float) -> bool:
        """Whether a new rate would answer the same."""
        return self._due <= now


class Pacing:
    """Whose turn it is to be sent something. Counts by a monotonic clock in seconds."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._overall = Rate(OVERALL_PER_SECOND, burst=int(OVERALL_PER_SECOND))
        self._chats: dict[int, Rate] = {}
        self._held_until = 0.0

    async def turn(self, chat_id: int) -> None:
        """Returns when one message may be sent to this chat, and counts it."""
        await self._until(self._chat(chat_id).book(self._monotonic()))
        await self._until(self._overall.book(self._monotonic()))
        while self._monotonic() < self._held_until:
            await self._until(self._held_until)

    def hold(self, seconds: float) -> None:
        """Nobody's turn comes before so many seconds have passed."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)

    async def _until(self, at: float) -> None:
        delay = at - self._monotonic()
        if delay > 0:
            await self._sleep(delay)

    def _chat(self, chat_id: int) -> Rate:
        if len(self._chats) >= _CHATS_KEPT:
            now = self._monotonic()
            self._chats = {chat: rate for chat, rate in self._chats.items() if not rate.rested(now)}
        return self._chats.setdefault(chat_id, Rate(PER_CHAT_PER_SECOND, CHAT_BURST))
