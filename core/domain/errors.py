"""Every reason for which a command can be refused: nouns with typed facts and a stable code, no prose.

Words for people live at the edges; a test enumerates `REFUSALS` and fails when an edge lacks words for one.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from core.domain.conditions import FailedCondition
from core.domain.staff import Role

REFUSALS: dict[str, type["DomainError"]] = {}


class DomainError(Exception):
    """A rule said no, and nothing changed. Subclasses are dataclasses; `code` is stable and part of the API."""

    code: ClassVar[str]

    def __init_subclass__(cls, code: str) -> None:
        cls.code = code
        assert code not in REFUSALS, f"two refusals share the code {code}"
        REFUSALS[code] = cls

    def facts(self) -> dict[str, Any]:
        """The typed fields by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses

    def __str__(self) -> str:
        return f"{self.code} {self.facts()}"


# Asking


@dataclass
class IntentReused(DomainError, code="intent_reused"):
    """The same intent came before, with another content."""


@dataclass
class NotPermitted(DomainError, code="not_permitted"):
    """This actor may not ask this."""


# Staff


@dataclass
class RoleMissing(DomainError, code="role_missing"):
    """Only staff with this `role`, or one that includes it, may ask this."""

    role: Role


@dataclass
class OwnRole(DomainError, code="own_role"):
    """Nobody changes their own role."""


@dataclass
class RoleNamed(DomainError, code="role_named"):
    """The settings name this approver, and only they can take that away."""


@dataclass
class LastApprover(DomainError, code="last_approver"):
    """Without this approver nobody could decide anything any more."""


@dataclass
class NobodyToAgree(DomainError, code="nobody_to_agree"):
    """There is no second approver who could agree to another one."""


@dataclass
class NominationPending(DomainError, code="nomination_pending"):
    """This approver has nominated them already; another one has to agree."""


@dataclass
class NominationUnknown(DomainError, code="nomination_unknown"):
    """Nobody is nominated, or no longer."""


@dataclass
class ProposerVouched(DomainError, code="proposer_vouched"):
    """Whoever alone gave the proposer their role is no second person beside them."""


@dataclass
class SettlementPaused(DomainError, code="settlement_paused"):
    """Staff have paused all settlement; it waits until they resume it."""

    since: datetime


# Linking


@dataclass
class ParticipantUnknown(DomainError, code="participant_unknown"):
    """No such participant."""


@dataclass
class ContactNotYours(DomainError, code="contact_not_yours"):
    """The shared contact belongs to somebody else."""


@dataclass
class CustomerUnknown(DomainError, code="customer_unknown"):
    """The bank knows no customer by this phone number."""


@dataclass
class TooManyCodes(DomainError, code="too_many_codes"):
    """One-time codes were asked for too often; the next may be asked for at `retry_at`."""

    retry_at: datetime


@dataclass
class NoCodePending(DomainError, code="no_code_pending"):
    """There is no one-time code to confirm."""


@dataclass
class AccountNotLinked(DomainError, code="account_not_linked"):
    """The account is not linked to this participant."""


@dataclass
class AccountInUse(DomainError, code="account_in_use"):
    """The account cannot be unlinked while pledges hold money on it, or the bank is checking one from it."""

    held_minor: int


@dataclass
class ErasureHindered(DomainError, code="erasure_hindered"):
    """Somebody cannot be erased yet: their money, or others, still need them, in so many ways."""

    obstacle_count: int


# Pooling


@dataclass
class AdmissionRefused(DomainError, code="admission_refused"):
    """The campaign may not be opened; every failed condition is named."""

    conditions: tuple[FailedCondition, ...]


@dataclass
class ProductUnknown(DomainError, code="product_unknown"):
    """No such product."""


@dataclass
class CampaignUnknown(DomainError, code="campaign_unknown"):
    """No such campaign, or a link or code that opens none."""


@dataclass
class CampaignNotOpen(DomainError, code="campaign_not_open"):
    """The campaign takes no pledges now."""

    state: str


@dataclass
class DeadlinePassed(DomainError, code="deadline_passed"):
    """The campaign's deadline has passed."""

    deadline: datetime


@dataclass
class TermsNotConsented(DomainError, code="terms_not_consented"):
    """The consent is to other terms than the campaign's."""


@dataclass
class AlreadyPledged(DomainError, code="already_pledged"):
    """This participant has a pledge in this campaign; it can be changed."""

    amount_minor: int


@dataclass
class NotPledged(DomainError, code="not_pledged"):
    """This participant has no pledge in this campaign."""


@dataclass
class NotDesignated(DomainError, code="not_designated"):
    """The campaign is for designated people, and this participant is none of them."""


@dataclass
class DesignationUnknown(DomainError, code="designation_unknown"):
    """Nobody is designated in this campaign by this id, or no longer."""


@dataclass
class TooManyDesignees(DomainError, code="too_many_designees"):
    """A campaign has at most `limit` designated people."""

    limit: int


@dataclass
class PoolFull(DomainError, code="pool_full"):
    """Nothing is left to pledge."""


@dataclass
class RemindedLately(DomainError, code="reminded_lately"):
    """The organiser had people reminded of this campaign less than a day ago; they may again at `again_at`."""

    again_at: datetime


@dataclass
class NobodyToRemind(DomainError, code="nobody_to_remind"):
    """Nobody who was invited could be reminded now: they are in, said no, want no reminders, or cannot be reached."""


@dataclass
class ReminderTooLate(DomainError, code="reminder_too_late"):
    """The campaign closes at `closes_at`: a reminder at the time that was chosen would come too late."""

    closes_at: datetime


@dataclass
class NudgesStopped(DomainError, code="nudges_stopped"):
    """The participant has stopped all reminders; this one would not come."""


@dataclass
class NobodyToOrganise(DomainError, code="nobody_to_organise"):
    """Nobody else is in the campaign who could take the organiser's buttons over."""


@dataclass
class PlaceKept(DomainError, code="place_kept"):
    """What is free is kept for the first on the waiting list until `kept_until`."""

    kept_until: datetime


@dataclass
class PlaceFree(DomainError, code="place_free"):
    """Nobody has to wait: the campaign takes pledges now."""


@dataclass
class AlreadyWaiting(DomainError, code="already_waiting"):
    """This participant is on the campaign's waiting list already, at `position` (1 is the first)."""

    position: int


@dataclass
class AlreadyMember(DomainError, code="already_member"):
    """This participant owns a share of the deposit: they hear of shares for sale before who waits in line."""


@dataclass
class NotWaiting(DomainError, code="not_waiting"):
    """This participant is not on the campaign's waiting list."""


@dataclass
class WaitingListFull(DomainError, code="waiting_list_full"):
    """As many wait as the list can hold."""

    longest_line: int


@dataclass
class HeadCountReached(DomainError, code="head_count_reached"):
    """The campaign has as many members as its terms allow."""

    head_count_max: int


@dataclass
class AmountTypeNotOffered(DomainError, code="amount_type_not_offered"):
    """The terms do not allow this debit amount type."""

    debit_amount_type: str


@dataclass
class AmountExceedsRemainder(DomainError, code="amount_exceeds_remainder"):
    """Less than this amount is left."""

    remaining_minor: int


@dataclass
class RemainderChanged(DomainError, code="remainder_changed"):
    """What is left is no longer the amount that was reviewed."""

    remaining_minor: int


@dataclass
class SeatTaken(DomainError, code="seat_taken"):
    """No free seat has this amount."""

    remaining_minor: int


@dataclass
class LeavesGap(DomainError, code="leaves_gap"):
    """The amount would leave `rest_minor` that nobody may fill; `remaining_minor` is what is left now."""

    rest_minor: int
    remaining_minor: int


@dataclass
class NothingChanged(DomainError, code="nothing_changed"):
    """The change asks for what already is."""


@dataclass
class PledgeFixed(DomainError, code="pledge_fixed"):
    """The pledge can no longer be changed or withdrawn."""

    state: str


@dataclass
class AccountNotValid(DomainError, code="account_not_valid"):
    """The bank will not debit this account so; every failed condition is named."""

    conditions: tuple[FailedCondition, ...]


@dataclass
class CampaignFixed(DomainError, code="campaign_fixed"):
    """The campaign can no longer be cancelled."""

    state: str


# Settling


@dataclass
class NotDue(DomainError, code="not_due"):
    """The moment for this has not come, or has passed."""

    state: str


# Holding


@dataclass
class ShareUnknown(DomainError, code="share_unknown"):
    """The participant holds no such share."""


@dataclass
class ShareFixed(DomainError, code="share_fixed"):
    """It is too late for this share: it is no longer active, or its money is already on its way."""

    state: str


@dataclass
class ShareLeaving(DomainError, code="share_leaving"):
    """The bank is checking whether the share may go, sold or withdrawn early; nothing is done with it meanwhile."""


@dataclass
class AnotherLeaving(DomainError, code="another_leaving"):
    """The bank is checking another early withdrawal from this deposit, on which it depends what the rest will earn."""


@dataclass
class LockedIn(DomainError, code="locked_in"):
    """By the terms nobody leaves the deposit before this day."""

    free_from: date


@dataclass
class EarlyWithdrawalsUsedUp(DomainError, code="early_withdrawals_used_up"):
    """As many shares have been withdrawn early from this deposit as its terms allow."""

    early_withdrawals_max: int


@dataclass
class OfferFirst(DomainError, code="offer_first"):
    """Withdrawing the share would lower the others' rate to this: it must be offered to them first."""

    rest_rate_percent: Decimal


@dataclass
class OfferOver(DomainError, code="offer_over"):
    """The share is not for sale any more: it was taken, taken back, or nobody took it in time."""

    state: str


@dataclass
class AmountChanged(DomainError, code="amount_changed"):
    """It is no longer the amount that was reviewed, but this."""

    amount_minor: int


@dataclass
class PayoutUnknown(DomainError, code="payout_unknown"):
    """No such payout is the participant's."""


@dataclass
class PayoutFixed(DomainError, code="payout_fixed"):
    """The payout waits for nothing: it is on its way, or paid."""

    state: str


@dataclass
class AccountCannotReceive(DomainError, code="account_cannot_receive"):
    """The bank will not pay money to this account; every failed condition is named."""

    conditions: tuple[FailedCondition, ...]


# Administering


@dataclass
class AccountUnknown(DomainError, code="account_unknown"):
    """The bank has no such account."""


@dataclass
class BankElsewhere(DomainError, code="bank_elsewhere"):
    """A bank elsewhere keeps the customers, accounts and deposits itself; this cannot be done from here."""


@dataclass
class PhoneTaken(DomainError, code="phone_taken"):
    """Another customer of the bank has this verified phone number."""


@dataclass
class AccountStatusFixed(DomainError, code="account_status_fixed"):
    """The account's status does not allow this change."""

    status: str


@dataclass
class AmountNotPositive(DomainError, code="amount_not_positive"):
    """Only a positive amount can be credited."""


@dataclass
class ReasonMissing(DomainError, code="reason_missing"):
    """A reason must be given."""


@dataclass
class ProductCodeTaken(DomainError, code="product_code_taken"):
    """The catalogue has another product under this code."""


@dataclass
class RatesInForce(DomainError, code="rates_in_force"):
    """Rates that are or were in force cannot be added, moved or replaced; only later days can."""

    today: date


@dataclass
class RatesUnknown(DomainError, code="rates_unknown"):
    """The product has no rates dated that day."""


@dataclass
class OnlyRates(DomainError, code="only_rates"):
    """The product has no other rates: without these it would have none."""


@dataclass
class RatesDayTaken(DomainError, code="rates_day_taken"):
    """The product has other rates from that day already."""


@dataclass
class RatesMalformed(DomainError, code="rates_malformed"):
    """The tiers do not ascend, overlap, or leave the smallest amount without a rate."""


# Partners


@dataclass
class NotLegitimate(DomainError, code="not_legitimate"):
    """The partner's permissions do not cover this; every failed condition is named, those of admission too."""

    conditions: tuple[FailedCondition, ...]


@dataclass
class PartnerUnknown(DomainError, code="partner_unknown"):
    """No such partner."""


@dataclass
class PartnerNameMalformed(DomainError, code="partner_name_malformed"):
    """A partner's name is a line of text, neither empty nor long."""


@dataclass
class PermissionsMalformed(DomainError, code="permissions_malformed"):
    """The permissions permit nothing, or their products are in several currencies."""


@dataclass
class PartnerKeyUnknown(DomainError, code="partner_key_unknown"):
    """The partner has no such key."""


@dataclass
class TooManyPartnerKeys(DomainError, code="too_many_partner_keys"):
    """The partner has as many usable keys as it may; one has to be revoked first."""

    usable_max: int


@dataclass
class EndpointUnknown(DomainError, code="endpoint_unknown"):
    """The partner has no such webhook endpoint."""


@dataclass
class TooManyEndpoints(DomainError, code="too_many_endpoints"):
    """The partner has as many webhook endpoints as it may; one has to be deleted first."""

    endpoints_max: int


@dataclass
class DeliveryUnknown(DomainError, code="delivery_unknown"):
    """The webhook endpoint was never sent this."""


# Correcting


@dataclass
class MismatchUnknown(DomainError, code="mismatch_unknown"):
    """No such mismatch stands."""


@dataclass
class NothingToCorrect(DomainError, code="nothing_to_correct"):
    """No entry of ours would put this right: the bank has to."""


@dataclass
class CorrectionPending(DomainError, code="correction_pending"):
    """A correction of this is waiting for its decision."""


@dataclass
class CorrectionUnknown(DomainError, code="correction_unknown"):
    """No such correction was proposed."""


@dataclass
class CorrectionClosed(DomainError, code="correction_closed"):
    """The correction was decided, taken back, or waited for too long."""


@dataclass
class CorrectionOutdated(DomainError, code="correction_outdated"):
    """What it would correct is no longer as it was when the correction was proposed."""


@dataclass
class ComparisonDue(DomainError, code="comparison_due"):
    """The books have to be compared first: what was posted since the last comparison may have changed what differs."""


@dataclass
class OwnCorrection(DomainError, code="own_correction"):
    """Another admin than the proposer decides; only the proposer takes back."""


@dataclass
class EntryUnknown(DomainError, code="entry_unknown"):
    """The journal has no such entry."""


@dataclass
class EntryFixed(DomainError, code="entry_fixed"):
    """A bank order made this entry, or it changed a hold: a reversal of its legs alone would not undo it."""


@dataclass
class EntryReversed(DomainError, code="entry_reversed"):
    """The entry has been reversed already."""


@dataclass
class BelowZero(DomainError, code="below_zero"):
    """The correction would take an account below zero; `balance_minor` is on it now."""

    balance_minor: int
