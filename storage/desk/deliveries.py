"""Deliveries: events that were committed, until partners' endpoints have taken them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, or_, select, update
from sqlalchemy.orm import aliased

from core.domain.ids import DeliveryId, EndpointId
from core.domain.webhook import EndpointState
from core.views import WaitingDelivery
from storage import rows
from storage.codec import microseconds, optional_instant
from storage.desk.desk import Desk
from storage.teller import Write
from storage.translations import ENDPOINTS, AnyRow, delivery_from_row

_DELIVERY, _ENDPOINT, _PARTNER = rows.DeliveryRow, rows.WebhookEndpointRow, rows.PartnerRow
_EARLIER = aliased(_DELIVERY)

_TRIED: dict[str, Any] = {
    "attempts": bindparam("tries"),
    "attempted_at": bindparam("at"),
    "last_status": bindparam("status"),
    "last_failure": bindparam("why"),
}
_THIS_DELIVERY = _DELIVERY.id == bindparam("this_delivery")
_DELIVERED = (
    update(_DELIVERY).where(_THIS_DELIVERY).values(state="delivered", ended_at=bindparam("at"), **_TRIED)
)
_GIVEN_UP = update(_DELIVERY).where(_THIS_DELIVERY).values(state="failed", ended_at=bindparam("at"), **_TRIED)
_POSTPONED = update(_DELIVERY).where(_THIS_DELIVERY).values(due_at=bindparam("until"), **_TRIED)
_THIS_ENDPOINT = _ENDPOINT.id == bindparam("this_endpoint")
_FAILS = (
    update(_ENDPOINT)
    .where(_THIS_ENDPOINT, func.coalesce(_ENDPOINT.failing_since, 0) < _ENDPOINT.active_since)
    .values(failing_since=bindparam("at"))
)
_TAKES = update(_ENDPOINT).where(_THIS_ENDPOINT).values(failing_since=None)
# What waits before it, of the same campaign and for the same endpoint, goes first.
_FIRST = ~(
    select(literal_column("1"))
    .where(
        _EARLIER.state == literal_column("'waiting'"),
        _EARLIER.endpoint_id == _DELIVERY.endpoint_id,
        _EARLIER.campaign_id == _DELIVERY.campaign_id,
        _EARLIER.position < _DELIVERY.position,
    )
    .exists()
)
_DUE = (
    select(_DELIVERY, *(column.label(f"of_{column.name}") for column in ENDPOINTS.table.columns))
    .join(_ENDPOINT, _ENDPOINT.id == _DELIVERY.endpoint_id)
    .join(_PARTNER, _PARTNER.id == _ENDPOINT.partner_id)
    .where(
        rows.WAITING_DELIVERY,
        or_(_DELIVERY.due_at <= bindparam("at"), _DELIVERY.attempted_at < _ENDPOINT.active_since),
        _ENDPOINT.state != literal_column(f"'{EndpointState.DISABLED.value}'"),
        _PARTNER.suspended.is_(False),
        _FIRST,
    )
    .order_by(_DELIVERY.position)
    .limit(bindparam("limit"))
)


class SqlDeliveries(Desk):
    """Deliveries in the order in which they were written. Who makes them holds a lease."""

    async def due(self, at: datetime, limit: int) -> Sequence[WaitingDelivery]:
        """What may be sent now: of each campaign the oldest for each endpoint, if that is to be sent anything.

        Nothing is sent to an endpoint that is disabled, or whose partner is suspended. After a pause, and at another
        address, what had failed before need not wait for its time.
        """
        async with self._readers.connect() as connection:
            found = await connection.execute(_DUE, {"at": microseconds(at), "limit": limit})
            return list(map(_waiting, found))

    async def delivered(self, delivery: WaitingDelivery, at: datetime, status: int) -> None:
        """The endpoint has taken it."""
        await self._teller.write(
            Write(_DELIVERED, _tried(delivery, at, status, None)),
            Write(_TAKES, {"this_endpoint": delivery.endpoint.id}),
        )

    async def postpone(
        self, delivery: WaitingDelivery, at: datetime, until: datetime, status: int | None, why: str
    ) -> None:
        """The endpoint has not taken it; try again then."""
        of = _tried(delivery, at, status, why) | {"until": microseconds(until)}
        await self._teller.write(Write(_POSTPONED, of), _fails(delivery.endpoint.id, at))

    async def give_up(self, delivery: WaitingDelivery, at: datetime, status: int | None, why: str) -> None:
        """The endpoint has not taken it, and what comes after it has waited long enough."""
        of = _tried(delivery, at, status, why)
        await self._teller.write(Write(_GIVEN_UP, of), _fails(delivery.endpoint.id, at))


def _tried(
    delivery: WaitingDelivery, at: datetime, status: int | None, why: str | None
) -> dict[str, str | int | None]:
    tries = delivery.attempts + 1
    return {
        "this_delivery": delivery.id,
        "tries": tries,
        "at": microseconds(at),
        "status": status,
        "why": why,
    }


def _fails(endpoint_id: EndpointId, at: datetime) -> Write:
    return Write(_FAILS, {"this_endpoint": endpoint_id, "at": microseconds(at)})


class _Of:
    """The endpoint's part of a row."""

    def __init__(self, row: AnyRow) -> None:
        self._row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self._row, f"of_{name}")


def _waiting(row: AnyRow) -> WaitingDelivery:
    endpoint = ENDPOINTS.from_row(_Of(row))  # type: ignore[arg-type]  # it has the columns of one
    counts_from = endpoint.active_since
    attempted_at, failing_since = optional_instant(row.attempted_at), optional_instant(row.of_failing_since)
    return WaitingDelivery(
        id=DeliveryId(row.id),
        delivery=delivery_from_row(row),
        endpoint=endpoint,
        attempts=row.attempts if attempted_at is not None and attempted_at >= counts_from else 0,
        failing_since=failing_since if failing_since is not None and failing_since >= counts_from else None,
    )
