"""Hands the organiser's buttons on where whoever has them has blocked the bot, or left Telegram."""

import logging

from bot.stopping import Rounds, Stop
from core.commands import Accepted, Actor, RelieveOrganiser
from core.domain.ids import IntentId
from core.ports import Queries, Teller

_ROUND_SECONDS = 60.0

log = logging.getLogger(__name__)


class OrganiserJob:
    """Makes its round every minute."""

    def __init__(self, teller: Teller, queries: Queries, stop: Stop) -> None:
        self._teller = teller
        self._queries = queries
        self._rounds = Rounds(stop)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self._rounds.make("looking for organisers", self._round, after_failure_seconds=_ROUND_SECONDS)

    async def _round(self) -> float:
        await self.relieve_who_is_out_of_reach()
        return _ROUND_SECONDS

    async def relieve_who_is_out_of_reach(self) -> None:
        """Whoever else asks of the campaign as it is asks the same; once it has changed, it is another intention."""
        for lost in await self._queries.organisers_out_of_reach():
            names = f"{lost.campaign_id}:{lost.version}:{lost.organiser_id}:{lost.successor_id}"
            receipt = await self._teller.submit(
                RelieveOrganiser(
                    intent=IntentId(f"relieve:{names}"),
                    actor=Actor.system("jobs"),
                    campaign_id=lost.campaign_id,
                    organiser_id=lost.organiser_id,
                    successor_id=lost.successor_id,
                )
            )
            if isinstance(receipt, Accepted):
                log.info("campaign %s is organised by %s now", lost.campaign_id, lost.successor_id)
