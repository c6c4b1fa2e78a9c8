"""The clocks a bank elsewhere may live by: the machine's, or one that a test turns."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.domain.moment import Moment
from tests.support.house import OPENING, moment


class BankClock(Protocol):
    """Tells the time, and waits for it."""

    def now(self) -> Moment:
        """The moment now."""
        ...

    async def reaches(self, at: datetime) -> None:
        """Returns once it is that late."""
        ...


class TurnedClock:
    """Stands still until it is turned."""

    def __init__(self, at: datetime = OPENING) -> None:
        self._at = at
        self._turned = asyncio.Condition()

    def now(self) -> Moment:
        """The moment it stands at."""
        return moment(self._at)

    async def turn(self, **span: float) -> None:
        """Forward by a `timedelta`; whoever waits for an instant passed goes on."""
        async with self._turned:
            self._at += timedelta(**span)
            self._turned.notify_all()

    async def reaches(self, at: datetime) -> None:
        """Returns once it was turned so far."""
        async with self._turned:
            await self._turned.wait_for(lambda: self._at >= at)


class WallClock:
    """The machine's own."""

    def now(self) -> Moment:
        """The moment now."""
        return moment(datetime.now(UTC))  # noqa: TID251  # a developer's bank lives by the machine's clock

    async def reaches(self, at: datetime) -> None:
        """Sleeps until then."""
        await asyncio.sleep((at - self.now().at).total_seconds())
