"""When somebody may be sent what can wait: by their own clock and quiet hours, or else by the deployment's."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.locales.zones import zone_named
from core.domain.notifications import AWAKE, QuietHours
from core.domain.participant import Participant


@dataclass(frozen=True, slots=True)
class Waking:
    """What holds for who has chosen nothing."""

    zone: tzinfo
    quiet: QuietHours = AWAKE

    def of(self, participant: Participant, at: datetime) -> datetime:
        """The instant from which they may be sent what waits at `at`: that itself, unless it is quiet there."""
        chosen = participant.notifications
        quiet = self.quiet if chosen.quiet is None else chosen.quiet
        return quiet.over_at(at, zone_named(chosen.zone) or self.zone)
