"""Bank customers and their accounts, and the validation of an account for a debit (S7 of the method)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import AccountId, CustomerId, LedgerAccountId


class AccountClass(StrEnum):
    """Classes of personal accounts in China (PBoC Yinfa [2015] No. 392): I everything, II limited, III small."""

    I = "I"  # noqa: E741  # the class's own name
    II = "II"
    III = "III"


class AccountStatus(StrEnum):
    """What the bank lets the account do; only `NORMAL` may be debited."""

    NORMAL = "normal"
    DORMANT = "dormant"
    FROZEN = "frozen"
    LOST = "lost"
    CLOSED = "closed"


class DebitAmountType(StrEnum):
    """How the amount to debit is fixed: a seat's equal share, freely chosen, or all that is left."""

    EQUAL_SHARE = "equal_share"
    FREE_AMOUNT = "free_amount"
    REMAINDER = "remainder"


class DebitPurpose(StrEnum):
    """What a debit is for; limits are set per purpose and day."""

    TERM_DEPOSIT = "term_deposit"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class DayLimit:
    """At most `limit_minor` is debited for `purpose` on a business day; `used_minor` counts for `used_on` only."""

    purpose: DebitPurpose
    limit_minor: int
    used_minor: int = 0
    used_on: date | None = None

    def used_minor_on(self, day: date) -> int:
        """What has been used of the limit on `day`."""
        return self.used_minor if self.used_on == day else 0


@dataclass(frozen=True, slots=True)
class BankCustomer:
    """A customer of the bank with a verified phone number in E.164 form.

    `told_at` is when a bank elsewhere was asked for what we know of them; None where the bank is the embedded one.
    """

    id: CustomerId
    name: str
    phone: str = field(repr=False)
    version: int = 0
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A demand account at the bank; its balances are kept by the ledger, not here."""

    id: AccountId
    customer_id: CustomerId
    number: str = field(repr=False)
    currency: str
    account_class: AccountClass
    status: AccountStatus
    debit_amount_types: frozenset[DebitAmountType]
    day_limits: tuple[DayLimit, ...] = ()
    version: int = 0

    @property
    def available(self) -> LedgerAccountId:
        """The ledger account of the money its holder may use."""
        return available_ledger_account(self.id)

    @property
    def held(self) -> LedgerAccountId:
        """The ledger account of the money set aside by holds."""
        return held_ledger_account(self.id)

    def used(self, purpose: DebitPurpose, amount_minor: int, day: date) -> "BankAccount":
        """The account after `amount_minor` more (less, if negative) of the purpose's limit is used on `day`."""
        if not any(limit.purpose is purpose for limit in self.day_limits):
            return self
        return replace(
            self,
            day_limits=tuple(
                replace(limit, used_minor=max(0, limit.used_minor_on(day) + amount_minor), used_on=day)
                if limit.purpose is purpose
                else limit
                for limit in self.day_limits
            ),
        )


def available_ledger_account(account_id: AccountId) -> LedgerAccountId:
    """The ledger account of a bank account's available money."""
    return LedgerAccountId(f"{account_id}:available")


def held_ledger_account(account_id: AccountId) -> LedgerAccountId:
    """The ledger account of a bank account's held money."""
    return LedgerAccountId(f"{account_id}:held")


def account_of(ledger_account_id: LedgerAccountId) -> AccountId | None:
    """The customer's account whose money, available or held, a ledger account is; None if it is nobody's."""
    account_id, _, part = ledger_account_id.rpartition(":")
    return AccountId(account_id) if part in ("available", "held") else None


@dataclass(frozen=True, slots=True)
class Debit:
    """What is to be debited and under which terms: all that validation needs to know of the asking side."""

    holder: CustomerId
    currency: str
    amount_minor: int
    debit_amount_type: DebitAmountType
    minimum_minor: int
    maximum_minor: int
    multiple_minor: int
    account_classes: frozenset[AccountClass]
    purpose: DebitPurpose = DebitPurpose.TERM_DEPOSIT


_STATUS_CONDITION = {
    AccountStatus.DORMANT: ConditionCode.ACCOUNT_DORMANT,
    AccountStatus.FROZEN: ConditionCode.ACCOUNT_FROZEN,
    AccountStatus.LOST: ConditionCode.ACCOUNT_LOST,
    AccountStatus.CLOSED: ConditionCode.ACCOUNT_CLOSED,
}


def validate_account(
    account: BankAccount, debit: Debit, available_minor: int, day: date
) -> tuple[FailedCondition, ...]:
    """Every condition that fails for debiting `account` now; empty when the debit is valid.

    `available_minor` is what the holder may use, including what a hold to be replaced would set free.
    """
    return (*standing_conditions(account, debit), *_usage_conditions(account, debit, available_minor, day))


def standing_conditions(account: BankAccount, debit: Debit) -> tuple[FailedCondition, ...]:
    """Every failed condition that does not depend on money still to be set aside; checked again at settlement."""
    return tuple(_account_conditions(account, debit)) + amount_conditions(
        debit.amount_minor, debit.minimum_minor, debit.maximum_minor, debit.multiple_minor
    )


def _account_conditions(account: BankAccount, debit: Debit) -> Iterator[FailedCondition]:
    if account.status is not AccountStatus.NORMAL:
        yield FailedCondition(
            _STATUS_CONDITION[account.status], AccountStatus.NORMAL.value, account.status.value
        )
    if account.account_class not in debit.account_classes:
        required = "/".join(sorted(account_class.value for account_class in debit.account_classes))
        yield FailedCondition(ConditionCode.ACCOUNT_CLASS, required, account.account_class.value)
    if account.customer_id != debit.holder:
        yield FailedCondition(ConditionCode.ACCOUNT_HOLDER)
    if account.currency != debit.currency:
        yield FailedCondition(ConditionCode.ACCOUNT_CURRENCY, debit.currency, account.currency)
    if debit.debit_amount_type not in account.debit_amount_types:
        yield FailedCondition(ConditionCode.DEBIT_AMOUNT_TYPE, debit.debit_amount_type.value)


def receiving_conditions(account: BankAccount, currency: str) -> tuple[FailedCondition, ...]:
    """Every condition that fails for paying money in `currency` to the account.

    A dormant account, or one reported lost, still takes money; a closed or frozen one does not.
    """
    failed = []
    if account.status in (AccountStatus.CLOSED, AccountStatus.FROZEN):
        code = _STATUS_CONDITION[account.status]
        failed.append(FailedCondition(code, AccountStatus.NORMAL.value, account.status.value))
    if account.currency != currency:
        failed.append(FailedCondition(ConditionCode.ACCOUNT_CURRENCY, currency, account.currency))
    return tuple(failed)


def amount_conditions(
    amount_minor: int, minimum_minor: int, maximum_minor: int, multiple_minor: int
) -> tuple[FailedCondition, ...]:
    """Every bound that the amount breaks."""
    failed = []
    if amount_minor < minimum_minor:
        failed.append(FailedCondition(ConditionCode.AMOUNT_BELOW_MINIMUM, minimum_minor, amount_minor))
    if amount_minor > maximum_minor:
        failed.append(FailedCondition(ConditionCode.AMOUNT_ABOVE_MAXIMUM, maximum_minor, amount_minor))
    if amount_minor % multiple_minor:
        failed.append(FailedCondition(ConditionCode.AMOUNT_NOT_MULTIPLE, multiple_minor, amount_minor))
    return tuple(failed)


def _usage_conditions(
    account: BankAccount, debit: Debit, available_minor: int, day: date
) -> Iterator[FailedCondition]:
    for limit in account.day_limits:
        if (
            limit.purpose is debit.purpose
            and limit.used_minor_on(day) + debit.amount_minor > limit.limit_minor
        ):
            left_minor = max(0, limit.limit_minor - limit.used_minor_on(day))
            yield FailedCondition(ConditionCode.DAY_LIMIT, left_minor, debit.amount_minor)
    if debit.amount_minor > available_minor:
        yield FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, debit.amount_minor, available_minor)


def masked_number(number: str) -> str:
    """`…6789`: the last four characters, or half of a number that has fewer than eight."""
    shown = min(4, len(number) // 2)
    return "…" + number[len(number) - shown :]
