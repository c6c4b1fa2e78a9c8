"""Who may do what only one may do at a time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_, update

from storage import rows
from storage.codec import microseconds
from storage.desk.desk import Desk
from storage.teller import Write

_LEASE = rows.LeaseRow
_END_ALL_LEASES = delete(_LEASE)
_END_ALL_TURNS = update(rows.TurnRow).values(until=0, holder=None)
_GIVE_BACK = delete(_LEASE).where(_LEASE.name == bindparam("lease"), _LEASE.holder == bindparam("by"))


class SqlLeases(Desk):
    """Leases: given to one, until they run out or are given back."""

    async def take(self, name: str, holder: str, at: datetime, seconds: int) -> bool:
        """Take or prolong the lease for the holder; False while somebody else has it."""
        return name in await self.take_each([name], holder, at, seconds)

    async def take_each(
        self, names: Iterable[str], holder: str, at: datetime, seconds: int
    ) -> frozenset[str]:
        """Take or prolong as many of these leases as nobody else has; the names of those taken."""
        until, asked_at = microseconds(at + timedelta(seconds=seconds)), microseconds(at)
        take = self._upsert(
            _LEASE,
            "name",
            where=lambda new: or_(_LEASE.holder == new.holder, _LEASE.until <= asked_at),
        ).returning(_LEASE.name)
        wanted = [{"name": name, "holder": holder, "until": until} for name in sorted(set(names))]

        def errand(connection: Connection) -> frozenset[str]:
            return frozenset(name for row in wanted for name in connection.scalars(take.values(row)))

        return await self._teller.run(errand) if wanted else frozenset()

    async def inherit(self) -> None:
        """End all leases and turns of processes that cannot be alive, for only one can use this database: us."""
        if not self._dialect.shared:
            await self._teller.write(Write(_END_ALL_LEASES, {}), Write(_END_ALL_TURNS, {}))

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one have it at once."""
        await self._teller.write(Write(_GIVE_BACK, {"lease": name, "by": holder}))
