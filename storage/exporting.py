"""What the books hold of a kind in a period, page after page as of one moment: however much, little is in memory.

Ids begin with the instant at which they were minted, so a period is a range of primary keys: no other index is needed,
and rows come in the order in which they were written.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.commands import Actor
from core.domain.account import account_of
from core.domain.export import AccountNumber, Amount, Cell, ExportKind, Line
from core.domain.ids import LedgerAccountId, least_minted, minted_at, show_short_code
from storage import rows
from storage import translations as t
from storage.codec import instant, optional_instant
from storage.dialects.keys import KEYS, among
from storage.translations import AnyRow

_AT_A_TIME = 500  # rows that are in memory at once; entries have some legs each

_ENTRY, _POSTING, _ACCOUNT, _AUDIT = rows.EntryRow, rows.PostingRow, rows.AccountRow, rows.AuditRow
_CAMPAIGN, _PLEDGE, _DEPOSIT, _SHARE = rows.CampaignRow, rows.PledgeRow, rows.DepositRow, rows.ShareRow
_PAYOUT, _ORDER, _PARTNER = rows.PayoutRow, rows.OrderRow, rows.PartnerRow
_PARTICIPANT, _IDENTITY = rows.ParticipantRow, rows.IdentityRow


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the lines of a kind are: rows by an id with this prefix, and what is told of some of them."""

    prefix: str
    id: Any
    select: Any
    tell: Callable[[AsyncConnection, Sequence[AnyRow]], Awaitable[Sequence[Line]]]

    def page(self) -> Select[Any]:
        """The next rows after one and before another."""
        page: Select[Any] = (
            self.select.where(self.id > bindparam("after"), self.id < bindparam("before"))
            .order_by(self.id)
            .limit(_AT_A_TIME)
        )
        return page


class SqlExports:
    """Reads exports, on connections that cannot write."""

    def __init__(self, readers: AsyncEngine) -> None:
        self._readers = readers

    async def lines(
        self, kind: ExportKind, since: datetime, until: datetime
    ) -> AsyncIterator[Sequence[Line]]:
        """The lines from `since` to before `until`, a page at a time, all as of one moment."""
        async with self._readers.connect() as connection:
            source = _SOURCES[kind]
            async for page in _pages(connection, source, since, until):
                yield await source.tell(connection, page)


async def _pages(
    connection: AsyncConnection, source: _Source, since: datetime, until: datetime
) -> AsyncIterator[Sequence[AnyRow]]:
    statement, key = source.page(), source.id.key
    after, before = least_minted(source.prefix, since), least_minted(source.prefix, until)
    while True:
        page = (await connection.execute(statement, {"after": after, "before": before})).all()
        if not page:
            return
        yield page
        after = getattr(page[-1], key)


# The journal: a line for each posting

_LEGS = select(_POSTING).where(among(_POSTING.entry_id)).order_by(_POSTING.entry_id, _POSTING.leg)
_NUMBERS = select(_ACCOUNT.id, _ACCOUNT.number).where(among(_ACCOUNT.id))


async def _postings(connection: AsyncConnection, entries: Sequence[AnyRow]) -> Sequence[Line]:
    legs: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for leg in await connection.execute(_LEGS, {KEYS: [entry.id for entry in entries]}):
        legs[leg.entry_id].append(leg)
    concerned = {
        leg.account_id: account_of(LedgerAccountId(leg.account_id)) for each in legs.values() for leg in each
    }
    wanted = sorted({account_id for account_id in concerned.values() if account_id is not None})
    numbers: Mapping[str | None, str] = {
        row.id: row.number for row in await connection.execute(_NUMBERS, {KEYS: wanted})
    }
    return [
        (
            instant(entry.posted_at),
            entry.id,
            entry.reference,
            entry.kind,
            leg.leg,
            leg.account_id,
            _number(numbers.get(concerned[leg.account_id])),
            Amount(leg.amount_minor, entry.currency),
            Amount(leg.balance_after_minor, entry.currency),
            entry.currency,
        )
        for entry in entries
        for leg in legs[entry.id]
    ]


# The others: a line for each row


def _number(number: str | None) -> AccountNumber | None:
    return None if number is None else AccountNumber(number)


def _amount(amount_minor: int, currency: str | None) -> Cell:
    return None if currency is None else Amount(amount_minor, currency)


def _pledge(row: AnyRow) -> Line:
    return (
        instant(row.pledged_at),
        row.id,
        row.campaign_id,
        show_short_code(row.short_code),
        row.participant_id,
        row.name,
        _number(row.number),
        row.debit_amount_type,
        row.seat,
        _amount(row.amount_minor, row.currency),
        row.currency,
        row.state,
    )


def _deposit(row: AnyRow) -> Line:
    return (
        minted_at(row.id),
        row.id,
        row.number,
        row.campaign_id,
        show_short_code(row.short_code),
        row.product_code,
        Amount(row.principal_minor, row.currency),
        Amount(row.outstanding_minor, row.currency),
        Amount(row.accrued_minor, row.currency),
        row.currency,
        Decimal(row.annual_rate_percent),
        row.day_count,
        row.value_date,
        row.maturity_date,
        row.payout_date,
        row.accrued_to,
        row.renews,
        row.state,
    )


def _share(row: AnyRow) -> Line:
    return (
        instant(row.issued_at),
        row.id,
        row.certificate_number,
        row.deposit_id,
        row.campaign_id,
        show_short_code(row.short_code),
        row.participant_id,
        row.name,
        _number(row.number),
        Amount(row.principal_minor, row.currency),
        Amount(row.interest_minor, row.currency),
        Amount(row.tax_minor, row.currency),
        row.currency,
        row.owned_from,
        row.maturity_choice,
        row.acquired_from,
        row.state,
    )


def _payout(row: AnyRow) -> Line:
    paid_minor = row.principal_minor + row.interest_minor - row.tax_minor
    return (
        instant(row.ordered_at),
        row.id,
        row.share_id,
        row.deposit_id,
        row.campaign_id,
        show_short_code(row.short_code),
        row.participant_id,
        row.name,
        _number(row.number),
        row.cause,
        Amount(row.principal_minor, row.currency),
        Amount(row.interest_minor, row.currency),
        Amount(row.tax_minor, row.currency),
        Amount(paid_minor, row.currency),
        row.currency,
        row.state,
        optional_instant(row.paid_at),
    )


def _order(row: AnyRow) -> Line:
    return (
        minted_at(row.reference),
        row.reference,
        row.kind,
        row.campaign_id,
        show_short_code(row.short_code),
        row.pledge_id,
        row.deposit_id,
        row.payout_id,
        row.state,
        row.attempts,
        optional_instant(row.sent_at),
    )


def _campaign(row: AnyRow) -> Line:
    campaign = t.CAMPAIGNS.from_row(row)
    terms = campaign.terms
    return (
        campaign.opened_at,
        campaign.id,
        show_short_code(campaign.short_code),
        campaign.initiator_id,
        row.initiator,
        row.external_reference,
        terms.product_code,
        terms.term_months,
        terms.annual_rate_percent,
        Amount(terms.target_minor, terms.currency),
        Amount(campaign.pledged_minor, terms.currency),
        terms.currency,
        campaign.member_count,
        campaign.closes_at,
        campaign.funded_at,
        campaign.deposit_id,
        row.state,
        row.ended_reason,
    )


def _each(
    tell: Callable[[AnyRow], Line],
) -> Callable[[AsyncConnection, Sequence[AnyRow]], Awaitable[Sequence[Line]]]:
    async def tell_all(_: AsyncConnection, page: Sequence[AnyRow]) -> Sequence[Line]:
        return [tell(row) for row in page]

    return tell_all


# The audit trail: who the admins are is looked up beside it

_ADMINS = (
    select(_IDENTITY.telegram_user_id, _PARTICIPANT.name)
    .join(_PARTICIPANT, _PARTICIPANT.id == _IDENTITY.participant_id)
    .where(among(_IDENTITY.telegram_user_id))
)


async def _records(connection: AsyncConnection, page: Sequence[AnyRow]) -> Sequence[Line]:
    staff_ids = {row.actor: Actor.recorded_as(row.actor).staff_id for row in page}
    admins = sorted({each for each in staff_ids.values() if each is not None})
    names: Mapping[int | None, str] = {
        row.telegram_user_id: row.name for row in await connection.execute(_ADMINS, {KEYS: admins})
    }
    return [
        (
            instant(row.at),
            row.id,
            row.actor,
            names.get(staff_ids[row.actor]),
            row.action,
            row.subject,
            row.detail,
        )
        for row in page
    ]


_OWNER = (_PARTICIPANT.name, _ACCOUNT.number)


def _with_owner(found: Select[*tuple[Any, ...]], row: Any) -> Select[*tuple[Any, ...]]:
    """The selection with who a row's participant is and which account it names, as far as they are known still."""
    return found.outerjoin(_PARTICIPANT, _PARTICIPANT.id == row.participant_id).outerjoin(
        _ACCOUNT, _ACCOUNT.id == row.account_id
    )


_SOURCES = {
    ExportKind.JOURNAL: _Source("ent", _ENTRY.id, select(_ENTRY), _postings),
    ExportKind.PLEDGES: _Source(
        "plg",
        _PLEDGE.id,
        _with_owner(
            select(_PLEDGE, _CAMPAIGN.short_code, *_OWNER, _ACCOUNT.currency).join(
                _CAMPAIGN, _CAMPAIGN.id == _PLEDGE.campaign_id
            ),
            _PLEDGE,
        ),
        _each(_pledge),
    ),
    ExportKind.DEPOSITS: _Source(
        "dep",
        _DEPOSIT.id,
        select(_DEPOSIT, _CAMPAIGN.short_code).join(_CAMPAIGN, _CAMPAIGN.id == _DEPOSIT.campaign_id),
        _each(_deposit),
    ),
    ExportKind.SHARES: _Source(
        "shr",
        _SHARE.id,
        _with_owner(
            select(_SHARE, _DEPOSIT.campaign_id, _DEPOSIT.currency, _CAMPAIGN.short_code, *_OWNER)
            .join(_DEPOSIT, _DEPOSIT.id == _SHARE.deposit_id)
            .join(_CAMPAIGN, _CAMPAIGN.id == _DEPOSIT.campaign_id),
            _SHARE,
        ),
        _each(_share),
    ),
    ExportKind.PAYOUTS: _Source(
        "pay",
        _PAYOUT.id,
        _with_owner(
            select(_PAYOUT, _DEPOSIT.currency, _CAMPAIGN.short_code, *_OWNER)
            .join(_DEPOSIT, _DEPOSIT.id == _PAYOUT.deposit_id)
            .join(_CAMPAIGN, _CAMPAIGN.id == _PAYOUT.campaign_id),
            _PAYOUT,
        ),
        _each(_payout),
    ),
    ExportKind.ORDERS: _Source(
        "ord",
        _ORDER.reference,
        select(_ORDER, _CAMPAIGN.short_code).join(_CAMPAIGN, _CAMPAIGN.id == _ORDER.campaign_id),
        _each(_order),
    ),
    ExportKind.CAMPAIGNS: _Source(
        "cmp",
        _CAMPAIGN.id,
        select(_CAMPAIGN, func.coalesce(_PARTICIPANT.name, _PARTNER.name).label("initiator"))
        .outerjoin(_PARTICIPANT, _PARTICIPANT.id == _CAMPAIGN.initiator_id)
        .outerjoin(_PARTNER, _PARTNER.id == _CAMPAIGN.initiator_id),
        _each(_campaign),
    ),
    ExportKind.TRAIL: _Source("aud", _AUDIT.id, select(_AUDIT), _records),
}
