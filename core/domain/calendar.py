"""On which days a bank moves money, and where a date that falls on another day is moved to."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY, SUNDAY = 5, 6


class BusinessDayRule(StrEnum):
    """Where a date that is no business day is moved (2006 ISDA Definitions, section 4.12).

    `MODIFIED_FOLLOWING` is the next business day, unless that lies in the next month: then the one before.
    `UNADJUSTED` leaves the date. So do retail banks in China, whose systems pay a time deposit out to its demand
    account on the maturity date itself, weekends and holidays included.
    """

    UNADJUSTED = "unadjusted"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    PRECEDING = "preceding"


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Which days are business days: not the weekend and no holiday, but the weekend days that are made up for.

    China moves working days to weekends around its long holidays (调休): those are in `working_weekends`.
    """

    holidays: Container[date] = frozenset()
    working_weekends: Container[date] = frozenset()
    weekend: Container[int] = frozenset({SATURDAY, SUNDAY})

    def is_business_day(self, day: date) -> bool:
        """Whether money moves on `day`."""
        if day in self.holidays:
            return False
        return day.weekday() not in self.weekend or day in self.working_weekends

    def adjusted(self, day: date, rule: BusinessDayRule) -> date:
        """The day that the rule moves `day` to; `day` itself if it is a business day."""
        match rule:
            case BusinessDayRule.UNADJUSTED:
                return day
            case BusinessDayRule.FOLLOWING:
                return self._next(day, 1)
            case BusinessDayRule.PRECEDING:
                return self._next(day, -1)
            case BusinessDayRule.MODIFIED_FOLLOWING:
                following = self._next(day, 1)
                return following if following.month == day.month else self._next(day, -1)

    def _next(self, day: date, step_days: int) -> date:
        while not self.is_business_day(day):
            day += timedelta(days=step_days)
        return day


WEEKENDS_ONLY = BusinessCalendar()
"""A calendar that knows no holidays."""
