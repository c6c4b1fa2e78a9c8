"""Gives up what there is to tell in books that no chat is about: everybody in them is simulated."""

import logging

from bot.stopping import Rounds, Stop
from core.ports import Clock, Outbox

_LOOK_SECONDS = 60.0

log = logging.getLogger(__name__)


class UnheardJob:
    """Makes its round every minute."""

    def __init__(self, outbox: Outbox, clock: Clock, stop: Stop) -> None:
        self._outbox = outbox
        self._clock = clock
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        wait_seconds = 0.0
        while await self._rounds.next(wait_seconds):
            wait_seconds = _LOOK_SECONDS
            try:
                if await self.give_up_what_waits():
                    wait_seconds = 0.0
            except Exception:
                log.exception("a round of giving notices up failed; the next will do it")

    async def give_up_what_waits(self) -> bool:
        """Give up some notices; whether there were any."""
        waiting = await self._outbox.waiting(self._clock.now().at)
        for each in waiting:
            await self._outbox.give_up(each.id, "simulated")
        return bool(waiting)
