"""What an order that the bank has carried out does to the books: holds, entries, the term deposit.

The embedded bank keeps these books as it carries orders out; for a remote bank they are our record of what it has told.
"""

from dataclasses import replace
from datetime import date

from core.book import Book
from core.domain.account import BankAccount, available_ledger_account
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    Hold,
    HoldState,
    OpenDeposit,
    OpenedDeposit,
    PayOut,
    PlaceHold,
    ReleaseHold,
    Renewal,
    ReplaceHold,
    TermDeposit,
    TransferShare,
    WithdrawShare,
    deposit_ledger_account,
    expense_ledger_account,
    interest_ledger_account,
    tax_ledger_account,
)
from core.domain.ids import CampaignId, DepositId, HoldId, LedgerAccountId, OrderReference
from core.domain.ledger import EntryKind
from core.domain.moment import Moment
from core.domain.payout import payable_ledger_account


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
        case CloseDeposit() as closing:
            _close_deposit(book, order, closing, confirmed, now)
        case WithdrawShare() as withdrawing:
            _withdraw_share(book, order, withdrawing, now)
        case TransferShare() as transferring:
            _transfer_share(book, order, transferring, now)
        case PayOut() as paying:
            _pay_out(book, order, paying, now)


def book_accruals(book: Book, deposit: TermDeposit, until: date, now: Moment) -> TermDeposit:
    """Book the interest of each day up to, not including, `until` that the books miss; the deposit with it.

    Each day has one entry, under a reference of its own; a day without a cent has none.
    """
    owed, expense = interest_ledger_account(deposit.id), expense_ledger_account(deposit.id)
    book.open_if_new(owed, deposit.currency, floored=True)
    book.open_if_new(expense, deposit.currency, floored=False)
    for accrual in deposit.accruals(until):
        if accrual.amount_minor:
            legs = {expense: -accrual.amount_minor, owed: accrual.amount_minor}
            book.post(f"accrual:{deposit.id}:{accrual.day}", EntryKind.ACCRUAL, legs, now)
    accrued = deposit.accrued(until)
    book.deposits.put(accrued.id, accrued)
    return accrued


# Term deposits


def _open_deposit(
    book: Book, order: BankOrder, opening: OpenDeposit, confirmed: Confirmed, now: Moment
) -> None:
    opened = confirmed.deposit
    assert opened is not None, "a confirmed opening tells what was opened"
    principal = deposit_ledger_account(opening.deposit_id)
    book.open_if_new(principal, opening.currency, floored=True)
    legs = {principal: opening.principal_minor}
    for hold_id in opening.hold_ids:
        hold = _placed(book, hold_id)
        held = known_account(book, hold).held
        legs[held] = legs.get(held, 0) - hold.amount_minor
        book.holds.put(hold_id, replace(hold, state=HoldState.CAPTURED))
    _post(book, order.reference, EntryKind.SETTLEMENT, legs, now)
    _begin(book, order.campaign_id, opening, opened)


def _begin(
    book: Book,
    campaign_id: CampaignId,
    opening: OpenDeposit | Renewal,
    opened: OpenedDeposit,
    renews: DepositId | None = None,
) -> None:
    deposit = TermDeposit(
        id=opening.deposit_id,
        number=opened.number,
        campaign_id=campaign_id,
        product_code=opening.product_code,
        principal_minor=opening.principal_minor,
        currency=opening.currency,
        annual_rate_percent=opening.annual_rate_percent,
        day_count=opening.day_count,
        compounding=opening.compounding,
        rounding=opening.rounding,
        value_date=opened.value_date,
        maturity_date=opened.maturity_date,
        payout_date=opened.payout_date or opened.maturity_date,
        outstanding_minor=opening.principal_minor,
        accrued_to=opened.value_date,
        renews=renews,
    )
    book.deposits.put(deposit.id, deposit)


def _close_deposit(
    book: Book, order: BankOrder, closing: CloseDeposit, confirmed: Confirmed, now: Moment
) -> None:
    """Principal and interest out of the deposit: to each member's payout, withheld as tax, or into the next deposit."""
    deposit = book.deposits[closing.deposit_id]
    assert deposit is not None, "what is closed was opened"
    movements = [
        {
            deposit_ledger_account(deposit.id): -closing.principal_minor,
            interest_ledger_account(deposit.id): -closing.interest_minor,
        }
    ]
    tax = tax_ledger_account(deposit.id)
    book.open_if_new(tax, deposit.currency, floored=True)
    for part in closing.parts:
        movements.append({tax: part.tax_minor})
        if part.payout_id is not None:
            payable = payable_ledger_account(part.payout_id)
            book.open_if_new(payable, deposit.currency, floored=True)
            movements.append({payable: part.payout_minor})
    if closing.renewal is not None:
        assert confirmed.deposit is not None, "a confirmed renewal tells what was opened"
        principal = deposit_ledger_account(closing.renewal.deposit_id)
        book.open_if_new(principal, deposit.currency, floored=True)
        movements.append({principal: closing.renewal.principal_minor})
        _begin(book, order.campaign_id, closing.renewal, confirmed.deposit, deposit.id)
    _post(book, order.reference, EntryKind.MATURITY, _sum_of(*movements), now)
    owed_count = sum(part.payout_id is not None for part in closing.parts)
    book.deposits.put(deposit.id, deposit.matured(owed_count))


def _withdraw_share(book: Book, order: BankOrder, withdrawing: WithdrawShare, now: Moment) -> None:
    """One share's money into its payout; what had accrued on it beyond what is paid, the bank need not spend.

    So with what the books hold for days from the effective date on, if the bank has answered later than it.
    """
    known = book.deposits[withdrawing.deposit_id]
    assert known is not None, "what is withdrawn from was opened"
    deposit = book_accruals(book, known, withdrawing.effective_date, now)
    left = deposit.left_early(
        withdrawing.principal_minor, withdrawing.effective_date, withdrawing.rest_rate_percent
    )
    accrued_minor = deposit.accrued_minor - left.accrued_minor
    payable, tax = payable_ledger_account(withdrawing.payout_id), tax_ledger_account(deposit.id)
    book.open_if_new(payable, deposit.currency, floored=True)
    book.open_if_new(tax, deposit.currency, floored=True)
    legs = _sum_of(
        {
            deposit_ledger_account(deposit.id): -withdrawing.principal_minor,
            interest_ledger_account(deposit.id): -accrued_minor,
            expense_ledger_account(deposit.id): accrued_minor - withdrawing.interest_minor,
            payable: withdrawing.payout_minor,
            tax: withdrawing.tax_minor,
        }
    )
    _post(book, order.reference, EntryKind.EARLY_WITHDRAWAL, legs, now)
    book.deposits.put(deposit.id, left)


def _transfer_share(book: Book, order: BankOrder, transferring: TransferShare, now: Moment) -> None:
    """The price from its buyer into the seller's payout; the deposit's own money does not move."""
    deposit, account = book.deposits[transferring.deposit_id], book.accounts[transferring.account_id]
    assert deposit is not None, "what is sold a share of was opened"
    assert account is not None, "what is debited was validated"
    payable = payable_ledger_account(transferring.payout_id)
    book.open_if_new(payable, deposit.currency, floored=True)
    legs = {account.available: -transferring.price_minor, payable: transferring.price_minor}
    _post(book, order.reference, EntryKind.TRANSFER, legs, now)
    used = account.used(transferring.debit.purpose, transferring.price_minor, now.day)
    if used is not account:
        book.accounts.put(account.id, used)
    book.deposits.put(deposit.id, deposit.transferred())


def _pay_out(book: Book, order: BankOrder, paying: PayOut, now: Moment) -> None:
    legs = {
        payable_ledger_account(paying.payout_id): -paying.amount_minor,
        available_ledger_account(paying.account_id): paying.amount_minor,
    }
    _post(book, order.reference, EntryKind.PAYOUT, legs, now)


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
