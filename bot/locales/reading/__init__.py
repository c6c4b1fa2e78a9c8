"""What people type, read by their language: amounts, days, instants, periods. The result is echoed back to them."""

from bot.locales.reading.amounts import NotAnAmount, WhyNotAnAmount, read_amount
from bot.locales.reading.instants import NotAnInstant, WhyNotAnInstant, read_date, read_instant
from bot.locales.reading.periods import NotAPeriod, Period, WhyNotAPeriod, read_period

__all__ = [
    "NotAPeriod",
    "NotAnAmount",
    "NotAnInstant",
    "Period",
    "WhyNotAPeriod",
    "WhyNotAnAmount",
    "WhyNotAnInstant",
    "read_amount",
    "read_date",
    "read_instant",
    "read_period",
]
