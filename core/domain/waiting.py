"""The waiting list of a campaign: who would like a place of a full pool, and for whom a free one is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.errors import AlreadyWaiting, NotWaiting, WaitingListFull
from core.domain.ids import ParticipantId

PLACE_OFFER_WINDOW = timedelta(hours=2)
"""How long a place that fell free is kept for the first in line."""
LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who waits, first come first. `kept_until` is set while what is free is kept for the first in line, until then."""

    line: tuple[ParticipantId, ...] = ()
    kept_until: datetime | None = None

    @property
    def kept_for(self) -> ParticipantId | None:
        """Whom a free place is kept for now."""
        return None if self.kept_until is None else self.line[0]

    def position(self, participant_id: ParticipantId) -> int | None:
        """The participant's place in the line, 1 for the first; None for who does not wait."""
        return self.line.index(participant_id) + 1 if participant_id in self.line else None

    def joined(self, participant_id: ParticipantId) -> "WaitingList":
        """The list with one more at its end. Raises AlreadyWaiting or WaitingListFull."""
        position = self.position(participant_id)
        if position is not None:
            raise AlreadyWaiting(position)
        if len(self.line) >= LONGEST_LINE:
            raise WaitingListFull(LONGEST_LINE)
        return replace(self, line=(*self.line, participant_id))

    def left(self, participant_id: ParticipantId) -> "WaitingList":
        """The list without the participant; nothing is kept for them any more. Raises NotWaiting."""
        if participant_id not in self.line:
            raise NotWaiting
        others = tuple(each for each in self.line if each != participant_id)
        return WaitingList(others, None if self.kept_for == participant_id else self.kept_until)

    def offered(self, at: datetime, closes_at: datetime) -> "WaitingList":
        """The list with what is free kept for the first in line, for the window but never past the closing."""
        return replace(self, kept_until=min(at + PLACE_OFFER_WINDOW, closes_at))


NOBODY_WAITS = WaitingList()
