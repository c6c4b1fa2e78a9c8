"""Once a day the chain of seals is checked on from where it was sound; the admins are told if it breaks."""

import logging
from datetime import timedelta

from bot.jobs.alarms import Alarms
from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from core.domain.alarm import EVERY_ADMIN
from core.domain.notice import ChainBroken
from core.ports import ChainChecks, Clock, Leases

EVERY = timedelta(days=1)
LINKS_AT_ONCE = 20_000
LEASE = "chain check"
_LEASE_SECONDS = 300
_ROUND_SECONDS = 600.0

log = logging.getLogger(__name__)


class ChainCheckJob:
    """Looks every ten minutes whether it is due; another worker takes over when this one is gone."""

    def __init__(self, checks: ChainChecks, alarms: Alarms, leases: Leases, clock: Clock, stop: Stop) -> None:
        self._checks = checks
        self._alarms = alarms
        self._clock = clock
        self._stop = stop
        self._lease = Lease(leases, clock, LEASE, _LEASE_SECONDS)
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self._rounds.make("checking the chain", self._round, after_failure_seconds=_ROUND_SECONDS)
        await self._lease.give_back()

    async def _round(self) -> float:
        await self.check_if_due()
        return _ROUND_SECONDS

    async def check_if_due(self) -> None:
        """Some links at a time, so that no look at the books takes long."""
        last = await self._checks.last()
        if self._clock.now().at - last.at < EVERY:
            return
        while not self._stop.asked and await self._lease.take():
            checked = await self._checks.check(self._clock.now().at, LINKS_AT_ONCE)
            if checked.broken_at is not None:
                await self._tell(checked.broken_at)
                return
            if checked.head == last.head:
                log.info("the chain is sound up to %s", checked.head)
                return
            last = checked

    async def _tell(self, sequence: int) -> None:
        log.error("the chain of seals is broken at %d", sequence)
        await self._alarms.tell(ChainBroken(EVERY_ADMIN, sequence))
