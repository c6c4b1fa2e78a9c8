"""What a bank elsewhere tells of its customers, kept as it was told: to link accounts by, and for previews.

Nothing is decided by it: the hold that is asked for later validates the account, at the bank.
"""

from dataclasses import replace

from core.book import Book
from core.commands import ActorKind, Done, RecordCustomerFacts
from core.domain.account import AccountStatus, BankAccount, BankCustomer
from core.domain.facts import AccountFacts, CustomerFacts
from core.domain.ids import IntentId
from core.domain.ledger import EntryKind, LedgerAccount
from core.domain.moment import Moment
from core.reach import Reach
from core.usecases.administering import cash_ledger_account
from core.usecases.registry import use_case

NUMBER_SHOWN = 4
NUMBER_UNKNOWN = "unknown:"
"""How a customer's number begins whom the bank knows by another one now; no number of a phone looks like it."""


def _everyone_concerned(command: RecordCustomerFacts) -> Reach:
    phones = frozenset({command.phone})
    if command.facts is None:
        return Reach(phones=phones)
    account_ids = frozenset(told.account.id for told in command.facts.accounts)
    return Reach(
        phones=phones,
        customers=frozenset({command.facts.customer.id}),
        accounts=account_ids,
        ledger_accounts=frozenset(map(cash_ledger_account, account_ids)),
    )


@use_case(RecordCustomerFacts, actors={ActorKind.SYSTEM}, reach=_everyone_concerned)
def record_customer_facts(book: Book, command: RecordCustomerFacts, now: Moment) -> Done:
    """Keep what the bank told of the customer whose number this is; whoever had it before has it no more.

    Answers may overtake each other: one that was asked for before the newest that we know changes nothing.
    """
    holder_id = book.phones[command.phone]
    holder = None if holder_id is None else book.customers[holder_id]
    known = None if command.facts is None else book.customers[command.facts.customer.id]
    if _told_later(holder, command) or _told_later(known, command):
        return Done()
    if holder is not None and holder != known:
        _take_number_from(book, holder, command)
    if command.facts is not None:
        _keep(book, command.facts, known, command, now)
    return Done()


def _told_later(customer: BankCustomer | None, command: RecordCustomerFacts) -> bool:
    return customer is not None and customer.told_at is not None and customer.told_at >= command.asked_at


def _take_number_from(book: Book, holder: BankCustomer, command: RecordCustomerFacts) -> None:
    """Accounts that were linked by the number must be linked again."""
    book.phones.put(holder.phone, None)
    book.put_customer(replace(holder, phone=f"{NUMBER_UNKNOWN}{holder.id}", told_at=command.asked_at))


def _keep(
    book: Book, facts: CustomerFacts, known: BankCustomer | None, command: RecordCustomerFacts, now: Moment
) -> None:
    customer = replace(facts.customer, phone=command.phone, told_at=command.asked_at, version=0)
    if known is not None:
        customer = replace(customer, version=known.version)
        if known.phone != customer.phone:
            book.phones.put(known.phone, None)
    book.put_customer(customer)
    told = {each.account.id: each for each in facts.accounts}
    accounts = book.customer_accounts[customer.id] or ()
    for account_id in accounts:
        account = book.accounts[account_id]
        if account is not None and account_id not in told and account.status is not AccountStatus.CLOSED:
            book.accounts.put(account_id, replace(account, status=AccountStatus.CLOSED))
    for each in facts.accounts:
        _keep_account(book, each, command.intent, now)
    book.customer_accounts.put(customer.id, tuple(dict.fromkeys((*accounts, *told))))


def _keep_account(book: Book, facts: AccountFacts, intent: IntentId, now: Moment) -> None:
    """Keep the account, and move our record of what its holder may use to the bank's figure.

    Holds that stand are not part of that figure, neither at the bank nor here. One that the bank has placed and we have
    not heard of is missing from the figure already: when its confirmation comes it is taken off once more, until the
    figure is asked for again.
    """
    account, known = _as_kept(facts.account), book.accounts[facts.account.id]
    outside = cash_ledger_account(account.id)
    if known is None:
        book.accounts.put(account.id, account)
        book.links.load(account.id, None)  # nobody's yet; a later command of this batch may look
        _open_ledger_accounts(book, account)
    elif known != replace(account, version=known.version):
        book.accounts.put(account.id, replace(account, version=known.version))
    available = book.ledger[account.available]
    assert available is not None, "it is opened with its account"
    moved_minor = facts.available_minor - available.balance_minor
    if moved_minor:
        legs = {outside: -moved_minor, account.available: moved_minor}
        book.post(f"figure:{intent}:{account.id}", EntryKind.BANK_FIGURE, legs, now)


def _as_kept(account: BankAccount) -> BankAccount:
    """With the end of the number only, which is all that people are shown; behind the id it is nobody else's."""
    return replace(account, number=f"{account.id} {account.number[-NUMBER_SHOWN:]}", version=0)


def _open_ledger_accounts(book: Book, account: BankAccount) -> None:
    """What is available may fall below zero here: the figure and the holds it misses are heard of one by one."""
    for ledger_account_id, floored in (
        (account.available, False),
        (account.held, True),
        (cash_ledger_account(account.id), False),
    ):
        book.open_ledger_account(LedgerAccount(ledger_account_id, account.currency, floored))
