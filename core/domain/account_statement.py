"""The statement of account: what moved for a member, or in a campaign, between two days, and how it adds up.

It is made of the journal alone, and knows ledger accounts by what they are for, so that a new kind of entry appears in
it by itself. Signs are the ledger's: what the bank owes is positive.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.ids import CampaignId, LedgerAccountId
from core.domain.ledger import Entry


class Column(StrEnum):
    """What a leg is about, by the ledger account's last part."""

    HELD = "held"
    DEPOSITED = "deposited"
    ACCRUED = "accrued"
    WAITING = "waiting"
    ACCOUNT = "account"
    INTEREST = "interest"
    TAX = "tax"
    OTHER = "other"


BALANCES = (Column.HELD, Column.DEPOSITED, Column.ACCRUED, Column.WAITING)
"""Where money can be while it is in Hecun; it comes from the other columns, and leaves to them."""
FLOWS = tuple(column for column in Column if column not in BALANCES)

_PARTS = {
    "held": Column.HELD,
    "principal": Column.DEPOSITED,
    "interest": Column.ACCRUED,
    "payable": Column.WAITING,
    "available": Column.ACCOUNT,
    "expense": Column.INTEREST,
    "tax": Column.TAX,
}
LEDGER_PARTS = tuple(_PARTS)
"""The last parts of ledger accounts by which a statement knows them."""
_DAILY = frozenset({"accrual"})
"""Kinds of entries that come every day: a statement tells them by the month."""


def column_of(ledger_account_id: LedgerAccountId) -> Column:
    """The column of a ledger account; the bank's own cash and whatever else there is are `other`."""
    return _PARTS.get(ledger_account_id.rpartition(":")[2], Column.OTHER)


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry as far as it concerns the statement: what each column gained. The columns sum to zero."""

    on: date
    kind: str
    reference: str
    campaign_id: CampaignId | None
    gains_minor: Mapping[Column, int]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A movement, and the balances after it."""

    movement: Movement
    balances_minor: Mapping[Column, int]


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """Movements from `first` to `last`, both included, in one currency, between opening and closing balances.

    The closing balances are the opening ones and all gains; so is each flow's total, and both sides are equal.
    """

    currency: str
    first: date
    last: date
    opening_minor: Mapping[Column, int]
    lines: tuple[Line, ...]
    closing_minor: Mapping[Column, int]
    flows_minor: Mapping[Column, int]
    """What came from each flow's side in the period, or, negative, went there."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that have anything to say."""
        told = (self.opening_minor, self.closing_minor, self.flows_minor)
        moved = {column for line in self.lines for column, gain in line.movement.gains_minor.items() if gain}
        return tuple(each for each in Column if each in moved or any(side.get(each) for side in told))


def movement_in_campaign(entry: Entry, campaign_id: CampaignId | None, on: date) -> Movement:
    """All of an entry, by column."""
    gains: Counter[Column] = Counter()
    for posting in entry.postings:
        gains[column_of(posting.account_id)] += posting.amount_minor
    return Movement(on, entry.kind.value, entry.reference, campaign_id, _without_zeros(gains))


_OF_ALL = frozenset({Column.DEPOSITED, Column.ACCRUED, Column.INTEREST, Column.TAX})
"""What belongs to a deposit as a whole; everything else is one member's."""


def movement_for_members(entry: Entry, campaign_id: CampaignId | None, on: date) -> Movement | None:
    """What an entry did to the deposit, as all of its members may know: what is one member's is told as one sum.

    None if the deposit has no part in it, as in a hold or a payment to somebody's account.
    """
    gains: Counter[Column] = Counter()
    for posting in entry.postings:
        column = column_of(posting.account_id)
        gains[column if column in _OF_ALL else Column.ACCOUNT] += posting.amount_minor
    told = _without_zeros(gains)
    return (
        Movement(on, entry.kind.value, entry.reference, campaign_id, told) if told.keys() & _OF_ALL else None
    )


@dataclass(frozen=True, slots=True)
class Earned:
    """What an entry brought a member besides their own money: interest, and the tax withheld of it."""

    interest_minor: int = 0
    tax_minor: int = 0


def movement_of_member(
    entry: Entry,
    campaign_id: CampaignId | None,
    own: frozenset[LedgerAccountId],
    on: date,
    earned: Earned | None = None,
) -> Movement | None:
    """A member's part of an entry: the legs on their `own` ledger accounts, and the other side of them.

    That side is their part of what belongs to all, the deposit, unless nothing of a deposit or of another member is
    in the entry; what they `earned` by it stays there, or leaves with the rest. None if it is not theirs at all, or
    moves nothing but their own account at the bank.
    """
    gains: Counter[Column] = Counter()
    if earned is not None:
        gains.update({Column.INTEREST: -earned.interest_minor, Column.TAX: earned.tax_minor})
    shared = set()
    for posting in entry.postings:
        if posting.account_id in own:
            gains[column_of(posting.account_id)] += posting.amount_minor
        else:
            shared.add(column_of(posting.account_id))
    rest_minor = -sum(gains.values())
    if rest_minor:
        gains[Column.OTHER if shared <= {Column.OTHER} else Column.DEPOSITED] += rest_minor
    told = _without_zeros(gains)
    if not told.keys() & set(BALANCES):
        return None
    return Movement(on, entry.kind.value, entry.reference, campaign_id, told)


def _without_zeros(gains: Mapping[Column, int]) -> dict[Column, int]:
    return {column: gains[column] for column in Column if gains.get(column)}


def statement(currency: str, movements: Sequence[Movement], first: date, last: date) -> AccountStatement:
    """The statement of movements, oldest first, in one currency. ValueError if the period ends before it begins."""
    if last < first:
        raise ValueError(f"the period ends on {last}, before it begins on {first}")
    balances = _sum(movement for movement in movements if movement.on < first)
    opening = dict(balances)
    flows: Counter[Column] = Counter()
    lines = []
    for movement in _by_month(movement for movement in movements if first <= movement.on <= last):
        for column in BALANCES:
            balances[column] += movement.gains_minor.get(column, 0)
        for column in FLOWS:
            flows[column] -= movement.gains_minor.get(column, 0)
        lines.append(Line(movement, dict(balances)))
    assert sum(balances.values()) - sum(opening.values()) == sum(flows.values()), "each movement sums to zero"
    return AccountStatement(currency, first, last, opening, tuple(lines), dict(balances), dict(flows))


def _sum(movements: Iterable[Movement]) -> dict[Column, int]:
    total = dict.fromkeys(BALANCES, 0)
    for movement in movements:
        for column in BALANCES:
            total[column] += movement.gains_minor.get(column, 0)
    return total


def _by_month(movements: Iterable[Movement]) -> list[Movement]:
    """Daily movements of one kind, campaign and month as one, on the day of the last; all others as they are."""
    told: list[Movement] = []
    places: dict[tuple[str, CampaignId | None, int, int], int] = {}
    for movement in movements:
        if movement.kind not in _DAILY:
            told.append(movement)
            places.clear()  # what came in between is told in between
            continue
        key = (movement.kind, movement.campaign_id, movement.on.year, movement.on.month)
        if key not in places:
            places[key] = len(told)
            told.append(movement)
            continue
        before = told[places[key]]
        gains = Counter(before.gains_minor)
        for column, gain in movement.gains_minor.items():
            gains[column] += gain
        told[places[key]] = replace(
            movement, gains_minor=_without_zeros(gains), times=before.times + movement.times
        )
    return told


@dataclass(frozen=True, slots=True)
class StatementSource:
    """The entries that a statement is made of, oldest first, each with the campaign it belongs to.

    `own` are the ledger accounts of the member whose statement it is; None for a campaign's, which tells all of it, or
    `for_members` what became of their deposit and nothing of one of them.
    `earned` is what the member earned, by the references of the entries that brought it.
    """

    entries: tuple[tuple[Entry, CampaignId | None], ...]
    own: frozenset[LedgerAccountId] | None
    short_codes: Mapping[CampaignId, str]
    earned: Mapping[str, Earned] = field(default_factory=dict)
    for_members: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why corrections were posted, by the references of their entries: what people typed."""

    def statements(
        self, first: date, last: date, day_of: Callable[[datetime], date]
    ) -> tuple[AccountStatement, ...]:
        """One statement for each currency that ever moved, by its code; `day_of` is the business day of an instant."""
        moved: dict[str, list[Movement]] = {}
        for entry, campaign_id in self.entries:
            on = day_of(entry.posted_at)
            movement = self._movement(entry, campaign_id, on)
            if movement is not None:
                moved.setdefault(entry.currency, []).append(movement)
        return tuple(statement(each, moved[each], first, last) for each in sorted(moved))

    def _movement(self, entry: Entry, campaign_id: CampaignId | None, on: date) -> Movement | None:
        if self.for_members:
            return movement_for_members(entry, campaign_id, on)
        if self.own is None:
            return movement_in_campaign(entry, campaign_id, on)
        return movement_of_member(entry, campaign_id, self.own, on, self.earned.get(entry.reference))
