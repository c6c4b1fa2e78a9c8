"""The waiting list of a full campaign: a place that falls free is kept for the first in line, for a while."""

from core.book import Book
from core.commands import ActorKind, Done, EndPlaceOffer, JoinWaitingList, LeaveWaitingList, Waiting
from core.domain.errors import AlreadyPledged, NotDesignated
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.notice import PlacePassedOn
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.pooling import admitted, known_campaign, put_campaign
from core.usecases.registry import use_case


def _campaign_alone(command: LeaveWaitingList | EndPlaceOffer) -> Reach:
    return Reach(campaigns=frozenset({command.campaign_id}))


@use_case(
    JoinWaitingList,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        participants=frozenset({ParticipantId(command.actor.id)}),
        memberships=frozenset({(command.campaign_id, ParticipantId(command.actor.id))}),
    ),
)
def join_waiting_list(book: Book, command: JoinWaitingList, now: Moment) -> Waiting:
    """Go to the end of the line.

    Raises ParticipantUnknown, CampaignUnknown, NotDesignated, AlreadyPledged, CampaignNotOpen, DeadlinePassed,
    PlaceFree, AlreadyWaiting, or WaitingListFull.
    """
    participant = known_participant(book, ParticipantId(command.actor.id))
    campaign = known_campaign(book, command.campaign_id)
    if not admitted(book, campaign, participant.id):
        raise NotDesignated
    pledge = book.live_pledge(campaign.id, participant.id)
    if pledge is not None:
        raise AlreadyPledged(pledge.amount_minor)
    campaign = campaign.waited_for_by(participant.id, now)
    put_campaign(book, campaign, now)
    return Waiting(len(campaign.waiting.line))


@use_case(LeaveWaitingList, actors={ActorKind.PARTICIPANT}, reach=_campaign_alone)
def leave_waiting_list(book: Book, command: LeaveWaitingList, now: Moment) -> Done:
    """Wait no longer; what was kept is kept for the next in line, or open to all. Raises NotWaiting."""
    campaign = known_campaign(book, command.campaign_id)
    put_campaign(book, campaign.no_longer_waited_for_by(ParticipantId(command.actor.id)), now)
    return Done()


@use_case(EndPlaceOffer, actors={ActorKind.SYSTEM}, reach=_campaign_alone)
def end_place_offer(book: Book, command: EndPlaceOffer, now: Moment) -> Done:
    """Pass a place on whose time is over; who let it pass waits no longer. Raises NotDue before that."""
    campaign = known_campaign(book, command.campaign_id)
    over = campaign.place_offer_over(now)
    assert campaign.waiting.kept_for is not None, "an offer that ends was somebody's"
    book.tell(PlacePassedOn(campaign.waiting.kept_for, campaign.id))
    put_campaign(book, over, now)
    return Done()
