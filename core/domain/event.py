"""Events: what partners are told has become of their campaigns, one for each change of a state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Protocol, TypeVar

from core.domain.bank import DepositState
from core.domain.campaign import CampaignState
from core.domain.deposit import ShareState
from core.domain.ids import CampaignId, DeliveryId, EndpointId, EventId
from core.domain.payout import PayoutState
from core.domain.pledge import PledgeState


class Subject(StrEnum):
    """What kind of thing has changed its state."""

    CAMPAIGN = "campaign"
    PLEDGE = "pledge"
    DEPOSIT = "deposit"
    SHARE = "share"
    PAYOUT = "payout"


def _types() -> Iterator[str]:
    of_subject: dict[Subject, type[StrEnum]] = {
        Subject.CAMPAIGN: CampaignState,
        Subject.PLEDGE: PledgeState,
        Subject.DEPOSIT: DepositState,
        Subject.SHARE: ShareState,
        Subject.PAYOUT: PayoutState,
    }
    return chain.from_iterable([f"{subject}.{state}" for state in of_subject[subject]] for subject in Subject)


EVENT_TYPES = tuple(_types())
"""All types of events: what has changed, and the state it is in since."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something of a partner's campaign has come into another state; `type` is one of EVENT_TYPES.

    It names things, and tells neither whose they are nor amounts: who may know that asks. `reference` is what the
    campaign is called in the partner's books.
    """

    id: EventId
    type: str
    campaign_id: CampaignId
    subject_id: str
    at: datetime
    reference: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to one endpoint; how far it has come is the post's business."""

    id: DeliveryId
    endpoint_id: EndpointId
    event: Event
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class StateChange:
    """What came into which state, in which campaign."""

    subject: Subject
    subject_id: str
    campaign_id: CampaignId
    state: str

    @property
    def type(self) -> str:
        """The type of the event that tells it."""
        return f"{self.subject}.{self.state}"


class _Stated(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def state(self) -> StrEnum: ...


S = TypeVar("S", bound=_Stated)


def state_change(subject: Subject, before: S | None, after: S, campaign_id: CampaignId) -> StateChange | None:
    """What an event tells of something in the campaign: None if it is in the state it was in."""
    if before is not None and before.state is after.state:
        return None
    return StateChange(subject, after.id, campaign_id, after.state.value)
