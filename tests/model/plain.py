"""The house as one would sketch it on paper: accounts, links and pools, without books, orders, holds or a journal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from core.domain.account import AccountStatus, DebitAmountType
from core.domain.campaign import CampaignState, Terms
from core.domain.ids import AccountId, CustomerId, ParticipantId
from core.domain.pledge import PledgeAmount

LIVELY = {CampaignState.OPEN, CampaignState.FUNDED, CampaignState.REPAIRING}
"""The states in which a pool's members have money held."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whose the account was proved to be, and by which number."""

    participant_id: ParticipantId
    phone: str
    active: bool = True


@dataclass(slots=True)
class Account:
    """One account: what its holder may use; what is held is the pools' to say."""

    customer_id: CustomerId
    types: frozenset[DebitAmountType]
    day_limit_minor: int | None
    status: AccountStatus = AccountStatus.NORMAL
    available_minor: int = 0
    link: Link | None = None
    used_minor: Counter[date] = field(default_factory=Counter)


@dataclass(slots=True)
class Code:
    """A one-time code on its way, and how many were asked for since when."""

    customer_id: CustomerId
    phone: str
    digits: str
    expires_at: datetime
    issued: int
    since: datetime
    tries_left: int = 5
    used: bool = False


@dataclass(slots=True)
class Member:
    """One pledge of a pool."""

    account_id: AccountId
    amount: PledgeAmount
    seat: int | None
    held_on: date
    ailing: bool = False

    @property
    def amount_minor(self) -> int:
        """How much."""
        return self.amount.amount_minor


@dataclass(slots=True)
class Pool:
    """One campaign and its members; the members of a settled one own the deposit."""

    terms: Terms
    initiator_id: ParticipantId
    closes_at: datetime
    state: CampaignState = CampaignState.OPEN
    mend_until: datetime | None = None
    members: dict[ParticipantId, Member] = field(default_factory=dict)
    line: list[ParticipantId] = field(default_factory=list)
    kept_until: datetime | None = None

    def kept_from(self, participant_id: ParticipantId) -> bool:
        """Whether what is free is kept for somebody else."""
        return self.kept_until is not None and self.line[0] != participant_id

    def pass_on(self, now: datetime) -> None:
        """What is free and kept for nobody is kept for the first in line."""
        free = self.state is CampaignState.OPEN and self.remaining_minor > 0 and now < self.closes_at
        if free and self.line and self.kept_until is None:
            self.kept_until = min(now + timedelta(hours=2), self.closes_at)

    def unline(self, participant_id: ParticipantId) -> None:
        """Somebody is in line no more; what was kept for them is kept no more."""
        if self.kept_until is not None and self.line[0] == participant_id:
            self.kept_until = None
        self.line.remove(participant_id)

    @property
    def remaining_minor(self) -> int:
        """What is left to pledge."""
        return self.terms.target_minor - sum(member.amount_minor for member in self.members.values())

    @property
    def ailing(self) -> list[ParticipantId]:
        """Who has something to mend."""
        return [participant_id for participant_id, member in self.members.items() if member.ailing]

    def free_seats(self) -> list[int]:
        """The seats that nobody has."""
        taken = {member.seat for member in self.members.values()}
        return [seat for seat in range(len(self.terms.seat_amounts_minor)) if seat not in taken]

    def seat_for(self, amount: PledgeAmount) -> int | None:
        """The first free seat of that amount, for an equal share."""
        if amount.debit_amount_type is not DebitAmountType.EQUAL_SHARE:
            return None
        amounts_minor = self.terms.seat_amounts_minor
        return next((seat for seat in self.free_seats() if amounts_minor[seat] == amount.amount_minor), None)

    def against(self, amount: PledgeAmount) -> Iterator[str]:
        """What in the pool speaks against one more pledge of this amount."""
        terms, rest_minor = self.terms, self.remaining_minor - amount.amount_minor
        amount_type, seat = amount.debit_amount_type, self.seat_for(amount)
        if amount_type not in terms.debit_amount_types:
            yield "amount_type_not_offered"
        if len(self.members) >= terms.head_count_max:
            yield "head_count_reached"
        if amount_type is DebitAmountType.EQUAL_SHARE and seat is None:
            yield "seat_taken"
        if amount_type is DebitAmountType.REMAINDER and rest_minor:
            yield "remainder_changed"
        if not Bounds.of(terms).allow(amount.amount_minor):
            yield "account_not_valid"
        if rest_minor < 0:
            yield "amount_exceeds_remainder"
        else:
            heads = terms.head_count_max - len(self.members) - 1
            seats_minor = [terms.seat_amounts_minor[free] for free in self.free_seats() if free != seat]
            if not can_be_filled(Bounds.of(terms), rest_minor, heads, tuple(sorted(seats_minor))):
                yield "leaves_gap"


class Bounds(NamedTuple):
    """What one member may pledge."""

    types: frozenset[DebitAmountType]
    minimum_minor: int
    maximum_minor: int
    multiple_minor: int

    @classmethod
    def of(cls, terms: Terms) -> "Bounds":
        """Those of the terms."""
        return cls(
            terms.debit_amount_types,
            terms.member_minimum_minor,
            terms.member_maximum_minor,
            terms.multiple_minor,
        )

    def allow(self, amount_minor: int) -> bool:
        """Whether the amount lies within them."""
        within = self.minimum_minor <= amount_minor <= self.maximum_minor
        return within and amount_minor % self.multiple_minor == 0


@cache
def can_be_filled(bounds: Bounds, rest_minor: int, heads: int, seats_minor: tuple[int, ...]) -> bool:
    """Whether some members, one after another, could fill the rest: by trying everything."""
    if rest_minor <= 0 or heads == 0:
        return rest_minor == 0
    if DebitAmountType.REMAINDER in bounds.types and bounds.allow(rest_minor):
        return True
    if DebitAmountType.FREE_AMOUNT in bounds.types and any(
        bounds.allow(amount_minor)
        and can_be_filled(bounds, rest_minor - amount_minor, heads - 1, seats_minor)
        for amount_minor in range(bounds.multiple_minor, rest_minor + 1, bounds.multiple_minor)
    ):
        return True
    return DebitAmountType.EQUAL_SHARE in bounds.types and any(
        can_be_filled(bounds, rest_minor - seat, heads - 1, seats_minor[:nth] + seats_minor[nth + 1 :])
        for nth, seat in enumerate(seats_minor)
    )
