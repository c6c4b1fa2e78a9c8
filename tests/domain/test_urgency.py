"""What each notice may wait for: said once, for every kind there is."""

from typing import Any, get_args

import pytest

from core.domain.notice import (
    AdminNotice,
    CodeIssued,
    InvitedToPool,
    MaturityAhead,
    Notice,
    PaidOut,
    PayoutWaiting,
    PlaceOffered,
    PoolReminder,
    PoolSettled,
    RepairNeeded,
    ShareForSale,
    Urgency,
    urgency,
)

NOTICES = get_args(Notice)


def blank(kind: type[Any]) -> Any:
    """A notice of this kind with nothing in it: what it may wait for depends on its kind alone."""
    return object.__new__(kind)


@pytest.mark.parametrize("kind", NOTICES, ids=lambda kind: kind.__name__)
def test_every_notice_says_what_it_may_wait_for(kind: type[Any]):
    assert urgency(blank(kind)) in Urgency


@pytest.mark.parametrize(
    "kind",
    [PoolSettled, RepairNeeded, PaidOut, PayoutWaiting, PlaceOffered, CodeIssued, *get_args(AdminNotice)],
)
def test_ones_own_money_what_runs_out_and_what_admins_hear_wait_for_nothing(kind: type[Any]):
    assert urgency(blank(kind)) is Urgency.AT_ONCE


def test_what_is_announced_long_before_waits_for_the_morning():
    assert urgency(blank(MaturityAhead)) is Urgency.BY_DAY


def test_only_what_would_like_people_to_join_or_to_buy_can_be_stopped():
    nudges = {kind for kind in NOTICES if urgency(blank(kind)) is Urgency.NUDGE}
    assert nudges == {InvitedToPool, PoolReminder, ShareForSale}
