"""Looks whether what was told in the admins' group is over, by what the rows say, and has the group told."""

import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.stopping import Rounds, Stop
from core.domain.alarm import AlarmKind, ToldAlarm
from core.domain.bank import LATE
from core.domain.ids import EndpointId, minted_at
from core.domain.webhook import EndpointState
from core.ports import AlarmBoard, Clock, Leases, PartnerQueries, Queries

LEASE = "alarms"
_LEASE_SECONDS = 120
_ROUND_SECONDS = 60.0

log = logging.getLogger(__name__)


class AlarmWatch:
    """Makes its round every minute, while it holds the lease."""

    def __init__(
        self,
        board: AlarmBoard,
        queries: Queries,
        partners: PartnerQueries,
        tell_over: Callable[[ToldAlarm], Awaitable[None]],
        leases: Leases,
        clock: Clock,
        stop: Stop,
    ) -> None:
        self._board = board
        self._queries = queries
        self._partners = partners
        self._tell_over = tell_over
        self._leases = leases
        self._clock = clock
        self._holder = secrets.token_hex(8)
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self._rounds.make("watching alarms", self._round, after_failure_seconds=_ROUND_SECONDS)
        await self._leases.give_back(LEASE, self._holder)

    async def _round(self) -> float:
        if await self._leases.take(LEASE, self._holder, self._clock.now().at, _LEASE_SECONDS):
            await self.look()
        return _ROUND_SECONDS

    async def look(self) -> None:
        """Have the group told of everything that is over."""
        for told in await self._board.standing():
            if await self.is_over(told):
                log.info("alarm %s is over", told.name)
                await self._tell_over(told)

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

    async def _is_any_order_late(self) -> bool:
        now = self._clock.now().at
        unanswered = (*await self._queries.ready_orders(), *await self._queries.orders_in_question())
        return any(now - minted_at(order.reference) >= LATE for order in unanswered)
