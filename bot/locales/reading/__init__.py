"""What people type, read by their language: amounts and instants. The result is always echoed back to them."""

from bot.locales.reading.amounts import NotAnAmount, WhyNotAnAmount, read_amount
from bot.locales.reading.instants import NotAnInstant, WhyNotAnInstant, read_instant

__all__ = ["NotAnAmount", "NotAnInstant", "WhyNotAnAmount", "WhyNotAnInstant", "read_amount", "read_instant"]
