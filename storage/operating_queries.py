"""What the deployment's operators look at: bank orders, figures, and what needs a look; each along an index.

Ids sort by when they were minted, so whatever happened since an instant is a range of a primary key.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.orm import InstrumentedAttribute

from core.domain.bank import DepositState, OrderState
from core.domain.correction import CorrectionState
from core.domain.ids import OrderReference, least_minted, read_short_code
from core.domain.moment import Moment
from core.domain.pledge import PledgeState
from core.domain.webhook import EndpointState
from core.views import Figures, MoneyOn, OrderView, Outgoing, Recently, SetAsideUpdate, Waiting
from storage import rows
from storage import translations as t
from storage.codec import instant, microseconds

_ORDER, _CAMPAIGN, _ENDPOINT = rows.OrderRow, rows.CampaignRow, rows.WebhookEndpointRow

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


_PERIODS_DAYS = (7, 30)
_PLEDGE, _DEPOSIT, _POSTING = rows.PledgeRow, rows.DepositRow, rows.PostingRow
_PLEDGED = select(func.count(), func.coalesce(func.sum(_PLEDGE.amount_minor), 0)).where(
    _PLEDGE.id >= bindparam("first"), _PLEDGE.state != PledgeState.REJECTED.value
)
_CAME = select(func.count()).where(rows.ParticipantRow.id >= bindparam("first"))
# Until it ends, something is always to come of a deposit, not later than its end: that is indexed.
_MATURING = select(func.count(), func.coalesce(func.sum(_DEPOSIT.outstanding_minor), 0)).where(
    _DEPOSIT.event_on <= bindparam("last"),
    _DEPOSIT.payout_date <= bindparam("last"),
    _DEPOSIT.state == DepositState.ACTIVE.value,
)
_ORDERS_UNKNOWN = select(func.count()).where(rows.UNANSWERED_ORDER, _ORDER.state == OrderState.UNKNOWN.value)
# Those too that took nothing when they were disabled; what failed before one was enabled anew counts no more.
_ENDPOINTS_FAILING = select(func.count()).where(
    or_(
        and_(
            _ENDPOINT.state == EndpointState.ACTIVE.value, _ENDPOINT.failing_since >= _ENDPOINT.active_since
        ),
        and_(_ENDPOINT.state == EndpointState.DISABLED.value, _ENDPOINT.failing_since.is_not(None)),
    )
)
_CORRECTIONS_WAITING = select(func.count()).where(
    rows.CorrectionRow.state == CorrectionState.PROPOSED.value,
    rows.CorrectionRow.expires_at > bindparam("at"),
)
_CHAIN_BROKEN_AT = select(rows.ChainCheckRow.broken_at)


def _where_it_is(
    amount_minor: InstrumentedAttribute[int], account_id: InstrumentedAttribute[str], suffix: str
) -> ColumnElement[int]:
    """What lies on, or moved to, the ledger accounts whose ids end so."""
    return func.coalesce(func.sum(case((account_id.endswith(suffix), amount_minor), else_=0)), 0)


_BALANCE = rows.LedgerAccountRow
_MONEY_NOW = select(
    *(_where_it_is(_BALANCE.balance_minor, _BALANCE.id, each) for each in (":held", ":principal"))
)
_MONEY_MOVED = select(
    *(_where_it_is(_POSTING.amount_minor, _POSTING.account_id, each) for each in (":held", ":principal"))
).where(_POSTING.entry_id >= bindparam("first"), _POSTING.entry_id < bindparam("last"))
_UPDATE, _NOTICE, _IDENTITY = rows.UpdateRow, rows.NoticeRow, rows.IdentityRow
_GIVEN_UP_DAYS = 7
_WAITING_NOTICES = select(
    func.count(),
    func.min(_NOTICE.due_at),
    func.coalesce(func.sum(case((_NOTICE.attempts > 0, 1), else_=0)), 0),
).where(rows.WAITING_NOTICE)
_GIVEN_UP = (
    select(_NOTICE.reason, func.count().label("how_many"))
    .where(rows.NOTICE_OVER, _NOTICE.due_at >= bindparam("since"), _NOTICE.state == "given_up")
    .group_by(_NOTICE.reason)
    .order_by(func.count().desc(), _NOTICE.reason)
)
_OUT_OF_REACH = select(func.count()).where(_IDENTITY.reachable.is_(False))
_SET_ASIDE = (
    select(_UPDATE, rows.ParticipantRow.name)
    .outerjoin(_IDENTITY, _IDENTITY.telegram_user_id == _UPDATE.person)
    .outerjoin(rows.ParticipantRow, rows.ParticipantRow.id == _IDENTITY.participant_id)
    .where(rows.UPDATE_SET_ASIDE)
    .order_by(_UPDATE.update_id.desc())
    .limit(bindparam("limit"))
)
_SETTLED_FOR = timedelta(hours=1)
"""A day that ended so long ago has all its entries: none is committed that late."""

_Moved = tuple[int, int]
"""By how much what was held, and what lay in deposits, changed."""


class SqlOperatingQueries:
    """What has been committed, as the deployment's operators see it.

    `zone` is that of the bank's days. What moved on a day that is over never changes, and is remembered.
    """

    def __init__(self, readers: AsyncEngine, zone: ZoneInfo) -> None:
        self._readers = readers
        self._zone = zone
        self._moved_on: dict[date, _Moved] = {}

    async def figures(self, now: Moment) -> Figures:
        """The figures of the last week and month, and what needs somebody's look."""
        async with self._readers.connect() as connection:
            return Figures(
                recently=tuple([await _recently(connection, now, days) for days in _PERIODS_DAYS]),
                orders_unknown=await connection.scalar(_ORDERS_UNKNOWN) or 0,
                endpoints_failing=await connection.scalar(_ENDPOINTS_FAILING) or 0,
                corrections_waiting=await connection.scalar(
                    _CORRECTIONS_WAITING, {"at": microseconds(now.at)}
                )
                or 0,
                chain_broken_at=await connection.scalar(_CHAIN_BROKEN_AT),
            )

    async def money_by_day(self, now: Moment, days: int) -> tuple[MoneyOn, ...]:
        """The money at the end of each of the last so many days, today the last: from now back, day by day."""
        found: list[MoneyOn] = []
        async with self._readers.connect() as connection:
            held_minor, deposited_minor = map(int, (await connection.execute(_MONEY_NOW)).one())
            for back in range(days):
                day = now.day - timedelta(days=back)
                found.append(MoneyOn(day, held_minor, deposited_minor))
                held_moved, deposited_moved = await self._moved(connection, day, now.at)
                held_minor, deposited_minor = held_minor - held_moved, deposited_minor - deposited_moved
        return tuple(reversed(found))

    async def _moved(self, connection: AsyncConnection, day: date, at: datetime) -> _Moved:
        if day in self._moved_on:
            return self._moved_on[day]
        begins, ends = (
            datetime.combine(each, time.min, self._zone) for each in (day, day + timedelta(days=1))
        )
        bounds = {"first": least_minted("ent", begins), "last": least_minted("ent", ends)}
        held_moved, deposited_moved = map(int, (await connection.execute(_MONEY_MOVED, bounds)).one())
        if at - ends >= _SETTLED_FOR:
            self._moved_on[day] = held_moved, deposited_moved
        return held_moved, deposited_moved

    async def outgoing(self, now: Moment) -> Outgoing:
        """What is on its way to people, and what did not reach them in the last week."""
        since = microseconds(now.at - timedelta(days=_GIVEN_UP_DAYS))
        async with self._readers.connect() as connection:
            count, oldest, postponed = (await connection.execute(_WAITING_NOTICES)).one()
            given_up = await connection.execute(_GIVEN_UP, {"since": since})
            return Outgoing(
                waiting=Waiting(count, instant(oldest) if count else None),
                postponed=int(postponed),
                given_up=tuple((row.reason or "", row.how_many) for row in given_up),
                out_of_reach=await connection.scalar(_OUT_OF_REACH) or 0,
            )

    async def updates_set_aside(self, limit: int = 10) -> tuple[SetAsideUpdate, ...]:
        """Updates that could not be handled, newest first."""
        async with self._readers.connect() as connection:
            found = await connection.execute(_SET_ASIDE, {"limit": limit})
            return tuple(
                SetAsideUpdate(
                    row.update_id,
                    row.person,
                    row.name or "",
                    instant(row.received_at),
                    row.attempts,
                    row.reason or "",
                )
                for row in found
            )

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


async def _recently(connection: AsyncConnection, now: Moment, days: int) -> Recently:
    since, last = now.at - timedelta(days=days), now.day + timedelta(days=days)
    pledges, pledged_minor = (await connection.execute(_PLEDGED, {"first": least_minted("plg", since)})).one()
    maturing, maturing_minor = (await connection.execute(_MATURING, {"last": last})).one()
    return Recently(
        days=days,
        pledges=pledges,
        pledged_minor=int(pledged_minor),
        newcomers=await connection.scalar(_CAME, {"first": least_minted("par", since)}) or 0,
        maturing=maturing,
        maturing_minor=int(maturing_minor),
    )
