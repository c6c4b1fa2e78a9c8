"""What is asked of the bank, and what it answers. The embedded bank answers at once, a remote one later."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.domain.account import Debit
from core.domain.conditions import FailedCondition
from core.domain.ids import AccountId, CampaignId, DepositId, HoldId, OrderReference
from core.domain.interest import Compounding, DayCount, Rounding


class OrderState(StrEnum):
    """`ready → sent → confirmed | rejected | unknown`; the embedded bank goes from ready to its answer in one step."""

    READY = "ready"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class HoldState(StrEnum):
    """A hold is placed, then captured or released; nothing else happens to it."""

    PLACED = "placed"
    CAPTURED = "captured"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Hold:
    """Money the bank has set aside on an account, and the debit it was validated for."""

    id: HoldId
    account_id: AccountId
    debit: Debit
    state: HoldState
    placed_on: date
    version: int = 0

    @property
    def amount_minor(self) -> int:
        """What is set aside."""
        return self.debit.amount_minor


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Validate the debit and set its amount aside."""

    hold_id: HoldId
    account_id: AccountId
    debit: Debit


@dataclass(frozen=True, slots=True)
class ReplaceHold:
    """Release one hold and place another as one act: both happen, or neither."""

    released_hold_id: HoldId
    placed: PlaceHold


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Give the money of a hold back."""

    hold_id: HoldId


@dataclass(frozen=True, slots=True)
class FailingHold:
    """A hold that cannot be captured, and why."""

    hold_id: HoldId
    conditions: tuple[FailedCondition, ...]


@dataclass(frozen=True, slots=True)
class OpenDeposit:
    """Capture all these holds and open one term deposit with the money, atomically, or name the holds that fail.

    `unproved` holds have failed our side's validation already: they cannot be captured, and the bank names them with
    all others that fail, so that everybody concerned hears at once.
    """

    deposit_id: DepositId
    hold_ids: tuple[HoldId, ...]
    unproved: tuple[FailingHold, ...]
    principal_minor: int
    currency: str
    product_code: str
    term_months: int
    annual_rate_percent: Decimal
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding


Instruction = PlaceHold | ReplaceHold | ReleaseHold | OpenDeposit


@dataclass(frozen=True, slots=True)
class BankOrder:
    """One instruction to the bank under a reference that names it for good: asked twice, it is done once."""

    reference: OrderReference
    campaign_id: CampaignId
    instruction: Instruction
    state: OrderState = OrderState.READY
    version: int = 0


class DepositState(StrEnum):
    """`active → matured → closed`."""

    ACTIVE = "active"
    MATURED = "matured"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TermDeposit:
    """The money at the bank in all members' names. Interest runs from the value date to the day before maturity."""

    id: DepositId
    number: str
    campaign_id: CampaignId
    product_code: str
    principal_minor: int
    currency: str
    annual_rate_percent: Decimal
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    value_date: date
    maturity_date: date
    state: DepositState = DepositState.ACTIVE
    version: int = 0


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The bank did it; `deposit` is what OpenDeposit opened."""

    deposit: TermDeposit | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The bank did nothing: `conditions` failed for the hold asked for, or `failing` names the holds that fail."""

    conditions: tuple[FailedCondition, ...] = ()
    failing: tuple[FailingHold, ...] = field(default=())


Outcome = Confirmed | Rejected
