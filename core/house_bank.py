"""The embedded bank: a small real one on our own ledger, that answers an order while its command is still running."""

from core.book import Book
from core.bookkeeping import counts_today, keep_books, known_account, placed_hold
from core.domain.account import (
    BankAccount,
    Debit,
    receiving_conditions,
    standing_conditions,
    validate_account,
)
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    FailingHold,
    Hold,
    OpenDeposit,
    OpenedDeposit,
    Outcome,
    PayOut,
    PlaceHold,
    Rejected,
    ReleaseHold,
    Renewal,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.calendar import WEEKENDS_ONLY, BusinessCalendar
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.deposit import deposit_number
from core.domain.errors import AccountNotValid
from core.domain.ids import AccountId, HoldId
from core.domain.interest import add_months
from core.domain.moment import Moment

DEPOSIT_NUMBER_DIGITS = 11


class HouseBank:
    """Performs orders on the book it is given. Its validation is the real one: nothing is promised before it."""

    embedded = True

    def __init__(self, calendar: BusinessCalendar = WEEKENDS_ONLY) -> None:
        self._calendar = calendar

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome:
        """Do what the order says, wholly or not at all, and answer."""
        refusal = _refusal(book, order, now)
        if refusal is not None:
            return refusal
        confirmed = Confirmed(self._opened(book, order, now))
        keep_books(book, order, confirmed, now)
        return confirmed

    def _opened(self, book: Book, order: BankOrder, now: Moment) -> OpenedDeposit | None:
        """The deposit that the order opens, if it opens one: today, or where the one that it renews has ended."""
        match order.instruction:
            case OpenDeposit() as opening:
                value_date = now.day
            case CloseDeposit(maturity_date=value_date, renewal=Renewal() as opening):
                pass
            case _:
                return None
        maturity_date = add_months(value_date, opening.term_months)
        return OpenedDeposit(
            number=deposit_number(book.ids.digits(DEPOSIT_NUMBER_DIGITS)),
            value_date=value_date,
            maturity_date=maturity_date,
            payout_date=self._calendar.adjusted(maturity_date, opening.business_day_rule),
        )


# Validation


def _refusal(book: Book, order: BankOrder, now: Moment) -> Rejected | None:
    """Why the order cannot be carried out now, if it cannot."""
    match order.instruction:
        case (
            PlaceHold(account_id=account_id, debit=debit) | TransferShare(account_id=account_id, debit=debit)
        ):
            return _rejected(_debiting_conditions(book, account_id, debit, now))
        case ReplaceHold() as replacing:
            return _rejected(_replacing_conditions(book, replacing, now))
        case ReleaseHold(hold_id):
            hold = placed_hold(book, hold_id)
            if hold is None:
                return _rejected((FailedCondition(ConditionCode.HOLD_MISSING),))
            if doubted := _doubt(book, hold):
                raise AccountNotValid(
                    doubted
                )  # a release cannot be refused: so its command is, until this is cleared
            return None
        case OpenDeposit() as opening:
            failing = _failing_holds(book, opening)
            return Rejected(failing=failing) if failing else None
        case CloseDeposit() | WithdrawShare():
            return None  # what is due is paid, and what the terms allow is allowed
        case PayOut() as paying:
            account = book.accounts[paying.account_id]
            if account is None:
                return _rejected((FailedCondition(ConditionCode.ACCOUNT_UNKNOWN),))
            return _rejected(receiving_conditions(account, paying.currency))


def _rejected(failed: tuple[FailedCondition, ...]) -> Rejected | None:
    return Rejected(failed) if failed else None


def _debiting_conditions(
    book: Book, account_id: AccountId, debit: Debit, now: Moment
) -> tuple[FailedCondition, ...]:
    account = book.accounts[account_id]
    if account is None:
        return (FailedCondition(ConditionCode.ACCOUNT_UNKNOWN),)
    return validate_account(account, debit, _available_minor(book, account), now.day)


def _replacing_conditions(book: Book, replacing: ReplaceHold, now: Moment) -> tuple[FailedCondition, ...]:
    """The same, with what the replaced hold sets free counted in if it is on the same account."""
    placing = replacing.placed
    account, released = book.accounts[placing.account_id], placed_hold(book, replacing.released_hold_id)
    if account is None or released is None:
        code = ConditionCode.ACCOUNT_UNKNOWN if account is None else ConditionCode.HOLD_MISSING
        return (FailedCondition(code),)
    freed_minor = released.amount_minor if released.account_id == account.id else 0
    if counts_today(released, now):
        account = account.used(released.debit.purpose, -freed_minor, now.day)
    available_minor = _available_minor(book, account) + freed_minor
    return _doubt(book, released) + validate_account(account, placing.debit, available_minor, now.day)


def _doubt(book: Book, hold: Hold) -> tuple[FailedCondition, ...]:
    """That the ledger holds less on the account than this hold alone: reconciliation will tell the admins."""
    short = _held_minor(book, known_account(book, hold)) < hold.amount_minor
    return (FailedCondition(ConditionCode.HOLD_DOUBTED),) if short else ()


def _failing_holds(book: Book, opening: OpenDeposit) -> tuple[FailingHold, ...]:
    unproved = {hold.hold_id: hold.conditions for hold in opening.unproved}
    failing = (
        FailingHold(
            hold_id, tuple(dict.fromkeys(unproved.get(hold_id, ()) + _capture_conditions(book, hold_id)))
        )
        for hold_id in opening.hold_ids
    )
    return tuple(hold for hold in failing if hold.conditions)


def _capture_conditions(book: Book, hold_id: HoldId) -> tuple[FailedCondition, ...]:
    """Why the hold cannot be captured now, if it cannot: the second validation, on the account as it is now."""
    hold = placed_hold(book, hold_id)
    if hold is None:
        return (FailedCondition(ConditionCode.HOLD_MISSING),)
    account = known_account(book, hold)
    failed = standing_conditions(account, hold.debit)
    held_minor = _held_minor(book, account)
    if held_minor < hold.amount_minor:
        failed += (FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, hold.amount_minor, held_minor),)
    return failed


def _held_minor(book: Book, account: BankAccount) -> int:
    held = book.ledger[account.held]
    return 0 if held is None else held.balance_minor


def _available_minor(book: Book, account: BankAccount) -> int:
    available = book.ledger[account.available]
    return 0 if available is None else available.balance_minor
