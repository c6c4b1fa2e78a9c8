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
    WithdrawShare,
)
from core.domain.facts import StatedDeposit, StatedHeld, StatedPayout, Statement
from core.domain.ids import AccountId, CampaignId, DepositId, HoldId, PayoutId, PledgeId
from core.domain.payout import PayoutState
from core.domain.reconciliation import Look, OurBooks, OurHold, OurPayout
from core.ports import Clock
from storage import rows
from storage import translations as t

_HOLD, _PLEDGE, _BALANCE, _ORDER = rows.HoldRow, rows.PledgeRow, rows.LedgerAccountRow, rows.OrderRow
_UNPAID = t.PAYOUTS.select.where(rows.PayoutRow.state != PayoutState.PAID.value).order_by(rows.PayoutRow.id)
_STANDS = _HOLD.state == HoldState.PLACED.value
_HELD, _PRINCIPAL, _PAYABLE = ":held", ":principal", ":payable"


class SqlBooks:
    """Our side of a comparison."""

    def __init__(self, readers: AsyncEngine) -> None:
        self._readers = readers

    async def ours(self) -> OurBooks:
        """The holds, deposits and payouts that stand by our books, and the unanswered orders, at one moment."""
        async with self._readers.connect() as connection:
            return await _ours(connection)


class HouseStatement:
    """The embedded bank's side: its ledger. Each balance is the sum of postings, whatever the rows of holds say."""

    def __init__(self, readers: AsyncEngine, clock: Clock) -> None:
        self._readers = readers
        self._clock = clock

    async def statement(self) -> Statement:
        """What is held on each account, the principal of each deposit, and what is owed, at one moment."""
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
        payouts=tuple(
            OurPayout(payout.id, payout.campaign_id, payout.amount_minor)
            for payout in map(t.PAYOUTS.from_row, await connection.execute(_UNPAID))
        ),
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
        payouts=tuple(
            StatedPayout(PayoutId(ledger_account_id.removesuffix(_PAYABLE)), balance_minor)
            for ledger_account_id, balance_minor, _ in await connection.execute(_balances(_PAYABLE))
        ),
    )


def _balances(suffix: str) -> "Select[str, int, str]":
    balances = select(_BALANCE.id, _BALANCE.balance_minor, _BALANCE.currency)
    return balances.where(_BALANCE.id.endswith(suffix), _BALANCE.balance_minor != 0).order_by(_BALANCE.id)


async def _stated_deposits(connection: AsyncConnection, clock: Clock) -> tuple[StatedDeposit, ...]:
    """The money of each deposit from its ledger account, its rate from orders; the rest from the bank's register.

    Money of a deposit that nobody ordered is stated without a rate; of one that no register knows, as of today.
    """
    registered, rates = await _deposits(connection), await _rates(connection)
    today = clock.now().day
    stated = []
    for ledger_account_id, balance_minor, currency in await connection.execute(_balances(_PRINCIPAL)):
        deposit_id = DepositId(ledger_account_id.removesuffix(_PRINCIPAL))
        deposit = registered.get(deposit_id)
        stated.append(
            StatedDeposit(
                deposit_id=deposit_id,
                number=deposit.number if deposit else "",
                principal_minor=balance_minor,
                currency=currency,
                annual_rate_percent=rates.get(deposit_id, Decimal(0)),
                value_date=deposit.value_date if deposit else today,
                maturity_date=deposit.maturity_date if deposit else today,
            )
        )
    return tuple(stated)


async def _rates(connection: AsyncConnection) -> dict[DepositId, Decimal]:
    """What each deposit earns a year: as it was opened or renewed, or by the last share that left it early."""
    kinds = [OpenDeposit.__name__, CloseDeposit.__name__, WithdrawShare.__name__]
    confirmed = t.ORDERS.select.where(_ORDER.kind.in_(kinds), _ORDER.state == OrderState.CONFIRMED.value)
    rates: dict[DepositId, Decimal] = {}
    for row in await connection.execute(confirmed.order_by(_ORDER.reference)):
        match t.ORDERS.from_row(row).instruction:
            case (OpenDeposit() as opening) | CloseDeposit(renewal=Renewal() as opening):
                rates[opening.deposit_id] = opening.annual_rate_percent
            case WithdrawShare(deposit_id=deposit_id, rest_rate_percent=Decimal() as rate_percent):
                rates[deposit_id] = rate_percent
    return rates
