"""Reminds people of campaigns they looked at, when they want to be: the rows say who that is."""

import logging
from datetime import datetime

from bot.logging import traced
from bot.stopping import Rounds, Stop
from bot.waking import Waking
from core.commands import Accepted, Actor, RemindAsWished
from core.domain.ids import CampaignId, IntentId, ParticipantId
from core.ports import Clock, Queries, Teller
from core.views import ReminderDue

_ROUND_SECONDS = 60.0

log = logging.getLogger(__name__)


class ReminderJob:
    """Makes its round every minute, and when it is called."""

    def __init__(self, teller: Teller, queries: Queries, clock: Clock, waking: Waking, stop: Stop) -> None:
        self._teller = teller
        self._queries = queries
        self._clock = clock
        self._waking = waking
        self.rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("reminding", self._round, after_failure_seconds=_ROUND_SECONDS)

    async def _round(self) -> float:
        await self.remind_who_wants_to_be()
        await self.remind_before_quiet_hours()
        return _ROUND_SECONDS

    async def remind_who_wants_to_be(self) -> None:
        """Everybody who is due by now, once: whoever else asks on the same rows asks the same."""
        asked: set[ReminderDue] = set()
        while fresh := [
            due for due in await self._queries.reminders_due(self._clock.now().at) if due not in asked
        ]:
            asked.update(fresh)
            for due in fresh:
                await self._remind(due.campaign_id, due.participant_id, due.due_at)

    async def remind_before_quiet_hours(self) -> None:
        """Everybody whom their quiet hours would keep from hearing of it before the campaign closes."""
        now = self._clock.now().at
        for each in await self._queries.reminders_ahead(now):
            due_at = each.due_at()
            if due_at is None:
                continue
            awake_until = self._waking.awake_until(each.notifications, due_at, each.closes_at)
            if awake_until is None or now >= awake_until:
                continue
            earlier_at = each.due_at(awake_until)
            if earlier_at is not None and now >= earlier_at:
                of = each.reminding
                await self._remind(of.campaign_id, of.participant_id, earlier_at, awake_until)

    async def _remind(
        self,
        campaign_id: CampaignId,
        participant_id: ParticipantId,
        due_at: datetime,
        awake_until: datetime | None = None,
    ) -> None:
        command = RemindAsWished(
            intent=IntentId(f"remind:{campaign_id}:{participant_id}:{due_at.isoformat()}"),
            actor=Actor.system("jobs"),
            campaign_id=campaign_id,
            participant_id=participant_id,
            awake_until=awake_until,
        )
        with traced(command.intent):
            receipt = await self._teller.submit(command)
            if not isinstance(receipt, Accepted):
                log.debug("a reminder was not due any more: %s", receipt.error.code)
