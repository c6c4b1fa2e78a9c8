"""The sealer: links committed entries to the journal's chain, beside whatever the bot is doing."""

import logging

from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from core.ports import Clock, Leases, Sealer

LEASE = "sealer"
LEASE_SECONDS = 15
# Bounded, for the teller writes a batch of seals between two batches of commands.
BATCH = 500
# Many commits make one round; a wake-up that was lost with another process costs a minute at most.
_GAP_SECONDS = 1.0
_LONGEST_SLEEP_SECONDS = 60.0

log = logging.getLogger(__name__)


class SealJob:
    """Seals what waits, while it holds the lease; another worker takes over when it is gone."""

    def __init__(self, sealer: Sealer, leases: Leases, clock: Clock, stop: Stop) -> None:
        self._sealer = sealer
        self._stop = stop
        self._lease = Lease(leases, clock, LEASE, LEASE_SECONDS)
        self.rounds = Rounds(stop, _GAP_SECONDS)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("sealing", self._round, after_failure_seconds=_LONGEST_SLEEP_SECONDS)
        await self._lease.give_back()

    async def _round(self) -> float:
        await self.seal_what_waits()
        return _LONGEST_SLEEP_SECONDS

    async def seal_what_waits(self) -> None:
        """Seal batch after batch until nothing waits. The log says where the chain ends, for whoever keeps the log."""
        sealed = None
        while not self._stop.asked and await self._lease.take():
            head = await self._sealer.seal(BATCH)
            if head is None:
                break
            sealed = head
        if sealed is not None:
            log.info("the journal is sealed up to %s", sealed)
