"""What others must hear: facts, not texts, written with what made them true and put into words when they are sent."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from core.domain.bank import MaturityStage
from core.domain.conditions import FailedCondition
from core.domain.deposit import MaturityChoice
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    EndpointId,
    OrderReference,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.staff import Role


@dataclass(frozen=True, slots=True)
class PoolSettled:
    """The deposit is open; here is your certificate."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId


@dataclass(frozen=True, slots=True)
class OwnPoolSettled:
    """To an initiator who pledged nothing: the campaign you opened is settled."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PoolExpired:
    """Time ran out; `released_minor` of yours is free again (0 for an initiator who pledged nothing)."""

    to: ParticipantId
    campaign_id: CampaignId
    released_minor: int


@dataclass(frozen=True, slots=True)
class PoolCancelled:
    """The campaign was called off for `reason`; `released_minor` of yours is free again."""

    to: ParticipantId
    campaign_id: CampaignId
    released_minor: int
    reason: str
    by_admin: bool


@dataclass(frozen=True, slots=True)
class PoolDeclined:
    """The bank will not open the deposit; `released_minor` of yours is free again."""

    to: ParticipantId
    campaign_id: CampaignId
    released_minor: int


@dataclass(frozen=True, slots=True)
class RepairNeeded:
    """To the one whose account failed: why, and until when the place is kept."""

    to: ParticipantId
    campaign_id: CampaignId
    pledge_id: PledgeId
    conditions: tuple[FailedCondition, ...]
    mend_until: datetime


@dataclass(frozen=True, slots=True)
class RepairAwaited:
    """To all others: somebody's account needs mending first; not whose, and not why."""

    to: ParticipantId
    campaign_id: CampaignId
    mend_until: datetime


@dataclass(frozen=True, slots=True)
class PledgeDropped:
    """The mend window passed; your place is free and your money too."""

    to: ParticipantId
    campaign_id: CampaignId
    released_minor: int


@dataclass(frozen=True, slots=True)
class PoolReopened:
    """A place fell free; the campaign takes pledges until `closes_at`."""

    to: ParticipantId
    campaign_id: CampaignId
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class OrganiserChanged:
    """To the longest-standing member: you have the organiser's buttons now, and nobody's money."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """To the first in line: a place fell free, and is kept for you until `kept_until`."""

    to: ParticipantId
    campaign_id: CampaignId
    kept_until: datetime


@dataclass(frozen=True, slots=True)
class PlacePassedOn:
    """To who let the time pass: the place is not kept for you any more, and you wait no longer."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class WaitingEnded:
    """To everybody in line: the campaign is over, so no place of it will fall free."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PledgeHeld:
    """The bank said yes to a pledge that was being checked."""

    to: ParticipantId
    campaign_id: CampaignId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PledgeRejected:
    """The bank said no to a pledge that was being checked."""

    to: ParticipantId
    campaign_id: CampaignId
    conditions: tuple[FailedCondition, ...]


@dataclass(frozen=True, slots=True)
class ChangeRejected:
    """The bank said no to a change that was being checked; the pledge stands as before, with `amount_minor`."""

    to: ParticipantId
    campaign_id: CampaignId
    amount_minor: int
    conditions: tuple[FailedCondition, ...]


@dataclass(frozen=True, slots=True)
class MaturityAhead:
    """The money of your share moves on `payout_date`: by your choice so much is paid out, and so much renewed.

    `rate_percent` is what the renewed sum will earn. While the renewers lack `missing_minor` together, nothing is
    renewed, whatever they chose.
    """

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId
    stage: MaturityStage
    payout_date: date
    choice: MaturityChoice
    payout_minor: int
    renewed_minor: int
    missing_minor: int
    rate_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class ShareRenewed:
    """Your share went on into the next deposit; `share_id` is the new one, with its certificate."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId


@dataclass(frozen=True, slots=True)
class PaidOut:
    """Money of your share is on your account; `not_renewed` if you had wanted otherwise, and too few did."""

    to: ParticipantId
    campaign_id: CampaignId
    payout_id: PayoutId
    account_id: AccountId
    principal_minor: int
    interest_minor: int
    tax_minor: int
    not_renewed: bool


@dataclass(frozen=True, slots=True)
class RateLowered:
    """A share has left your deposit: by the terms the rest earns `rate_percent` from `from_date` on."""

    to: ParticipantId
    campaign_id: CampaignId
    rate_percent: Decimal
    from_date: date


@dataclass(frozen=True, slots=True)
class WithdrawalDeclined:
    """The bank said no to an early withdrawal that was being checked: your share stays as it was."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId


@dataclass(frozen=True, slots=True)
class PurchaseRejected:
    """The bank said no to a purchase that was being checked; the share is for sale again."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId
    conditions: tuple[FailedCondition, ...]


@dataclass(frozen=True, slots=True)
class ShareForSale:
    """A member of your deposit, or of one you wait for, sells a share; you may buy it until then."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId
    until: datetime


@dataclass(frozen=True, slots=True)
class OfferUntaken:
    """Nobody bought your share: you may withdraw it early now, or offer it again."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId


@dataclass(frozen=True, slots=True)
class ShareBought:
    """The share is yours from today on; `share_id` is the new one, with its certificate."""

    to: ParticipantId
    campaign_id: CampaignId
    share_id: ShareId


@dataclass(frozen=True, slots=True)
class ShareSold:
    """Your share was bought; its price is on its way to your account."""

    to: ParticipantId
    campaign_id: CampaignId
    price_minor: int


@dataclass(frozen=True, slots=True)
class PayoutWaiting:
    """Your account could not take your money: it waits in your name until you name another of your accounts."""

    to: ParticipantId
    campaign_id: CampaignId
    payout_id: PayoutId
    account_id: AccountId
    amount_minor: int
    conditions: tuple[FailedCondition, ...]


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """The bank's one-time code, on its way to a phone: sent by the bank's own channel, never by Telegram."""

    to: ParticipantId
    phone: str = field(repr=False)
    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OrdersInQuestion:
    """To an admin: so many bank orders have waited for the bank's answer for long, the first since `since`."""

    to: ParticipantId
    reference: OrderReference
    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class OrderContradicted:
    """To an admin: what the bank says of an order does not fit it; nothing was done about it."""

    to: ParticipantId
    reference: OrderReference
    found: str


@dataclass(frozen=True, slots=True)
class EndpointDisabled:
    """To an admin: a partner's webhook endpoint has taken nothing since `failing_since`, and is sent no more."""

    to: ParticipantId
    partner_name: str
    endpoint_id: EndpointId
    failing_since: datetime


@dataclass(frozen=True, slots=True)
class MismatchesFound:
    """To an admin: so many things were found about which our books and the bank disagree; each is told once.

    `found_by` is the comparison's id.
    """

    to: ParticipantId
    count: int
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class UpdateSetAside:
    """To an admin: an update could not be handled, by an error of this name, and is not tried again."""

    to: ParticipantId
    update_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class BankUnreachable:
    """To an admin: the bank states nothing since then, so the comparison of this round cannot be made."""

    to: ParticipantId
    round: int
    since: datetime


@dataclass(frozen=True, slots=True)
class ChainBroken:
    """To an admin: the entry sealed under this number is not what was sealed, or its link is not."""

    to: ParticipantId
    sequence: int


@dataclass(frozen=True, slots=True)
class OutboxStuck:
    """To an admin: nothing goes out, the first of so many notices since then."""

    to: ParticipantId
    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class CorrectionProposed:
    """To an admin: another admin has proposed a correction, which waits for a second one."""

    to: ParticipantId
    correction_id: CorrectionId


@dataclass(frozen=True, slots=True)
class CorrectionDecided:
    """To an admin: the correction that you proposed was approved or refused."""

    to: ParticipantId
    correction_id: CorrectionId


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """To whoever has another role at the admin desk from now on, or none, with the reason that was given, if any."""

    to: ParticipantId
    role: Role | None
    reason: str


@dataclass(frozen=True, slots=True)
class ApproverNominated:
    """To an approver: another one wants this Telegram user to be an approver too, and somebody has to agree."""

    to: ParticipantId
    telegram_user_id: int


@dataclass(frozen=True, slots=True)
class MoneyCorrected:
    """To a member: a correction changed what is available, or `held`, on your account, for `reason`."""

    to: ParticipantId
    account_id: AccountId
    held: bool
    amount_minor: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class DepositCorrected:
    """To a member: a correction changed the bank's record of your pool's term deposit, for `reason`."""

    to: ParticipantId
    campaign_id: CampaignId
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class InvitedToPool:
    """To a designated person: the campaign's initiator wants you in it."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class NoLongerInvited:
    """To whoever waited in line of a campaign for designated people: you are none of them any more, so you do not."""

    to: ParticipantId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PoolReminder:
    """To somebody invited who has not pledged: the campaign still takes pledges.

    `by_organiser` if its organiser asked for it; otherwise it comes when its reader wanted it.
    """

    to: ParticipantId
    campaign_id: CampaignId
    by_organiser: bool


CampaignNotice = (
    PoolSettled
    | OwnPoolSettled
    | PoolExpired
    | PoolCancelled
    | PoolDeclined
    | RepairNeeded
    | RepairAwaited
    | PledgeDropped
    | PoolReopened
    | OrganiserChanged
    | PlaceOffered
    | PlacePassedOn
    | WaitingEnded
    | PledgeHeld
    | PledgeRejected
    | ChangeRejected
    | DepositCorrected
    | InvitedToPool
    | NoLongerInvited
    | PoolReminder
    | MaturityAhead
    | ShareRenewed
    | PaidOut
    | RateLowered
    | WithdrawalDeclined
    | PurchaseRejected
    | ShareForSale
    | OfferUntaken
    | ShareBought
    | ShareSold
    | PayoutWaiting
)
"""What concerns one campaign."""

Alarm = (
    OrdersInQuestion
    | OrderContradicted
    | MismatchesFound
    | EndpointDisabled
    | UpdateSetAside
    | BankUnreachable
    | ChainBroken
    | OutboxStuck
)
"""What the admins have to look into, whoever of them does."""

AdminNotice = Alarm | CorrectionProposed | CorrectionDecided | ApproverNominated
"""What only admins hear."""

Notice = CampaignNotice | MoneyCorrected | AdminNotice | RoleChanged | CodeIssued


class Urgency(StrEnum):
    """What a notice may wait for."""

    AT_ONCE = "at_once"
    """Nothing: it is about its reader's own money, answers what they did, or gives them only so much time."""
    BY_DAY = "by_day"
    """The end of its reader's quiet hours."""
    NUDGE = "nudge"
    """The same; and who wants no nudges is not sent it: it would only like them to join, or to buy."""


def urgency(notice: Notice) -> Urgency:
    """What the notice may wait for."""
    match notice:
        case InvitedToPool() | PoolReminder() | ShareForSale():
            return Urgency.NUDGE
        case (
            OwnPoolSettled()
            | RepairAwaited()
            | PoolReopened()
            | OrganiserChanged()
            | PlacePassedOn()
            | WaitingEnded()
            | NoLongerInvited()
            | MaturityAhead()
            | RateLowered()
            | OfferUntaken()
        ):
            return Urgency.BY_DAY
        case (
            PoolSettled()
            | PoolExpired()
            | PoolCancelled()
            | PoolDeclined()
            | RepairNeeded()
            | PledgeDropped()
            | PlaceOffered()
            | PledgeHeld()
            | PledgeRejected()
            | ChangeRejected()
            | ShareRenewed()
            | PaidOut()
            | WithdrawalDeclined()
            | PurchaseRejected()
            | ShareBought()
            | ShareSold()
            | PayoutWaiting()
            | MoneyCorrected()
            | DepositCorrected()
            | RoleChanged()
            | ApproverNominated()
            | CodeIssued()
            | OrdersInQuestion()
            | OrderContradicted()
            | EndpointDisabled()
            | MismatchesFound()
            | UpdateSetAside()
            | BankUnreachable()
            | ChainBroken()
            | OutboxStuck()
            | CorrectionProposed()
            | CorrectionDecided()
        ):
            return Urgency.AT_ONCE
        case _:
            assert_never(notice)
