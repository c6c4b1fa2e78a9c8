"""Business days, and where a date is moved to that is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar import BusinessCalendar, BusinessDayRule

# The Spring Festival of 2026 in China: 15 to 23 February off, the Saturday before and the one after made up for.
FESTIVAL = BusinessCalendar(
    holidays=frozenset(date(2026, 2, day) for day in range(15, 24)),
    working_weekends=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)
RULES = BusinessDayRule


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        (RULES.UNADJUSTED, date(2026, 2, 17)),
        (RULES.FOLLOWING, date(2026, 2, 24)),
        (RULES.MODIFIED_FOLLOWING, date(2026, 2, 24)),
        (RULES.PRECEDING, date(2026, 2, 14)),
    ],
)
def test_a_holiday_is_moved_by_the_rule(rule, moved):
    assert FESTIVAL.adjusted(date(2026, 2, 17), rule) == moved


def test_modified_following_stays_within_the_month():
    sunday = date(2026, 5, 31)
    assert BusinessCalendar().adjusted(sunday, RULES.FOLLOWING) == date(2026, 6, 1)
    assert BusinessCalendar().adjusted(sunday, RULES.MODIFIED_FOLLOWING) == date(2026, 5, 29)


def test_a_weekend_that_is_made_up_for_is_a_business_day():
    assert FESTIVAL.is_business_day(date(2026, 2, 28))
    assert not FESTIVAL.is_business_day(date(2026, 3, 1))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(BusinessDayRule))
def test_what_is_moved_is_moved_to_the_nearest_business_day_on_its_side(day, rule):
    moved = FESTIVAL.adjusted(day, rule)
    if rule is RULES.UNADJUSTED or FESTIVAL.is_business_day(day):
        assert moved == day
    else:
        assert FESTIVAL.is_business_day(moved)
        between = range(min(day, moved).toordinal() + 1, max(day, moved).toordinal())
        assert not any(FESTIVAL.is_business_day(date.fromordinal(each)) for each in between)
