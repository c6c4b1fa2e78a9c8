"""What is asked of the bank, and what it answers. The embedded bank answers at once, a remote one later."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.domain.account import Debit
from core.domain.calendar import BusinessDayRule
from core.domain.conditions import FailedCondition
from core.domain.errors import NotDue
from core.domain.ids import (
    AccountId,
    CampaignId,
    DepositId,
    HoldId,
    LedgerAccountId,
    OrderReference,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
    minted_at,
)
from core.domain.interest import Compounding, DayCount, Rounding, accrued_minor, add_months

LATE = timedelta(minutes=10)
"""An order that is not answered for so long is told to the admins, and shown to them as late."""


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
    business_day_rule: BusinessDayRule = BusinessDayRule.UNADJUSTED


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of one share when its deposit is closed, in minor units.

    Principal and interest, less the tax withheld, are paid out under `payout_id`, or go on as `renewed_minor`.
    """

    share_id: ShareId
    payout_id: PayoutId | None
    principal_minor: int
    interest_minor: int
    tax_minor: int
    renewed_minor: int = 0

    @property
    def payout_minor(self) -> int:
        """What its member gets."""
        return self.principal_minor + self.interest_minor - self.tax_minor - self.renewed_minor


@dataclass(frozen=True, slots=True)
class Renewal:
    """The term deposit that is opened with what the renewers leave; it starts on the maturity date of the old one."""

    deposit_id: DepositId
    principal_minor: int
    currency: str
    product_code: str
    term_months: int
    annual_rate_percent: Decimal
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    business_day_rule: BusinessDayRule


@dataclass(frozen=True, slots=True)
class CloseDeposit:
    """Close a matured term deposit as one act: every share's money into its payout, the renewers' into a new deposit.

    The parts are those of all active shares, in certificate order; a bank has no reason to refuse this.
    """

    deposit_id: DepositId
    maturity_date: date
    parts: tuple[Part, ...]
    renewal: Renewal | None

    @property
    def principal_minor(self) -> int:
        """What the deposit stands for."""
        return sum(part.principal_minor for part in self.parts)

    @property
    def interest_minor(self) -> int:
        """What the bank pays on it, tax included."""
        return sum(part.interest_minor for part in self.parts)


@dataclass(frozen=True, slots=True)
class PayOut:
    """Pay money that is owed to a member to an account; refused with its conditions if that cannot take it."""

    payout_id: PayoutId
    account_id: AccountId
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class WithdrawShare:
    """Withdraw one share early: its principal and `interest_minor`, less the tax withheld, into its payout.

    Its interest is that of the days up to, not including, `effective_date`. The rest of the deposit stays, and earns
    `rest_rate_percent` from that day on unless that is None.
    """

    deposit_id: DepositId
    share_id: ShareId
    payout_id: PayoutId
    effective_date: date
    principal_minor: int
    interest_minor: int
    tax_minor: int
    currency: str
    rest_rate_percent: Decimal | None

    @property
    def payout_minor(self) -> int:
        """What its owner gets."""
        return self.principal_minor + self.interest_minor - self.tax_minor


@dataclass(frozen=True, slots=True)
class TransferShare:
    """Debit a buyer for a share, for its seller: the price into the seller's payout. The deposit stays as it is.

    The share ends, and `bought_id` begins: of the same principal, the buyer's.
    Refused with its conditions if the buyer's account, checked now, does not allow the debit.
    """

    deposit_id: DepositId
    share_id: ShareId
    payout_id: PayoutId
    bought_id: ShareId
    account_id: AccountId
    buyer_id: ParticipantId
    debit: Debit

    @property
    def price_minor(self) -> int:
        """What the buyer pays, and the seller gets."""
        return self.debit.amount_minor


Instruction = (
    PlaceHold
    | ReplaceHold
    | ReleaseHold
    | OpenDeposit
    | CloseDeposit
    | PayOut
    | WithdrawShare
    | TransferShare
)


@dataclass(frozen=True, slots=True)
class BankOrder:
    """One instruction to the bank under a reference that names it for good: asked twice, it is done once.

    It is about the hold of `pledge_id`, the money of `payout_id`, or all of `deposit_id`; about a campaign's whole
    roster if it names none. `sent_at` and `attempts` tell when it was sent last, and how often; `answered_at` when the
    bank said what became of it, None also of orders from before that was kept.
    """

    reference: OrderReference
    campaign_id: CampaignId
    instruction: Instruction
    pledge_id: PledgeId | None = None
    state: OrderState = OrderState.READY
    sent_at: datetime | None = None
    attempts: int = 0
    deposit_id: DepositId | None = None
    payout_id: PayoutId | None = None
    answered_at: datetime | None = None
    version: int = 0

    @property
    def amount_minor(self) -> int | None:
        """The money it moves or holds, in minor units; None for one that only gives a hold back."""
        match self.instruction:
            case PlaceHold(debit=debit) | ReplaceHold(placed=PlaceHold(debit=debit)):
                return debit.amount_minor
            case OpenDeposit(principal_minor=principal_minor):
                return principal_minor
            case CloseDeposit() as closing:
                return closing.principal_minor + closing.interest_minor
            case PayOut(amount_minor=amount_minor):
                return amount_minor
            case WithdrawShare() as withdrawing:
                return withdrawing.payout_minor
            case TransferShare() as transferring:
                return transferring.price_minor
            case ReleaseHold():
                return None

    @property
    def answered(self) -> bool:
        """Whether the bank has said what became of it."""
        return self.state in (OrderState.CONFIRMED, OrderState.REJECTED)

    def is_late(self, at: datetime) -> bool:
        """Whether it has waited too long for its answer."""
        return not self.answered and at - minted_at(self.reference) >= LATE

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
    """`active → maturing → matured → closed`.

    *Maturing* lasts until the bank has confirmed the closing; *matured* until all of its payouts are paid.
    """

    ACTIVE = "active"
    MATURING = "maturing"
    MATURED = "matured"
    CLOSED = "closed"


STANDING = frozenset({DepositState.ACTIVE, DepositState.MATURING})
"""While its principal is at the bank as a term deposit."""


class MaturityStage(StrEnum):
    """When members are told what will happen at maturity; the first one for terms of more than a year only."""

    TEN_DAYS_BEFORE = "ten_days_before"
    DAY_BEFORE = "day_before"


_STAGE_DAYS = {MaturityStage.TEN_DAYS_BEFORE: 10, MaturityStage.DAY_BEFORE: 1}
_LONG_TERM_MONTHS = 12


class DepositTask(StrEnum):
    """What a day makes due for a deposit; of one day's, in this order."""

    ACCRUE = "accrue"
    ANNOUNCE = "announce"
    MATURE = "mature"


def _by_day(due: tuple[DepositTask, date]) -> tuple[date, int]:
    task, day = due
    return day, list(DepositTask).index(task)


@dataclass(frozen=True, slots=True)
class RateChange:
    """From this day on the deposit earns this rate; days before it keep theirs."""

    from_date: date
    annual_rate_percent: Decimal


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the term at one rate, up to, not including, `end`, and what was earned in it."""

    start: date
    end: date
    annual_rate_percent: Decimal
    interest_minor: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """The interest of one day, by the books; negative when a share has left early and took its accrual along."""

    day: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TermDeposit:
    """The money at the bank in all members' names. Interest runs from the value date to the day before maturity.

    The money moves on `payout_date`, the maturity date as the business day rule moves it. `outstanding_minor` is the
    principal less the shares withdrawn early. The books hold `accrued_minor` of interest, up to, not including,
    `accrued_to`. `register_size` counts the certificates issued, `owed_count` the payouts that are not paid yet,
    `early_withdrawals` the shares withdrawn early, and `renews` names the deposit whose money it carries on. The bank
    was asked about `exits_asked` exits, early withdrawals and sales, and has answered `exits_answered`.
    """

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
    payout_date: date
    outstanding_minor: int
    accrued_to: date
    accrued_minor: int = 0
    rate_changes: tuple[RateChange, ...] = ()
    announced: MaturityStage | None = None
    register_size: int = 0
    owed_count: int = 0
    renews: DepositId | None = None
    early_withdrawals: int = 0
    exits_asked: int = 0
    exits_answered: int = 0
    state: DepositState = DepositState.ACTIVE
    version: int = 0

    def lasts_on(self, day: date) -> bool:
        """Whether it is active and its term not over: shares may be sold, or leave it."""
        return self.state is DepositState.ACTIVE and day < self.maturity_date

    # Interest

    def accrued_on(self, day: date) -> int:
        """The cumulative interest up to, not including, `day`, on what is outstanding now; none after maturity.

        The sum over the segments of one rate, each rounded by the deposit's convention. It does not fall from one day
        to the next.
        """
        return self.part_accrued_on(self.outstanding_minor, day)

    def part_accrued_on(self, principal_minor: int, day: date) -> int:
        """The same, on so much of the principal."""
        return sum(segment.interest_minor for segment in self.segments(principal_minor, day))

    def segments(self, principal_minor: int, day: date) -> Iterator[Segment]:
        """What so much of the principal earns up to, not including, `day`: by stretches of one rate, oldest first."""
        changes = [RateChange(self.value_date, self.annual_rate_percent), *self.rate_changes]
        ends = [*(change.from_date for change in changes[1:]), self.maturity_date]
        for change, end in zip(changes, ends, strict=True):
            earned_minor = accrued_minor(
                principal_minor,
                change.annual_rate_percent,
                change.from_date,
                end,
                day,
                self.day_count,
                self.compounding,
                self.rounding,
            )
            yield Segment(change.from_date, end, change.annual_rate_percent, earned_minor)

    @property
    def rate_percent_now(self) -> Decimal:
        """What it earns a year since the last change."""
        return self.rate_changes[-1].annual_rate_percent if self.rate_changes else self.annual_rate_percent

    def accruals(self, until: date) -> Iterator[Accrual]:
        """The interest of each day that the books miss up to, not including, `until`."""
        day, booked_minor = self.accrued_to, self.accrued_minor
        while day < min(until, self.maturity_date):
            following = day + timedelta(days=1)
            total_minor = self.accrued_on(following)
            yield Accrual(day, total_minor - booked_minor)
            day, booked_minor = following, total_minor

    def accrued(self, until: date) -> "TermDeposit":
        """The deposit once the books hold its interest up to, not including, `until`."""
        accrued_to = max(self.accrued_to, min(until, self.maturity_date))
        return replace(self, accrued_to=accrued_to, accrued_minor=self.accrued_on(accrued_to))

    # What time makes due

    @property
    def due(self) -> tuple[DepositTask, date] | None:
        """What has to be done with it next, and from which day on; the interest of each day, too."""
        if self.state is not DepositState.ACTIVE or self.accrued_to >= self.maturity_date:
            return self.event
        daily = DepositTask.ACCRUE, self.accrued_to + timedelta(days=1)
        return min((each for each in (daily, self.event) if each), key=_by_day)

    @property
    def event(self) -> tuple[DepositTask, date] | None:
        """What happens to it next that its members hear of, and on which day; no end while a share is leaving."""
        if self.state is not DepositState.ACTIVE:
            return None
        events = [(DepositTask.ANNOUNCE, self._told_on(stage)) for stage in self._untold()]
        if not self.leaving_count:
            events.append((DepositTask.MATURE, self.payout_date))
        return min(events, key=_by_day, default=None)

    def stage_on(self, day: date) -> MaturityStage | None:
        """The latest announcement that is due by `day` and was not made."""
        reached = [stage for stage in self._untold() if self._told_on(stage) <= day]
        return reached[-1] if reached else None

    def _untold(self) -> list[MaturityStage]:
        stages = list(MaturityStage)
        if add_months(self.value_date, _LONG_TERM_MONTHS) >= self.maturity_date:
            stages.remove(MaturityStage.TEN_DAYS_BEFORE)
        told = stages.index(self.announced) + 1 if self.announced in stages else 0
        return stages[told:]

    def _told_on(self, stage: MaturityStage) -> date:
        return self.payout_date - timedelta(days=_STAGE_DAYS[stage])

    # Exits that the bank is asked about

    @property
    def leaving_count(self) -> int:
        """How many of its shares the bank is checking the exit of."""
        return self.exits_asked - self.exits_answered

    def exit_asked(self) -> "TermDeposit":
        """The deposit once the bank is asked about one exit more."""
        return replace(self, exits_asked=self.exits_asked + 1)

    def exit_answered(self) -> "TermDeposit":
        """The deposit once the bank has answered about one of them."""
        return replace(self, exits_answered=self.exits_answered + 1)

    # Its end

    def maturing(self, day: date) -> "TermDeposit":
        """The deposit once its closing is ordered.

        Raises NotDue unless it is active, its payout date has come, and no share is leaving.
        """
        if self.state is not DepositState.ACTIVE or day < self.payout_date:
            raise NotDue(self.state.value)
        if self.leaving_count:
            raise NotDue("leaving")
        return replace(self, state=DepositState.MATURING)

    def matured(self, owed_count: int) -> "TermDeposit":
        """The deposit once the bank has closed it and owes its members so many payouts."""
        state = DepositState.MATURED if owed_count else DepositState.CLOSED
        return replace(
            self, outstanding_minor=0, accrued_minor=0, owed_count=self.owed_count + owed_count, state=state
        )

    def left_early(self, principal_minor: int, day: date, rest_rate_percent: Decimal | None) -> "TermDeposit":
        """The deposit once a share has left it, and is owed its payout; of the last one nothing stands any more.

        What had accrued on the share goes with it. The rest earns `rest_rate_percent` from `day` on, if there is one.
        """
        outstanding_minor = self.outstanding_minor - principal_minor
        changes = self.rate_changes
        if rest_rate_percent is not None:
            before = tuple(change for change in changes if change.from_date < day)
            changes = (*before, RateChange(day, rest_rate_percent))
        left = replace(
            self,
            outstanding_minor=outstanding_minor,
            rate_changes=changes,
            early_withdrawals=self.early_withdrawals + 1,
            owed_count=self.owed_count + 1,
            state=self.state if outstanding_minor else DepositState.MATURED,
        )
        return replace(left, accrued_minor=left.accrued_on(left.accrued_to))

    def transferred(self) -> "TermDeposit":
        """The deposit once a share of it has another owner: one certificate more, and a price to be paid on."""
        return replace(self, register_size=self.register_size + 1, owed_count=self.owed_count + 1)

    def paid_one(self) -> "TermDeposit":
        """The deposit with one payout less that waits to be paid."""
        owed_count = self.owed_count - 1
        over = self.state is DepositState.MATURED and not owed_count
        return replace(self, owed_count=owed_count, state=DepositState.CLOSED if over else self.state)


def deposit_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of a term deposit's principal."""
    return LedgerAccountId(f"{deposit_id}:principal")


def interest_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of the interest that has accrued and is owed."""
    return LedgerAccountId(f"{deposit_id}:interest")


def expense_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of what the deposit's interest costs the bank; its balance is negative."""
    return LedgerAccountId(f"{deposit_id}:expense")


def tax_ledger_account(deposit_id: DepositId) -> LedgerAccountId:
    """The ledger account of the tax withheld from the deposit's interest."""
    return LedgerAccountId(f"{deposit_id}:tax")


@dataclass(frozen=True, slots=True)
class OpenedDeposit:
    """What the bank tells of a term deposit that it has opened as it was asked to.

    None for `payout_date` means that the money moves on the maturity date.
    """

    number: str
    value_date: date
    maturity_date: date
    payout_date: date | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The bank did it; `deposit` tells what OpenDeposit, or a renewal, opened."""

    deposit: OpenedDeposit | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The bank did nothing: `conditions` failed for what was asked, or `failing` names the holds that fail.

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
