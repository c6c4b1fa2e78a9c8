"""Sends events to partners' endpoints by the Standard Webhooks convention (https://www.standardwebhooks.com).

One sender at a time, under a lease. A crash between sending and marking repeats one event, under the same `webhook-id`;
none is lost, and those of one campaign reach an endpoint in the order in which they were written.
"""

import asyncio
import json
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from standardwebhooks import Webhook
from yarl import URL

from bot.addresses import NotPublic, PublicResolver, check_literal
from bot.admins import met_admins
from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from core.commands import Accepted, Actor, DisableEndpoint
from core.domain.event import Event
from core.domain.ids import IntentId
from core.domain.webhook import PATIENCE, EndpointState
from core.ports import Clock, Deliveries, Leases, Queries, Teller
from core.views import WaitingDelivery

LEASE = "webhooks"
TIMEOUT_SECONDS = 10.0
WAITS_SECONDS = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 36000)
"""How long is waited after each attempt that failed; together a day. Then an event is given up."""
_LEASE_SECONDS = 30
_AT_ONCE, _AT_ONCE_TO_ONE = 32, 4
_LOOK_SECONDS = 5.0
_ANSWER_BYTES_READ = 1024
_GONE = 410

log = logging.getLogger(__name__)


@asynccontextmanager
async def webhook_session(*, anywhere: bool) -> AsyncIterator[ClientSession]:
    """What events are sent with: to public addresses only, unless `anywhere` will do, as it does in the sandbox."""
    resolver = None if anywhere else PublicResolver()
    connector = TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True)
    timeout = ClientTimeout(total=TIMEOUT_SECONDS)
    async with ClientSession(
        connector=connector, timeout=timeout, cookie_jar=DummyCookieJar(), auto_decompress=False
    ) as session:
        yield session


class NotTaken(Exception):
    """The endpoint has not taken an event; the message says why, and quotes nothing of what came back."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


def body_of(event: Event) -> str:
    """The event as it is sent, the same bytes whenever it is sent again."""
    subject, _, state = event.type.partition(".")
    told = {
        "type": event.type,
        "timestamp": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "campaign_id": event.campaign_id,
            "external_reference": event.reference,
            "object": subject,
            "id": event.subject_id,
            "state": state,
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def headers_of(event: Event, body: str, signing: Iterable[str], sent_at: datetime) -> dict[str, str]:
    """What tells the endpoint that the event is ours: a signature by each secret, of id, instant and body."""
    signatures = (Webhook(secret).sign(event.id, sent_at, body) for secret in signing)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Hecun-Webhooks/1",
        "webhook-id": event.id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


@dataclass(frozen=True, slots=True)
class WebhookBooks:
    """The books whose events are sent."""

    deliveries: Deliveries
    teller: Teller
    queries: Queries
    leases: Leases
    clock: Clock


class WebhookJob:
    """Sends what is due, a little to each endpoint at once, while it holds the lease."""

    def __init__(
        self,
        session: ClientSession,
        books: WebhookBooks,
        stop: Stop,
        *,
        wall: Callable[[], datetime],
        anywhere: bool = False,
    ) -> None:
        self._session = session
        self._deliveries = books.deliveries
        self._teller = books.teller
        self._queries = books.queries
        self._clock = books.clock
        self._wall = wall
        self._anywhere = anywhere
        self._lease = Lease(books.leases, books.clock, LEASE, _LEASE_SECONDS)
        self.rounds = Rounds(stop, gap_seconds=0.1)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("sending events", self._round, after_failure_seconds=_LOOK_SECONDS)
        await self._lease.give_back()

    async def _round(self) -> float:
        return 0.0 if await self.send_due() else _LOOK_SECONDS

    async def send_due(self) -> bool:
        """Send once what is due; whether anything was. No round outlives the lease."""
        if not await self._lease.take():
            return False
        due = _fairly(await self._deliveries.due(self._clock.now().at, 8 * _AT_ONCE))
        async with asyncio.TaskGroup() as sending:
            for waiting in due:
                sending.create_task(self._send(waiting), name=waiting.id)
        return bool(due)

    async def _send(self, waiting: WaitingDelivery) -> None:
        if waiting.endpoint.state is EndpointState.DELETED:
            await self._deliveries.give_up(waiting, self._clock.now().at, None, "endpoint deleted")
            return
        try:
            status = await self._post(waiting)
        except NotTaken as failure:
            await self._failed(waiting, failure)
        except Exception:
            log.exception("event %s could not be sent", waiting.delivery.event.id)
            await self._failed(waiting, NotTaken("internal"))
        else:
            await self._deliveries.delivered(waiting, self._clock.now().at, status)

    async def _post(self, waiting: WaitingDelivery) -> int:
        """The status with which the endpoint took the event. Raises NotTaken."""
        event, endpoint = waiting.delivery.event, waiting.endpoint
        body, url = body_of(event), URL(endpoint.url)
        headers = headers_of(event, body, endpoint.usable_secrets(self._clock.now().at), self._wall())
        try:
            if not self._anywhere:
                if url.scheme != "https":
                    raise NotTaken("not https")
                check_literal(url)
            # Redirects are not followed: where one leads was not registered.
            async with self._session.post(
                url, data=body.encode(), headers=headers, allow_redirects=False
            ) as answer:
                await answer.content.read(_ANSWER_BYTES_READ)
                status = answer.status
        except NotPublic:
            raise NotTaken("not a public address") from None
        except TimeoutError:
            raise NotTaken("timeout") from None
        except (ClientError, OSError, ValueError) as error:
            inside = isinstance(getattr(error, "os_error", None), NotPublic)
            raise NotTaken("not a public address" if inside else "no connection") from None
        if not 200 <= status < 300:
            raise NotTaken(f"status {status}", status)
        return status

    async def _failed(self, waiting: WaitingDelivery, failure: NotTaken) -> None:
        now, why = self._clock.now().at, str(failure)
        log.info("endpoint %s: event %s not taken: %s", waiting.endpoint.id, waiting.delivery.event.id, why)
        failing_since = waiting.failing_since or now
        worn_out = failure.status == _GONE or now - failing_since >= PATIENCE
        if worn_out or waiting.attempts < len(WAITS_SECONDS):
            seconds = WAITS_SECONDS[min(waiting.attempts, len(WAITS_SECONDS) - 1)] * random.uniform(0.8, 1.2)
            await self._deliveries.postpone(
                waiting, now, now + timedelta(seconds=seconds), failure.status, why
            )
        else:
            await self._deliveries.give_up(waiting, now, failure.status, why)
        if worn_out:
            await self._disable(waiting, failing_since)

    async def _disable(self, waiting: WaitingDelivery, failing_since: datetime) -> None:
        endpoint = waiting.endpoint
        admins = tuple(sorted(await met_admins(self._queries)))
        receipt = await self._teller.submit(
            DisableEndpoint(
                intent=IntentId(f"disable:{endpoint.id}:{endpoint.version}"),
                actor=Actor.system("webhooks"),
                partner_id=endpoint.partner_id,
                endpoint_id=endpoint.id,
                failing_since=failing_since,
                admins=admins,
            )
        )
        if isinstance(receipt, Accepted):
            log.warning("endpoint %s of %s is disabled", endpoint.id, endpoint.partner_id)


def _fairly(due: Sequence[WaitingDelivery]) -> Sequence[WaitingDelivery]:
    """A few for each endpoint: one that answers slowly keeps no other waiting for long."""
    chosen: list[WaitingDelivery] = []
    of_endpoint: Counter[str] = Counter()
    for waiting in due:
        if of_endpoint[waiting.endpoint.id] < _AT_ONCE_TO_ONE and len(chosen) < _AT_ONCE:
            of_endpoint[waiting.endpoint.id] += 1
            chosen.append(waiting)
    return chosen
