"""What the deployment's operators look at: bank orders, and what is to be done still; each by an index."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain.bank import OrderState
from core.domain.ids import OrderReference, read_short_code
from core.views import OrderView
from storage import rows
from storage import translations as t

_ORDER, _CAMPAIGN = rows.OrderRow, rows.CampaignRow

_ORDERS = t.ORDERS.select.add_columns(_CAMPAIGN.short_code).join(
    _CAMPAIGN, _CAMPAIGN.id == _ORDER.campaign_id
)
_MOST_URGENT = {OrderState.UNKNOWN.value: 0, OrderState.SENT.value: 1}
_UNANSWERED = _ORDERS.where(rows.UNANSWERED_ORDER)
_BY_URGENCY = _UNANSWERED.order_by(case(_MOST_URGENT, value=_ORDER.state, else_=2), _ORDER.reference)
_REJECTED = _ORDERS.where(rows.REJECTED_ORDER).order_by(_ORDER.reference.desc())
_CONFIRMED = _ORDERS.where(_ORDER.state == OrderState.CONFIRMED.value).order_by(_ORDER.reference.desc())
_REFERENCE_PREFIX = "ord_"
_SHORTEST_REFERENCE = 10
"""Symbols of a reference without its prefix: ten are its whole time, to the millisecond."""
_AFTER_ALL = "~"
"""Comes after every symbol of an id."""


class SqlOperatingQueries:
    """What has been committed, as the deployment's operators see it."""

    def __init__(self, readers: AsyncEngine) -> None:
        self._readers = readers

    async def bank_orders(self, state: OrderState | None, limit: int, skip: int = 0) -> tuple[OrderView, ...]:
        """Orders in a state: unanswered ones oldest first, answered ones newest first.

        Of all states (None) those that are not answered: the unknown ones, then those sent, then those ready.
        """
        match state:
            case None:
                query = _BY_URGENCY
            case OrderState.REJECTED:
                query = _REJECTED
            case OrderState.CONFIRMED:
                query = _CONFIRMED
            case _:
                query = _UNANSWERED.where(_ORDER.state == state.value).order_by(_ORDER.reference)
        return await self._orders(query.limit(limit).offset(skip))

    async def bank_order(self, reference: OrderReference) -> OrderView | None:
        """One order."""
        found = await self._orders(_ORDERS.where(_ORDER.reference == reference))
        return found[0] if found else None

    async def find_orders(self, text: str, limit: int = 10) -> tuple[OrderView, ...]:
        """Orders by their reference, of which the first ten symbols are enough, or of a campaign by its short code."""
        conditions: list[ColumnElement[bool]] = []
        begins = "".join(text.split()).upper().removeprefix(_REFERENCE_PREFIX.upper())
        if len(begins) >= _SHORTEST_REFERENCE and begins.isascii() and begins.isalnum():
            first = f"{_REFERENCE_PREFIX}{begins}"
            conditions.append(and_(_ORDER.reference >= first, _ORDER.reference < first + _AFTER_ALL))
        code = read_short_code(text)
        if code is not None:
            of_campaign = select(_CAMPAIGN.id).where(_CAMPAIGN.short_code == code)
            conditions.append(_ORDER.campaign_id.in_(of_campaign))
        if not conditions:
            return ()
        return await self._orders(
            _ORDERS.where(or_(*conditions)).order_by(_ORDER.reference.desc()).limit(limit)
        )

    async def _orders(self, query: "Select[tuple[object, ...]]") -> tuple[OrderView, ...]:
        async with self._readers.connect() as connection:
            found: Sequence[t.AnyRow] = (await connection.execute(query)).all()
        return tuple(OrderView(t.ORDERS.from_row(row), row.short_code) for row in found)
