"""When a command is decided: an instant, and the business day it falls on."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the business clock: `at` is an aware UTC instant, `day` its date in the business time zone.

    The zone is applied where the clock is read, so that no rule needs a time zone database.
    """

    at: datetime
    day: date
