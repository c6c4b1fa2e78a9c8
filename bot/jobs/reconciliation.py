"""The comparison of our books with the bank's: once every business day, and whenever a row says that it is due.

Any worker may die at any point and another carries on; a lease keeps two from asking the bank at once, and the round
that the row counts lets only one of them record what it found.
"""

import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.admins import met_admins
from bot.jobs.alarms import Alarms
from bot.leasing import Lease
from core.commands import Accepted, Actor, RecordReconciliation
from core.domain.alarm import EVERY_ADMIN
from core.domain.ids import IntentId
from core.domain.moment import Moment
from core.domain.notice import BankUnreachable
from core.domain.reconciliation import Comparison, Look, compare, confirm
from core.ports import BankGateway, BankSilent, Books, Clock, Leases, Looks, Queries, Teller

HOUR = time(6)
"""When, in business time, the books are compared each day: before the bank opens, after what was due at night."""
LEASE = "reconciliation"
_LEASE_SECONDS = 300
UNREACHABLE_AFTER = timedelta(hours=1)
"""When the admins are told that the books could not be compared, for the bank states nothing."""
_AFTER_SILENCE = timedelta(minutes=10)

log = logging.getLogger(__name__)


class GatewayLooks:
    """The two sides when the bank is elsewhere: our books, and then its statement."""

    def __init__(self, books: Books, gateway: BankGateway) -> None:
        self._books = books
        self._gateway = gateway

    async def look(self) -> Look:
        """Our books, and the bank's statement of a later moment. May raise BankSilent."""
        ours = await self._books.ours()
        return Look(ours, await self._gateway.statement())


async def compare_twice(looks: Looks) -> Comparison:
    """What two looks in a row find alike; one is enough if it finds nothing. May raise BankSilent."""
    first = compare(await looks.look())
    return confirm(first, compare(await looks.look())) if first.found else first


class DueReconciliation:
    """Compares when it is due, and records what it finds."""

    def __init__(
        self,
        teller: Teller,
        queries: Queries,
        looks: Looks,
        leases: Leases,
        clock: Clock,
        *,
        zone: ZoneInfo,
    ) -> None:
        self._teller = teller
        self._queries = queries
        self._looks = looks
        self._clock = clock
        self._zone = zone
        self._alarms = Alarms(teller, queries)
        self._lease = Lease(leases, clock, LEASE, _LEASE_SECONDS)
        self._silent_until: datetime | None = None
        self._silent_since: datetime | None = None

    async def do_if_due(self) -> bool:
        """Whether something was found or resolved, so that campaigns may have been paused or resumed."""
        now = self._clock.now()
        due = await self._queries.reconciling()
        silent = self._silent_until is not None and now.at < self._silent_until
        if due.due_at > now.at or silent:
            return False
        if not await self._lease.take():
            return False
        try:
            changed = await self._do(due.round, now)
        except BankSilent as silence:
            log.warning("the bank states nothing, reconciliation waits: %s", silence)
            await self._mind_the_silence(due.round, now)
            return False
        finally:
            await self._lease.give_back()
        self._silent_since = None
        return changed

    async def _mind_the_silence(self, round_: int, now: Moment) -> None:
        """Ask again later; who is silent for long is told to the admins, once for each round."""
        self._silent_until = now.at + _AFTER_SILENCE
        since = self._silent_since = self._silent_since or now.at
        if now.at - since >= UNREACHABLE_AFTER:
            await self._alarms.tell(BankUnreachable(EVERY_ADMIN, round_, since))

    async def _do(self, round_: int, now: Moment) -> bool:
        comparison = await compare_twice(self._looks)
        receipt = await self._teller.submit(await self._recording(comparison, round_, now))
        if not isinstance(receipt, Accepted):
            log.info("a reconciliation was overtaken by another (round %d)", round_)
            return False
        found, reconciled = len(comparison.found), receipt.result
        level = logging.WARNING if found else logging.INFO
        log.log(
            level,
            "reconciled: %d compared, %d left out, %d mismatches, %d of them new, %d resolved",
            comparison.compared,
            len(comparison.left_out),
            found,
            reconciled.new,
            reconciled.resolved,
        )
        return bool(reconciled.new or reconciled.resolved)

    async def _recording(self, comparison: Comparison, round_: int, now: Moment) -> RecordReconciliation:
        still = {mismatch.subject for mismatch in comparison.found}
        still.update(each.subject for each in comparison.left_out)
        known = {recorded.subject for recorded in await self._queries.open_mismatches()}
        return RecordReconciliation(
            intent=IntentId(f"reconcile:{round_}"),
            actor=Actor.system("jobs"),
            round=round_,
            found=comparison.found,
            gone=frozenset(known - still),
            compared=comparison.compared,
            left_out=len(comparison.left_out),
            tell=await met_admins(self._queries),
            next_at=self._next_after(now),
        )

    def _next_after(self, now: Moment) -> datetime:
        today = datetime.combine(now.day, HOUR, self._zone)
        return today if today > now.at else datetime.combine(now.day + timedelta(days=1), HOUR, self._zone)
