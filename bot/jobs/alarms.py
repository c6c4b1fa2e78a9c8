"""Has the admins look into something: by the outbox, so that it is told once, whoever noticed and whatever dies."""

import logging
from dataclasses import replace

from bot.admins import met_admins
from core.commands import Actor, Refused, TellAdmins
from core.domain.alarm import alarm_name
from core.domain.ids import IntentId
from core.domain.notice import Alarm
from core.ports import Queries, Teller

log = logging.getLogger(__name__)


class Alarms:
    """Raises alarms to the admins of this deployment, those of them who have met the bot."""

    def __init__(self, teller: Teller, queries: Queries) -> None:
        self._teller = teller
        self._queries = queries

    async def tell(self, alarm: Alarm) -> None:
        """Tell each admin what is addressed to every one: once for its name, in the words of who noticed first."""
        # In an order of its own: whoever tells of the same asks the same.
        admins, name = sorted(await met_admins(self._queries)), alarm_name(alarm)
        receipt = await self._teller.submit(
            TellAdmins(
                intent=IntentId(f"alarm:{name}"),
                actor=Actor.system("alarms"),
                notices=tuple(replace(alarm, to=admin_id) for admin_id in admins),
            )
        )
        if isinstance(receipt, Refused):
            log.debug("%s was told before, in other words", name)
