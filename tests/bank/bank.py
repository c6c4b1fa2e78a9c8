"""A bank elsewhere: the embedded bank's own rules on books of its own, which carry out each reference once."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TypeVar

from core.batch import run_batch
from core.book import Book, Shelf
from core.bookkeeping import book_accruals
from core.commands import (
    Accepted,
    Actor,
    Command,
    CreditAccount,
    OpenAccount,
    RegisterCustomer,
    SetAccountStatus,
)
from core.domain.account import (
    AccountClass,
    AccountStatus,
    BankAccount,
    BankCustomer,
    DebitAmountType,
    DebitPurpose,
)
from core.domain.bank import (
    STANDING,
    BankOrder,
    CloseDeposit,
    HoldState,
    Instruction,
    OpenDeposit,
    Outcome,
    PayOut,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
    TransferShare,
    WithdrawShare,
)
from core.domain.facts import (
    AccountFacts,
    CustomerFacts,
    StatedDeposit,
    StatedHold,
    StatedPayout,
    Statement,
)
from core.domain.ids import (
    AccountId,
    CampaignId,
    CustomerId,
    HoldId,
    IdStream,
    IntentId,
    OrderReference,
    PayoutId,
)
from core.domain.ledger import EntryKind, LedgerAccount
from core.domain.moment import Moment
from core.domain.payout import payable_ledger_account
from core.house_bank import HouseBank
from core.usecases.administering import cash_ledger_account

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")

CLERK = Actor.bank("clerk")
ALL_TYPES = frozenset(DebitAmountType)
PAYABLE = ":payable"
_OF_THE_BANKS_OWN = frozenset({EntryKind.CREDIT, EntryKind.ACCRUAL})


class ReferenceReused(Exception):
    """The bank knows the reference with another content, or a name in it as that of something else."""


class NotAsItShouldBe(Exception):
    """The order contradicts itself, as a deposit of another amount than its holds have."""


@dataclass(frozen=True, slots=True)
class DeliveredCode:
    """A one-time code that the bank has sent to a phone."""

    phone: str
    code: str
    expires_at: datetime
    locale: str


class BankElsewhere:
    """Customers, accounts, holds and deposits on a book that lives as long as the bank.

    `answers` has what became of each reference, `codes` what was sent to phones.
    """

    def __init__(self, seed: str = "") -> None:
        self._book = Book()
        self._entropy = f"a bank elsewhere {seed:16}".encode()
        self._intents = count(1)
        self._asked: dict[OrderReference, Instruction] = {}
        self.answers: dict[OrderReference, Outcome] = {}
        self.codes: list[DeliveredCode] = []

    # What the bank's staff does

    def register(self, phone: str, name: str, now: Moment) -> CustomerId:
        """A new customer with this verified number (E.164)."""
        _absent(self._book.phones, phone)
        command = RegisterCustomer(intent=self._intent(), actor=CLERK, name=name, phone=phone)
        return self._accepted(command, now).customer_id

    def open_account(
        self,
        customer_id: CustomerId,
        now: Moment,
        balance_minor: int = 0,
        account_class: AccountClass = AccountClass.I,
        types: frozenset[DebitAmountType] = ALL_TYPES,
        day_limit_minor: int | None = None,
        currency: str = "CNY",
    ) -> AccountId:
        """A new account with money on it."""
        limits = () if day_limit_minor is None else ((DebitPurpose.TERM_DEPOSIT, day_limit_minor),)
        command = OpenAccount(
            intent=self._intent(),
            actor=CLERK,
            customer_id=customer_id,
            currency=currency,
            account_class=account_class,
            debit_amount_types=types,
            day_limits_minor=limits,
        )
        account_id = self._accepted(command, now).account_id
        if balance_minor:
            self.credit(account_id, balance_minor, now)
        return account_id

    def take_over(self, customer: BankCustomer, account: BankAccount, now: Moment) -> None:
        """An account with nothing on it, and whose it is, by the ids that they have already."""
        book = self._book
        book.open_page(IdStream(self._entropy, self._intent(), now.at))
        book.put_customer(customer)
        book.accounts.put(account.id, account)
        book.links.load(account.id, None)
        owned = (book.customer_accounts[customer.id] or ()) if customer.id in book.customer_accounts else ()
        book.customer_accounts.put(customer.id, (*owned, account.id))
        for ledger_account_id, floored in (
            (account.available, True),
            (account.held, True),
            (cash_ledger_account(account.id), False),
        ):
            book.open_ledger_account(LedgerAccount(ledger_account_id, account.currency, floored))
        book.keep_page()

    def credit(self, account_id: AccountId, amount_minor: int, now: Moment) -> None:
        """Money arrives."""
        command = CreditAccount(
            intent=self._intent(), actor=CLERK, account_id=account_id, amount_minor=amount_minor
        )
        self._accepted(command, now)

    def set_status(self, account_id: AccountId, status: AccountStatus, now: Moment) -> None:
        """Change what an account may do."""
        command = SetAccountStatus(
            intent=self._intent(), actor=CLERK, account_id=account_id, status=status, reason="asked to"
        )
        self._accepted(command, now)

    def balances_minor(self, account_id: AccountId) -> tuple[int, int]:
        """What is available on an account, and what is held."""
        account = self._book.accounts[account_id]
        assert account is not None
        available, held = self._book.ledger[account.available], self._book.ledger[account.held]
        assert available is not None
        assert held is not None
        return available.balance_minor, held.balance_minor

    # What comes over the line

    def receive(self, reference: OrderReference, instruction: Instruction, now: Moment) -> Outcome:
        """Carry the order out, once; a reference that is known gets its answer again.

        Raises ReferenceReused, NotAsItShouldBe; then nothing was done.
        """
        self.check_content(reference, instruction)
        if reference not in self.answers:
            self.answers[reference] = self._perform(reference, instruction, now)
            self._asked[reference] = instruction
        return self.answers[reference]

    def refuse(self, reference: OrderReference, instruction: Instruction, outcome: Rejected) -> Outcome:
        """Say no for good, for a reason of the bank's own, unless the reference has its answer."""
        self.check_content(reference, instruction)
        self._asked[reference] = instruction
        return self.answers.setdefault(reference, outcome)

    def check_content(self, reference: OrderReference, instruction: Instruction) -> None:
        """Raises ReferenceReused if the reference is known with another content."""
        if self._asked.get(reference, instruction) != instruction:
            raise ReferenceReused(reference)

    def instruction(self, reference: OrderReference) -> Instruction:
        """What was asked under a reference that has its answer."""
        return self._asked[reference]

    @property
    def effects(self) -> list[OrderReference]:
        """The orders that moved money, as often as they did, by the journal."""
        entries = self._book.entries.inserted()
        return [OrderReference(entry.reference) for entry in entries if entry.kind not in _OF_THE_BANKS_OWN]

    def customer(self, phone: str) -> CustomerFacts | None:
        """The customer whose verified number this is."""
        _absent(self._book.phones, phone)
        customer_id = self._book.phones[phone]
        if customer_id is None:
            return None
        customer = self._book.customers[customer_id]
        assert customer is not None
        accounts = []
        for account_id in self._book.customer_accounts[customer_id] or ():
            account = self._book.accounts[account_id]
            assert account is not None
            accounts.append(AccountFacts(account, self.balances_minor(account_id)[0]))
        return CustomerFacts(customer, tuple(accounts))

    def statement(self, now: Moment) -> Statement:
        """All that stands."""
        return Statement(
            at=now.at,
            holds=tuple(
                StatedHold(hold.id, hold.account_id, hold.amount_minor)
                for hold in self._book.holds.inserted()
                if hold.state is HoldState.PLACED
            ),
            deposits=tuple(
                StatedDeposit(
                    deposit_id=deposit.id,
                    number=deposit.number,
                    principal_minor=deposit.outstanding_minor,
                    currency=deposit.currency,
                    annual_rate_percent=deposit.rate_percent_now,
                    value_date=deposit.value_date,
                    maturity_date=deposit.maturity_date,
                )
                for deposit in self._book.deposits.inserted()
                if deposit.state in STANDING
            ),
            payouts=tuple(
                StatedPayout(PayoutId(account.id.removesuffix(PAYABLE)), account.balance_minor)
                for account in self._book.ledger.inserted()
                if account.id.endswith(PAYABLE) and account.balance_minor
            ),
        )

    def currency_of(self, hold_id: HoldId) -> str:
        """The currency of a hold."""
        hold = self._book.holds[hold_id]
        assert hold is not None
        return hold.debit.currency

    def owed_minor(self) -> int:
        """What is owed to members, and is not paid out yet."""
        return self._on_accounts_minor(PAYABLE)

    def interest_minor(self) -> int:
        """What the bank has paid, or owes, in interest on closed deposits, less the tax it withheld."""
        return -self._on_accounts_minor(":expense", ":interest", ":tax")

    def _on_accounts_minor(self, *kinds: str) -> int:
        accounts = self._book.ledger.inserted()
        return sum(account.balance_minor for account in accounts if account.id.endswith(kinds))

    def total_minor(self) -> int:
        """The sum of all the ledger's balances: nothing, whatever happened."""
        return sum(account.balance_minor for account in self._book.ledger.inserted())

    # Within

    def _perform(self, reference: OrderReference, instruction: Instruction, now: Moment) -> Outcome:
        self._look_names_up(reference, instruction)
        self._book.open_page(IdStream(self._entropy, IntentId(reference), now.at))
        order = BankOrder(reference, CampaignId("elsewhere"), instruction)
        try:
            if isinstance(instruction, WithdrawShare | TransferShare):
                self._check_exit(reference, instruction, now)
            if isinstance(instruction, CloseDeposit):
                book_accruals(
                    self._book, self._due(reference, instruction, now), instruction.maturity_date, now
                )
            outcome = HouseBank().perform(self._book, order, now)
        except AssertionError:  # the ledger's own rules: amounts that do not sum, two currencies
            self._book.discard_page()
            raise NotAsItShouldBe(reference) from None
        except NotAsItShouldBe:
            self._book.discard_page()
            raise
        self._book.keep_page()
        return outcome

    def _look_names_up(self, reference: OrderReference, instruction: Instruction) -> None:
        """Names that the book has never seen are nobody's, and what is to be new must be."""
        book = self._book
        match instruction:
            case PlaceHold() as placing:
                self._check_new(reference, book.holds, placing.hold_id)
                _absent(book.accounts, placing.account_id)
            case ReplaceHold(released_hold_id, placing):
                self._check_new(reference, book.holds, placing.hold_id)
                _absent(book.accounts, placing.account_id)
                _absent(book.holds, released_hold_id)
            case ReleaseHold(hold_id):
                _absent(book.holds, hold_id)
            case OpenDeposit(deposit_id, hold_ids):
                self._check_new(reference, book.deposits, deposit_id)
                if len(hold_ids) != len(set(hold_ids)):
                    raise NotAsItShouldBe(reference)
                for hold_id in hold_ids:
                    _absent(book.holds, hold_id)
            case CloseDeposit() | PayOut() | WithdrawShare() | TransferShare():
                self._look_up_what_is_owed(reference, instruction)

    def _look_up_what_is_owed(
        self, reference: OrderReference, instruction: CloseDeposit | PayOut | WithdrawShare | TransferShare
    ) -> None:
        match instruction:
            case WithdrawShare(deposit_id=deposit_id) | TransferShare(deposit_id=deposit_id):
                _absent(self._book.deposits, deposit_id)
                if isinstance(instruction, TransferShare):
                    _absent(self._book.accounts, instruction.account_id)
                if self._owed_minor(instruction.payout_id) is not None:
                    raise ReferenceReused(reference)
            case CloseDeposit() as closing:
                _absent(self._book.deposits, closing.deposit_id)
                if closing.renewal is not None:
                    self._check_new(reference, self._book.deposits, closing.renewal.deposit_id)
                if any(self._owed_minor(part.payout_id) is not None for part in closing.parts):
                    raise ReferenceReused(reference)
            case PayOut(payout_id, account_id, amount_minor):
                _absent(self._book.accounts, account_id)
                if self._owed_minor(payout_id) != amount_minor:
                    raise NotAsItShouldBe(reference)

    def _check_exit(
        self, reference: OrderReference, leaving: WithdrawShare | TransferShare, now: Moment
    ) -> None:
        """Raises NotAsItShouldBe unless the share's deposit stands, and so much of it."""
        deposit = self._book.deposits[leaving.deposit_id]
        if deposit is None or deposit.state not in STANDING:
            raise NotAsItShouldBe(reference)
        if isinstance(leaving, WithdrawShare):
            known_day = deposit.value_date <= leaving.effective_date <= min(now.day, deposit.maturity_date)
            same_currency = leaving.currency == deposit.currency
            if not (known_day and same_currency and leaving.principal_minor <= deposit.outstanding_minor):
                raise NotAsItShouldBe(reference)
        elif leaving.debit.currency != deposit.currency:
            raise NotAsItShouldBe(reference)

    def _due(self, reference: OrderReference, closing: CloseDeposit, now: Moment) -> TermDeposit:
        """The deposit to be closed, if it is due, and its principal and interest are what the order says."""
        deposit = self._book.deposits[closing.deposit_id]
        if deposit is None or deposit.state not in STANDING or now.day < deposit.payout_date:
            raise NotAsItShouldBe(reference)
        ours = deposit.maturity_date, deposit.outstanding_minor, deposit.accrued_on(deposit.maturity_date)
        if ours != (closing.maturity_date, closing.principal_minor, closing.interest_minor):
            raise NotAsItShouldBe(reference)
        return deposit

    def _owed_minor(self, payout_id: PayoutId | None) -> int | None:
        """What is owed under a payout; None if it was never heard of."""
        if payout_id is None:
            return None
        payable = payable_ledger_account(payout_id)
        _absent(self._book.ledger, payable)
        account = self._book.ledger[payable]
        return None if account is None else account.balance_minor

    def _check_new(self, reference: OrderReference, shelf: Shelf[K, V], key: K) -> None:
        _absent(shelf, key)
        if shelf[key] is not None:
            raise ReferenceReused(reference)

    def _intent(self) -> IntentId:
        return IntentId(f"elsewhere-{next(self._intents)}")

    def _accepted(self, command: Command[R], now: Moment) -> R:
        book = self._book
        book.receipts.load(command.intent, None)
        (receipt,) = run_batch(book, [command], now, HouseBank(), self._entropy)
        assert isinstance(receipt, Accepted), receipt
        result: R = receipt.result
        return result


def _absent(shelf: Shelf[K, V], key: K) -> None:
    """Let the book say None to a key it has never seen: these books are whole."""
    if key not in shelf:
        shelf.load(key, None)
