"""Comparing our books with what the bank states: what differs, what is left out of it, and what is recorded of it.

People go on pledging while the two are read, so one look proves nothing: it is our books, and *then* the statement.
What is in question (a bank order about it is unanswered) is left out. Of the rest, a mismatch is what **two looks in a
row find alike**. That raises no false alarm: what the bank did between the first look's two halves was ordered by us,
so by the second look its order is either unanswered, and left out, or answered, and in our books.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from core.domain.bank import (
    STANDING,
    BankOrder,
    CloseDeposit,
    OpenDeposit,
    PayOut,
    PlaceHold,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
    TransferShare,
    WithdrawShare,
)
from core.domain.facts import StatedDeposit, StatedHold, Statement
from core.domain.ids import AccountId, CampaignId, CorrectionId, HoldId, MismatchId, PayoutId, PledgeId


class MismatchKind(StrEnum):
    """In what way the bank's word is not ours. *Missing* is missing at the bank, *unknown* is unknown to us."""

    HELD_DIFFERS = "held_differs"
    HOLD_MISSING = "hold_missing"
    HOLD_UNKNOWN = "hold_unknown"
    HOLD_DIFFERS = "hold_differs"
    DEPOSIT_MISSING = "deposit_missing"
    DEPOSIT_UNKNOWN = "deposit_unknown"
    DEPOSIT_DIFFERS = "deposit_differs"
    PAYOUT_MISSING = "payout_missing"
    PAYOUT_UNKNOWN = "payout_unknown"
    PAYOUT_DIFFERS = "payout_differs"


class Point(StrEnum):
    """What of a hold or a deposit differs."""

    AMOUNT = "amount"
    ACCOUNT = "account"
    CURRENCY = "currency"
    NUMBER = "number"
    RATE = "rate"
    VALUE_DATE = "value_date"
    MATURITY_DATE = "maturity_date"


@dataclass(frozen=True, slots=True)
class OurHold:
    """A hold that stands by our books, and whose it is; one that no pledge knows has neither pledge nor campaign."""

    hold_id: HoldId
    account_id: AccountId
    amount_minor: int
    pledge_id: PledgeId | None
    campaign_id: CampaignId | None


@dataclass(frozen=True, slots=True)
class OurPayout:
    """Money that is owed to a member by our books, and not paid out."""

    payout_id: PayoutId
    campaign_id: CampaignId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class OurBooks:
    """What stands by our books at one moment, and the orders that the bank has not answered."""

    holds: tuple[OurHold, ...]
    deposits: tuple[TermDeposit, ...]
    unanswered: tuple[BankOrder, ...]
    payouts: tuple[OurPayout, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Our books, and the bank's statement of the same moment or a later one."""

    ours: OurBooks
    statement: Statement


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing about which our books and the bank disagree.

    `subject` is the id of the hold, the deposit, the payout or, for HELD_DIFFERS, the account. Amounts are minor units,
    None for the side that does not know it. `campaign_ids` are concerned: for a hold that we do not know, and for what
    is held on an account in all, every campaign with a hold there. `on_ledger` says that the bank's word is our own
    ledger.
    """

    kind: MismatchKind
    subject: str
    ours_minor: int | None
    banks_minor: int | None
    campaign_ids: tuple[CampaignId, ...] = ()
    account_id: AccountId | None = None
    pledge_id: PledgeId | None = None
    points: tuple[Point, ...] = ()
    on_ledger: bool = False

    @property
    def gist(self) -> tuple[object, ...]:
        """What two looks must agree on: not which campaigns are concerned, and of a sum only how far it is off."""
        amounts = (
            (self.gap_minor,)
            if self.kind is MismatchKind.HELD_DIFFERS
            else (self.ours_minor, self.banks_minor)
        )
        return (self.kind, self.subject, self.account_id, self.points, amounts)

    @property
    def gap_minor(self) -> int:
        """By how much our amount exceeds the bank's; a side that knows none counts as zero."""
        return (self.ours_minor or 0) - (self.banks_minor or 0)

    @property
    def doubted_account_id(self) -> AccountId | None:
        """The account on which nothing can be relied, if it is more than one pledge's hold that is in doubt."""
        return self.account_id if self.pledge_id is None else None


class LeftOutBecause(StrEnum):
    """Why something was not compared."""

    ORDER_UNANSWERED = "order_unanswered"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not compared, by its id: the next run will."""

    subject: str
    because: LeftOutBecause


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found. `compared` counts what was compared, on either side."""

    found: tuple[Mismatch, ...]
    left_out: tuple[LeftOut, ...]
    compared: int


def compare(look: Look) -> Comparison:
    """What differs in one look, by subject; what an unanswered order is about is left out."""
    ours, statement = look.ours, look.statement
    in_question = frozenset(_in_question(ours))
    found = [
        *(_held(ours, statement) if statement.held is not None else _holds(ours, statement)),
        *_deposits(ours, statement),
        *_payouts(ours, statement),
    ]
    subjects = _subjects(look)
    return Comparison(
        found=tuple(sorted((each for each in found if each.subject not in in_question), key=_subject)),
        left_out=tuple(
            LeftOut(subject, LeftOutBecause.ORDER_UNANSWERED) for subject in sorted(subjects & in_question)
        ),
        compared=len(subjects - in_question),
    )


def confirm(first: Comparison, second: Comparison) -> Comparison:
    """What both of two looks in a row found alike; what only one of them found is left out."""
    before = {mismatch.gist for mismatch in first.found}
    found = tuple(mismatch for mismatch in second.found if mismatch.gist in before)
    settled = {mismatch.subject for mismatch in found}.union(each.subject for each in second.left_out)
    once = {mismatch.subject for mismatch in (*first.found, *second.found)} - settled
    changed = (LeftOut(subject, LeftOutBecause.CHANGED_MEANWHILE) for subject in sorted(once))
    return Comparison(found, (*second.left_out, *changed), second.compared)


def _subject(mismatch: Mismatch) -> str:
    return mismatch.subject


def _in_question(ours: OurBooks) -> Iterator[str]:
    """The ids of holds, deposits, payouts and accounts that unanswered orders are about."""
    accounts = {hold.hold_id: hold.account_id for hold in ours.holds}
    for order in ours.unanswered:
        yield from _payouts_in(order)
        touched: tuple[HoldId, ...] = ()
        match order.instruction:
            case PlaceHold() as placing:
                touched = (placing.hold_id,)
                yield placing.account_id
            case ReplaceHold(released_hold_id, placing):
                touched = (released_hold_id, placing.hold_id)
                yield placing.account_id
            case ReleaseHold(hold_id):
                touched = (hold_id,)
            case OpenDeposit() as opening:
                touched = opening.hold_ids
                yield opening.deposit_id
            case CloseDeposit(deposit_id=deposit_id, renewal=renewal):
                yield deposit_id
                if renewal is not None:
                    yield renewal.deposit_id
            case WithdrawShare(deposit_id=deposit_id):
                yield deposit_id
            case PayOut(account_id=account_id) | TransferShare(account_id=account_id):
                yield account_id
        yield from touched
        yield from (accounts[hold_id] for hold_id in touched if hold_id in accounts)


def _payouts_in(order: BankOrder) -> Iterator[str]:
    """The ids of the payouts that an order is about: those it pays, and those under which money is owed by it."""
    match order.instruction:
        case CloseDeposit(parts=parts):
            yield from (part.payout_id for part in parts if part.payout_id is not None)
        case (
            PayOut(payout_id=payout_id)
            | WithdrawShare(payout_id=payout_id)
            | TransferShare(payout_id=payout_id)
        ):
            yield payout_id


def _subjects(look: Look) -> set[str]:
    """Everything that one side or the other knows, by the id it is compared under."""
    ours, statement = look.ours, look.statement
    deposits = {deposit.id for deposit in _standing(ours.deposits)} | {
        deposit.deposit_id for deposit in statement.deposits
    }
    owed = {payout.payout_id for payout in ours.payouts} | {payout.payout_id for payout in statement.payouts}
    if statement.held is not None:
        held = {each.account_id for each in statement.held}
        return deposits | owed | held | {hold.account_id for hold in ours.holds}
    holds = {hold.hold_id for hold in ours.holds} | {hold.hold_id for hold in statement.holds}
    return deposits | owed | holds


# Holds


def _holds(ours: OurBooks, statement: Statement) -> Iterator[Mismatch]:
    stated = {hold.hold_id: hold for hold in statement.holds}
    known = {hold.hold_id for hold in ours.holds}
    for hold in ours.holds:
        mismatch = Mismatch(
            kind=MismatchKind.HOLD_MISSING,
            subject=hold.hold_id,
            ours_minor=hold.amount_minor,
            banks_minor=None,
            campaign_ids=() if hold.campaign_id is None else (hold.campaign_id,),
            account_id=hold.account_id,
            pledge_id=hold.pledge_id,
        )
        if hold.hold_id not in stated:
            yield mismatch
        elif points := tuple(_points_of_hold(hold, stated[hold.hold_id])):
            banks_minor = stated[hold.hold_id].amount_minor
            yield replace(mismatch, kind=MismatchKind.HOLD_DIFFERS, banks_minor=banks_minor, points=points)
    campaigns = _campaigns_by_account(ours.holds)
    for stated_hold in statement.holds:
        if stated_hold.hold_id not in known:
            yield Mismatch(
                kind=MismatchKind.HOLD_UNKNOWN,
                subject=stated_hold.hold_id,
                ours_minor=None,
                banks_minor=stated_hold.amount_minor,
                campaign_ids=campaigns.get(stated_hold.account_id, ()),
                account_id=stated_hold.account_id,
            )


def _points_of_hold(hold: OurHold, stated: StatedHold) -> Iterator[Point]:
    if stated.amount_minor != hold.amount_minor:
        yield Point.AMOUNT
    if stated.account_id != hold.account_id:
        yield Point.ACCOUNT


def _held(ours: OurBooks, statement: Statement) -> Iterator[Mismatch]:
    """What is held on each account in all, where the bank keeps no list of holds."""
    assert statement.held is not None
    ours_minor: dict[AccountId, int] = defaultdict(int)
    for hold in ours.holds:
        ours_minor[hold.account_id] += hold.amount_minor
    banks_minor = {each.account_id: each.held_minor for each in statement.held}
    campaigns = _campaigns_by_account(ours.holds)
    for account_id in sorted(ours_minor.keys() | banks_minor.keys()):
        if ours_minor.get(account_id, 0) != banks_minor.get(account_id, 0):
            yield Mismatch(
                kind=MismatchKind.HELD_DIFFERS,
                subject=account_id,
                ours_minor=ours_minor.get(account_id, 0),
                banks_minor=banks_minor.get(account_id, 0),
                campaign_ids=campaigns.get(account_id, ()),
                account_id=account_id,
                points=(Point.AMOUNT,),
                on_ledger=True,
            )


def _campaigns_by_account(holds: Iterable[OurHold]) -> Mapping[AccountId, tuple[CampaignId, ...]]:
    campaigns: dict[AccountId, set[CampaignId]] = defaultdict(set)
    for hold in holds:
        if hold.campaign_id is not None:
            campaigns[hold.account_id].add(hold.campaign_id)
    return {account_id: tuple(sorted(each)) for account_id, each in campaigns.items()}


# Deposits


def _standing(deposits: Iterable[TermDeposit]) -> Iterator[TermDeposit]:
    """Those whose principal is at the bank still."""
    return (deposit for deposit in deposits if deposit.state in STANDING)


def _deposits(ours: OurBooks, statement: Statement) -> Iterator[Mismatch]:
    stated = {deposit.deposit_id: deposit for deposit in statement.deposits}
    on_ledger = statement.held is not None
    known = {deposit.id for deposit in _standing(ours.deposits)}
    for deposit in _standing(ours.deposits):
        mismatch = Mismatch(
            kind=MismatchKind.DEPOSIT_MISSING,
            subject=deposit.id,
            ours_minor=deposit.outstanding_minor,
            banks_minor=None,
            campaign_ids=(deposit.campaign_id,),
            on_ledger=on_ledger,
        )
        if deposit.id not in stated:
            yield mismatch
        elif points := tuple(_points_of_deposit(deposit, stated[deposit.id])):
            banks_minor = stated[deposit.id].principal_minor
            yield replace(mismatch, kind=MismatchKind.DEPOSIT_DIFFERS, banks_minor=banks_minor, points=points)
    for stated_deposit in statement.deposits:
        if stated_deposit.deposit_id not in known:
            yield Mismatch(
                kind=MismatchKind.DEPOSIT_UNKNOWN,
                subject=stated_deposit.deposit_id,
                ours_minor=None,
                banks_minor=stated_deposit.principal_minor,
                on_ledger=on_ledger,
            )


def _points_of_deposit(deposit: TermDeposit, stated: StatedDeposit) -> Iterator[Point]:
    sides = {
        Point.AMOUNT: (deposit.outstanding_minor, stated.principal_minor),
        Point.CURRENCY: (deposit.currency, stated.currency),
        Point.NUMBER: (deposit.number, stated.number),
        Point.RATE: (deposit.rate_percent_now, stated.annual_rate_percent),
        Point.VALUE_DATE: (deposit.value_date, stated.value_date),
        Point.MATURITY_DATE: (deposit.maturity_date, stated.maturity_date),
    }
    return (point for point, (ours, banks) in sides.items() if ours != banks)


# Payouts


def _payouts(ours: OurBooks, statement: Statement) -> Iterator[Mismatch]:
    stated = {payout.payout_id: payout.amount_minor for payout in statement.payouts}
    on_ledger = statement.held is not None
    for payout in ours.payouts:
        banks_minor = stated.pop(payout.payout_id, None)
        if banks_minor == payout.amount_minor:
            continue
        missing = banks_minor is None
        yield Mismatch(
            kind=MismatchKind.PAYOUT_MISSING if missing else MismatchKind.PAYOUT_DIFFERS,
            subject=payout.payout_id,
            ours_minor=payout.amount_minor,
            banks_minor=banks_minor,
            campaign_ids=(payout.campaign_id,),
            points=() if missing else (Point.AMOUNT,),
            on_ledger=on_ledger,
        )
    for payout_id, amount_minor in stated.items():
        yield Mismatch(
            kind=MismatchKind.PAYOUT_UNKNOWN,
            subject=payout_id,
            ours_minor=None,
            banks_minor=amount_minor,
            on_ledger=on_ledger,
        )


# What is recorded


@dataclass(frozen=True, slots=True)
class RecordedMismatch:
    """A mismatch since it was found; found again after it was resolved, it is open again.

    `campaign_ids` are paused by it: those that it was found to concern, and those that came upon it since.
    `correction_id` names the newest correction that was proposed for it.
    """

    id: MismatchId
    mismatch: Mismatch
    found_at: datetime
    campaign_ids: tuple[CampaignId, ...]
    resolved_at: datetime | None = None
    correction_id: CorrectionId | None = None
    version: int = 0

    @property
    def subject(self) -> str:
        """What it is about, by id."""
        return self.mismatch.subject

    @property
    def open(self) -> bool:
        """Whether it still stands, as far as is known."""
        return self.resolved_at is None

    def found_again(self, mismatch: Mismatch, at: datetime) -> "RecordedMismatch":
        """Open again after it was resolved."""
        return replace(
            self, mismatch=mismatch, found_at=at, campaign_ids=(), resolved_at=None, correction_id=None
        )

    def pausing(self, campaign_id: CampaignId) -> "RecordedMismatch":
        """The mismatch with one campaign more that it pauses."""
        return replace(self, campaign_ids=(*self.campaign_ids, campaign_id))


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One run of the comparison that was recorded."""

    id: str
    round: int
    at: datetime
    compared: int
    left_out: int
    found: int
    new: int
    resolved: int


@dataclass(frozen=True, slots=True)
class ReconcilingDue:
    """When the books are to be compared next. A run that was begun in an earlier `round` is not recorded."""

    id: int
    due_at: datetime
    round: int
    version: int = 0

    def asked(self, at: datetime) -> "ReconcilingDue":
        """Due at once; a run that is under way does not count any more."""
        return replace(self, due_at=min(self.due_at, at), round=self.round + 1)

    def done(self, next_at: datetime) -> "ReconcilingDue":
        """Due again later."""
        return replace(self, due_at=next_at, round=self.round + 1)


RECONCILING = 1
"""The key of the one row that says when to compare."""
FIRST_RECONCILING = ReconcilingDue(RECONCILING, datetime(1970, 1, 1, tzinfo=UTC), round=0)
"""What holds while there is no such row: a new deployment compares as soon as it runs."""
