"""Erasing a person: what is in the way while money or other people depend on them, and what is left afterwards.

What is left is what the law wants kept, the journal above all, under the participant's id and no name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.domain.campaign import ENDED, Campaign
from core.domain.deposit import Share, ShareState
from core.domain.ids import (
    AccountId,
    CampaignId,
    CustomerId,
    DesignationId,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.payout import Payout, PayoutState
from core.domain.pledge import Pledge, PledgeState
from core.domain.staff import StaffMember

UNSETTLED = frozenset({PledgeState.RESERVED, PledgeState.HELD})
"""Pledges whose money is held, or about to be; a captured one has become a share."""
UNPAID = frozenset({ShareState.ACTIVE, ShareState.PAYABLE})
"""Shares that are still to bring somebody money."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """The keys of what is somebody's and may have to change, or end, when they are erased.

    `campaign_ids` are those they opened or organise, and those in whose line they wait; `invitations` and
    `designations` are in whatever campaign they were let into; `staff_ids` are those of their Telegram ids that have a
    role at the admin desk.
    """

    telegram_user_ids: tuple[int, ...] = ()
    staff_ids: tuple[int, ...] = ()
    account_ids: tuple[AccountId, ...] = ()
    customer_ids: tuple[CustomerId, ...] = ()
    campaign_ids: tuple[CampaignId, ...] = ()
    pledge_ids: tuple[PledgeId, ...] = ()
    share_ids: tuple[ShareId, ...] = ()
    payout_ids: tuple[PayoutId, ...] = ()
    invitations: tuple[CampaignId, ...] = ()
    designations: tuple[tuple[CampaignId, DesignationId], ...] = ()


class ObstacleKind(StrEnum):
    """Why somebody cannot be erased yet: until when others, or their own money, need them."""

    PLEDGE = "pledge"
    """Money is held for a campaign that has not ended: withdraw it, or wait."""
    SHARE = "share"
    """They own a part of a deposit: sell it, leave early, or wait for maturity."""
    PURCHASE = "purchase"
    """The bank is checking whether they may buy a share: it answers by itself."""
    PAYOUT = "payout"
    """Money of theirs is on its way, or waits until they name an account."""
    ORGANISING = "organising"
    """They organise a campaign that has not ended: hand it on, or cancel it."""
    ROLE = "role"
    """They have a role at the admin desk, and answer for what they do there: somebody else takes it away first."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: the campaign of a pledge or of an organiser, or else the share, that it is about."""

    kind: ObstacleKind
    campaign_id: CampaignId | None = None
    share_id: ShareId | None = None


def in_the_way(
    participant_id: ParticipantId,
    campaigns: Iterable[Campaign],
    pledges: Iterable[Pledge],
    shares: Iterable[Share],
    payouts: Iterable[Payout],
    staff: Iterable[StaffMember],
) -> tuple[Obstacle, ...]:
    """Everything for which the participant is still needed, among what is theirs; nothing if they can be erased."""
    return (
        *(
            Obstacle(ObstacleKind.PLEDGE, campaign_id=pledge.campaign_id)
            for pledge in pledges
            if pledge.participant_id == participant_id and pledge.state in UNSETTLED
        ),
        *(_of_share(participant_id, share) for share in shares if share.state in UNPAID),
        *(
            Obstacle(ObstacleKind.PAYOUT, share_id=payout.share_id)
            for payout in payouts
            if payout.participant_id == participant_id and payout.state is not PayoutState.PAID
        ),
        *(
            Obstacle(ObstacleKind.ORGANISING, campaign_id=campaign.id)
            for campaign in campaigns
            if campaign.state not in ENDED and participant_id in campaign.organiser_in_chat
        ),
        *(Obstacle(ObstacleKind.ROLE) for member in staff if member.role is not None),
    )


def _of_share(participant_id: ParticipantId, share: Share) -> Obstacle:
    owned = share.participant_id == participant_id
    return Obstacle(ObstacleKind.SHARE if owned else ObstacleKind.PURCHASE, share_id=share.id)
