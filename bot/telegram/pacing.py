"""How fast the bot sends: never faster than Telegram's published pace, and answers before notices.

About 30 new messages a second overall, one a second per chat in short bursts, 20 a minute per group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). These are guides; the `retry_after`
of an answer is the law, and `hold` is how it is obeyed. Edits, answers to taps and deletions are no messages.
"""

import asyncio
import heapq
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Protocol

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

OVERALL_PER_SECOND = 30
PER_CHAT_PER_SECOND = 1.0
CHAT_BURST = 3
PER_GROUP_PER_MINUTE = 20
# Telegram's clock and ours may go a little differently.
_MARGIN = 1.01
_CHATS_KEPT = 1_000

Monotonic = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Rank(IntEnum):
    """Whose turn comes first when several wait."""

    ANSWER = 0
    """Somebody has just asked for it."""
    NOTICE = 1
    """It goes out unasked."""


class Rate(Protocol):
    """How many may go when. All times are seconds of one monotonic clock."""

    def wait(self, now: float) -> float:
        """Seconds until the next may go; infinite if that depends on one that is still under way."""
        ...

    def begin(self, now: float) -> None:
        """One goes now."""
        ...

    def end(self, now: float) -> None:
        """One that went is over."""
        ...

    def rested(self, now: float) -> bool:
        """Whether a new rate would answer the same."""
        ...


class Bursts:
    """So many a second, up to `burst` of them at once (the generic cell rate algorithm of ITU-T I.371)."""

    __slots__ = ("_due", "_interval", "_tolerance")

    def __init__(self, per_second: float, burst: int) -> None:
        self._interval = _MARGIN / per_second
        self._tolerance = self._interval * (burst - 1)
        self._due = -math.inf

    def wait(self, now: float) -> float:
        return max(0.0, self._due - self._tolerance - now)

    def begin(self, now: float) -> None:
        self._due = max(self._due, now) + self._interval

    def end(self, now: float) -> None:
        """Only beginnings count."""

    def rested(self, now: float) -> bool:
        return self._due <= now


class Window:
    """So many within any span of `seconds`, wherever in its course a call is counted.

    A call arrives somewhere between its beginning and its end, so its place is free again so long after its end.
    """

    __slots__ = ("_ended", "_limit", "_seconds", "_under_way")

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds * _MARGIN
        self._under_way = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float) -> float:
        self._forget(now)
        if self._under_way + len(self._ended) < self._limit:
            return 0.0
        return self._ended[0] + self._seconds - now if self._ended else math.inf

    def begin(self, now: float) -> None:
        self._under_way += 1

    def end(self, now: float) -> None:
        self._under_way -= 1
        self._ended.append(now)

    def rested(self, now: float) -> bool:
        self._forget(now)
        return not self._under_way and not self._ended

    def _forget(self, now: float) -> None:
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()


@dataclass(order=True, slots=True)
class _Ticket:
    """A place in a line."""

    rank: Rank
    number: int
    called: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class Gate:
    """Lets through what its rate allows: the first in rank first, and otherwise who came first."""

    def __init__(self, rate: Rate, monotonic: Monotonic, sleep: Sleep) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._sleep = sleep
        self._line: list[_Ticket] = []
        self._numbers = count()

    @asynccontextmanager
    async def passed(self, rank: Rank) -> AsyncIterator[None]:
        """Begins when it is this one's turn; what is done inside counts until it ends."""
        await self._wait(rank)
        self._rate.begin(self._monotonic())
        self._call_first()
        try:
            yield
        finally:
            self._rate.end(self._monotonic())
            self._call_first()

    def idle(self) -> bool:
        """Whether a new gate would do the same."""
        return not self._line and self._rate.rested(self._monotonic())

    async def _wait(self, rank: Rank) -> None:
        ticket = _Ticket(rank, next(self._numbers))
        heapq.heappush(self._line, ticket)
        try:
            while True:
                seconds = self._rate.wait(self._monotonic()) if ticket is self._line[0] else math.inf
                if seconds == 0:
                    break
                ticket.called.clear()
                # Only the first watches the time; should another go before it meanwhile, that one does.
                await (ticket.called.wait() if seconds == math.inf else self._sleep(seconds))
        finally:
            self._line.remove(ticket)
            heapq.heapify(self._line)
            self._call_first()

    def _call_first(self) -> None:
        if self._line:
            self._line[0].called.set()


class _Gates:
    """The gates on the way to each chat."""

    def __init__(self, monotonic: Monotonic, sleep: Sleep) -> None:
        self._clockwork = (monotonic, sleep)
        self._overall = Gate(Window(OVERALL_PER_SECOND, 1), *self._clockwork)
        self._chats: dict[int, list[Gate]] = {}

    def towards(self, chat_id: int | None) -> list[Gate]:
        """Those of the chat, if it is known, then the one before them all.

        Who waits for a chat takes nothing from the others.
        """
        if chat_id is None:
            return [self._overall]
        if chat_id not in self._chats:
            if len(self._chats) >= _CHATS_KEPT:
                self._forget_idle()
            rates: list[Rate] = [Bursts(PER_CHAT_PER_SECOND, CHAT_BURST)]
            if chat_id < 0:
                rates.append(Window(PER_GROUP_PER_MINUTE, 60))
            self._chats[chat_id] = [Gate(rate, *self._clockwork) for rate in rates]
        return [*self._chats[chat_id], self._overall]

    def _forget_idle(self) -> None:
        self._chats = {
            chat_id: gates for chat_id, gates in self._chats.items() if not all(gate.idle() for gate in gates)
        }


class Pacing:
    """Whose turn it is to be sent something. Counts by a monotonic clock in seconds."""

    def __init__(self, monotonic: Monotonic = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._messages = _Gates(monotonic, sleep)
        self._redrawings = _Gates(monotonic, sleep)
        self._held_until = -math.inf

    @asynccontextmanager
    async def turn(self, chat_id: int, rank: Rank) -> AsyncIterator[None]:
        """Begins when one new message may be sent to this chat; it is to be sent inside."""
        async with self._through(self._messages.towards(chat_id), rank):
            yield

    @asynccontextmanager
    async def redrawing(self, chat_id: int | None) -> AsyncIterator[None]:
        """Begins when a card in this chat may be redrawn unasked; None for an inline message, whose chat is not told.

        Telegram publishes no pace for edits; ours is that of messages, without taking from theirs.
        """
        async with self._through(self._redrawings.towards(chat_id), Rank.NOTICE):
            yield

    def hold(self, seconds: float) -> None:
        """Nobody's turn comes before so many seconds have passed."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)

    @asynccontextmanager
    async def _through(self, gates: list[Gate], rank: Rank) -> AsyncIterator[None]:
        async with AsyncExitStack() as passed:
            for gate in gates:
                await passed.enter_async_context(gate.passed(rank))
            while (seconds := self._held_until - self._monotonic()) > 0:
                await self._sleep(seconds)
            yield


class HeedFloods(BaseRequestMiddleware):
    """Whichever call Telegram answers with `retry_after`: everybody waits so long."""

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            self._pacing.hold(error.retry_after)
            raise
