"""Reminds people of campaigns they looked at, when they want to be: the rows say who that is."""

import logging

from bot.logging import traced
from bot.stopping import Rounds, Stop
from core.commands import Accepted, Actor, RemindAsWished
from core.domain.ids import IntentId
from core.ports import Clock, Queries, Teller
from core.views import ReminderDue

_ROUND_SECONDS = 60.0

log = logging.getLogger(__name__)


class ReminderJob:
    """Makes its round every minute, and when it is called."""

    def __init__(self, teller: Teller, queries: Queries, clock: Clock, stop: Stop) -> None:
        self._teller = teller
        self._queries = queries
        self._clock = clock
        self.rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("reminding", self._round, after_failure_seconds=_ROUND_SECONDS)

    async def _round(self) -> float:
        await self.remind_who_wants_to_be()
        return _ROUND_SECONDS

    async def remind_who_wants_to_be(self) -> None:
        """Everybody who is due by now, once: whoever else asks on the same rows asks the same."""
        asked: set[ReminderDue] = set()
        while fresh := [
            due for due in await self._queries.reminders_due(self._clock.now().at) if due not in asked
        ]:
            asked.update(fresh)
            for due in fresh:
                await self._remind(due)

    async def _remind(self, due: ReminderDue) -> None:
        names = f"{due.campaign_id}:{due.participant_id}:{due.due_at.isoformat()}"
        command = RemindAsWished(
            intent=IntentId(f"remind:{names}"),
            actor=Actor.system("jobs"),
            campaign_id=due.campaign_id,
            participant_id=due.participant_id,
        )
        with traced(command.intent):
            receipt = await self._teller.submit(command)
            if not isinstance(receipt, Accepted):
                log.debug("a reminder was not due any more: %s", receipt.error.code)
