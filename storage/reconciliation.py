"""What reconciliation compares: our books, and what the embedded bank's ledger says stands."""

from decimal import Decimal
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.domain.bank import (
    STANDING,
    CloseDeposit,
    HoldState,
    OpenDeposit,
    OrderState,
    Renewal,
    TermDeposit,
)
from core.domain.facts import StatedDeposit, StatedHeld, Statement
from core.domain.ids import AccountId, CampaignId, DepositId, HoldId, PledgeId
from core.domain.reconciliation import Look, OurBooks, OurHold
from core.ports import Clock
from storage import rows
from storage import translations as t

_HOLD, _PLEDGE, _BALANCE, _ORDER = rows.HoldRow, rows.PledgeRow, rows.LedgerAccountRow, rows.OrderRow
_STANDS = _HOLD.state == HoldState.PLACED.value
_HELD, _PRINCIPAL = ":held", ":principal"


class SqlBooks:
    """Our side of a comparison."""

    def __init__(self, readers: AsyncEngine) -> None:
        self._readers = readers

    async def ours(self) -> OurBooks:
        """The holds and deposits that stand by our books, and the unanswered orders, at one moment."""
        async with self._readers.connect() as connection:
            return await _ours(connection)


class HouseStatement:
    """The embedded bank's side: its ledger. Each balance is the sum of postings, whatever the rows of holds say."""

    def __init__(self, readers: AsyncEngine, clock: Clock) -> None:
        self._readers = readers
        self._clock = clock

    async def statement(self) -> Statement:
        """What is held on each account, and the principal of each deposit, at one moment."""
        async with self._readers.connect() as connection:
            return await _statement(connection, self._clock)

    async def look(self) -> Look:
        """Both sides at one and the same moment: they are in one database."""
        async with self._readers.connect() as connection:
            return Look(await _ours(connection), await _statement(connection, self._clock))


# Our books


async def _ours(connection: AsyncConnection) -> OurBooks:
    whose: dict[str, tuple[PledgeId, CampaignId]] = {
        hold_id: (PledgeId(pledge_id), CampaignId(campaign_id))
        for hold_id, pledge_id, campaign_id in await connection.execute(_whose_holds())
    }
    placed = select(_HOLD.id, _HOLD.account_id, _HOLD.amount_minor).where(_STANDS).order_by(_HOLD.id)
    unanswered = t.ORDERS.select.where(rows.UNANSWERED_ORDER).order_by(_ORDER.reference)
    return OurBooks(
        holds=tuple(
            OurHold(HoldId(hold_id), AccountId(account_id), amount_minor, *whose.get(hold_id, (None, None)))
            for hold_id, account_id, amount_minor in await connection.execute(placed)
        ),
        deposits=tuple((await _deposits(connection)).values()),
        unanswered=tuple(t.ORDERS.from_row(row) for row in await connection.execute(unanswered)),
    )


def _whose_holds() -> "CompoundSelect[Any]":
    """The pledge and campaign of each placed hold: the pledge's own, or the one that it may fall back to."""
    sides = [
        select(column, _PLEDGE.id, _PLEDGE.campaign_id).join(_HOLD, _HOLD.id == column).where(_STANDS)
        for column in (_PLEDGE.hold_id, _PLEDGE.prior_hold_id)
    ]
    return union_all(*sides)


async def _deposits(connection: AsyncConnection) -> dict[DepositId, TermDeposit]:
    standing = t.DEPOSITS.select.where(rows.DepositRow.state.in_([state.value for state in STANDING]))
    found = await connection.execute(standing.order_by(rows.DepositRow.id))
    return {row.id: t.DEPOSITS.from_row(row) for row in found}


# The embedded bank's ledger


async def _statement(connection: AsyncConnection, clock: Clock) -> Statement:
    held = await connection.execute(_balances(_HELD))
    return Statement(
        at=clock.now().at,
        holds=(),
        deposits=await _stated_deposits(connection, clock),
        held=tuple(
            StatedHeld(AccountId(account_id.removesuffix(_HELD)), balance_minor)
            for account_id, balance_minor, _ in held
        ),
    )


def _balances(suffix: str) -> "Select[str, int, str]":
    balances = select(_BALANCE.id, _BALANCE.balance_minor, _BALANCE.currency)
    return balances.where(_BALANCE.id.endswith(suffix), _BALANCE.balance_minor != 0).order_by(_BALANCE.id)


async def _stated_deposits(connection: AsyncConnection, clock: Clock) -> tuple[StatedDeposit, ...]:
    """The money of each deposit from its ledger account, its rate from the order; the rest from the bank's register.

    Money of a deposit that nobody ordered is stated without a rate; of one that no register knows, as of today.
    """
    registered, ordered = await _deposits(connection), await _ordered(connection)
    today = clock.now().day
    stated = []
    for ledger_account_id, balance_minor, currency in await connection.execute(_balances(_PRINCIPAL)):
        deposit_id = DepositId(ledger_account_id.removesuffix(_PRINCIPAL))
        deposit, order = registered.get(deposit_id), ordered.get(deposit_id)
        stated.append(
            StatedDeposit(
                deposit_id=deposit_id,
                number=deposit.number if deposit else "",
                principal_minor=balance_minor,
                currency=currency,
                annual_rate_percent=order.annual_rate_percent if order else Decimal(0),
                value_date=deposit.value_date if deposit else today,
                maturity_date=deposit.maturity_date if deposit else today,
            )
        )
    return tuple(stated)


async def _ordered(connection: AsyncConnection) -> dict[DepositId, OpenDeposit | Renewal]:
    """What was ordered of each deposit that was opened, by itself or to carry on a former one."""
    kinds = [OpenDeposit.__name__, CloseDeposit.__name__]
    confirmed = t.ORDERS.select.where(_ORDER.kind.in_(kinds), _ORDER.state == OrderState.CONFIRMED.value)
    ordered: dict[DepositId, OpenDeposit | Renewal] = {}
    for row in await connection.execute(confirmed):
        match t.ORDERS.from_row(row).instruction:
            case (OpenDeposit() as opening) | CloseDeposit(renewal=Renewal() as opening):
                ordered[opening.deposit_id] = opening
    return ordered
