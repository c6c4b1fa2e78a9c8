"""Turning the business clock forward, so that what falls due on the way is done at its own time and in order."""

from collections.abc import Callable
from datetime import datetime

from bot.jobs.due import DueJobs
from core.ports import Queries
from core.views import Due

TurnForward = Callable[[datetime], None]


async def go_forward(to: datetime, *, turn: TurnForward, jobs: DueJobs, queries: Queries) -> None:
    """Afterwards the clock reads `to` (if that was ahead of it) and everything due by then has been done.

    The interest of each day is booked where the clock stops next: entry by entry the same.
    """
    passed: set[Due] = set()
    while (due := await queries.next_event()) is not None and due.at <= to and due not in passed:
        passed.add(due)
        turn(due.at)
        await jobs.do_what_is_due()
    turn(to)
    await jobs.do_what_is_due()
