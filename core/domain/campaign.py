"""Campaigns: the terms they are opened with, their admission, and their states."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from core.domain.account import AccountClass, Debit, DebitAmountType
from core.domain.calendar import BusinessDayRule
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import (
    CampaignFixed,
    CampaignNotOpen,
    DeadlinePassed,
    NotDue,
    NotPermitted,
    PlaceFree,
    PlaceKept,
)
from core.domain.filling import PledgeBounds, fillable
from core.domain.ids import CampaignId, CustomerId, DepositId, InitiatorId, ParticipantId, digest_key
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.moment import Moment
from core.domain.money import apportion_in_multiples
from core.domain.product import (
    Channel,
    DatedRates,
    EarlyExitRule,
    MaturityDefault,
    Product,
    RateTier,
    RemainderRate,
)
from core.domain.waiting import NOBODY_WAITS, WaitingList

MEND_WINDOW = timedelta(hours=24)
REFILL_WINDOW = timedelta(hours=48)
SHORTEST_CAMPAIGN = timedelta(minutes=10)

REFERENCE_LENGTH_MAX = 64
METADATA_ENTRIES_MAX = 20
METADATA_KEY_LENGTH_MAX = 40
METADATA_VALUE_LENGTH_MAX = 500

PAUSED = "paused"
"""What NotDue says of a campaign that waits for something to be cleared up with the bank."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an initiator asks to open; `admission` says whether it may be.

    `designated_only` closes the campaign to everybody but the initiator and the people the initiator designates.
    """

    product_code: str
    channel: Channel
    target_minor: int
    debit_amount_types: frozenset[DebitAmountType]
    member_minimum_minor: int
    deadline: datetime
    seats: int | None = None
    member_maximum_minor: int | None = None
    head_count_max: int | None = None
    designated_only: bool = False


@dataclass(frozen=True, slots=True)
class AfterSettlement:
    """The part of the terms that holds once the deposit is open.

    A buyer of a share pays interest accrued at `transfer_rate_percent`. Nobody leaves in the first `lock_in_days` from
    the value date; at most `early_withdrawals_max` shares are withdrawn early, and `remainder_rate` says what the rest
    earns then. The money moves on the maturity date as `business_day_rule` moves it.
    """

    transfer_rate_percent: Decimal
    remainder_rate: RemainderRate
    lock_in_days: int
    early_withdrawals_max: int
    business_day_rule: BusinessDayRule


@dataclass(frozen=True)
class Terms:
    """The immutable configuration a campaign was opened with; pledgers consent to exactly these bytes.

    Amounts in minor units of `currency`. `seat_amounts_minor` sums to the target when seats are offered, else it is
    empty. The rate is locked; `rates` are those in force that day, kept for comparison with going alone.
    """

    product_code: str
    channel: Channel
    currency: str
    target_minor: int
    debit_amount_types: frozenset[DebitAmountType]
    seat_amounts_minor: tuple[int, ...]
    member_minimum_minor: int
    member_maximum_minor: int
    multiple_minor: int
    head_count_max: int
    account_classes: frozenset[AccountClass]
    deadline: datetime
    mend_window_seconds: int
    refill_window_seconds: int
    term_months: int
    annual_rate_percent: Decimal
    rates: DatedRates
    demand_rate_percent: Decimal
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    early_exit: EarlyExitRule
    maturity_default: MaturityDefault
    after_settlement: AfterSettlement | None = None

    @cached_property
    def canonical_bytes(self) -> bytes:
        """The terms as UTF-8 JSON with sorted keys and no spaces: the bytes that are kept and consented to.

        What the terms of a campaign from before `after_settlement` did not say is not said in them now.
        """
        plain = {
            name: _plain(value)
            for name in self.__dataclass_fields__
            if (value := getattr(self, name)) is not None
        }
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return sha256(self.canonical_bytes).hexdigest()

    @property
    def seats_for_everybody(self) -> int | None:
        """How many equal shares there are, where they fix how many people there can be; None where they do not.

        They do not where members may also say amounts of their own: then more people fit, or fewer.
        """
        if DebitAmountType.FREE_AMOUNT in self.debit_amount_types:
            return None
        return len(self.seat_amounts_minor) or None

    def rate_alone_percent(self, amount_minor: int) -> Decimal:
        """The rate the same product pays for `amount_minor` alone, by the rates the terms were fixed with."""
        tier = self.rates.tier_for(amount_minor)
        return Decimal(0) if tier is None else tier.annual_rate_percent

    def debit(self, holder: CustomerId, debit_amount_type: DebitAmountType, amount_minor: int) -> Debit:
        """What the bank is asked to validate and hold for one member's pledge."""
        return Debit(
            holder=holder,
            currency=self.currency,
            amount_minor=amount_minor,
            debit_amount_type=debit_amount_type,
            minimum_minor=self.member_minimum_minor,
            maximum_minor=self.member_maximum_minor,
            multiple_minor=self.multiple_minor,
            account_classes=self.account_classes,
        )

    @property
    def later(self) -> AfterSettlement:
        """What holds once the deposit is open, also by terms that did not say so: then what costs no member anything.

        A buyer pays interest at the deposit's own rate, the rest keeps its rate, and everybody may leave at any time.
        """
        return self.after_settlement or AfterSettlement(
            transfer_rate_percent=self.annual_rate_percent,
            remainder_rate=RemainderRate.KEEPS_RATE,
            lock_in_days=0,
            early_withdrawals_max=self.head_count_max,
            business_day_rule=BusinessDayRule.UNADJUSTED,
        )

    @property
    def pledge_bounds(self) -> PledgeBounds:
        """What one member may pledge."""
        return PledgeBounds(self.member_minimum_minor, self.member_maximum_minor, self.multiple_minor)

    @property
    def mend_window(self) -> timedelta:
        """How long a member whose account failed keeps the place."""
        return timedelta(seconds=self.mend_window_seconds)

    @property
    def rate_locked_until(self) -> datetime:
        """Until when the bank guarantees the rate; no repair outlives it."""
        return self.deadline + self.mend_window + self.refill_window

    @property
    def refill_window(self) -> timedelta:
        """How long a place that fell free may be filled after the deadline."""
        return timedelta(seconds=self.refill_window_seconds)


def _plain(value: Any) -> Any:
    match value:
        case frozenset():
            return sorted(value)
        case tuple():
            return [_plain(item) for item in value]
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case DatedRates() | RateTier() | AfterSettlement():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


class CampaignState(StrEnum):
    """`open → funded → settling → settled`, with the ways out that `ARCHITECTURE.md` draws."""

    OPEN = "open"
    FUNDED = "funded"
    SETTLING = "settling"
    REPAIRING = "repairing"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


WAITABLE = frozenset(
    {CampaignState.OPEN, CampaignState.FUNDED, CampaignState.SETTLING, CampaignState.REPAIRING}
)
"""While a campaign is in one of these, a place of it may still fall free."""

ENDED = frozenset({CampaignState.SETTLED, CampaignState.EXPIRED, CampaignState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a partner keeps with a campaign it opened: a name in its own books, and words of its own.

    Neither means anything here. ValueError when it is more than is kept, see REFERENCE_LENGTH_MAX and METADATA_….
    """

    reference: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.reference is not None and not 1 <= len(self.reference) <= REFERENCE_LENGTH_MAX:
            raise ValueError(f"a reference has 1 to {REFERENCE_LENGTH_MAX} characters")
        if len(self.metadata) > METADATA_ENTRIES_MAX:
            raise ValueError(f"more than {METADATA_ENTRIES_MAX} entries of metadata")
        for key, value in self.metadata:
            if not 1 <= len(key) <= METADATA_KEY_LENGTH_MAX or len(value) > METADATA_VALUE_LENGTH_MAX:
                raise ValueError("metadata with a key or a value that is too long, or without a key")


@dataclass(frozen=True, slots=True)
class Campaign:
    """One pooling round. `origin` is what its partner keeps with it, None if a participant opened it.
    `pledged_minor` and `member_count` count the live pledges; `taken_seats` is a bit per seat.

    `closes_at` is when the campaign expires unless it is full: the deadline, or later when a place was dropped in
    repair. `ailing_count` counts members in their mend window, and `mend_until` ends the window of this repair.
    `checking_count` counts pledges that the bank has not answered for; until then nothing is settled.
    `mismatch_count` counts what our books and the bank disagree about: until that is cleared up, at `resumed_at`,
    nothing is done to the campaign because time passes. While anybody is on the waiting list, what is free is kept for
    the first of them. `designated_only` is as proposed, for good. `taken_over_by` is who has the organiser's buttons
    since the initiator has them no more.
    """

    id: CampaignId
    initiator_id: InitiatorId
    terms: Terms
    state: CampaignState
    opened_at: datetime
    closes_at: datetime
    link_token: str = field(repr=False)
    short_code: str = field(repr=False)
    pledged_minor: int = 0
    member_count: int = 0
    taken_seats: int = 0
    ailing_count: int = 0
    checking_count: int = 0
    mismatch_count: int = 0
    resumed_at: datetime | None = None
    mend_until: datetime | None = None
    settlements: int = 0
    funded_at: datetime | None = None
    deposit_id: DepositId | None = None
    ended_reason: str | None = None
    origin: Origin | None = None
    waiting: WaitingList = NOBODY_WAITS
    designated_only: bool = False
    taken_over_by: ParticipantId | None = None
    version: int = 0

    @property
    def initiator_in_chat(self) -> tuple[ParticipantId, ...]:
        """The initiator, if a participant, who hears of things in chat; nobody if a partner opened the campaign."""
        return () if self.origin is not None else (ParticipantId(self.initiator_id),)

    @property
    def organiser_in_chat(self) -> tuple[ParticipantId, ...]:
        """Who has the buttons: the initiator, or who took over; nobody where a partner has them."""
        return self.initiator_in_chat if self.taken_over_by is None else (self.taken_over_by,)

    def is_organised_by(self, actor_id: str) -> bool:
        """Whether they have the buttons: whoever organises in chat, or the partner who opened the campaign."""
        by_partner = self.origin is not None and actor_id == self.initiator_id
        return by_partner or actor_id in self.organiser_in_chat

    def taken_over(self, organiser_id: ParticipantId, successor_id: ParticipantId) -> "Campaign":
        """The campaign with the successor as its organiser. Raises CampaignFixed once there is nothing to organise.

        NotPermitted unless `organiser_id` has the buttons now.
        """
        if not self.is_organised_by(organiser_id):
            raise NotPermitted
        if self.state not in WAITABLE:
            raise CampaignFixed(self.state.value)
        return replace(self, taken_over_by=successor_id)

    def as_opened(self) -> "Campaign":
        """The campaign as it was when it was opened."""
        return replace(
            self._emptied(CampaignState.OPEN),
            closes_at=self.terms.deadline,
            mismatch_count=0,
            resumed_at=None,
            settlements=0,
            funded_at=None,
            deposit_id=None,
            ended_reason=None,
            taken_over_by=None,
            version=0,
        )

    @property
    def remaining_minor(self) -> int:
        """What is left to pledge."""
        return self.terms.target_minor - self.pledged_minor

    @property
    def key_digests(self) -> tuple[str, str]:
        """What it is looked up by: the digests of its link token and of its short code."""
        return digest_key(self.link_token), digest_key(self.short_code)

    def rekeyed(self, link_token: str, short_code: str) -> "Campaign":
        """The campaign with other keys; the old ones open nothing any more. Raises CampaignNotOpen once it ended."""
        self.check_not_ended()
        return replace(self, link_token=link_token, short_code=short_code)

    def check_not_ended(self) -> None:
        """Raises CampaignNotOpen once nobody can join any more, whatever happens."""
        if self.state in ENDED:
            raise CampaignNotOpen(self.state.value)

    @property
    def paused(self) -> bool:
        """Whether something about it is to be cleared up with the bank before time may bring it anything."""
        return self.mismatch_count > 0

    def check_not_paused(self) -> None:
        """Raises NotDue while it is paused."""
        if self.paused:
            raise NotDue(PAUSED)

    def doubted(self) -> "Campaign":
        """The campaign with one mismatch more that concerns it."""
        return replace(self, mismatch_count=self.mismatch_count + 1)

    def cleared(self, at: datetime) -> "Campaign":
        """The campaign with one mismatch less; what was due meanwhile is due at once after the last."""
        return replace(self, mismatch_count=self.mismatch_count - 1, resumed_at=at)

    def check_taking_pledges(self, now: Moment) -> None:
        """Raises CampaignNotOpen or DeadlinePassed unless a pledge may be placed now."""
        if self.state is not CampaignState.OPEN:
            raise CampaignNotOpen(self.state.value)
        if now.at >= self.closes_at:
            raise DeadlinePassed(self.closes_at)

    def check_place_free_for(self, participant_id: ParticipantId) -> None:
        """Raises PlaceKept while what is free is kept for somebody else."""
        kept_until = self.waiting.kept_until
        if kept_until is not None and self.waiting.kept_for != participant_id:
            raise PlaceKept(kept_until)

    def waited_for_by(self, participant_id: ParticipantId, now: Moment) -> "Campaign":
        """The campaign with one more on its waiting list.

        Raises CampaignNotOpen when no place can fall free any more, DeadlinePassed, PlaceFree when one is and nobody
        waits for it, AlreadyWaiting, or WaitingListFull.
        """
        self.check_waitable(now)
        return replace(self, waiting=self.waiting.joined(participant_id))

    def check_waitable(self, now: Moment) -> None:
        """Raises CampaignNotOpen, DeadlinePassed or PlaceFree unless somebody may go to the end of the line now."""
        if self.state not in WAITABLE:
            raise CampaignNotOpen(self.state.value)
        if self.state is CampaignState.OPEN:
            self.check_taking_pledges(now)
            if self.remaining_minor and not self.waiting.line:
                raise PlaceFree

    def awaiting_share(self, participant_id: ParticipantId) -> "Campaign":
        """The campaign with one more in line, for a share of its deposit. Raises AlreadyWaiting or WaitingListFull."""
        return replace(self, waiting=self.waiting.joined(participant_id))

    def line_dissolved(self) -> "Campaign":
        """The campaign once nothing can fall free any more: nobody waits."""
        return replace(self, waiting=NOBODY_WAITS)

    def no_longer_waited_for_by(self, participant_id: ParticipantId) -> "Campaign":
        """The campaign without the participant on its waiting list. Raises NotWaiting."""
        return replace(self, waiting=self.waiting.left(participant_id))

    def place_offered(self, now: Moment) -> "Campaign":
        """The campaign with what is free kept for the first in line, if anything is and nobody has it kept yet."""
        waiting, free = self.waiting, self.state is CampaignState.OPEN and self.remaining_minor > 0
        if not free or not waiting.line or waiting.kept_until is not None or now.at >= self.closes_at:
            return self
        return replace(self, waiting=waiting.offered(now.at, self.closes_at))

    def place_offer_over(self, now: Moment) -> "Campaign":
        """The campaign once the first in line let the time pass. Raises NotDue before that, and while it is paused."""
        self.check_not_paused()
        kept_for, kept_until = self.waiting.kept_for, self.waiting.kept_until
        if kept_for is None or kept_until is None or now.at < kept_until:
            raise NotDue(self.state.value)
        return self.no_longer_waited_for_by(kept_for)

    def free_seats(self) -> Iterator[int]:
        """The seats nobody has taken, in order."""
        return (
            seat for seat in range(len(self.terms.seat_amounts_minor)) if not self.taken_seats >> seat & 1
        )

    def joined(self, amount_minor: int, seat: int | None, now: Moment) -> "Campaign":
        """The campaign with one live pledge more, which the bank is to check; funded when nothing is left."""
        full = self.state is CampaignState.OPEN and amount_minor == self.remaining_minor
        return replace(
            self,
            pledged_minor=self.pledged_minor + amount_minor,
            member_count=self.member_count + 1,
            checking_count=self.checking_count + 1,
            taken_seats=self.taken_seats | _seat_bit(seat),
            state=CampaignState.FUNDED if full else self.state,
            funded_at=now.at if full else self.funded_at,
        )

    def left(self, amount_minor: int, seat: int | None) -> "Campaign":
        """The campaign with one live pledge less."""
        return replace(self.freed(amount_minor, seat), member_count=self.member_count - 1)

    def checking(self) -> "Campaign":
        """The campaign with one pledge more that the bank is to check."""
        return replace(self, checking_count=self.checking_count + 1)

    def checked(self) -> "Campaign":
        """The campaign with one pledge less that the bank is to check."""
        return replace(self, checking_count=self.checking_count - 1)

    def keeping(self, amount_minor: int, seat: int | None) -> "Campaign":
        """The campaign with room kept for what a member may fall back to."""
        return replace(
            self,
            pledged_minor=self.pledged_minor + amount_minor,
            taken_seats=self.taken_seats | _seat_bit(seat),
        )

    def freed(self, amount_minor: int, seat: int | None) -> "Campaign":
        """The campaign with so much less of a member who stays."""
        return replace(
            self,
            pledged_minor=self.pledged_minor - amount_minor,
            taken_seats=self.taken_seats & ~_seat_bit(seat),
        )

    def short_again(self, now: Moment) -> "Campaign":
        """A funded campaign that the bank's answer has left short opens again, as after a repair."""
        if self.state is not CampaignState.FUNDED or self.remaining_minor == 0:
            return self
        return replace(self, state=CampaignState.OPEN, closes_at=self._refilled_until(now), funded_at=None)

    def _refilled_until(self, now: Moment) -> datetime:
        """Until when places that fell free may be filled: at least the deadline, never beyond the rate's lock."""
        return max(self.terms.deadline, min(now.at + self.terms.refill_window, self.terms.rate_locked_until))

    def settling(self) -> "Campaign":
        """The campaign once the deposit is ordered. Raises NotDue unless funded, every pledge held, and not paused."""
        self.check_not_paused()
        if self.state is not CampaignState.FUNDED or self.checking_count:
            raise NotDue(self.state.value)
        return replace(self, state=CampaignState.SETTLING, settlements=self.settlements + 1)

    def settled(self, deposit_id: DepositId) -> "Campaign":
        """The campaign once the bank has opened the deposit."""
        return replace(self, state=CampaignState.SETTLED, deposit_id=deposit_id, mend_until=None)

    def renewed(self, deposit_id: DepositId) -> "Campaign":
        """The campaign once its members' money went on into another deposit."""
        return replace(self, deposit_id=deposit_id)

    def repairing(self, ailing_count: int, now: Moment) -> "Campaign":
        """The campaign once the bank named failing holds: they have the mend window, while the rate is locked."""
        mend_until = min(now.at + self.terms.mend_window, self.terms.rate_locked_until)
        return replace(self, state=CampaignState.REPAIRING, ailing_count=ailing_count, mend_until=mend_until)

    def mended(self) -> "Campaign":
        """The campaign with one ailing member less."""
        return replace(self, ailing_count=self.ailing_count - 1)

    def mend_window_over(self) -> "Campaign":
        """The campaign once nobody may begin to mend any more."""
        return replace(self, mend_until=None)

    def after_repair(self, now: Moment) -> "Campaign":
        """Unless somebody still ails: funded if full, otherwise open until the deadline or the refill window's end."""
        if self.state is not CampaignState.REPAIRING or self.ailing_count:
            return self
        if self.remaining_minor == 0:
            return replace(self, state=CampaignState.FUNDED, funded_at=now.at, mend_until=None)
        return replace(self, state=CampaignState.OPEN, closes_at=self._refilled_until(now), mend_until=None)

    def expired(self, now: Moment) -> "Campaign":
        """The campaign once its time ran out unfilled. Raises NotDue before that, and while it is paused."""
        self.check_not_paused()
        if self.state is not CampaignState.OPEN or now.at < self.closes_at:
            raise NotDue(self.state.value)
        return self._emptied(CampaignState.EXPIRED)

    def cancelled(self, reason: str) -> "Campaign":
        """The campaign once called off. Raises CampaignFixed when its settlement has begun or it has ended."""
        if self.state not in (CampaignState.OPEN, CampaignState.REPAIRING, CampaignState.FUNDED):
            raise CampaignFixed(self.state.value)
        return replace(self._emptied(CampaignState.CANCELLED), ended_reason=reason)

    def declined(self, reason: str) -> "Campaign":
        """The campaign once the bank has said that it will not open the deposit."""
        return replace(self._emptied(CampaignState.CANCELLED), ended_reason=reason)

    def _emptied(self, state: CampaignState) -> "Campaign":
        return replace(
            self,
            state=state,
            pledged_minor=0,
            member_count=0,
            taken_seats=0,
            ailing_count=0,
            checking_count=0,
            mend_until=None,
            waiting=NOBODY_WAITS,
        )


def _seat_bit(seat: int | None) -> int:
    return 0 if seat is None else 1 << seat


def admission(proposal: Proposal, product: Product, now: Moment) -> tuple[FailedCondition, ...]:
    """Every admission condition (S3 of the method) that fails; empty when the campaign may be opened."""
    return (
        *_product_conditions(proposal, product, now),
        *_target_conditions(proposal, product),
        *_membership_conditions(proposal, product),
        *_deadline_conditions(proposal, product, now),
    )


def _product_conditions(proposal: Proposal, product: Product, now: Moment) -> Iterator[FailedCondition]:
    if not product.offered or product.rates[0].effective_from > now.day:
        yield FailedCondition(ConditionCode.PRODUCT_NOT_OFFERED, found=product.code)
    if proposal.channel not in product.channels:
        yield FailedCondition(ConditionCode.CHANNEL_NOT_ADMITTED, found=proposal.channel.value)


def _target_conditions(proposal: Proposal, product: Product) -> Iterator[FailedCondition]:
    target_minor = proposal.target_minor
    if target_minor < product.minimum_minor:
        yield FailedCondition(ConditionCode.TARGET_BELOW_MINIMUM, product.minimum_minor, target_minor)
    if target_minor > product.maximum_minor:
        yield FailedCondition(ConditionCode.TARGET_ABOVE_MAXIMUM, product.maximum_minor, target_minor)
    if target_minor % product.multiple_minor:
        yield FailedCondition(ConditionCode.TARGET_NOT_MULTIPLE, product.multiple_minor, target_minor)


def _membership_conditions(proposal: Proposal, product: Product) -> Iterator[FailedCondition]:
    heads_limit = product.head_count_max
    heads, minimum_minor = proposal.head_count_max, proposal.member_minimum_minor
    if not proposal.debit_amount_types:
        yield FailedCondition(ConditionCode.AMOUNT_TYPES_EMPTY)
    if heads is not None and not 1 <= heads <= heads_limit:
        yield FailedCondition(ConditionCode.HEAD_COUNT_OUT_OF_RANGE, heads_limit, heads)
    if minimum_minor < product.member_minimum_minor:
        yield FailedCondition(
            ConditionCode.MEMBER_MINIMUM_TOO_LOW, product.member_minimum_minor, minimum_minor
        )
    if minimum_minor > proposal.target_minor:
        yield FailedCondition(ConditionCode.MEMBER_MINIMUM_TOO_HIGH, proposal.target_minor, minimum_minor)
    maximum_minor = (
        proposal.target_minor if proposal.member_maximum_minor is None else proposal.member_maximum_minor
    )
    if maximum_minor < minimum_minor:
        yield FailedCondition(ConditionCode.MEMBER_MAXIMUM_TOO_LOW, minimum_minor, maximum_minor)
    yield from _seat_conditions(proposal, product, heads or heads_limit, maximum_minor)


def _seat_conditions(
    proposal: Proposal, product: Product, heads: int, maximum_minor: int
) -> Iterator[FailedCondition]:
    """What speaks against the seats, and against the target ever being reached by the amounts that are allowed."""
    seats_minor: tuple[int, ...] = ()
    if DebitAmountType.EQUAL_SHARE in proposal.debit_amount_types:
        if proposal.seats is None:
            yield FailedCondition(ConditionCode.SEATS_MISSING)
            return
        if (
            not 1 <= proposal.seats <= heads
            or proposal.seats * product.multiple_minor > proposal.target_minor
        ):
            yield FailedCondition(ConditionCode.SEATS_OUT_OF_RANGE, heads, proposal.seats)
            return
        if proposal.target_minor % product.multiple_minor:
            return  # the target's own condition says so already
        seats_minor = apportion_in_multiples(proposal.target_minor, proposal.seats, product.multiple_minor)
        if seats_minor[-1] < proposal.member_minimum_minor:
            yield FailedCondition(
                ConditionCode.MEMBER_MINIMUM_TOO_HIGH, seats_minor[-1], proposal.member_minimum_minor
            )
        if seats_minor[0] > maximum_minor:
            yield FailedCondition(ConditionCode.MEMBER_MAXIMUM_TOO_LOW, seats_minor[0], maximum_minor)
    bounds = PledgeBounds(proposal.member_minimum_minor, maximum_minor, product.multiple_minor)
    if not fillable(proposal.target_minor, heads, bounds, proposal.debit_amount_types, seats_minor):
        yield FailedCondition(
            ConditionCode.TARGET_OUT_OF_REACH, heads * bounds.highest_minor, proposal.target_minor
        )


def _deadline_conditions(proposal: Proposal, product: Product, now: Moment) -> Iterator[FailedCondition]:
    earliest = now.at + SHORTEST_CAMPAIGN
    latest = latest_deadline(product, now)
    if proposal.deadline < earliest:
        yield FailedCondition(
            ConditionCode.DEADLINE_TOO_SOON, earliest.isoformat(), proposal.deadline.isoformat()
        )
    if proposal.deadline > latest:
        yield FailedCondition(
            ConditionCode.DEADLINE_TOO_LATE, latest.isoformat(), proposal.deadline.isoformat()
        )


def latest_deadline(product: Product, now: Moment) -> datetime:
    """The last deadline for which the bank guarantees the rate through mend and refill windows."""
    return now.at + timedelta(days=product.rate_guarantee_days) - MEND_WINDOW - REFILL_WINDOW


def fix_terms(proposal: Proposal, product: Product, now: Moment) -> Terms:
    """The terms of an admitted proposal: the product's rate for the target on this day, locked."""
    offers_seats = DebitAmountType.EQUAL_SHARE in proposal.debit_amount_types and proposal.seats is not None
    seat_amounts_minor = (
        apportion_in_multiples(proposal.target_minor, proposal.seats or 1, product.multiple_minor)
        if offers_seats
        else ()
    )
    rate_percent = product.rate_percent_for(proposal.target_minor, now.day)
    only_seats = proposal.debit_amount_types == {DebitAmountType.EQUAL_SHARE}
    return Terms(
        product_code=product.code,
        channel=proposal.channel,
        currency=product.currency,
        target_minor=proposal.target_minor,
        debit_amount_types=proposal.debit_amount_types,
        seat_amounts_minor=seat_amounts_minor,
        member_minimum_minor=proposal.member_minimum_minor,
        member_maximum_minor=proposal.member_maximum_minor or proposal.target_minor,
        multiple_minor=product.multiple_minor,
        head_count_max=len(seat_amounts_minor)
        if only_seats
        else proposal.head_count_max or product.head_count_max,
        account_classes=product.account_classes,
        deadline=proposal.deadline.astimezone(UTC),
        mend_window_seconds=int(MEND_WINDOW.total_seconds()),
        refill_window_seconds=int(REFILL_WINDOW.total_seconds()),
        term_months=product.term_months,
        annual_rate_percent=rate_percent,
        rates=product.rates_on(now.day),
        demand_rate_percent=product.demand_rate_percent,
        day_count=product.day_count,
        compounding=product.compounding,
        rounding=product.rounding,
        early_exit=product.early_exit,
        maturity_default=product.maturity_default,
        after_settlement=AfterSettlement(
            transfer_rate_percent=rate_percent
            if product.transfer_rate_percent is None
            else product.transfer_rate_percent,
            remainder_rate=product.remainder_rate,
            lock_in_days=product.lock_in_days,
            early_withdrawals_max=product.early_withdrawals_max,
            business_day_rule=product.business_day_rule,
        ),
    )
