"""Takes orders to a bank elsewhere, and brings its answers. All that it needs to know is in the rows.

An order is committed as sent before it is sent, so a courier that dies leaves a question and never a second attempt;
any other courier asks the bank what became of it. Two couriers may ask about one order; only one ever sends it.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, zip_longest

from bot.jobs.alarms import Alarms
from bot.jobs.errands import Errands
from bot.jobs.patience import Patience
from bot.logging import traced
from bot.stopping import Rounds, Stop
from core.domain.alarm import EVERY_ADMIN
from core.domain.bank import LATE, BankOrder, OrderState
from core.domain.ids import OrderReference, minted_at
from core.domain.notice import OrdersInQuestion
from core.ports import Clock, Queries

AT_ONCE = 16
# A wake-up can be lost with the process that committed; nothing waits longer than this for a look.
_LOOK_SECONDS = 5.0
# Whoever sent an order has given up waiting after the time-out, and has said so a little later, unless it died.
_SAYING_SO_SECONDS = 5.0

log = logging.getLogger(__name__)


class Courier:
    """Attends to orders side by side, so that a slow one keeps no other waiting."""

    def __init__(
        self,
        errands: Errands,
        queries: Queries,
        clock: Clock,
        alarms: Alarms,
        patience: Patience,
        stop: Stop,
        *,
        timeout_seconds: float,
    ) -> None:
        self._errands = errands
        self._queries = queries
        self._clock = clock
        self._alarms = alarms
        self._patience = patience
        self._presumed_dead = timedelta(seconds=2 * timeout_seconds + _SAYING_SO_SECONDS)
        self._under_way: set[OrderReference] = set()
        self._told_late: set[OrderReference] = set()
        self._told_late_at: datetime | None = None
        self.rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for, and what is under way then is finished."""
        async with asyncio.TaskGroup() as under_way:
            await self.rounds.make(
                "the courier", partial(self._begin, under_way), after_failure_seconds=_LOOK_SECONDS
            )

    async def make_round(self) -> None:
        """Attend once to everything that may be attended to now."""
        async with asyncio.TaskGroup() as under_way:
            await self._begin(under_way)

    async def _begin(self, under_way: asyncio.TaskGroup) -> float:
        """How many seconds there is nothing more to do, unless a round is called for."""
        ready, in_question = await self._queries.ready_orders(), await self._queries.orders_in_question()
        self._patience.forget_all_but(frozenset(order.reference for order in chain(ready, in_question)))
        await self._mind_the_late([*ready, *in_question])
        waiting = [
            order
            for order in _in_turns(ready, [order for order in in_question if self._is_open(order)])
            if order.reference not in self._under_way
        ]
        room = AT_ONCE - len(self._under_way)
        for order in self._patience.choose(waiting, len(self._under_way), room):
            self._under_way.add(order.reference)
            under_way.create_task(self._attend_to(order), name=order.reference)
        resting = [order for order in waiting if order.reference not in self._under_way]
        has_room = len(self._under_way) < AT_ONCE
        return self._patience.seconds_to_next(
            resting if has_room else [], len(self._under_way), _LOOK_SECONDS
        )

    def _is_open(self, order: BankOrder) -> bool:
        """Whether nobody waits for an answer to it any more."""
        if order.state is OrderState.UNKNOWN:
            return True
        return order.sent_at is not None and self._clock.now().at - order.sent_at >= self._presumed_dead

    async def _attend_to(self, order: BankOrder) -> None:
        try:
            with traced(f"order {order.reference}"):
                if order.state is OrderState.READY:
                    await self._errands.send(order)
                else:
                    await self._errands.look_up(order)
        except Exception:
            log.exception("order %s could not be attended to", order.reference)
            self._patience.postpone(order.reference)
        finally:
            self._under_way.discard(order.reference)
            self.rounds.call()

    async def _mind_the_late(self, unanswered: Sequence[BankOrder]) -> None:
        """One alarm for all orders that became late, and the next for others only after as long again."""
        now = self._clock.now().at
        late = {order.reference for order in unanswered if order.is_late(now)}
        news = late - self._told_late
        self._told_late &= late
        if not news or (self._told_late_at is not None and now - self._told_late_at < LATE):
            return
        first = min(news)
        since = minted_at(first)
        log.error("%d bank orders wait for their answers, %s since %s", len(late), first, since)
        await self._alarms.tell(OrdersInQuestion(EVERY_ADMIN, first, since, len(late)))
        self._told_late, self._told_late_at = late, now


def _in_turns(ready: Sequence[BankOrder], in_question: Sequence[BankOrder]) -> Iterator[BankOrder]:
    """One of each by turns: many of one kind keep none of the other waiting."""
    for pair in zip_longest(ready, in_question):
        yield from (order for order in pair if order is not None)
