"""When somebody may be sent what can wait: by their own clock and quiet hours, or else by the deployment's."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.locales.zones import zone_named
from core.domain.notifications import AWAKE, Notifications, QuietHours
from core.domain.participant import Participant


@dataclass(frozen=True, slots=True)
class Waking:
    """What holds for who has chosen nothing."""

    zone: tzinfo
    quiet: QuietHours = AWAKE

    def of(self, participant: Participant, at: datetime) -> datetime:
        """The instant from which they may be sent what waits at `at`: that itself, unless it is quiet there."""
        quiet, zone = self._theirs(participant.notifications)
        return quiet.over_at(at, zone)

    def awake_until(self, chosen: Notifications, at: datetime, end: datetime) -> datetime | None:
        """When the quiet hours of who has chosen so begin that last from `at` to `end`; None if none do."""
        quiet, zone = self._theirs(chosen)
        return quiet.awake_until(at, end, zone)

    def _theirs(self, chosen: Notifications) -> tuple[QuietHours, tzinfo]:
        return self.quiet if chosen.quiet is None else chosen.quiet, zone_named(chosen.zone) or self.zone
