"""Share offers: who wants to leave offers the share, to the other members first and then to who waits in line too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.errors import NotDue, OfferOver
from core.domain.moment import Moment

OFFER_WINDOW = timedelta(hours=24)
"""How long a share is offered to the other members alone, and then to who waits in line, too."""


class OfferState(StrEnum):
    """`to_members → to_line → untaken`; an offer that was taken, or taken back, is none any more."""

    TO_MEMBERS = "to_members"
    TO_LINE = "to_line"
    UNTAKEN = "untaken"


@dataclass(frozen=True, slots=True)
class ShareOffer:
    """That a share is for sale at its transfer price, in this state since then; who takes it owns it from that day."""

    state: OfferState
    since: datetime

    @property
    def due_at(self) -> datetime | None:
        """When time brings it further; None once it is over. Each window is whole, also when a job comes late."""
        return None if self.state is OfferState.UNTAKEN else self.since + OFFER_WINDOW

    def check_standing(self) -> None:
        """Raises OfferOver unless somebody may take it."""
        if self.state is OfferState.UNTAKEN:
            raise OfferOver(self.state.value)

    def prolonged(self, lost: timedelta) -> "ShareOffer":
        """The offer with so much time given back for which nobody could take it."""
        return ShareOffer(self.state, self.since + lost)

    def moved_on(self, now: Moment) -> "ShareOffer":
        """The offer once its window is over: to the line, then untaken. Raises NotDue before that."""
        if self.due_at is None or now.at < self.due_at:
            raise NotDue(self.state.value)
        to_members = self.state is OfferState.TO_MEMBERS
        return ShareOffer(OfferState.TO_LINE if to_members else OfferState.UNTAKEN, now.at)
