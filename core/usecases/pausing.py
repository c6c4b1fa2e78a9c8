"""Pausing all settlement, and resuming it.

While it is paused, nothing is captured, opened, renewed or paid out, nobody leaves early and no share is sold. People
pledge, change and withdraw their pledges, pools expire and give their holds back, and interest is booked each day. What
fell due meanwhile is done once it is resumed: `use_case(…, settles=True)` says what waits.
"""

from core.book import Book
from core.commands import ActorKind, Done, PauseSettlement, ResumeSettlement
from core.domain.audit import stated
from core.domain.moment import Moment
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.registry import THE_SWITCH, use_case


@use_case(
    PauseSettlement,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda _: Reach(standstill=THE_SWITCH),
)
def pause_settlement(book: Book, command: PauseSettlement, now: Moment) -> Done:
    """Pause all settlement at once. Raises ReasonMissing, or NothingChanged if it is paused."""
    reason = stated(command.reason)
    paused = book.standstill_now().paused(now.at, reason)
    book.standstill.put(paused.id, paused)
    book.record_use(command.actor, "pause_settlement", "", reason, now)
    return Done()


@use_case(
    ResumeSettlement,
    actors={ActorKind.ADMIN},
    role=Role.APPROVER,
    reach=lambda _: Reach(standstill=THE_SWITCH),
)
def resume_settlement(book: Book, command: ResumeSettlement, now: Moment) -> Done:
    """Let settlement go on. Raises NothingChanged unless it is paused."""
    resumed = book.standstill_now().resumed(now.at)
    book.standstill.put(resumed.id, resumed)
    book.record_use(command.actor, "resume_settlement", "", "", now)
    return Done()
