"""The embedded bank: a small real one on our own ledger, that answers an order while its command is still running."""

from dataclasses import replace

from core.book import Book
from core.domain.account import BankAccount, standing_conditions, validate_account
from core.domain.bank import (
    BankOrder,
    Confirmed,
    FailingHold,
    Hold,
    HoldState,
    OpenDeposit,
    Outcome,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.deposit import deposit_number
from core.domain.ids import DepositId, HoldId, LedgerAccountId, OrderReference
from core.domain.interest import add_months
from core.domain.ledger import EntryKind, LedgerAccount
from core.domain.moment import Moment

DEPOSIT_NUMBER_DIGITS = 11


def deposit_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of a term deposit's principal."""
    return LedgerAccountId(f"{deposit_id}:principal")


class HouseBank:
    """Performs orders on the book it is given. Its validation is the real one: nothing is promised before it."""

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome:
        """Do what the order says, wholly or not at all, and answer."""
        match order.instruction:
            case PlaceHold() as placing:
                return self._place(book, order.reference, placing, now)
            case ReplaceHold() as replacing:
                return self._replace(book, order.reference, replacing, now)
            case ReleaseHold() as releasing:
                return self._release(book, order.reference, releasing, now)
            case OpenDeposit() as opening:
                return self._open_deposit(book, order, opening, now)

    def _place(self, book: Book, reference: OrderReference, placing: PlaceHold, now: Moment) -> Outcome:
        account = book.accounts[placing.account_id]
        if account is None:
            return Rejected((FailedCondition(ConditionCode.ACCOUNT_UNKNOWN),))
        debit = placing.debit
        if failed := validate_account(account, debit, _available_minor(book, account), now.day):
            return Rejected(failed)
        _set_aside(book, account, placing, now)
        legs = {account.available: -debit.amount_minor, account.held: debit.amount_minor}
        book.post(reference, EntryKind.HOLD, legs, now)
        return Confirmed()

    def _replace(self, book: Book, reference: OrderReference, replacing: ReplaceHold, now: Moment) -> Outcome:
        placing = replacing.placed
        account = book.accounts[placing.account_id]
        released = _placed_hold(book, replacing.released_hold_id)
        if account is None or released is None:
            code = ConditionCode.ACCOUNT_UNKNOWN if account is None else ConditionCode.HOLD_MISSING
            return Rejected((FailedCondition(code),))
        same_account = released.account_id == account.id
        freed_minor = released.amount_minor if same_account else 0
        counted = (
            account.used(released.debit.purpose, -freed_minor, now.day)
            if _counts_today(released, now)
            else account
        )
        available_minor = _available_minor(book, account) + freed_minor
        if failed := validate_account(counted, placing.debit, available_minor, now.day):
            return Rejected(failed)
        _give_back(book, released, now)
        _set_aside(book, book.accounts[account.id] or account, placing, now)
        legs: dict[LedgerAccountId, int] = {}
        old_account = account if same_account else _account(book, released)
        for ledger_account_id, amount_minor in (
            (old_account.held, -released.amount_minor),
            (old_account.available, released.amount_minor),
            (account.available, -placing.debit.amount_minor),
            (account.held, placing.debit.amount_minor),
        ):
            legs[ledger_account_id] = legs.get(ledger_account_id, 0) + amount_minor
        if legs := {
            ledger_account_id: amount_minor
            for ledger_account_id, amount_minor in legs.items()
            if amount_minor
        }:
            book.post(reference, EntryKind.REPLACE_HOLD, legs, now)
        return Confirmed()

    def _release(self, book: Book, reference: OrderReference, releasing: ReleaseHold, now: Moment) -> Outcome:
        hold = _placed_hold(book, releasing.hold_id)
        if hold is None:
            return Rejected((FailedCondition(ConditionCode.HOLD_MISSING),))
        account = _account(book, hold)
        _give_back(book, hold, now)
        legs = {account.held: -hold.amount_minor, account.available: hold.amount_minor}
        book.post(reference, EntryKind.RELEASE_HOLD, legs, now)
        return Confirmed()

    def _open_deposit(self, book: Book, order: BankOrder, opening: OpenDeposit, now: Moment) -> Outcome:
        unproved = {hold.hold_id: hold.conditions for hold in opening.unproved}
        failing = {
            hold_id: unproved.get(hold_id, ()) + _capture_conditions(book, hold_id)
            for hold_id in opening.hold_ids
        }
        if any(failing.values()):
            return Rejected(failing=tuple(FailingHold(*failed) for failed in failing.items() if failed[1]))
        principal = deposit_ledger_account(opening.deposit_id)
        book.open_ledger_account(LedgerAccount(principal, opening.currency, floored=True))
        legs = {principal: opening.principal_minor}
        for hold_id in opening.hold_ids:
            hold = _placed_hold(book, hold_id)
            assert hold is not None
            held = _account(book, hold).held
            legs[held] = legs.get(held, 0) - hold.amount_minor
            book.holds.put(hold_id, replace(hold, state=HoldState.CAPTURED))
        book.post(order.reference, EntryKind.SETTLEMENT, legs, now)
        deposit = TermDeposit(
            id=opening.deposit_id,
            number=deposit_number(book.ids.digits(DEPOSIT_NUMBER_DIGITS)),
            campaign_id=order.campaign_id,
            product_code=opening.product_code,
            principal_minor=opening.principal_minor,
            currency=opening.currency,
            annual_rate_percent=opening.annual_rate_percent,
            day_count=opening.day_count,
            compounding=opening.compounding,
            rounding=opening.rounding,
            value_date=now.day,
            maturity_date=add_months(now.day, opening.term_months),
        )
        book.deposits.put(deposit.id, deposit)
        return Confirmed(deposit)


def _capture_conditions(book: Book, hold_id: HoldId) -> tuple[FailedCondition, ...]:
    """Why the hold cannot be captured now, if it cannot: the second validation, on the account as it is now."""
    hold = _placed_hold(book, hold_id)
    if hold is None:
        return (FailedCondition(ConditionCode.HOLD_MISSING),)
    account = _account(book, hold)
    failed = standing_conditions(account, hold.debit)
    held = book.ledger[account.held]
    held_minor = 0 if held is None else held.balance_minor
    if held_minor < hold.amount_minor:
        failed += (FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, hold.amount_minor, held_minor),)
    return failed


def _set_aside(book: Book, account: BankAccount, placing: PlaceHold, now: Moment) -> None:
    hold = Hold(placing.hold_id, placing.account_id, placing.debit, HoldState.PLACED, now.day)
    book.holds.put(hold.id, hold)
    used = account.used(placing.debit.purpose, placing.debit.amount_minor, now.day)
    if used is not account:
        book.accounts.put(account.id, used)


def _give_back(book: Book, hold: Hold, now: Moment) -> None:
    book.holds.put(hold.id, replace(hold, state=HoldState.RELEASED))
    account = _account(book, hold)
    if _counts_today(hold, now):
        used = account.used(hold.debit.purpose, -hold.amount_minor, now.day)
        if used is not account:
            book.accounts.put(account.id, used)


def _counts_today(hold: Hold, now: Moment) -> bool:
    """Whether the hold used up today's limit; one of an earlier day gives nothing back."""
    return hold.placed_on == now.day


def _placed_hold(book: Book, hold_id: HoldId) -> Hold | None:
    hold = book.holds[hold_id]
    return hold if hold is not None and hold.state is HoldState.PLACED else None


def _account(book: Book, hold: Hold) -> BankAccount:
    account = book.accounts[hold.account_id]
    assert account is not None, "a hold's account is never deleted"
    return account


def _available_minor(book: Book, account: BankAccount) -> int:
    available = book.ledger[account.available]
    return 0 if available is None else available.balance_minor
