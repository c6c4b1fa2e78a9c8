"""The embedded bank's business days are China's."""

from datetime import date

from bot.composition.calendar import business_calendar


def test_a_holiday_in_the_middle_of_the_week_is_no_business_day():
    assert not business_calendar().is_business_day(date(2026, 10, 1))


def test_a_saturday_that_is_worked_for_a_long_holiday_is_one():
    assert business_calendar().is_business_day(date(2026, 2, 14))
    assert not business_calendar().is_business_day(date(2026, 3, 14))


def test_holidays_are_known_beyond_the_longest_term():
    assert not business_calendar().is_business_day(date(2037, 10, 1))
