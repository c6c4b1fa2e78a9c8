"""What only one worker may do at a time: who has the lease does it, and another takes over when that one is gone."""

import secrets

from core.ports import Clock, Leases


class Lease:
    """A lease as one worker takes it; a worker that dies has it for so many seconds after it took it last."""

    def __init__(self, leases: Leases, clock: Clock, name: str, seconds: int) -> None:
        self._leases = leases
        self._clock = clock
        self._name = name
        self._seconds = seconds
        self._holder = secrets.token_hex(8)

    async def take(self) -> bool:
        """Take or prolong it; False while another worker has it."""
        return await self._leases.take(self._name, self._holder, self._clock.now().at, self._seconds)

    async def give_back(self) -> None:
        """Let the next one have it at once; nothing happens if it is not ours."""
        await self._leases.give_back(self._name, self._holder)
