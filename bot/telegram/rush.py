"""Answers first: what follows an answer lets everybody else have theirs before."""

import asyncio
from collections import deque
from contextlib import suppress

# From so many who wait for an answer on, what is best for all of them counts, and not who is next.
CROWD = 20
# So long a redrawn card waits for others' answers, however many keep tapping.
PATIENCE_SECONDS = 5.0
# So many cards are redrawn side by side: whoever taps meanwhile has to find a way through.
FOLLOWING_MAX = 30

_Line = deque[tuple[int, "asyncio.Future[None]"]]


class Rush:
    """The updates being handled in this process, by their ids: some wait for an answer, others for what follows it."""

    def __init__(self) -> None:
        self._under_way: set[int] = set()
        self._unanswered: set[int] = set()
        self._following: set[int] = set()
        self._patient: _Line = deque()
        self._impatient: _Line = deque()
        self._calm = asyncio.Event()
        self._calm.set()

    @property
    def crowded(self) -> bool:
        """Whether many wait for an answer."""
        return len(self._unanswered) >= CROWD

    def begin(self, update_id: int) -> None:
        """Somebody waits for an answer to this; saying so twice changes nothing."""
        self._under_way.add(update_id)
        self._unanswered.add(update_id)
        self._calm.clear()

    def answered(self, update_id: int) -> None:
        """Nobody waits for an answer to this any more, if somebody did."""
        self._unanswered.discard(update_id)
        if not self._unanswered:
            self._calm.set()
        self._let_go()

    def end(self, update_id: int) -> None:
        """Nothing follows any more that others would have to be kept waiting for."""
        self._under_way.discard(update_id)
        self._following.discard(update_id)
        self.answered(update_id)

    async def over(self, within_seconds: float) -> None:
        """Returns when nobody waits for an answer, or after so many seconds."""
        if self._unanswered:
            with suppress(TimeoutError):
                async with asyncio.timeout(within_seconds):
                    await self._calm.wait()

    async def follow(self, update_id: int) -> None:
        """Returns when what follows the answer to this may begin: nobody waits, or PATIENCE_SECONDS have passed.

        At once for what has ended: its place among those that follow would never be given back.
        """
        if update_id not in self._under_way:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._turn(self._patient, update_id)
        except TimeoutError:
            await self._turn(self._impatient, update_id)

    async def _turn(self, line: _Line, update_id: int) -> None:
        turn = asyncio.get_running_loop().create_future()
        line.append((update_id, turn))
        self._let_go()
        await turn

    def _let_go(self) -> None:
        while len(self._following) < FOLLOWING_MAX and (line := self._next_line()):
            update_id, turn = line.popleft()
            if not turn.done():  # its owner has not lost patience, and was not cancelled
                turn.set_result(None)
                self._following.add(update_id)

    def _next_line(self) -> _Line:
        return self._impatient if self._impatient or self._unanswered else self._patient
