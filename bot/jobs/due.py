"""What is due is what the rows say, and is ordered by commands whose intents follow from the rows.

So any worker may die at any point and another carries on, and two of them never do one thing twice.
"""

import asyncio
import logging
from typing import Any

from bot.jobs.reconciliation import DueReconciliation
from bot.logging import traced
from bot.stopping import Rounds, Stop
from core.commands import (
    Accepted,
    AccrueInterest,
    Actor,
    AnnounceMaturity,
    Command,
    DropAiling,
    EndPlaceOffer,
    ExpireCampaign,
    MatureDeposit,
    MoveOfferOn,
    SettleCampaign,
)
from core.domain.errors import NotDue, SettlementPaused
from core.domain.ids import IntentId
from core.ports import Clock, Queries, Teller
from core.views import Due, DueKind

_OF_CAMPAIGNS: dict[DueKind, type[SettleCampaign | ExpireCampaign | DropAiling | EndPlaceOffer]] = {
    DueKind.SETTLE: SettleCampaign,
    DueKind.EXPIRE: ExpireCampaign,
    DueKind.DROP_AILING: DropAiling,
    DueKind.END_PLACE_OFFER: EndPlaceOffer,
}
_OF_DEPOSITS: dict[DueKind, type[AccrueInterest | AnnounceMaturity | MatureDeposit]] = {
    DueKind.ACCRUE: AccrueInterest,
    DueKind.ANNOUNCE: AnnounceMaturity,
    DueKind.MATURE: MatureDeposit,
}
# A wake-up can be lost with the process that committed; nothing waits longer than this for its turn.
_LONGEST_SLEEP_SECONDS = 60.0
_AFTER_FAILURE_SECONDS = 5.0
# In a storm every commit calls for a round, and most make nothing due.
_GAP_SECONDS = 0.1

log = logging.getLogger(__name__)


def command_for(due: Due) -> Command[Any]:
    """The command that does what is due. Its intent is the same whoever asks; a later round's is another."""
    subject = due.share_id or due.deposit_id or due.campaign_id
    intent = IntentId(f"due:{due.kind.value}:{subject}:{due.round}:{due.at.isoformat()}")
    actor = Actor.system("jobs")
    if due.share_id is not None and due.deposit_id is not None:
        return MoveOfferOn(intent=intent, actor=actor, share_id=due.share_id, deposit_id=due.deposit_id)
    if due.deposit_id is not None:
        return _OF_DEPOSITS[due.kind](intent=intent, actor=actor, deposit_id=due.deposit_id)
    return _OF_CAMPAIGNS[due.kind](intent=intent, actor=actor, campaign_id=due.campaign_id)


class DueJobs:
    """Does what is due, when it is due."""

    def __init__(
        self,
        teller: Teller,
        queries: Queries,
        clock: Clock,
        stop: Stop,
        reconciliation: DueReconciliation | None = None,
    ) -> None:
        self._teller = teller
        self._reconciliation = reconciliation
        self._queries = queries
        self._clock = clock
        self._stop = stop
        self.rounds = Rounds(stop, _GAP_SECONDS)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("due jobs", self._round, after_failure_seconds=_AFTER_FAILURE_SECONDS)

    async def _round(self) -> float:
        await self.do_what_is_due()
        return await self._seconds_to_next()

    async def do_what_is_due(self) -> None:
        """Everything that is due by now, in order, and what becomes due through it; then the reconciliation."""
        await self._do_what_rows_say()
        if self._reconciliation is not None and await self._reconciliation.do_if_due():
            await self._do_what_rows_say()

    async def _do_what_rows_say(self) -> None:
        asked: set[IntentId] = set()
        while not self._stop.asked:
            due = [command_for(due) for due in await self._queries.due(self._clock.now().at)]
            fresh = [command for command in due if command.intent not in asked]
            if not fresh:
                return
            asked.update(command.intent for command in fresh)
            await asyncio.gather(*map(self._do, fresh))  # handed in together, so that they share transactions

    async def _do(self, command: Command[Any]) -> None:
        name = type(command).__name__
        with traced(command.intent):
            receipt = await self._teller.submit(command)
            if isinstance(receipt, Accepted):
                log.info("%s done", name)
            elif isinstance(receipt.error, NotDue | SettlementPaused):
                log.debug("%s was not due any more", name)
            else:
                log.error("%s was refused: %s", name, receipt.error.code)

    async def _seconds_to_next(self) -> float:
        due = await self._queries.next_due()
        if due is None:
            return _LONGEST_SLEEP_SECONDS
        seconds = (due.at - self._clock.now().at).total_seconds()
        # What is due and still there was refused: time alone will not change that soon.
        return min(seconds, _LONGEST_SLEEP_SECONDS) if seconds > 0 else _AFTER_FAILURE_SECONDS
