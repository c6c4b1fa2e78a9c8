"""Who may do what only one may do at a time."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import rows
from storage.clock import BusinessClock
from storage.codec import microseconds
from storage.desk.desk import Desk
from storage.teller import SqlTeller, Write

_LEASE = rows.LeaseRow
_END_ALL_LEASES = delete(_LEASE)
_END_ALL_TURNS = update(rows.TurnRow).values(until=0, holder=None)
_GIVE_BACK = delete(_LEASE).where(_LEASE.name == bindparam("lease"), _LEASE.holder == bindparam("by"))


class SqlLeases(Desk):
    """Leases: given to one, until they run out or are given back."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        super().__init__(teller, readers, clock)
        self._take = self._upsert(
            _LEASE,
            "name",
            where=lambda new: or_(_LEASE.holder == new.holder, _LEASE.until <= bindparam("asked_at")),
        ).returning(_LEASE.name)

    async def take(self, name: str, holder: str, at: datetime, seconds: int) -> bool:
        """Take or prolong the lease for the holder; False while somebody else has it."""
        wanted = {
            "name": name,
            "holder": holder,
            "until": microseconds(at + timedelta(seconds=seconds)),
            "asked_at": microseconds(at),
        }

        def errand(connection: Connection) -> bool:
            return connection.scalar(self._take, wanted) is not None

        return await self._teller.run(errand)

    async def inherit(self) -> None:
        """End all leases and turns of processes that cannot be alive, for only one can use this database: us."""
        if not self._dialect.shared:
            await self._teller.write(Write(_END_ALL_LEASES, {}), Write(_END_ALL_TURNS, {}))

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one have it at once."""
        await self._teller.write(Write(_GIVE_BACK, {"lease": name, "by": holder}))
