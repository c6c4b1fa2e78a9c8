"""Who has the organiser's buttons of a campaign when its initiator leaves, or cannot be reached any more."""

from core.book import Book
from core.commands import ActorKind, Done, LeaveOrganising, RelieveOrganiser
from core.domain.campaign import Campaign
from core.domain.errors import NobodyToOrganise, NotDue, NotPermitted
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.notice import OrganiserChanged
from core.reach import Reach
from core.usecases.pooling import known_campaign
from core.usecases.registry import use_case


@use_case(
    LeaveOrganising,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(whole_campaigns=frozenset({command.campaign_id})),
)
def leave_organising(book: Book, command: LeaveOrganising, now: Moment) -> Done:
    """Hand the buttons on to the longest-standing other member; a pledge of one's own stays as it is.

    Raises CampaignUnknown, NotPermitted unless the actor has the buttons, CampaignFixed once there is nothing to
    organise, or NobodyToOrganise.
    """
    campaign = known_campaign(book, command.campaign_id)
    organiser_id = ParticipantId(command.actor.id)
    if not campaign.is_organised_by(organiser_id):
        raise NotPermitted
    members = (pledge.participant_id for pledge in book.live_pledges(campaign.id))
    successor_id = next((member for member in members if member != organiser_id), None)
    if successor_id is None:
        raise NobodyToOrganise
    _hand_on(book, campaign, organiser_id, successor_id)
    return Done()


@use_case(
    RelieveOrganiser,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(memberships=frozenset({(command.campaign_id, command.successor_id)})),
)
def relieve_organiser(book: Book, command: RelieveOrganiser, now: Moment) -> Done:
    """Give the buttons to a member. Raises NotDue if the organiser is another by now, or the successor is out.

    Also raises CampaignFixed once there is nothing to organise.
    """
    campaign = known_campaign(book, command.campaign_id)
    if (
        not campaign.is_organised_by(command.organiser_id)
        or book.live_pledge(campaign.id, command.successor_id) is None
    ):
        raise NotDue(campaign.state.value)
    _hand_on(book, campaign, command.organiser_id, command.successor_id)
    return Done()


def _hand_on(
    book: Book, campaign: Campaign, organiser_id: ParticipantId, successor_id: ParticipantId
) -> None:
    book.put_campaign(campaign.taken_over(organiser_id, successor_id))
    book.tell(OrganiserChanged(successor_id, campaign.id))
