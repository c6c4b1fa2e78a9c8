"""The entries of the journal that a statement of account is made of: by whose pledges, and by which deposits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import available_ledger_account, held_ledger_account
from core.domain.account_statement import LEDGER_PARTS, Earned, StatementSource
from core.domain.bank import BankOrder, PlaceHold, ReplaceHold, TransferShare, deposit_ledger_account
from core.domain.correction import CorrectionState, correction_of, reversal_reference, reversed_by
from core.domain.deposit import Share
from core.domain.ids import AccountId, CampaignId, LedgerAccountId, ParticipantId, show_short_code
from core.domain.ledger import Entry, EntryKind
from core.domain.maturity import AT_MATURITY
from core.domain.payout import Payout, PayoutCause
from storage import rows
from storage import translations as t
from storage.translations import AnyRow, Translation

_ORDER, _PLEDGE, _DEPOSIT, _ENTRY = rows.OrderRow, rows.PledgeRow, rows.DepositRow, rows.EntryRow
_POSTING, _CAMPAIGN = rows.PostingRow, rows.CampaignRow
_CORRECTING = (EntryKind.CORRECTION.value, EntryKind.REVERSAL.value)
_KEYS_AT_ONCE = 500

V = TypeVar("V")


async def member_source(connection: AsyncConnection, participant_id: ParticipantId) -> StatementSource:
    """All that ever moved for a participant.

    An account may have been somebody else's before: of its entries, those are told that one's own pledges and purchases
    made, their campaigns' settlements, and corrections.
    """
    payouts = await _values(connection, t.PAYOUTS, rows.PayoutRow.participant_id == participant_id)
    shares = await _values(connection, t.SHARES, rows.ShareRow.participant_id == participant_id)
    own_pledges = select(_PLEDGE.id).where(_PLEDGE.participant_id == participant_id)
    pledged_in = select(_PLEDGE.campaign_id).where(_PLEDGE.participant_id == participant_id)
    bought_in = select(_DEPOSIT.campaign_id).where(_DEPOSIT.id.in_({share.deposit_id for share in shares}))
    joined = or_(_ORDER.campaign_id.in_(pledged_in), _ORDER.campaign_id.in_(bought_in))
    orders = await _orders(
        connection, joined & or_(_ORDER.pledge_id.is_(None), _ORDER.pledge_id.in_(own_pledges))
    )
    own = frozenset(
        ledger_account_id
        for account_id in _accounts_in(orders, participant_id) | {payout.account_id for payout in payouts}
        for ledger_account_id in (available_ledger_account(account_id), held_ledger_account(account_id))
    ) | {payout.payable for payout in payouts}
    corrected = select(_POSTING.entry_id).where(_POSTING.account_id.in_(own))
    corrections = _ENTRY.kind.in_(_CORRECTING) & _ENTRY.id.in_(corrected)
    source = await _source(connection, orders, own, corrections)
    return replace(source, earned=_earned(source, shares, payouts) | _interest_bought(orders, shares))


def _interest_bought(orders: Iterable[BankOrder], shares: Iterable[Share]) -> dict[str, Earned]:
    """What purchases paid beyond the principal, by their references: interest that comes back at maturity."""
    principals_minor = {share.acquired_from: share.principal_minor for share in shares}
    return {
        order.reference: Earned(principals_minor[transfers.share_id] - transfers.price_minor)
        for order in orders
        if isinstance(transfers := order.instruction, TransferShare)
        if transfers.share_id in principals_minor
    }


def _earned(source: StatementSource, shares: Iterable[Share], payouts: Iterable[Payout]) -> dict[str, Earned]:
    """What each entry brought: a deposit's end by all shares that stayed until then, any other by what it pays out."""
    stayed: dict[LedgerAccountId, list[Share]] = defaultdict(list)
    for share in shares:
        if share.state in AT_MATURITY:
            stayed[deposit_ledger_account(share.deposit_id)].append(share)
    left = {payout.payable: payout for payout in payouts if payout.cause is not PayoutCause.MATURITY}
    earned = {}
    for entry, _ in source.entries:
        parts: list[Share | Payout] = []
        for posting in entry.postings:
            if entry.kind is EntryKind.MATURITY and posting.amount_minor < 0:
                parts += stayed[posting.account_id]
            if posting.amount_minor > 0 and posting.account_id in left:
                parts.append(left[posting.account_id])
        if parts:
            earned[entry.reference] = Earned(
                sum(part.interest_minor for part in parts), sum(part.tax_minor for part in parts)
            )
    return earned


async def campaign_source(connection: AsyncConnection, campaign_id: CampaignId) -> StatementSource:
    """All that ever moved in a campaign, and in the deposits that were opened with its money."""
    orders = await _orders(connection, _ORDER.campaign_id == campaign_id)
    of_deposits = await _of_deposits(connection, campaign_id)
    return await _source(connection, orders, None, of_deposits, campaign_id)


async def deposit_source(connection: AsyncConnection, campaign_id: CampaignId) -> StatementSource:
    """All that ever moved in the deposits that were opened with a campaign's money, for its members to read."""
    source = await _source(connection, (), None, await _of_deposits(connection, campaign_id), campaign_id)
    return replace(source, for_members=True)


async def _of_deposits(connection: AsyncConnection, campaign_id: CampaignId) -> ColumnElement[bool]:
    """Entries that touch the ledger accounts of a campaign's deposits."""
    deposit_ids = await connection.scalars(select(_DEPOSIT.id).where(_DEPOSIT.campaign_id == campaign_id))
    accounts = [f"{deposit_id}:{part}" for deposit_id in deposit_ids for part in LEDGER_PARTS]
    return _ENTRY.id.in_(select(_POSTING.entry_id).where(_POSTING.account_id.in_(accounts)))


async def _values(
    connection: AsyncConnection, translation: Translation[V], condition: ColumnElement[bool]
) -> list[V]:
    return [
        translation.from_row(row) for row in await connection.execute(translation.select.where(condition))
    ]


async def _orders(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[BankOrder]:
    return await _values(connection, t.ORDERS, condition)


def _accounts_in(orders: Iterable[BankOrder], participant_id: ParticipantId) -> set[AccountId]:
    """The accounts that holds were asked for on, and those that the participant bought shares from."""
    found = set()
    for order in orders:
        match order.instruction:
            case PlaceHold(account_id=account_id) | ReplaceHold(placed=PlaceHold(account_id=account_id)):
                found.add(account_id)
            case TransferShare(account_id=account_id, buyer_id=buyer_id) if buyer_id == participant_id:
                found.add(account_id)
    return found


async def _source(
    connection: AsyncConnection,
    orders: Iterable[BankOrder],
    own: frozenset[LedgerAccountId] | None,
    also: ColumnElement[bool],
    campaign_id: CampaignId | None = None,
) -> StatementSource:
    """The entries that these orders made, what reversed them, and others `also`, of `campaign_id` if it is said."""
    campaigns: dict[str, CampaignId | None] = {}
    for order in orders:
        campaigns[order.reference] = campaigns[reversal_reference(order.reference)] = order.campaign_id
    references = sorted(campaigns)
    entries: dict[str, AnyRow] = {}
    for start in range(0, len(references), _KEYS_AT_ONCE):
        asked = references[start : start + _KEYS_AT_ONCE]
        for row in await connection.execute(select(_ENTRY).where(_ENTRY.reference.in_(asked))):
            entries[row.id] = row
    for row in await connection.execute(select(_ENTRY).where(also)):
        entries[row.id] = row
    legs = await _legs(connection, sorted(entries))
    told = sorted(
        (t.entry_from_rows(row, legs[row.id]) for row in entries.values()),
        key=lambda entry: (entry.posted_at, entry.id),
    )
    pairs = tuple((entry, campaigns.get(entry.reference, campaign_id)) for entry in told)
    codes = await _short_codes(connection, pairs)
    return StatementSource(pairs, own, codes, reasons=await _reasons(connection, told))


async def _reasons(connection: AsyncConnection, entries: Iterable[Entry]) -> dict[str, str]:
    """Why the corrections among these entries were posted, by reference."""
    references = [entry.reference for entry in entries if entry.kind.value in _CORRECTING]
    if not references:
        return {}
    made = rows.CorrectionRow.id.in_([correction_of(reference) or "" for reference in references])
    undone = rows.CorrectionRow.reverses.in_([reversed_by(reference) or "" for reference in references])
    approved = rows.CorrectionRow.state == CorrectionState.APPROVED.value
    corrections = await _values(connection, t.CORRECTIONS, approved & or_(made, undone))
    return {correction.reference: correction.reason for correction in corrections}


async def _legs(connection: AsyncConnection, entry_ids: list[str]) -> Mapping[str, list[AnyRow]]:
    legs: dict[str, list[AnyRow]] = defaultdict(list)
    for start in range(0, len(entry_ids), _KEYS_AT_ONCE):
        asked = _POSTING.entry_id.in_(entry_ids[start : start + _KEYS_AT_ONCE])
        for leg in await connection.execute(
            select(_POSTING).where(asked).order_by(_POSTING.entry_id, _POSTING.leg)
        ):
            legs[leg.entry_id].append(leg)
    return legs


async def _short_codes(
    connection: AsyncConnection, pairs: Iterable[tuple[Entry, CampaignId | None]]
) -> dict[CampaignId, str]:
    wanted: Any = sorted({campaign_id for _, campaign_id in pairs if campaign_id is not None})
    found = await connection.execute(
        select(_CAMPAIGN.id, _CAMPAIGN.short_code).where(_CAMPAIGN.id.in_(wanted[:_KEYS_AT_ONCE]))
    )
    return {CampaignId(row.id): show_short_code(row.short_code) for row in found}
