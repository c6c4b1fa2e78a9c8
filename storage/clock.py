"""The business clock: the wall clock, or ahead of it, and never before an instant that has decided something."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.moment import Moment

MICROSECOND = timedelta(microseconds=1)


def wall_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # the one place that reads the machine's clock


class BusinessClock:
    """Reads as `Moment`; turned forward it stays ahead, and a machine clock that jumps back does not take it along."""

    def __init__(
        self, zone: ZoneInfo, wall: Callable[[], datetime], last: datetime | None, ahead: timedelta
    ) -> None:
        self._zone = zone
        self._wall = wall
        self._last = last or wall()
        self.ahead = ahead

    @property
    def zone(self) -> ZoneInfo:
        """The business time zone."""
        return self._zone

    def now(self) -> Moment:
        """The instant and the business day now."""
        self._last = max(self._last, self._wall() + self.ahead)
        return self.moment(self._last)

    def wall(self) -> datetime:
        """The machine's clock: what leases run by, which a turn of the business clock must not end."""
        return self._wall()

    def catch_up(self, at: datetime, ahead: timedelta) -> None:
        """Another process has decided something at this instant, or turned the clock: be no earlier."""
        self._last = max(self._last, at)
        self.ahead = max(self.ahead, ahead)

    def moment(self, at: datetime) -> Moment:
        """An instant with the business day it falls on."""
        return Moment(at, at.astimezone(self._zone).date())

    def turn_forward(self, to: datetime) -> None:
        """Let the clock read `to` from now on, and run on from there; an instant in the past changes nothing."""
        self.ahead = max(self.ahead, to - self._wall())
