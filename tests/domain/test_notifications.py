"""Quiet hours by the clock on the reader's wall, wherever they are and whatever their clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.notifications import AWAKE, NIGHT, QuietHours

ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
MINUTES = st.integers(0, 24 * 60 - 1)
QUIET = st.builds(QuietHours, MINUTES, MINUTES)
INSTANTS = st.integers(0, 8 * 366 * 24 * 60 * 60).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
LONGEST_SHIFT = timedelta(hours=2)
SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(quiet=QUIET, at=INSTANTS, zone=ZONES)
def test_what_waits_is_sent_at_once_or_when_the_quiet_hours_end(
    quiet: QuietHours, at: datetime, zone: ZoneInfo
):
    over = quiet.over_at(at, zone)

    assert not quiet.cover(over, zone)
    assert (over == at) is not quiet.cover(at, zone)
    assert timedelta(0) <= over - at <= timedelta(days=1) + 2 * LONGEST_SHIFT


@given(quiet=QUIET, at=INSTANTS, zone=ZONES)
def test_nothing_waits_past_the_end_that_the_clock_shows(quiet: QuietHours, at: datetime, zone: ZoneInfo):
    over = quiet.over_at(at, zone)
    if over > at:
        local = over.astimezone(zone)
        late = timedelta(minutes=local.hour * 60 + local.minute - quiet.end_minute) % timedelta(days=1)
        assert late <= LONGEST_SHIFT  # later than the end only where the clocks skip it
        assert local.second == 0


def test_the_night_is_the_readers_own():
    evening = utc("2026-03-01T15:30")  # 23:30 in Shanghai, 10:30 in New York

    assert NIGHT.over_at(evening, SHANGHAI) == utc("2026-03-02T00:00")
    assert NIGHT.over_at(evening, NEW_YORK) == evening


@pytest.mark.parametrize("at", ["2026-03-01T13:59:59", "2026-03-01T00:00"])
def test_the_last_second_before_the_night_and_the_first_after_it_are_awake(at: str):
    assert NIGHT.over_at(utc(at), SHANGHAI) == utc(at)


def test_an_end_that_the_clocks_skip_is_later_by_what_they_skip():
    until_half_past_two = QuietHours(22 * 60, 2 * 60 + 30)

    # On March 8, 2026 New York goes from 02:00 to 03:00.
    assert until_half_past_two.over_at(utc("2026-03-08T06:00"), NEW_YORK) == utc("2026-03-08T07:30")


def test_an_end_that_comes_twice_is_the_first_still_ahead():
    until_half_past_one = QuietHours(22 * 60, 60 + 30)

    # On November 1, 2026 New York goes from 02:00 back to 01:00.
    assert until_half_past_one.over_at(utc("2026-11-01T05:10"), NEW_YORK) == utc("2026-11-01T05:30")
    assert until_half_past_one.over_at(utc("2026-11-01T06:10"), NEW_YORK) == utc("2026-11-01T06:30")


@given(at=INSTANTS, zone=ZONES)
def test_who_has_none_is_never_waited_for(at: datetime, zone: ZoneInfo):
    assert AWAKE.off
    assert AWAKE.over_at(at, zone) == at


@given(quiet=QUIET, at=INSTANTS, zone=ZONES, minutes=st.integers(1, 30 * 60))
def test_awake_until_is_before_quiet_hours_that_last_to_the_end_and_none_where_they_do_not(
    quiet: QuietHours, at: datetime, zone: ZoneInfo, minutes: int
):
    end = at + timedelta(minutes=minutes)
    begun = quiet.awake_until(at, end, zone)

    assert (begun is None) is (quiet.over_at(at, zone) < end)
    if begun is not None:
        assert begun <= at
        assert not quiet.cover(begun - timedelta(microseconds=1), zone)
        assert at - begun <= timedelta(days=1) + 2 * LONGEST_SHIFT


def test_who_sleeps_past_the_closing_is_awake_until_the_evening_before():
    midnight, closing = utc("2026-03-01T16:00"), utc("2026-03-01T19:00")  # 00:00 and 03:00 in Shanghai

    assert NIGHT.awake_until(midnight, closing, SHANGHAI) == utc("2026-03-01T14:00")
    assert NIGHT.awake_until(midnight, utc("2026-03-02T00:00"), SHANGHAI) == utc("2026-03-01T14:00")
    assert NIGHT.awake_until(midnight, utc("2026-03-02T00:01"), SHANGHAI) is None
    assert NIGHT.awake_until(midnight, closing, NEW_YORK) is None


def test_a_beginning_that_the_clocks_skip_is_earlier_by_what_they_skip_and_of_two_it_is_the_last():
    from_half_past_two = QuietHours(2 * 60 + 30, 8 * 60)
    from_half_past_one = QuietHours(60 + 30, 8 * 60)

    # As above; in spring it is quiet from 03:00 on, in autumn once more from the second 01:30 on.
    spring, autumn = utc("2026-03-08T08:00"), utc("2026-11-01T07:00")
    hour = timedelta(hours=1)
    assert from_half_past_two.awake_until(spring, spring + hour, NEW_YORK) == utc("2026-03-08T06:30")
    assert from_half_past_one.awake_until(autumn, autumn + hour, NEW_YORK) == utc("2026-11-01T06:30")
    assert from_half_past_one.awake_until(utc("2026-11-01T05:40"), utc("2026-11-01T05:50"), NEW_YORK) == utc(
        "2026-11-01T05:30"
    )
