"""The slice of the database that a batch works on: loading what its commands reach for, saving what they changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, starmap
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table, delete, literal_column, select

from core.batch import reach_of
from core.book import Book, RecordedReceipt, Shelf, partners_of
from core.commands import Command
from core.domain.account import available_ledger_account, held_ledger_account
from core.domain.correction import Correction, reversal_reference
from core.domain.deposit import Share, ShareState
from core.domain.designation import Designation, phone_key
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    CustomerId,
    DepositId,
    DesignationId,
    EndpointId,
    LedgerAccountId,
    ParticipantId,
    PartnerId,
    ShareId,
)
from core.domain.moment import Moment
from core.domain.pledge import Pledge
from core.domain.reminding import reminding_id
from core.domain.webhook import EndpointState
from core.reach import Reach, ledger_accounts_of_deposits, reach_of_people
from storage import rows
from storage import translations as t
from storage.belongings import belongings_of
from storage.codec import decode_receipt, encode_named, encode_receipt, microseconds
from storage.desk.forgetting import forget_people
from storage.dialects import Dialect, dialect_of
from storage.dialects.keys import KEYS, among, pair_among
from storage.translations import Translation, Versioned

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", bound=Versioned)


class Overtaken(Exception):
    """A row changed between loading and saving: the batch has to be run again on what is there now."""


# Statements are built once: building them costs more than running them. What a batch may write is locked as it is
# loaded. A link changes only under its account's lock, a hold under its pledge's, a customer under the locks of all
# their accounts; so these are read, after those locks.

_ALL_STAFF = t.STAFF.select.order_by(rows.StaffRow.telegram_user_id).with_for_update(key_share=True)
_PLEDGE = rows.PledgeRow
_LIVE_PLEDGES = t.PLEDGES.select.where(rows.LIVE_PLEDGE).order_by(_PLEDGE.id).with_for_update(key_share=True)
_PLEDGES_OF_CAMPAIGNS = _LIVE_PLEDGES.where(among(_PLEDGE.campaign_id))
_PLEDGES_OF_MEMBERSHIPS = _LIVE_PLEDGES.where(pair_among(_PLEDGE.campaign_id, _PLEDGE.participant_id))
_PLEDGES_OF_PLEDGERS = t.PLEDGES.select.where(rows.LIVE_PLEDGE, among(_PLEDGE.participant_id)).order_by(
    _PLEDGE.id
)
_KEY, _INVITATION = rows.CampaignKeyRow, rows.InvitationRow
_CAMPAIGNS_BY_KEY = select(_KEY.digest, _KEY.campaign_id).where(among(_KEY.digest))
_INVITATIONS = select(_INVITATION).where(pair_among(_INVITATION.campaign_id, _INVITATION.participant_id))
_LEAVE = delete(_INVITATION).where(pair_among(_INVITATION.campaign_id, _INVITATION.participant_id))
_DESIGNATION = rows.DesignationRow
_DESIGNATIONS_AWAITED = select(_DESIGNATION.id).where(
    among(_DESIGNATION.designee), _DESIGNATION.participant_id.is_(None)
)
_DESIGNATIONS_OF_CAMPAIGNS = select(_DESIGNATION.id).where(among(_DESIGNATION.campaign_id))
_DESIGNATIONS_OF_MEMBERSHIPS = select(_DESIGNATION.id).where(
    pair_among(_DESIGNATION.campaign_id, _DESIGNATION.participant_id)
)
_REMINDINGS_OF_CAMPAIGNS = select(rows.RemindingRow.id).where(among(rows.RemindingRow.campaign_id))
_LOOKERS_OF_CAMPAIGNS = (
    select(_INVITATION.campaign_id, _INVITATION.participant_id)
    .where(among(_INVITATION.campaign_id))
    .order_by(_INVITATION.campaign_id, _INVITATION.participant_id)
)
_UNREACHABLE = select(rows.IdentityRow.participant_id).where(
    among(rows.IdentityRow.participant_id), rows.IdentityRow.reachable.is_(False)
)
_PLEDGERS_OF_CAMPAIGNS = select(_PLEDGE.campaign_id, _PLEDGE.participant_id, _PLEDGE.id).where(
    among(_PLEDGE.campaign_id), rows.LIVE_PLEDGE
)
_CUSTOMERS_BY_PHONE = select(rows.CustomerRow.phone, rows.CustomerRow.id).where(among(rows.CustomerRow.phone))
_ACCOUNTS_OF_CUSTOMERS = (
    select(rows.AccountRow.customer_id, rows.AccountRow.id)
    .where(among(rows.AccountRow.customer_id))
    .order_by(rows.AccountRow.id)
)
_OPEN_MISMATCHES = (
    select(rows.MismatchRow.doubted_account_id, rows.MismatchRow.subject)
    .where(among(rows.MismatchRow.doubted_account_id), rows.MismatchRow.resolved_at.is_(None))
    .order_by(rows.MismatchRow.subject)
)
_ENTRIES = select(rows.EntryRow).where(among(rows.EntryRow.reference))
_POSTINGS = (
    select(rows.PostingRow)
    .where(among(rows.PostingRow.entry_id))
    .order_by(rows.PostingRow.entry_id, rows.PostingRow.leg)
)
_WHOLE_DEPOSITS = select(rows.DepositRow.campaign_id, rows.DepositRow.product_code).where(
    among(rows.DepositRow.id)
)
_OF_SHARES = select(rows.ShareRow.deposit_id).where(among(rows.ShareRow.id))
_OF_PAYOUTS = select(rows.PayoutRow.share_id, rows.PayoutRow.deposit_id, rows.PayoutRow.campaign_id).where(
    among(rows.PayoutRow.id)
)
_ENDPOINTS_OF_PARTNERS = t.ENDPOINTS.select.where(
    among(rows.WebhookEndpointRow.partner_id),
    rows.WebhookEndpointRow.state != literal_column(f"'{EndpointState.DELETED.value}'"),
).order_by(rows.WebhookEndpointRow.id)
_DELIVERIES = select(rows.DeliveryRow).where(among(rows.DeliveryRow.id))
_ACTIVE_SHARES = (
    t.SHARES.select.where(
        among(rows.ShareRow.deposit_id), rows.ShareRow.state == literal_column(f"'{ShareState.ACTIVE.value}'")
    )
    .order_by(rows.ShareRow.id)
    .with_for_update(key_share=True)
)
_RECEIPTS = select(rows.ReceiptRow).where(among(rows.ReceiptRow.intent))


def load_book(connection: Connection, commands: Sequence[Command[Any]]) -> Book:
    """Everything the commands may look at, locked against other processes until the transaction ends.

    Keys flow down, and locks with them: names, staff, people, corrections, campaigns, pledges, deposits, shares,
    payouts, customers, accounts, balances, designations, remindings, orders, mismatches; within each by key. Receipts
    come last: looked up before the locks, they could be written by another teller while this one waits.
    """
    book = Book()
    reach = _with_people(connection, book, Reach.union(*map(reach_of, commands)))
    # Somebody comes while they are being designated: neither teller would see the other's row.
    dialect_of(connection).lock_names(connection, sorted(reach.awaited))
    _load_people(connection, book, reach)
    campaign_ids = (
        reach.campaigns
        | reach.whole_campaigns
        | reach.designees
        | reach.invitees
        | {campaign_id for campaign_id, _ in reach.memberships | reach.remindings}
    )
    paused, proposed = _follow_mismatches(connection, reach)
    tied = _follow_deposits(connection, reach)
    corrections = _lock(connection, t.CORRECTIONS, book.corrections, reach.corrections | proposed)
    _lock(connection, t.CAMPAIGNS, book.campaigns, campaign_ids | paused | tied.campaign_ids)
    pledges = _lock_pledges(connection, book, reach)
    _lock(connection, t.DEPOSITS, book.deposits, tied.deposit_ids)
    shares = _lock_shares(connection, book, reach, tied)
    payouts = _lock(connection, t.PAYOUTS, book.payouts, reach.payouts)
    account_ids = _lock_customers(connection, book, reach)
    account_ids.update(account_id for share in shares for account_id in share.account_ids)
    account_ids.update(payout.account_id for payout in payouts)
    account_ids.update(account_id for pledge in pledges for account_id in pledge.account_ids)
    account_ids.update(account_id for each in corrections for account_id in each.account_ids)
    legs = _load_journal(connection, book, reach, corrections)
    balances = reach.ledger_accounts.union(legs, ledger_accounts_of_deposits(reach))
    _lock_accounts(connection, book, account_ids, balances)
    _load_pledged(connection, book, reach)
    _lock_designations(connection, book, reach)
    _lock_remindings(connection, book, reach)
    hold_ids = {hold_id for pledge in pledges for hold_id in pledge.hold_ids}
    hold_ids.update(each.hold_id for each in corrections if each.hold_id is not None)
    _load(connection, t.HOLDS, book.holds, hold_ids)
    _lock(connection, t.ORDERS, book.orders, reach.orders)
    _load(connection, t.PRODUCTS, book.products, reach.products | tied.product_codes)
    _lock_mismatches(connection, book, reach, account_ids, corrections)
    _lock(connection, t.RECONCILING, book.reconciling, reach.reconciling)
    _load(connection, t.STANDSTILL, book.standstill, reach.standstill)
    _load_endpoints(connection, book, reach)
    _check_people(connection, book, reach)
    _load_receipts(connection, book, [command.intent for command in commands])
    return book


def _with_people(connection: Connection, book: Book, reach: Reach) -> Reach:
    """The reach with all that is a person's, as it is before any of it is locked: see `_check_people`."""
    if not reach.whole_people:
        return reach
    theirs = {each: belongings_of(connection, each) for each in sorted(reach.whole_people)}
    for participant_id, belongings in theirs.items():
        book.belongings.load(participant_id, belongings)
        for campaign_id in belongings.invitations:
            book.invitations.load((campaign_id, participant_id), None)
    memberships = [(each, who) for who, belongings in theirs.items() for each in belongings.invitations]
    for row in _select(connection, _INVITATIONS, memberships) if memberships else ():
        book.invitations.load((row.campaign_id, row.participant_id), t.invitation_from_row(row))
    return Reach.union(reach, reach_of_people(theirs))


def _check_people(connection: Connection, book: Book, reach: Reach) -> None:
    """What is somebody's was looked up before it was locked: a deposit may have been opened with it since."""
    for participant_id in sorted(reach.whole_people):
        if belongings_of(connection, participant_id) != book.belongings[participant_id]:
            raise Overtaken(t.PARTICIPANTS.table.name)


def _select(connection: Connection, statement: Executable, keys: Iterable[Any]) -> Sequence[Any]:
    return connection.execute(statement, {KEYS: list(keys)}).all()


def _load(
    connection: Connection, translation: Translation[V], shelf: Shelf[K, V], keys: Iterable[K]
) -> list[V]:
    """Load the rows under `keys`; those that do not exist are loaded as None."""
    return _put(connection, translation, translation.select_by_key, shelf, keys)


def _lock(
    connection: Connection, translation: Translation[V], shelf: Shelf[K, V], keys: Iterable[K]
) -> list[V]:
    """Load the rows under `keys` so that nobody else changes them."""
    return _put(connection, translation, translation.lock_by_key, shelf, keys)


def _put(
    connection: Connection,
    translation: Translation[V],
    statement: Executable,
    shelf: Shelf[K, V],
    keys: Iterable[K],
) -> list[V]:
    wanted = sorted(keys)  # type: ignore[type-var]  # keys are ids: text or numbers
    if not wanted:
        return []
    for key in wanted:
        shelf.load(key, None)
    values = []
    for row in _select(connection, statement, wanted):
        value = translation.from_row(row)
        values.append(value)
        shelf.load(row._mapping[translation.key], value)  # noqa: SLF001  # the documented way to read by column
    return values


def _load_index(
    connection: Connection, statement: Executable, shelf: Shelf[str, Any], keys: Iterable[str]
) -> list[Any]:
    wanted = sorted(keys)
    if not wanted:
        return []
    for key in wanted:
        shelf.load(key, None)
    found = [(key, value) for key, value in _select(connection, statement, wanted)]
    for key, value in found:
        shelf.load(key, value)
    return [value for _, value in found]


def _load_staff(connection: Connection, book: Book, reach: Reach) -> set[int]:
    """Who asks, to be looked at; all staff, locked, where the roll is reached for. The ids of those on it."""
    enrolled: set[int] = set()
    for roll in reach.roll:
        members = [t.STAFF.from_row(row) for row in connection.execute(_ALL_STAFF)]
        for member in members:
            book.staff.load(member.telegram_user_id, member)
            enrolled.add(member.telegram_user_id)
        book.roll.load(roll, tuple(sorted(enrolled)))
    _load(connection, t.STAFF, book.staff, reach.staff - enrolled)
    return enrolled


def _load_people(connection: Connection, book: Book, reach: Reach) -> None:
    enrolled = _load_staff(connection, book, reach)
    identities = _lock(connection, t.IDENTITIES, book.identities, reach.telegram_users | enrolled)
    known = {identity.participant_id for identity in identities}
    _lock(connection, t.PARTICIPANTS, book.participants, reach.participants | known)
    _lock(connection, t.CODES, book.codes, reach.codes)
    _lock(connection, t.PARTNERS, book.partners, reach.partners)
    _load_campaign_keys(connection, book, reach)


def _load_campaign_keys(connection: Connection, book: Book, reach: Reach) -> None:
    """The campaigns that keys open, and whether whoever uses one is invited already."""
    if not reach.campaign_keys:
        return
    _load_index(
        connection, _CAMPAIGNS_BY_KEY, book.campaign_keys, {digest for digest, _ in reach.campaign_keys}
    )
    opened = {
        (campaign_id, participant_id)
        for digest, participant_id in reach.campaign_keys
        if (campaign_id := book.campaign_keys[digest]) is not None
    }
    # Looked at, not changed: whether a key still opens its campaign, and to whom.
    _load(connection, t.CAMPAIGNS, book.campaigns, {campaign_id for campaign_id, _ in opened})
    for membership in opened:
        book.invitations.load(membership, None)
    for row in _select(connection, _INVITATIONS, sorted(opened)):
        book.invitations.load((row.campaign_id, row.participant_id), t.invitation_from_row(row))


def _lock_pledges(connection: Connection, book: Book, reach: Reach) -> list[Pledge]:
    pledges: list[Pledge] = []
    if reach.whole_campaigns:
        rosters: dict[CampaignId, list[Pledge]] = {campaign_id: [] for campaign_id in reach.whole_campaigns}
        for row in _select(connection, _PLEDGES_OF_CAMPAIGNS, sorted(reach.whole_campaigns)):
            pledge = t.PLEDGES.from_row(row)
            rosters[pledge.campaign_id].append(pledge)
        for campaign_id, roster in rosters.items():
            book.rosters.load(campaign_id, tuple(pledge.id for pledge in roster))
            pledges += roster
    for membership in reach.memberships:
        book.memberships.load(membership, None)
    if reach.memberships:
        pledges += map(
            t.PLEDGES.from_row, _select(connection, _PLEDGES_OF_MEMBERSHIPS, sorted(reach.memberships))
        )
    for pledge in pledges:
        book.pledges.load(pledge.id, pledge)
        book.memberships.load((pledge.campaign_id, pledge.participant_id), pledge.id)
    named = {pledge_id for pledge_id in reach.pledges if pledge_id not in book.pledges}
    return pledges + _lock(connection, t.PLEDGES, book.pledges, named)


@dataclass(frozen=True)
class _Tied:
    """What deposits, shares and payouts that are reached for belong to; none of it ever changes."""

    deposit_ids: Set[DepositId]
    campaign_ids: Set[CampaignId]
    product_codes: Set[str]
    share_ids: Set[ShareId]


def _follow_deposits(connection: Connection, reach: Reach) -> _Tied:
    whole = _select(connection, _WHOLE_DEPOSITS, sorted(reach.whole_deposits)) if reach.whole_deposits else ()
    of_payouts = _select(connection, _OF_PAYOUTS, sorted(reach.payouts)) if reach.payouts else ()
    share_ids = reach.shares.union(row.share_id for row in of_payouts)
    of_shares = _select(connection, _OF_SHARES, sorted(reach.shares)) if reach.shares else ()
    return _Tied(
        deposit_ids=reach.deposits.union(
            reach.whole_deposits,
            (row.deposit_id for row in of_shares),
            (row.deposit_id for row in of_payouts),
        ),
        campaign_ids={row.campaign_id for row in chain(whole, of_payouts)},
        product_codes={row.product_code for row in whole},
        share_ids=share_ids,
    )


def _lock_shares(connection: Connection, book: Book, reach: Reach, tied: _Tied) -> list[Share]:
    """Shares by id, and the active ones of whole deposits; only the latter's accounts are needed."""
    registers: dict[DepositId, list[ShareId]] = {deposit_id: [] for deposit_id in reach.whole_deposits}
    active = _select(connection, _ACTIVE_SHARES, sorted(registers)) if registers else ()
    shares = [t.SHARES.from_row(row) for row in active]
    for share in shares:
        registers[share.deposit_id].append(share.id)
        book.shares.load(share.id, share)
    for deposit_id, register in registers.items():
        book.registers.load(deposit_id, tuple(register))
    _lock(connection, t.SHARES, book.shares, tied.share_ids - {share.id for share in shares})
    return shares


def _lock_customers(connection: Connection, book: Book, reach: Reach) -> set[AccountId]:
    """Customers that are named by id, phone or pending code, and the ids of all accounts to load."""
    customer_ids: set[CustomerId] = set(reach.customers)
    customer_ids.update(_load_index(connection, _CUSTOMERS_BY_PHONE, book.phones, reach.phones))
    customer_ids.update(code.customer_id for key in reach.codes if (code := book.codes[key]) is not None)
    account_ids = set(reach.accounts)
    if customer_ids:
        _lock(connection, t.CUSTOMERS, book.customers, customer_ids)
        _check_phones(book, reach)
        accounts_of: dict[CustomerId, list[AccountId]] = {customer_id: [] for customer_id in customer_ids}
        for customer_id, account_id in _select(connection, _ACCOUNTS_OF_CUSTOMERS, sorted(customer_ids)):
            accounts_of[customer_id].append(account_id)
        for customer_id, of_customer in accounts_of.items():
            book.customer_accounts.load(customer_id, tuple(of_customer))
            account_ids.update(of_customer)
    return account_ids


def _check_phones(book: Book, reach: Reach) -> None:
    """A phone number was looked up before its customer was locked: it may have moved on since."""
    for phone in reach.phones:
        customer_id = book.phones[phone]
        customer = None if customer_id is None else book.customers[customer_id]
        if customer is not None and customer.phone != phone:
            raise Overtaken(t.CUSTOMERS.table.name)


def _lock_accounts(
    connection: Connection,
    book: Book,
    account_ids: set[AccountId],
    ledger_accounts: Iterable[LedgerAccountId],
) -> None:
    accounts = _lock(connection, t.ACCOUNTS, book.accounts, account_ids)
    balances = {
        account(account_id)
        for account_id in account_ids
        for account in (available_ledger_account, held_ledger_account)
    }
    _lock(connection, t.LEDGER, book.ledger, balances.union(ledger_accounts))
    _load(connection, t.LINKS, book.links, account_ids)
    holders = {account.customer_id for account in accounts}
    _load(connection, t.CUSTOMERS, book.customers, {each for each in holders if each not in book.customers})


def _load_pledged(connection: Connection, book: Book, reach: Reach) -> None:
    """Live pledges of people, read and not locked: one from an account comes and goes under that account's lock."""
    if not reach.pledgers:
        return
    pledged: dict[ParticipantId, list[Pledge]] = {participant_id: [] for participant_id in reach.pledgers}
    for row in _select(connection, _PLEDGES_OF_PLEDGERS, sorted(reach.pledgers)):
        pledge = t.PLEDGES.from_row(row)
        pledged[pledge.participant_id].append(pledge)
    for participant_id, pledges in pledged.items():
        book.pledged.load(participant_id, tuple(pledge.id for pledge in pledges))
        for pledge in pledges:
            if pledge.id not in book.pledges:
                book.pledges.load(pledge.id, pledge)


def _lock_designations(connection: Connection, book: Book, reach: Reach) -> None:
    """Designations of people who may have come, of whole campaigns, and of those who look at one or join it.

    After customers are locked: nobody proves a phone number while somebody is designated by it.
    """
    codes = [code for each in reach.codes if (code := book.codes[each]) is not None]
    proving = {phone_key(code.phone) for code in codes}.union(map(phone_key, reach.phones))
    awaited = reach.awaited | proving
    looking = _looking(book, reach)
    ids = _ids(connection, _DESIGNATIONS_AWAITED, awaited)
    ids |= _ids(connection, _DESIGNATIONS_OF_CAMPAIGNS, reach.designees | reach.invitees)
    ids |= _ids(connection, _DESIGNATIONS_OF_MEMBERSHIPS, looking)
    found = _lock(connection, t.DESIGNATIONS, book.designations, ids)
    _index_designations(book, found, awaited, reach.designees | reach.invitees, looking)
    campaign_ids = {each.campaign_id for each in found if each.campaign_id not in book.campaigns}
    _load(connection, t.CAMPAIGNS, book.campaigns, campaign_ids)
    _load_designated(connection, book, proving, reach.codes)


def _looking(book: Book, reach: Reach) -> set[tuple[CampaignId, ParticipantId]]:
    """Who is asked about in which campaign: whether, and how, they are designated there."""
    looking = set(reach.designated)
    for digest, participant_id in reach.campaign_keys:
        campaign_id = book.campaign_keys[digest]
        if campaign_id is not None:
            looking.add((campaign_id, participant_id))
    for membership in reach.memberships:
        campaign = book.campaigns[membership[0]]
        if campaign is not None and campaign.designated_only:
            looking.add(membership)
    return looking


def _index_designations(
    book: Book,
    found: Iterable[Designation],
    awaited: Iterable[str],
    campaign_ids: Iterable[CampaignId],
    looking: Iterable[tuple[CampaignId, ParticipantId]],
) -> None:
    by_key: dict[str, list[DesignationId]] = {key: [] for key in awaited}
    of_campaign: dict[CampaignId, list[DesignationId]] = {campaign_id: [] for campaign_id in campaign_ids}
    of_member: dict[tuple[CampaignId, ParticipantId], DesignationId | None] = dict.fromkeys(looking)
    for each in sorted(found, key=lambda designation: designation.id):
        if each.campaign_id in of_campaign:
            of_campaign[each.campaign_id].append(each.id)
        if each.participant_id is None:
            if each.designee.key in by_key:
                by_key[each.designee.key].append(each.id)
        elif of_member.get((each.campaign_id, each.participant_id)) is None:
            of_member[each.campaign_id, each.participant_id] = each.id
    for key, ids in by_key.items():
        book.awaited.load(key, tuple(ids))
    for campaign_id, ids in of_campaign.items():
        book.designees.load(campaign_id, tuple(ids))
    for membership, designation_id in of_member.items():
        book.designated.load(membership, designation_id)


def _load_designated(
    connection: Connection, book: Book, proving: Iterable[str], participant_ids: Iterable[ParticipantId]
) -> None:
    """Where somebody is awaited by a phone number that is being proved, whether they are designated there already."""
    memberships = {
        (designation.campaign_id, participant_id)
        for key in proving
        for designation_id in book.awaited[key] or ()
        if (designation := book.designations[designation_id]) is not None
        for participant_id in participant_ids
    }
    if memberships:
        ids = _ids(connection, _DESIGNATIONS_OF_MEMBERSHIPS, memberships)
        found = _load(connection, t.DESIGNATIONS, book.designations, ids)
        _index_designations(book, found, (), (), memberships)


def _ids(connection: Connection, statement: Executable, keys: Collection[Any]) -> set[DesignationId]:
    return {row.id for row in _select(connection, statement, sorted(keys))} if keys else set()


def _lock_remindings(connection: Connection, book: Book, reach: Reach) -> None:
    """How it stands between campaigns and people, of whole campaigns with who is invited, and who of them pledged.

    A reminding changes only under its campaign's lock; so does who has pledged.
    """
    ids = set(starmap(reminding_id, reach.remindings))
    if reach.invitees:
        of_campaigns = sorted(reach.invitees)
        ids.update(row.id for row in _select(connection, _REMINDINGS_OF_CAMPAIGNS, of_campaigns))
        _load_invitees(connection, book, of_campaigns)
    _lock(connection, t.REMINDINGS, book.remindings, ids)


def _load_invitees(connection: Connection, book: Book, campaign_ids: Sequence[CampaignId]) -> None:
    lookers: dict[CampaignId, list[ParticipantId]] = {campaign_id: [] for campaign_id in campaign_ids}
    for row in _select(connection, _LOOKERS_OF_CAMPAIGNS, campaign_ids):
        lookers[row.campaign_id].append(row.participant_id)
    for campaign_id, of_campaign in lookers.items():
        book.lookers.load(campaign_id, tuple(of_campaign))
    standing = [book.designations[each] for key in campaign_ids for each in book.designees[key] or ()]
    invited = {each.participant_id for each in standing if each is not None and each.participant_id}
    invited.update(chain.from_iterable(lookers.values()))
    unlocked = {each for each in invited if each not in book.participants}
    _load(connection, t.PARTICIPANTS, book.participants, unlocked)
    if invited:
        for row in _select(connection, _UNREACHABLE, sorted(invited)):
            book.unreachable.load(row.participant_id, True)
    for row in _select(connection, _PLEDGERS_OF_CAMPAIGNS, campaign_ids):
        if (row.campaign_id, row.participant_id) not in book.memberships:
            book.memberships.load((row.campaign_id, row.participant_id), row.id)


def _load_journal(
    connection: Connection, book: Book, reach: Reach, corrections: Iterable[Correction]
) -> set[LedgerAccountId]:
    """Entries by reference with what reverses them, what has a correction's reference, and the accounts of all legs."""
    legs = {ledger_account_id for each in corrections for ledger_account_id, _ in each.legs}
    wanted = reach.entries.union(
        map(reversal_reference, reach.entries), (each.reference for each in corrections)
    )
    if not wanted:
        return legs
    for reference in wanted:
        book.journal.load(reference, None)
    found = _select(connection, _ENTRIES, sorted(wanted))
    postings: dict[str, list[Any]] = {row.id: [] for row in found}
    for posting in _select(connection, _POSTINGS, sorted(postings)) if found else ():
        postings[posting.entry_id].append(posting)
    for row in found:
        entry = t.entry_from_rows(row, postings[row.id])
        book.journal.load(entry.reference, entry)
        if entry.reference in reach.entries:
            legs.update(posting.account_id for posting in entry.postings)
    return legs


def _follow_mismatches(connection: Connection, reach: Reach) -> tuple[set[CampaignId], set[CorrectionId]]:
    """The campaigns that mismatches pause, and the corrections proposed for them, before any of it is locked."""
    if not reach.mismatches:
        return set(), set()
    rows_ = _select(connection, t.MISMATCHES.select_by_key, sorted(reach.mismatches))
    recorded = [t.MISMATCHES.from_row(row) for row in rows_]
    return (
        {campaign_id for each in recorded for campaign_id in each.campaign_ids},
        {each.correction_id for each in recorded if each.correction_id is not None},
    )


def _lock_mismatches(
    connection: Connection,
    book: Book,
    reach: Reach,
    account_ids: Iterable[AccountId],
    corrections: Iterable[Correction],
) -> None:
    """Mismatches by subject, those of corrections, and with whole campaigns the open ones of all accounts.

    A mismatch was read before it was locked: what it pauses, or what was proposed for it, may have moved on since.
    """
    subjects = reach.mismatches | {each.subject for each in corrections if each.subject is not None}
    if reach.whole_campaigns:
        doubts: dict[AccountId, list[str]] = {account_id: [] for account_id in account_ids}
        for account_id, subject in _select(connection, _OPEN_MISMATCHES, sorted(doubts)) if doubts else ():
            doubts[account_id].append(subject)
            subjects |= {subject}
        for account_id, of_account in doubts.items():
            book.account_mismatches.load(account_id, tuple(of_account))
    for recorded in _lock(connection, t.MISMATCHES, book.mismatches, subjects):
        if recorded.subject not in reach.mismatches:
            continue
        known = recorded.correction_id is None or recorded.correction_id in book.corrections
        if not known or not all(campaign_id in book.campaigns for campaign_id in recorded.campaign_ids):
            raise Overtaken(t.MISMATCHES.table.name)


def _load_endpoints(connection: Connection, book: Book, reach: Reach) -> None:
    """What is sent where; an endpoint changes only under its partner's lock."""
    partner_ids = reach.endpoints_of | reach.partners | partners_of(book)
    if partner_ids:
        endpoint_ids: dict[PartnerId, list[EndpointId]] = {each: [] for each in partner_ids}
        for row in _select(connection, _ENDPOINTS_OF_PARTNERS, sorted(partner_ids)):
            endpoint = t.ENDPOINTS.from_row(row)
            book.endpoints.load(endpoint.id, endpoint)
            endpoint_ids[endpoint.partner_id].append(endpoint.id)
        for partner_id, of_partner in endpoint_ids.items():
            book.partner_endpoints.load(partner_id, tuple(of_partner))
    for delivery_id in reach.deliveries:
        book.deliveries.load(delivery_id, None)
    if reach.deliveries:
        for row in _select(connection, _DELIVERIES, sorted(reach.deliveries)):
            book.deliveries.load(row.id, t.delivery_from_row(row))


def _load_receipts(connection: Connection, book: Book, intents: Sequence[Any]) -> None:
    for intent in intents:
        book.receipts.load(intent, None)
    for row in _select(connection, _RECEIPTS, intents):
        receipt = decode_receipt(row.outcome, row.kind, row.body)
        book.receipts.load(row.intent, RecordedReceipt(row.fingerprint, receipt))


def save_book(connection: Connection, book: Book, now: Moment) -> None:
    """Write what the batch changed, set-wise: each kind of row in one go. Raises Overtaken.

    Postings go before their entry: once an entry stands, the database takes no more of them.
    """
    dialect = dialect_of(connection)
    for translation, shelf in _mutable_shelves(book):
        _delete(connection, translation, shelf)
        # Updates first: what they give up, such as a phone number or a live pledge's place, may be taken by an insert.
        _update(dialect, connection, translation, shelf)
        _insert(
            dialect, connection, translation.table, [translation.to_row(value) for value in shelf.inserted()]
        )
    entries = list(book.entries.inserted())
    for row_type, inserted in (
        (rows.CampaignKeyRow, [t.campaign_key_to_row(*item) for item in book.campaign_keys.inserted_items()]),
        (rows.PartnerKeyRow, [t.partner_key_to_row(*item) for item in book.partner_keys.inserted_items()]),
        (rows.InvitationRow, [t.invitation_to_row(each) for each in book.invitations.inserted()]),
        (rows.PostingRow, [row for entry in entries for row in t.postings_to_rows(entry)]),
        (rows.EntryRow, [t.entry_to_row(entry) for entry in entries]),
        (rows.AuditRow, [t.AUDIT.to_row(record) for record in book.audit.inserted()]),
        (
            rows.ReconciliationRow,
            [t.RECONCILIATIONS.to_row(run) for run in book.reconciliations.inserted()],
        ),
        (rows.DeliveryRow, [t.delivery_to_row(each) for each in book.deliveries.inserted()]),
        (rows.NoticeRow, _notice_rows(book, now)),
        (rows.ReceiptRow, _receipt_rows(book, now)),
    ):
        _insert(dialect, connection, rows.table_of(row_type), inserted)
    _forget(connection, book)


def _forget(connection: Connection, book: Book) -> None:
    """Invitations that are gone, and what the conversation kept of who was erased."""
    if left := sorted(book.invitations.removed()):
        connection.execute(_LEAVE, {KEYS: left})
    erased = [
        after.id for before, after in book.participants.updated() if after.erased_at != before.erased_at
    ]
    if erased:
        forget_people(connection, erased, book.identities.removed())


def _mutable_shelves(book: Book) -> Iterator[tuple[Translation[Any], Shelf[Any, Any]]]:
    """What is saved with a version guard, in an order that foreign keys allow."""
    yield t.STAFF, book.staff
    yield t.STANDSTILL, book.standstill
    yield t.IDENTITIES, book.identities
    yield t.PARTICIPANTS, book.participants
    yield t.CODES, book.codes
    yield t.PARTNERS, book.partners
    yield t.ENDPOINTS, book.endpoints
    yield t.CUSTOMERS, book.customers
    yield t.ACCOUNTS, book.accounts
    yield t.LINKS, book.links
    yield t.PRODUCTS, book.products
    yield t.LEDGER, book.ledger
    yield t.CAMPAIGNS, book.campaigns
    yield t.DESIGNATIONS, book.designations
    yield t.REMINDINGS, book.remindings
    yield t.PLEDGES, book.pledges
    yield t.HOLDS, book.holds
    yield t.ORDERS, book.orders
    yield t.DEPOSITS, book.deposits
    yield t.SHARES, book.shares
    yield t.PAYOUTS, book.payouts
    yield t.CORRECTIONS, book.corrections
    yield t.MISMATCHES, book.mismatches
    yield t.RECONCILING, book.reconciling


def _delete(connection: Connection, translation: Translation[Any], shelf: Shelf[Any, Any]) -> None:
    """Delete what is gone; it was locked when it was loaded."""
    if removed := sorted(shelf.removed()):
        connection.execute(translation.delete_by_key, {KEYS: removed})


def _insert(dialect: Dialect, connection: Connection, table: Table, inserted: list[dict[str, Any]]) -> None:
    if inserted:
        dialect.insert_all(connection, table, inserted)


def _update(
    dialect: Dialect, connection: Connection, translation: Translation[M], shelf: Shelf[Any, M]
) -> None:
    updated = [translation.updated_row(loaded, value) for loaded, value in shelf.updated()]
    if updated and dialect.update_all(connection, translation, updated) != len(updated):
        raise Overtaken(translation.table.name)


def _notice_rows(book: Book, now: Moment) -> list[dict[str, Any]]:
    rows_ = []
    for notice_id, notice in book.notices.inserted_items():
        kind, body = encode_named(notice)
        due_at = microseconds(now.at)
        rows_.append(
            {"id": notice_id, "participant_id": notice.to, "kind": kind, "body": body, "due_at": due_at}
        )
    return rows_


def _receipt_rows(book: Book, now: Moment) -> list[dict[str, Any]]:
    rows_ = []
    # In one order by every teller: two that were handed the same intents do not wait for each other in a circle.
    for intent, recorded in sorted(book.receipts.inserted_items(), key=lambda item: item[0]):
        outcome, kind, body = encode_receipt(recorded.receipt)
        rows_.append(
            {
                "intent": intent,
                "fingerprint": recorded.fingerprint,
                "outcome": outcome,
                "kind": kind,
                "body": body,
                "decided_at": microseconds(now.at),
            }
        )
    return rows_
