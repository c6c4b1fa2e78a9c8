"""When a participant wants to hear of what: quiet hours by their own clock, reminders, and a word that stops them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

_HOUR = 60
_DAY = 24 * _HOUR
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A stretch of every day in which only what cannot wait is sent, in minutes after midnight (0 to 1439).

    It begins at `begin_minute` and ends before `end_minute`, past midnight if that is the smaller; where both are the
    same nothing is quiet.
    """

    begin_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        assert 0 <= self.begin_minute < _DAY, "a minute of the day"
        assert 0 <= self.end_minute < _DAY, "a minute of the day"

    @property
    def off(self) -> bool:
        """Whether no time is quiet."""
        return self.begin_minute == self.end_minute

    def cover(self, at: datetime, zone: tzinfo) -> bool:
        """Whether the clock on the wall of `zone` shows a quiet time at this instant."""
        local = at.astimezone(zone)
        minute = local.hour * _HOUR + local.minute
        if self.begin_minute <= self.end_minute:
            return self.begin_minute <= minute < self.end_minute
        return minute >= self.begin_minute or minute < self.end_minute

    def over_at(self, at: datetime, zone: tzinfo) -> datetime:
        """The instant from which what waits may be sent: `at` itself, or when the quiet hours that cover it end.

        An end that the clocks skip in spring is as much later as they skip; one that comes twice in autumn is the first
        that is still ahead.
        """
        over = at
        while self.cover(over, zone):
            over = self._next_end(over, zone)
        return over

    def awake_until(self, at: datetime, end: datetime, zone: tzinfo) -> datetime | None:
        """When the quiet hours begin that cover all from `at` to a later `end`; None if any of that is not quiet.

        Just before it is not quiet. A beginning that the clocks skip in spring counts as much earlier as they skip.
        """
        if self.over_at(at, zone) < end:
            return None
        begun = self._last_begin(at, zone)
        while self.cover(begun - _INSTANT, zone):
            begun = self._last_begin(begun - _INSTANT, zone)
        return begun

    def _last_begin(self, at: datetime, zone: tzinfo) -> datetime:
        local = at.astimezone(zone)
        begin = time(*divmod(self.begin_minute, _HOUR), tzinfo=zone)
        begins = (
            datetime.combine(day, begin.replace(fold=fold)).astimezone(at.tzinfo)
            for day in (local.date(), local.date() - timedelta(days=1))
            for fold in (0, 1)
        )
        return max(begins_at for begins_at in begins if begins_at <= at)

    def _next_end(self, at: datetime, zone: tzinfo) -> datetime:
        local = at.astimezone(zone)
        end = time(*divmod(self.end_minute, _HOUR), tzinfo=zone)
        ends = (
            datetime.combine(day, end.replace(fold=fold)).astimezone(at.tzinfo)
            for day in (local.date(), local.date() + timedelta(days=1))
            for fold in (0, 1)
        )
        return min(ends_at for ends_at in ends if ends_at > at)


NIGHT = QuietHours(22 * _HOUR, 8 * _HOUR)
AWAKE = QuietHours(0, 0)


class DeadlineLead(StrEnum):
    """How long before a campaign closes somebody is reminded who looked at it and has not pledged."""

    THREE_DAYS = "three_days"
    ONE_DAY = "one_day"
    THREE_HOURS = "three_hours"
    NONE = "none"

    @property
    def span(self) -> timedelta | None:
        """The same as a length of time; None for no reminder."""
        return _SPANS.get(self)


_SPANS = {
    DeadlineLead.THREE_DAYS: timedelta(days=3),
    DeadlineLead.ONE_DAY: timedelta(days=1),
    DeadlineLead.THREE_HOURS: timedelta(hours=3),
}


@dataclass(frozen=True, slots=True)
class Notifications:
    """What a participant has chosen.

    `zone` is the IANA name of their time zone, None for the bank's; `quiet` are their quiet hours, None for those that
    the deployment sets. While `nudges_stopped` nothing is sent that only wants them to join.
    """

    zone: str | None = None
    quiet: QuietHours | None = None
    deadline_lead: DeadlineLead = DeadlineLead.ONE_DAY
    nudges_stopped: bool = False


AS_USUAL = Notifications()
"""Of somebody who has chosen nothing."""
