"""What is asked of the bank, and what it answers. The embedded bank answers at once, a remote one later."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.domain.account import Debit
from core.domain.conditions import FailedCondition
from core.domain.errors import NotDue
from core.domain.ids import AccountId, CampaignId, DepositId, HoldId, OrderReference, PledgeId
from core.domain.interest import Compounding, DayCount, Rounding


class OrderState(StrEnum):
    """`ready → sent → confirmed | rejected`; the embedded bank goes from ready to its answer in one step.

    A remote order that got no answer is *unknown*: it is looked up by its reference until the bank tells its outcome,
    or that it never had it; then it is *ready* again.
    """

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
    """One instruction to the bank under a reference that names it for good: asked twice, it is done once.

    `pledge_id` is the pledge whose hold it is about; None for a campaign's deposit. `sent_at` and `attempts` tell when
    it was sent last, and how often.
    """

    reference: OrderReference
    campaign_id: CampaignId
    instruction: Instruction
    pledge_id: PledgeId | None = None
    state: OrderState = OrderState.READY
    sent_at: datetime | None = None
    attempts: int = 0
    version: int = 0

    @property
    def answered(self) -> bool:
        """Whether the bank has said what became of it."""
        return self.state in (OrderState.CONFIRMED, OrderState.REJECTED)

    def sent(self, at: datetime) -> "BankOrder":
        """The order as it is about to be sent. Raises NotDue unless it is ready: nobody sends it twice."""
        if self.state is not OrderState.READY:
            raise NotDue(self.state.value)
        return replace(self, state=OrderState.SENT, sent_at=at, attempts=self.attempts + 1)

    def unanswered(self) -> "BankOrder":
        """The order once it was sent and no answer came. Raises NotDue unless it was sent."""
        if self.state is not OrderState.SENT:
            raise NotDue(self.state.value)
        return replace(self, state=OrderState.UNKNOWN)

    def not_received(self) -> "BankOrder":
        """The order once the bank has said that it never had it. Raises NotDue unless that was in question."""
        if self.state not in (OrderState.SENT, OrderState.UNKNOWN):
            raise NotDue(self.state.value)
        return replace(self, state=OrderState.READY)


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
class OpenedDeposit:
    """What the bank tells of a term deposit that it has opened as it was asked to."""

    number: str
    value_date: date
    maturity_date: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The bank did it; `deposit` tells what OpenDeposit opened."""

    deposit: OpenedDeposit | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The bank did nothing: `conditions` failed for the hold asked for, or `failing` names the holds that fail.

    For OpenDeposit neither may be told: then the bank will not open it at all.
    """

    conditions: tuple[FailedCondition, ...] = ()
    failing: tuple[FailingHold, ...] = field(default=())


Outcome = Confirmed | Rejected


@dataclass(frozen=True, slots=True)
class InProgress:
    """The bank has the order and has not decided yet: it is looked up again later."""


@dataclass(frozen=True, slots=True)
class NotReceived:
    """The bank has never had the order: it may be sent, under the same reference."""


Reply = Confirmed | Rejected | InProgress | NotReceived
