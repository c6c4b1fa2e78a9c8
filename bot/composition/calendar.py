"""The embedded bank's business days, from the holidays library: public holidays, and weekends that are worked."""

import holidays

from core.domain.calendar import BusinessCalendar

COUNTRY = "CN"
"""Where the embedded bank is (ISO 3166-1)."""


def business_calendar(country: str = COUNTRY) -> BusinessCalendar:
    """The business days of a country.

    The library works a year out when it is first asked about a day of it, its worked weekends along with its holidays;
    of years to come it has the holidays, not yet what will be worked for them.
    """
    known = holidays.country_holidays(country)
    return BusinessCalendar(
        holidays=known,
        working_weekends=known.weekend_workdays,
        weekend=frozenset(known.weekend),
    )
