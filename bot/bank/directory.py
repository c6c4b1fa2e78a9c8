"""What the bank knows of its customers, in our books when it is needed: adapters of `core.ports.CustomerDirectory`."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from core.commands import Actor, RecordCustomerFacts
from core.domain.ids import IntentId
from core.ports import BankGateway, BankSilent, Clock, Hearing, Queries, Teller

PATIENCE_SECONDS = 2.0
"""A tap waits for its answer no longer than this; then what the bank told earlier has to do."""
REST_SECONDS = 15.0
"""After it was silent the bank is asked nothing for so long: the next taps do not wait in vain too."""

log = logging.getLogger(__name__)


class HouseDirectory:
    """The embedded bank's: its books are ours."""

    async def refresh(self, phone: str, *, older_than: timedelta = timedelta(minutes=1)) -> Hearing:
        """There is never anything to ask."""
        return Hearing.KNOWN


class RemoteDirectory:
    """That of a bank elsewhere: asked over the line, and what it tells is kept in our books."""

    def __init__(
        self,
        teller: Teller,
        queries: Queries,
        clock: Clock,
        gateway: BankGateway,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._teller = teller
        self._queries = queries
        self._clock = clock
        self._gateway = gateway
        self._monotonic = monotonic
        self._resting_until = 0.0

    async def refresh(self, phone: str, *, older_than: timedelta = timedelta(minutes=1)) -> Hearing:
        """Have the customer with this number (E.164) in our books, not older than so; takes two seconds at most."""
        known = await self._queries.customer_by_phone(phone)
        asked_at = self._clock.now().at
        if known is not None and known.told_at is not None and asked_at - known.told_at < older_than:
            return Hearing.KNOWN
        if self._monotonic() < self._resting_until:
            return Hearing.SILENT
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                facts = await self._gateway.customer(phone)
        except (BankSilent, TimeoutError) as error:
            log.warning("the bank told nothing of a customer: %s", str(error) or "it took too long")
            self._resting_until = self._monotonic() + REST_SECONDS
            return Hearing.SILENT
        if known is None and facts is None:
            return Hearing.KNOWN
        await self._teller.submit(
            RecordCustomerFacts(
                intent=IntentId(f"facts:{secrets.token_hex(16)}"),
                actor=Actor.system("directory"),
                asked_at=asked_at,
                phone=phone,
                facts=facts,
            )
        )
        return Hearing.HEARD
