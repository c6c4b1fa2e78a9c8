"""What an order that the bank has carried out does to the books: holds, entries, the term deposit.

The embedded bank keeps these books as it carries orders out; for a remote bank they are our record of what it has told.
"""

from dataclasses import replace

from core.book import Book
from core.domain.account import BankAccount
from core.domain.bank import (
    BankOrder,
    Confirmed,
    Hold,
    HoldState,
    OpenDeposit,
    PlaceHold,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
)
from core.domain.ids import DepositId, HoldId, LedgerAccountId, OrderReference
from core.domain.ledger import EntryKind, LedgerAccount
from core.domain.moment import Moment


def deposit_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of a term deposit's principal."""
    return LedgerAccountId(f"{deposit_id}:principal")


def keep_books(book: Book, order: BankOrder, confirmed: Confirmed, now: Moment) -> None:
    """Record what a confirmed order did, as one balanced entry under its reference."""
    match order.instruction:
        case PlaceHold() as placing:
            _set_aside(book, placing, now)
            account = known_account(book, placing)
            _post(
                book,
                order.reference,
                EntryKind.HOLD,
                _setting_aside(account, placing.debit.amount_minor),
                now,
            )
        case ReplaceHold(released_hold_id, placing):
            released = _placed(book, released_hold_id)
            _give_back(book, released, now)
            _set_aside(book, placing, now)
            legs = _sum_of(
                _setting_aside(known_account(book, released), -released.amount_minor),
                _setting_aside(known_account(book, placing), placing.debit.amount_minor),
            )
            _post(book, order.reference, EntryKind.REPLACE_HOLD, legs, now)
        case ReleaseHold(hold_id):
            hold = placed_hold(book, hold_id)
            if hold is None:  # a correction ended it while the bank was asked to
                return
            _give_back(book, hold, now)
            legs = _setting_aside(known_account(book, hold), -hold.amount_minor)
            _post(book, order.reference, EntryKind.RELEASE_HOLD, legs, now)
        case OpenDeposit() as opening:
            _open_deposit(book, order, opening, confirmed, now)


def _open_deposit(
    book: Book, order: BankOrder, opening: OpenDeposit, confirmed: Confirmed, now: Moment
) -> None:
    opened = confirmed.deposit
    assert opened is not None, "a confirmed opening tells what was opened"
    principal = deposit_ledger_account(opening.deposit_id)
    book.open_ledger_account(LedgerAccount(principal, opening.currency, floored=True))
    legs = {principal: opening.principal_minor}
    for hold_id in opening.hold_ids:
        hold = _placed(book, hold_id)
        held = known_account(book, hold).held
        legs[held] = legs.get(held, 0) - hold.amount_minor
        book.holds.put(hold_id, replace(hold, state=HoldState.CAPTURED))
    _post(book, order.reference, EntryKind.SETTLEMENT, legs, now)
    deposit = TermDeposit(
        id=opening.deposit_id,
        number=opened.number,
        campaign_id=order.campaign_id,
        product_code=opening.product_code,
        principal_minor=opening.principal_minor,
        currency=opening.currency,
        annual_rate_percent=opening.annual_rate_percent,
        day_count=opening.day_count,
        compounding=opening.compounding,
        rounding=opening.rounding,
        value_date=opened.value_date,
        maturity_date=opened.maturity_date,
    )
    book.deposits.put(deposit.id, deposit)


# Holds


def placed_hold(book: Book, hold_id: HoldId) -> Hold | None:
    """The hold, if it stands."""
    hold = book.holds[hold_id]
    return hold if hold is not None and hold.state is HoldState.PLACED else None


def known_account(book: Book, held: Hold | PlaceHold) -> BankAccount:
    """The account of a hold."""
    account = book.accounts[held.account_id]
    assert account is not None, "a hold's account is never deleted"
    return account


def counts_today(hold: Hold, now: Moment) -> bool:
    """Whether the hold used up today's limit; one of an earlier day gives nothing back."""
    return hold.placed_on == now.day


def _placed(book: Book, hold_id: HoldId) -> Hold:
    hold = placed_hold(book, hold_id)
    assert hold is not None, f"{hold_id} does not stand"
    return hold


def _set_aside(book: Book, placing: PlaceHold, now: Moment) -> None:
    hold = Hold(placing.hold_id, placing.account_id, placing.debit, HoldState.PLACED, now.day)
    book.holds.put(hold.id, hold)
    _use_limit(book, hold, hold.amount_minor, now)


def _give_back(book: Book, hold: Hold, now: Moment) -> None:
    book.holds.put(hold.id, replace(hold, state=HoldState.RELEASED))
    if counts_today(hold, now):
        _use_limit(book, hold, -hold.amount_minor, now)


def _use_limit(book: Book, hold: Hold, amount_minor: int, now: Moment) -> None:
    account = known_account(book, hold)
    used = account.used(hold.debit.purpose, amount_minor, now.day)
    if used is not account:
        book.accounts.put(account.id, used)


# Entries


def _setting_aside(account: BankAccount, amount_minor: int) -> dict[LedgerAccountId, int]:
    """The legs that move money from available to held; a negative amount moves it back."""
    return {account.available: -amount_minor, account.held: amount_minor}


def _sum_of(*movements: dict[LedgerAccountId, int]) -> dict[LedgerAccountId, int]:
    """The legs of several movements as one, without those that cancel out."""
    legs: dict[LedgerAccountId, int] = {}
    for movement in movements:
        for ledger_account_id, amount_minor in movement.items():
            legs[ledger_account_id] = legs.get(ledger_account_id, 0) + amount_minor
    return {
        ledger_account_id: amount_minor for ledger_account_id, amount_minor in legs.items() if amount_minor
    }


def _post(
    book: Book, reference: OrderReference, kind: EntryKind, legs: dict[LedgerAccountId, int], now: Moment
) -> None:
    if legs:  # a hold replaced by an equal one on the same account moves nothing
        book.post(reference, kind, legs, now)
