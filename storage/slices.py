"""The slice of the database that a batch works on: loading what its commands reach for, saving what they changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, bindparam, insert, select, tuple_

from core.batch import reach_of
from core.book import Book, RecordedReceipt, Shelf
from core.commands import Command
from core.domain.account import available_ledger_account, held_ledger_account
from core.domain.ids import AccountId, CampaignId, CustomerId
from core.domain.moment import Moment
from core.domain.pledge import Pledge
from core.reach import Reach
from storage import rows
from storage import translations as t
from storage.codec import decode_receipt, encode_named, encode_receipt, microseconds
from storage.translations import Translation

K = TypeVar("K")
V = TypeVar("V")


class Overtaken(Exception):
    """A row changed between loading and saving: the batch has to be run again on what is there now."""


# Statements are built once: building them costs more than running them.

_CAMPAIGN = rows.CampaignRow
_PLEDGE = rows.PledgeRow
_LIVE_PLEDGES = t.PLEDGES.select.where(_PLEDGE.live)
_PLEDGES_OF_CAMPAIGNS = _LIVE_PLEDGES.where(
    _PLEDGE.campaign_id.in_(bindparam("keys", expanding=True))
).order_by(_PLEDGE.id)
_PLEDGES_OF_MEMBERSHIPS = _LIVE_PLEDGES.where(
    tuple_(_PLEDGE.campaign_id, _PLEDGE.participant_id).in_(bindparam("keys", expanding=True))
)
_CAMPAIGNS_BY_SHORT_CODE = select(_CAMPAIGN.short_code, _CAMPAIGN.id).where(
    _CAMPAIGN.short_code.in_(bindparam("keys", expanding=True))
)
_CUSTOMERS_BY_PHONE = select(rows.CustomerRow.phone, rows.CustomerRow.id).where(
    rows.CustomerRow.phone.in_(bindparam("keys", expanding=True))
)
_ACCOUNTS_OF_CUSTOMERS = (
    select(rows.AccountRow.customer_id, rows.AccountRow.id)
    .where(rows.AccountRow.customer_id.in_(bindparam("keys", expanding=True)))
    .order_by(rows.AccountRow.id)
)
_RECEIPTS = select(rows.ReceiptRow).where(rows.ReceiptRow.intent.in_(bindparam("keys", expanding=True)))
_INSERT_RECEIPTS = insert(rows.ReceiptRow)
_INSERT_NOTICES = insert(rows.NoticeRow)
_INSERT_ENTRIES = insert(rows.EntryRow)
_INSERT_POSTINGS = insert(rows.PostingRow)


def load_book(connection: Connection, commands: Sequence[Command[Any]]) -> Book:
    """Everything the commands may look at. Keys flow down: campaigns, pledges, customers, accounts, balances."""
    book = Book()
    reach = Reach.union(*map(reach_of, commands))
    _load_people(connection, book, reach)
    campaign_ids = (
        reach.campaigns | reach.whole_campaigns | {campaign_id for campaign_id, _ in reach.memberships}
    )
    _load(connection, t.CAMPAIGNS, book.campaigns, campaign_ids)
    _load(connection, t.PRODUCTS, book.products, reach.products)
    pledges = _load_pledges(connection, book, reach)
    account_ids = _load_customer_accounts(connection, book, reach)
    _load_accounts(connection, book, account_ids | {pledge.account_id for pledge in pledges})
    _load(connection, t.HOLDS, book.holds, {pledge.hold_id for pledge in pledges})
    _load(connection, t.LEDGER, book.ledger, reach.ledger_accounts)
    _load_receipts(connection, book, [command.intent for command in commands])
    return book


def _select(connection: Connection, statement: Executable, keys: Iterable[Any]) -> Sequence[Any]:
    return connection.execute(statement, {"keys": list(keys)}).all()


def _load(
    connection: Connection, translation: Translation[V], shelf: Shelf[K, V], keys: Iterable[K]
) -> list[V]:
    """Load the rows under `keys`, in the order of the keys; those that do not exist are loaded as None."""
    wanted = sorted(keys)  # type: ignore[type-var]  # keys are ids: text or numbers
    if not wanted:
        return []
    for key in wanted:
        shelf.load(key, None)
    values = []
    for row in _select(connection, translation.select_by_key, wanted):
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


def _load_people(connection: Connection, book: Book, reach: Reach) -> None:
    identities = _load(connection, t.IDENTITIES, book.identities, reach.telegram_users)
    known = {identity.participant_id for identity in identities}
    _load(connection, t.PARTICIPANTS, book.participants, reach.participants | known)
    _load(connection, t.CODES, book.codes, reach.codes)
    _load_index(connection, _CAMPAIGNS_BY_SHORT_CODE, book.short_codes, reach.short_codes)


def _load_pledges(connection: Connection, book: Book, reach: Reach) -> list[Pledge]:
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
    return pledges


def _load_customer_accounts(connection: Connection, book: Book, reach: Reach) -> set[AccountId]:
    """Customers that are named by id, phone or pending code, and the ids of all accounts to load."""
    customer_ids: set[CustomerId] = set(reach.customers)
    customer_ids.update(_load_index(connection, _CUSTOMERS_BY_PHONE, book.phones, reach.phones))
    customer_ids.update(code.customer_id for key in reach.codes if (code := book.codes[key]) is not None)
    account_ids = set(reach.accounts)
    if customer_ids:
        _load(connection, t.CUSTOMERS, book.customers, customer_ids)
        accounts_of: dict[CustomerId, list[AccountId]] = {customer_id: [] for customer_id in customer_ids}
        for customer_id, account_id in _select(connection, _ACCOUNTS_OF_CUSTOMERS, sorted(customer_ids)):
            accounts_of[customer_id].append(account_id)
        for customer_id, of_customer in accounts_of.items():
            book.customer_accounts.load(customer_id, tuple(of_customer))
            account_ids.update(of_customer)
    return account_ids


def _load_accounts(connection: Connection, book: Book, account_ids: set[AccountId]) -> None:
    accounts = _load(connection, t.ACCOUNTS, book.accounts, account_ids)
    _load(connection, t.CUSTOMERS, book.customers, {account.customer_id for account in accounts})
    _load(connection, t.LINKS, book.links, account_ids)
    balances = [
        account(account_id)
        for account_id in account_ids
        for account in (available_ledger_account, held_ledger_account)
    ]
    _load(connection, t.LEDGER, book.ledger, balances)


def _load_receipts(connection: Connection, book: Book, intents: Sequence[Any]) -> None:
    for intent in intents:
        book.receipts.load(intent, None)
    for row in _select(connection, _RECEIPTS, intents):
        receipt = decode_receipt(row.outcome, row.kind, row.body)
        book.receipts.load(row.intent, RecordedReceipt(row.fingerprint, receipt))


def save_book(connection: Connection, book: Book, now: Moment) -> None:
    """Write what the batch changed, set-wise: each kind of row in one statement. Raises Overtaken.

    Postings go before their entry: its insert is what the balancing trigger looks at them on.
    """
    for translation, shelf in _mutable_shelves(book):
        # Updates first: what they give up, such as a phone number or a live pledge's place, may be taken by an insert.
        _update(connection, translation, shelf)
        _insert(connection, translation.insert, [translation.to_row(value) for value in shelf.inserted()])
    entries = list(book.entries.inserted())
    _insert(connection, _INSERT_POSTINGS, [row for entry in entries for row in t.postings_to_rows(entry)])
    _insert(connection, _INSERT_ENTRIES, [t.entry_to_row(entry) for entry in entries])
    _insert(connection, t.AUDIT.insert, [t.AUDIT.to_row(record) for record in book.audit.inserted()])
    _insert(connection, _INSERT_NOTICES, _notice_rows(book, now))
    _insert(connection, _INSERT_RECEIPTS, _receipt_rows(book, now))


def _mutable_shelves(book: Book) -> Iterator[tuple[Translation[Any], Shelf[Any, Any]]]:
    """What is saved with a version guard, in an order that foreign keys allow."""
    yield t.IDENTITIES, book.identities
    yield t.PARTICIPANTS, book.participants
    yield t.CODES, book.codes
    yield t.CUSTOMERS, book.customers
    yield t.ACCOUNTS, book.accounts
    yield t.LINKS, book.links
    yield t.PRODUCTS, book.products
    yield t.LEDGER, book.ledger
    yield t.CAMPAIGNS, book.campaigns
    yield t.PLEDGES, book.pledges
    yield t.HOLDS, book.holds
    yield t.ORDERS, book.orders
    yield t.DEPOSITS, book.deposits
    yield t.SHARES, book.shares


def _insert(connection: Connection, statement: Executable, parameters: list[dict[str, Any]]) -> None:
    if parameters:
        connection.execute(statement, parameters)


def _update(connection: Connection, translation: Translation[V], shelf: Shelf[Any, V]) -> None:
    parameters = [translation.updated_row(loaded, value) for loaded, value in shelf.updated()]
    if parameters and connection.execute(translation.update, parameters).rowcount != len(parameters):
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
    for intent, recorded in book.receipts.inserted_items():
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
