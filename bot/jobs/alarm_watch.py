"""Looks whether what was told in the admins' group is over, by what the rows say, and has the group told."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from bot.jobs.alarms import Alarms
from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from core.domain.alarm import EVERY_ADMIN, AlarmKind, ToldAlarm
from core.domain.ids import EndpointId
from core.domain.notice import Alarm, OutboxStuck
from core.domain.webhook import EndpointState
from core.ports import AlarmBoard, ChainChecks, Clock, Leases, PartnerQueries, Queries

LEASE = "alarms"
_LEASE_SECONDS = 120
_ROUND_SECONDS = 60.0
STUCK_AFTER = timedelta(minutes=10)
"""When the admins are told that the same notice has been the first to go out all the time."""

log = logging.getLogger(__name__)


class TellsGroup(Protocol):
    """Speaks to the admins' group."""

    async def tell(self, alarm: Alarm) -> bool:
        """Whether the group knows of it now."""
        ...

    async def tell_over(self, told: ToldAlarm) -> None:
        """Say that it is over."""
        ...


class Standing:
    """What the rows say of the causes of alarms."""

    def __init__(self, queries: Queries, partners: PartnerQueries, chain: ChainChecks, clock: Clock) -> None:
        self._queries = queries
        self._partners = partners
        self._chain = chain
        self._clock = clock

    async def is_over(self, told: ToldAlarm) -> bool:
        """Whether what the alarm was about stands no more. What happened once is never over: it was."""
        match told.kind:
            case AlarmKind.MISMATCHES:
                return not await self._queries.open_mismatches()
            case AlarmKind.ORDERS_LATE:
                return not await self._is_any_order_late()
            case AlarmKind.ORDER_CONTRADICTED:
                in_question = await self._queries.orders_in_question()
                return all(order.reference != told.about for order in in_question)
            case AlarmKind.ENDPOINT_DISABLED:
                health = await self._partners.endpoint(EndpointId(told.about.partition(":")[0]))
                return health is None or health.endpoint.state is not EndpointState.DISABLED
            case AlarmKind.BANK_UNREACHABLE:
                return str((await self._queries.reconciling()).round) != told.about
            case AlarmKind.CHAIN_BROKEN:
                return (await self._chain.last()).broken_at is None
            case AlarmKind.OUTBOX_STUCK:
                since = (await self._queries.pulse()).notices.since
                return since is None or since > datetime.fromisoformat(told.about)
            case AlarmKind.UPDATE_SET_ASIDE:
                return False

    async def _is_any_order_late(self) -> bool:
        now = self._clock.now().at
        unanswered = (*await self._queries.ready_orders(), *await self._queries.orders_in_question())
        return any(order.is_late(now) for order in unanswered)


class AlarmWatch:
    """Makes its round every minute, while it holds the lease."""

    def __init__(
        self,
        board: AlarmBoard,
        queries: Queries,
        standing: Standing,
        desk: TellsGroup,
        alarms: Alarms,
        leases: Leases,
        clock: Clock,
        stop: Stop,
    ) -> None:
        self._board = board
        self._queries = queries
        self._standing = standing
        self._desk = desk
        self._alarms = alarms
        self._oldest_notice: tuple[datetime, datetime] | None = None
        self._clock = clock
        self._lease = Lease(leases, clock, LEASE, _LEASE_SECONDS)
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self._rounds.make("watching alarms", self._round, after_failure_seconds=_ROUND_SECONDS)
        await self._lease.give_back()

    async def _round(self) -> float:
        if await self._lease.take():
            await self.look()
        return _ROUND_SECONDS

    async def look(self) -> None:
        """Have the group told of everything that is over, and the admins if nothing goes out."""
        await self._mind_the_outbox()
        for told in await self._board.standing():
            if await self._standing.is_over(told):
                log.info("alarm %s is over", told.name)
                await self._desk.tell_over(told)

    async def _mind_the_outbox(self) -> None:
        """What waits first is what waited first at many looks: beside it, not through it, is the group told.

        Not how long it waits decides: a bot that was away for a night has something to send, and sends it.
        """
        now, waiting = self._clock.now().at, (await self._queries.pulse()).notices
        since = waiting.since
        if since is None or since > now:
            self._oldest_notice = None
            return
        if self._oldest_notice is None or self._oldest_notice[0] != since:
            self._oldest_notice = since, now
        if now - self._oldest_notice[1] < STUCK_AFTER:
            return
        log.error("%d notices wait, the first since %s: the outbox does not move", waiting.count, since)
        stuck = OutboxStuck(EVERY_ADMIN, since, waiting.count)
        if not await self._desk.tell(stuck):
            await self._alarms.tell(stuck)
