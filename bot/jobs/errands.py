"""What is done about one order at a bank elsewhere: send it, or ask what became of it, and record the answer."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.jobs.alarms import Alarms
from bot.jobs.patience import Patience
from core.commands import (
    Accepted,
    Actor,
    Command,
    Done,
    RecordNotReceived,
    RecordOutcome,
    RecordSilence,
    SendOrder,
)
from core.domain.alarm import EVERY_ADMIN
from core.domain.bank import BankOrder, InProgress, NotReceived, OrderState, Outcome, Reply
from core.domain.ids import IntentId
from core.domain.notice import OrderContradicted
from core.ports import BankContradicts, BankGateway, BankSilent, Clock, CustomerDirectory, Queries, Teller

_ACTOR = Actor.system("courier")

log = logging.getLogger(__name__)


class Errands:
    """Carries one order to the bank, or its answer back; `patience` learns what the bank said, or that it did not."""

    def __init__(
        self,
        teller: Teller,
        queries: Queries,
        clock: Clock,
        gateway: BankGateway,
        directory: CustomerDirectory,
        alarms: Alarms,
        patience: Patience,
    ) -> None:
        self._teller = teller
        self._queries = queries
        self._clock = clock
        self._gateway = gateway
        self._directory = directory
        self._alarms = alarms
        self._patience = patience

    async def send(self, order: BankOrder) -> None:
        """Send the order, if no other courier does. The intent is new each time: a repeated one would be told yes."""
        sending = SendOrder(
            intent=_intent(order, f"send:{secrets.token_hex(8)}"), actor=_ACTOR, reference=order.reference
        )
        if not await self._is_done(sending):
            return
        order = order.sent(self._clock.now().at)
        await self._heed(order, await self._answer(order, self._gateway.send))

    async def look_up(self, order: BankOrder) -> None:
        """Ask what became of an order that was sent."""
        await self._heed(order, await self._answer(order, self._gateway.look_up))

    async def _answer(self, order: BankOrder, ask: Callable[[BankOrder], Awaitable[Reply]]) -> Reply | None:
        """What the bank says of the order; None when it says nothing that can be believed."""
        try:
            reply = await ask(order)
        except BankContradicts as error:
            self._patience.heard()
            await self._contradicted(order, str(error))
            return None
        except BankSilent as error:
            log.warning("order %s: the bank is silent (%s)", order.reference, error)
            self._patience.not_heard(order.reference)
            return None
        self._patience.heard()
        return reply

    async def _heed(self, order: BankOrder, reply: Reply | None) -> None:
        match reply:
            case None:
                await self._leave_open(order)
            case InProgress():
                self._patience.postpone(order.reference)
                await self._leave_open(order)
            case NotReceived():
                # It is sent again at once, and not when it would have been asked about.
                self._patience.told(order.reference)
                not_received = RecordNotReceived(
                    intent=_intent(order, "not-received"), actor=_ACTOR, reference=order.reference
                )
                await self._is_done(not_received)
            case _:
                await self._record(order, reply)

    async def _leave_open(self, order: BankOrder) -> None:
        """Whoever is next asks the bank what became of it."""
        if order.state is OrderState.SENT:
            silence = RecordSilence(intent=_intent(order, "silence"), actor=_ACTOR, reference=order.reference)
            await self._is_done(silence)

    async def _record(self, order: BankOrder, outcome: Outcome) -> None:
        recording = RecordOutcome(
            intent=_intent(order, "outcome"),
            actor=_ACTOR,
            reference=order.reference,
            campaign_id=order.campaign_id,
            pledge_id=order.pledge_id,
            deposit_id=order.deposit_id,
            payout_id=order.payout_id,
            outcome=outcome,
        )
        try:
            done = await self._is_done(recording)
        except AssertionError as error:  # a rule of the books: what the bank has told cannot be
            await self._contradicted(order, str(error))
            await self._leave_open(order)
            return
        if done:
            log.info("order %s is %s", order.reference, type(outcome).__name__.lower())
            await self._hear_of_customer(order)

    async def _is_done(self, command: Command[Done]) -> bool:
        """Whether it was accepted; if not, somebody else has seen to the order."""
        return isinstance(await self._teller.submit(command), Accepted)

    async def _hear_of_customer(self, order: BankOrder) -> None:
        """What is available has changed; a silent bank tells it later, when it is looked at."""
        if order.pledge_id is not None:
            customer = await self._queries.customer_of_pledge(order.pledge_id)
            if customer is not None:
                await self._directory.refresh(customer.phone, older_than=timedelta(0))

    async def _contradicted(self, order: BankOrder, found: str) -> None:
        log.error("order %s: the bank's answer does not fit it (%s)", order.reference, found)
        self._patience.postpone(order.reference)
        await self._alarms.tell(OrderContradicted(EVERY_ADMIN, order.reference, found))


def _intent(order: BankOrder, what: str) -> IntentId:
    """Names what is recorded of an attempt to have the order carried out; the same whoever records it."""
    return IntentId(f"order:{order.reference}:{order.attempts}:{what}")
