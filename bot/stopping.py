"""How a program of endless loops ends: waiting is interrupted, work is finished."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

# What is under way when a stop is asked for has this long to finish; what is stored is not lost either way.
GRACE_SECONDS = 20.0
log = logging.getLogger(__name__)


class Stop:
    """A wish to stop. It cancels what waits under `interrupts`, and nothing else."""

    def __init__(self) -> None:
        self.asked = False
        self._interruptible: set[asyncio.Timeout] = set()
        self._listeners: list[Callable[[], None]] = []

    def on_ask(self, listener: Callable[[], None]) -> None:
        """Call this when a stop is asked for."""
        self._listeners.append(listener)

    def ask(self) -> None:
        """From now on loops end after what they are at; asking twice changes nothing."""
        if self.asked:
            return
        self.asked = True
        at_once = asyncio.get_running_loop().time()
        for waiting in self._interruptible:
            waiting.reschedule(at_once)
        for listener in self._listeners:
            listener()

    @asynccontextmanager
    async def interrupts(self) -> AsyncIterator[None]:
        """What is awaited inside is cancelled when a stop is asked for; then the block just ends."""
        waiting = asyncio.timeout(0 if self.asked else None)
        try:
            async with waiting:
                self._interruptible.add(waiting)
                try:
                    yield
                finally:
                    self._interruptible.discard(waiting)
        except TimeoutError:
            if not waiting.expired():
                raise

    async def sleep(self, seconds: float) -> None:
        """Sleeps so long, or until a stop is asked for."""
        async with self.interrupts():
            await asyncio.sleep(seconds)

    async def wait(self) -> None:
        """Returns when a stop is asked for."""
        async with self.interrupts():
            await asyncio.Event().wait()


class Rounds:
    """The beat of a loop that makes rounds, by `make` or as `while await rounds.next(seconds): …`.

    However often they are called for, `gap_seconds` pass from the beginning of one to the beginning of the next.
    """

    def __init__(self, stop: Stop, gap_seconds: float = 0.0) -> None:
        self._stop = stop
        self._gap_seconds = gap_seconds
        self._not_before = 0.0
        self._called = asyncio.Event()

    def call(self) -> None:
        """The next round begins as soon as may be; called while one is under way, another follows it."""
        self._called.set()

    async def make(
        self, what: str, one: Callable[[], Awaitable[float]], *, after_failure_seconds: float
    ) -> None:
        """Makes rounds of `what` until a stop is asked for; each says within how many seconds the next is to begin.

        One that fails is logged, and ends nothing.
        """
        within_seconds = 0.0
        while await self.next(within_seconds):
            try:
                within_seconds = await one()
            except Exception:
                log.exception("a round of %s failed; again in %.0f s", what, after_failure_seconds)
                within_seconds = after_failure_seconds

    async def next(self, within_seconds: float) -> bool:
        """True when a round was called for, or so many seconds passed; False once a stop is asked for."""
        loop = asyncio.get_running_loop()
        async with self._stop.interrupts():
            with suppress(TimeoutError):
                # `wait_for` would forget that it was cancelled if it was called at the same moment (Python 3.11).
                async with asyncio.timeout(within_seconds):
                    await self._called.wait()
            if (early_seconds := self._not_before - loop.time()) > 0:
                await asyncio.sleep(early_seconds)
        self._not_before = loop.time() + self._gap_seconds
        self._called.clear()
        return not self._stop.asked
