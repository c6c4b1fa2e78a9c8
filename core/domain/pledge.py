"""Pledges: how an amount fits into a pool, and a pledge's states."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.domain.account import DebitAmountType, amount_conditions
from core.domain.campaign import Campaign, CampaignState
from core.domain.conditions import FailedCondition
from core.domain.errors import (
    AmountExceedsRemainder,
    AmountTypeNotOffered,
    HeadCountReached,
    LeavesGap,
    PledgeFixed,
    PoolFull,
    RemainderChanged,
    SeatTaken,
)
from core.domain.filling import fillable
from core.domain.ids import AccountId, CampaignId, HoldId, ParticipantId, PledgeId


@dataclass(frozen=True, slots=True)
class PledgeAmount:
    """How much, and how it was fixed. For a remainder, `amount_minor` is what the participant reviewed."""

    debit_amount_type: DebitAmountType
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Consent:
    """What a participant agreed to: these terms, disclosed in this language by this version of the disclosure."""

    terms_digest: str
    locale: str
    disclosure: str


class PledgeState(StrEnum):
    """`reserved → held → captured`; `held` may end as withdrawn, released or dropped, `reserved` as rejected."""

    RESERVED = "reserved"
    HELD = "held"
    CAPTURED = "captured"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"
    DROPPED = "dropped"


LIVE = frozenset({PledgeState.RESERVED, PledgeState.HELD, PledgeState.CAPTURED})


@dataclass(frozen=True, slots=True)
class Prior:
    """What a pledge was before a change that the bank has not answered yet: its hold still stands."""

    account_id: AccountId
    hold_id: HoldId
    amount: PledgeAmount
    seat: int | None
    consent: Consent
    ailing: tuple[FailedCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """A participant's commitment of an amount from one account to one campaign; at most one is live per campaign.

    `ailing` names the conditions that failed at settlement while the member has time to mend them. `prior` is what the
    pledge falls back to if the bank refuses the change that made it *reserved* again; the pool keeps room for both.
    """

    id: PledgeId
    campaign_id: CampaignId
    participant_id: ParticipantId
    account_id: AccountId
    hold_id: HoldId
    amount: PledgeAmount
    seat: int | None
    state: PledgeState
    consent: Consent
    pledged_at: datetime
    changes: int = 0
    ailing: tuple[FailedCondition, ...] = ()
    prior: Prior | None = None
    version: int = 0

    @property
    def amount_minor(self) -> int:
        """The committed amount."""
        return self.amount.amount_minor

    @property
    def live(self) -> bool:
        """Whether it counts toward the pool."""
        return self.state in LIVE

    @property
    def account_ids(self) -> tuple[AccountId, ...]:
        """Its account, and the one it may fall back to."""
        return (self.account_id,) if self.prior is None else (self.account_id, self.prior.account_id)

    @property
    def hold_ids(self) -> tuple[HoldId, ...]:
        """Its hold, and the one it may fall back to."""
        return (self.hold_id,) if self.prior is None else (self.hold_id, self.prior.hold_id)

    @property
    def spare_minor(self) -> int:
        """What the pool keeps beyond the amount, in case the change is refused."""
        return 0 if self.prior is None else max(0, self.prior.amount.amount_minor - self.amount_minor)

    @property
    def counted_minor(self) -> int:
        """What the pool counts for it while it is live."""
        return self.amount_minor + self.spare_minor

    def ended(self, state: PledgeState) -> "Pledge":
        """The pledge in its last state."""
        return replace(self, state=state, ailing=())

    def changed(
        self, account_id: AccountId, hold_id: HoldId, amount: PledgeAmount, seat: int | None, consent: Consent
    ) -> "Pledge":
        """The pledge as its member wants it, reserved until the bank has replaced the hold."""
        prior = Prior(self.account_id, self.hold_id, self.amount, self.seat, self.consent, self.ailing)
        return replace(
            self,
            account_id=account_id,
            hold_id=hold_id,
            amount=amount,
            seat=seat,
            consent=consent,
            state=PledgeState.RESERVED,
            changes=self.changes + 1,
            ailing=(),
            prior=prior,
        )

    def confirmed(self) -> "Pledge":
        """The pledge once the bank holds its money."""
        return replace(self, state=PledgeState.HELD, prior=None)

    def reverted(self) -> "Pledge":
        """The pledge as it was before a change that the bank has refused."""
        assert self.prior is not None, "there was no change"
        prior = self.prior
        return replace(
            self,
            account_id=prior.account_id,
            hold_id=prior.hold_id,
            amount=prior.amount,
            seat=prior.seat,
            consent=prior.consent,
            ailing=prior.ailing,
            state=PledgeState.HELD,
            prior=None,
        )

    def check_withdrawable(self, campaign: Campaign) -> None:
        """Raises PledgeFixed unless it may be withdrawn: in a campaign that is open or repairing."""
        if campaign.state not in (CampaignState.OPEN, CampaignState.REPAIRING):
            raise PledgeFixed(campaign.state.value)

    def check_movable(self, campaign: Campaign) -> None:
        """Raises PledgeFixed unless it may be changed: where it may be withdrawn, once the bank has checked it."""
        self.check_withdrawable(campaign)
        if self.state is not PledgeState.HELD:
            raise PledgeFixed(self.state.value)


def fit_amount(campaign: Campaign, amount: PledgeAmount) -> int | None:
    """The seat that the amount takes, or None if it takes no seat.

    Raises the refusal that says why the pool cannot take it: PoolFull, HeadCountReached, AmountTypeNotOffered,
    SeatTaken, RemainderChanged, AmountExceedsRemainder, LeavesGap. An amount outside its own bounds (minimum, maximum,
    multiple) is left to account validation, which reports all failed conditions together.
    """
    terms, remaining_minor = campaign.terms, campaign.remaining_minor
    if remaining_minor == 0:
        raise PoolFull
    if campaign.member_count >= terms.head_count_max:
        raise HeadCountReached(terms.head_count_max)
    if amount.debit_amount_type not in terms.debit_amount_types:
        raise AmountTypeNotOffered(amount.debit_amount_type.value)
    seat = None
    if amount.debit_amount_type is DebitAmountType.EQUAL_SHARE:
        seat = _free_seat(campaign, amount.amount_minor)
    elif amount.debit_amount_type is DebitAmountType.REMAINDER and amount.amount_minor != remaining_minor:
        raise RemainderChanged(remaining_minor)
    if within_bounds(campaign, amount.amount_minor):
        _check_rest(campaign, amount.amount_minor, seat)
    return seat


def within_bounds(campaign: Campaign, amount_minor: int) -> bool:
    """Whether one member may pledge the amount by the terms' own minimum, maximum and multiple."""
    bounds = campaign.terms.pledge_bounds
    return not amount_conditions(
        amount_minor, bounds.minimum_minor, bounds.maximum_minor, bounds.multiple_minor
    )


def _free_seat(campaign: Campaign, amount_minor: int) -> int:
    amounts_minor = campaign.terms.seat_amounts_minor
    for seat in campaign.free_seats():
        if amounts_minor[seat] == amount_minor:
            return seat
    raise SeatTaken(campaign.remaining_minor)


def _check_rest(campaign: Campaign, amount_minor: int, seat: int | None) -> None:
    rest_minor = campaign.remaining_minor - amount_minor
    if rest_minor < 0:
        raise AmountExceedsRemainder(campaign.remaining_minor)
    terms = campaign.terms
    heads_left = terms.head_count_max - campaign.member_count - 1
    seats_left_minor = (terms.seat_amounts_minor[free] for free in campaign.free_seats() if free != seat)
    if not fillable(rest_minor, heads_left, terms.pledge_bounds, terms.debit_amount_types, seats_left_minor):
        raise LeavesGap(rest_minor, campaign.remaining_minor)
