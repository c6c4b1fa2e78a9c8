"""A process of ours without the chat: it takes updates in, handles them, and does what is due, until nothing is left.

What a bot does is here in little, on the real store, in the same order and with a failpoint at every boundary: inbox,
handling, jobs, the courier to a bank elsewhere, the outbox. Importing aiogram would take longer than a whole round.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from ctypes import c_uint64
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from bot.jobs.due import DueJobs, command_for
from bot.stopping import Stop
from core.commands import Accepted, Command, RecordNotReceived, RecordOutcome, RecordSilence, SendOrder
from core.domain.bank import BankOrder, OrderState, Outcome
from core.domain.ids import IntentId
from core.house_bank import HouseBank
from core.remote_bank import RemoteBank
from core.views import StoredUpdate, Turn
from storage import Store, open_store, rows
from storage.translations import ORDERS
from tests.crash.failpoints import Failpoint, Trap
from tests.crash.world import Elsewhere, Happened, Outside, unpacked
from tests.support.faults import FaultKind, FaultPlan
from tests.support.house import SYSTEM, ZONE

BOT_ID = 1
TURN_SECONDS = 15
ENDLESS = 3
"""How a process ends that finds something to do again and again."""
MOST_ROUNDS = 1_000
"""Five are usual; no town has work for so many."""
LOST_REPLIES = FaultPlan(seed=0, chance=0.25, kinds=frozenset({FaultKind.LOSE_REPLY}))


@dataclass(frozen=True, slots=True)
class Shift:
    """One process's work: on which books, in which world, what the clock says, and where it is to die, if anywhere."""

    url: str
    folder: Path
    at: datetime
    remote: bool
    failpoint: Failpoint | None = None
    nth: int = 1


class Endless(Exception):
    """There is no end of what is to do."""


def work(shift: Shift, begun: Connection, steps: c_uint64) -> None:
    """Do what there is to do, then end. It fails if the books go out of reach.

    `begun` is told once they are open; `steps` counts what is done from then on.
    """
    try:
        asyncio.run(_work(shift, begun, steps))
    except Endless:
        sys.exit(ENDLESS)
    except (DBAPIError, OSError) as error:
        print(f"a worker gives up: {type(error).__name__}")
        sys.exit(1)


async def _work(shift: Shift, begun: Connection, steps: c_uint64) -> None:
    trap = Trap(shift.failpoint, shift.nth, steps)
    bank = RemoteBank() if shift.remote else HouseBank()
    async with open_store(shift.url, zone=ZONE, wall=lambda: shift.at, bank=bank) as store:
        await store.leases.inherit()
        trap.watch(store)
        begun.send_bytes(b".")
        await Worker(shift, store, trap).until_quiet()


class Worker:
    """All parts of a process, each of which says how much it has done."""

    def __init__(self, shift: Shift, store: Store, trap: Trap) -> None:
        self._shift = shift
        self._store = store
        self._trap = trap
        self._outside = Outside(shift.folder)
        self._elsewhere = Elsewhere(shift.folder)
        self._name = f"worker-{os.getpid()}"

    async def until_quiet(self) -> None:
        """Side by side, again and again, until nobody finds anything to do. Raises Endless."""
        await self._receive()
        parts = (self._attend, self._do_due, self._carry, self._deliver, self._seal)
        for _ in range(MOST_ROUNDS):
            if not any(await asyncio.gather(*(part() for part in parts))):
                return
        raise Endless

    # What comes in

    async def _receive(self) -> None:
        updates = self._outside.waiting()
        if updates:
            await self._store.inbox.store(BOT_ID, updates)
        self._trap.at(Failpoint.UPDATE_KEPT)
        for update in updates:
            self._outside.note(Happened.ACKNOWLEDGED, update.update_id)
            self._trap.at(Failpoint.UPDATE_ACKNOWLEDGED)

    async def _attend(self) -> int:
        turns = await self._store.inbox.claim(BOT_ID, self._name, TURN_SECONDS)
        await asyncio.gather(*map(self._serve, turns))
        return len(turns)

    async def _serve(self, turn: Turn) -> None:
        waiting: Turn | None = turn
        while waiting is not None:
            *others, last = waiting.updates
            for update in others:
                if not await self._attend_to(update, waiting):
                    return
                await self._store.inbox.handled(BOT_ID, update.update_id, waiting)
                self._trap.at(Failpoint.UPDATE_HANDLED)
            if not await self._attend_to(last, waiting):
                return
            waiting = await self._store.inbox.next(waiting, handled=last.update_id)
            self._trap.at(Failpoint.UPDATE_HANDLED)

    async def _attend_to(self, update: StoredUpdate, turn: Turn) -> bool:
        """Whether the update could be handled; if not, the turn is another's now."""
        if not await self._store.inbox.begin(BOT_ID, update.update_id, turn):
            return False
        self._trap.at(Failpoint.UPDATE_BEGUN)
        await self._handle(update)
        self._trap.at(Failpoint.PERSON_ANSWERED)
        return True

    async def _handle(self, update: StoredUpdate) -> None:
        command: Command[Any] = unpacked(update.payload)
        receipt = await self._store.teller.submit(command)
        outcome = "accepted" if isinstance(receipt, Accepted) else receipt.error.code
        self._trap.at(Failpoint.RECEIPT_GIVEN)
        self._outside.note(Happened.TOLD, command.intent, outcome)

    # What is due

    async def _do_due(self) -> int:
        store = self._store
        due = await store.queries.due(self._shift.at)
        await DueJobs(store.teller, store.queries, store.clock, Stop()).do_what_is_due()
        if due:
            self._trap.at(Failpoint.DUE_DONE)
        left = {command_for(one).intent for one in await store.queries.due(self._shift.at)}
        return len({command_for(one).intent for one in due} - left)

    async def _seal(self) -> bool:
        return await self._store.sealer.seal(limit=50) is not None

    # The bank elsewhere

    async def _carry(self) -> int:
        orders = await _unanswered(self._store) if self._shift.remote else ()
        return sum(await asyncio.gather(*map(self._carry_one, orders)))

    async def _carry_one(self, order: BankOrder) -> bool:
        """Take an order one step on. One that is marked as sent is in another's hands, unless that one is dead."""
        outcome: Outcome | None
        match order.state:
            case OrderState.READY:
                if not await self._record(SendOrder, order):
                    return False
                order = order.sent(self._store.clock.now().at)
                self._trap.at(Failpoint.ORDER_SENDING)
                outcome = self._elsewhere.order(order, self._store.clock.now())
                self._trap.at(Failpoint.ORDER_AT_BANK)
                if LOST_REPLIES.fault(order.reference) is not None:
                    return await self._record(RecordSilence, order)
                return await self._record_outcome(order, outcome)
            case OrderState.UNKNOWN:
                self._trap.at(Failpoint.ORDER_IN_QUESTION)
                outcome = self._elsewhere.bank().answers.get(order.reference)
                if outcome is None:
                    return await self._record(RecordNotReceived, order)
                return await self._record_outcome(order, outcome)
            case _ if order.sent_at is not None and order.sent_at < self._shift.at:
                return await self._record(RecordSilence, order)
        return False

    async def _record(
        self, kind: type[SendOrder | RecordSilence | RecordNotReceived], order: BankOrder
    ) -> bool:
        # Each process asks for itself: another's receipt would tell two of them to send.
        intent = IntentId(f"{kind.__name__}:{order.reference}:{order.attempts}:{self._name}")
        receipt = await self._store.teller.submit(
            kind(intent=intent, actor=SYSTEM, reference=order.reference)
        )
        return isinstance(receipt, Accepted)

    async def _record_outcome(self, order: BankOrder, outcome: Outcome) -> bool:
        recording = RecordOutcome(
            intent=IntentId(f"outcome:{order.reference}:{self._name}"),
            actor=SYSTEM,
            reference=order.reference,
            campaign_id=order.campaign_id,
            pledge_id=order.pledge_id,
            deposit_id=order.deposit_id,
            payout_id=order.payout_id,
            outcome=outcome,
        )
        return isinstance(await self._store.teller.submit(recording), Accepted)

    # What others must hear

    async def _deliver(self) -> int:
        outbox, at = self._store.outbox, self._store.clock.now().at
        if not await self._store.leases.take("outbox", self._name, at, TURN_SECONDS):
            return 0
        notices = await outbox.waiting(at)
        for waiting in notices:
            self._trap.at(Failpoint.NOTICE_CLAIMED)
            self._outside.note(Happened.SENT, waiting.id)
            self._trap.at(Failpoint.NOTICE_SENT)
            await outbox.sent(waiting.id)
            self._trap.at(Failpoint.NOTICE_MARKED)
        return len(notices)


async def _unanswered(store: Store) -> Sequence[BankOrder]:
    waiting = rows.OrderRow.state.in_(("ready", "sent", "unknown"))
    async with store.queries._readers.connect() as connection:
        return [ORDERS.from_row(row) for row in await connection.execute(ORDERS.select.where(waiting))]
