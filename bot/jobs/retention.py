"""Forgets what is over and has been kept long enough. Any worker does it, one at a time; one that dies is followed."""

import logging

from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from core.domain.retention import KEPT_FOR, Fleeting
from core.ports import Clock, Leases, Retention

LEASE = "retention"
LEASE_SECONDS = 60
AT_ONCE = 500
"""So few rows in one transaction that a tap does not wait for it."""
_ROUND_SECONDS = 3600.0

log = logging.getLogger(__name__)


class RetentionJob:
    """Makes its round every hour."""

    def __init__(self, retention: Retention, leases: Leases, clock: Clock, stop: Stop) -> None:
        self._retention = retention
        self._clock = clock
        self._stop = stop
        self._lease = Lease(leases, clock, LEASE, LEASE_SECONDS)
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self._rounds.make("forgetting", self._round, after_failure_seconds=_ROUND_SECONDS)

    async def _round(self) -> float:
        await self.forget_what_is_old()
        return _ROUND_SECONDS

    async def forget_what_is_old(self) -> None:
        """Everything that is old enough by now, a few rows at a time, unless another worker is at it."""
        for what in Fleeting:
            forgotten = await self._forget(what)
            if forgotten:
                log.info("forgot %d %s that were over for %s", forgotten, what.value, KEPT_FOR[what])
        await self._lease.give_back()

    async def _forget(self, what: Fleeting) -> int:
        forgotten = 0
        while not self._stop.asked and await self._lease.take():
            some = await self._retention.forget(what, self._clock.now().at - KEPT_FOR[what], AT_ONCE)
            forgotten += some
            if some < AT_ONCE:
                break
        return forgotten
