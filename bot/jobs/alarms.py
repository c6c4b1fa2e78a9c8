"""Has the admins look into something: by the outbox, so that it is told once, whoever noticed and whatever dies."""

import logging
from collections.abc import Callable

from bot.admins import met_admins
from core.commands import Actor, Refused, TellAdmins
from core.domain.ids import IntentId, ParticipantId
from core.domain.notice import Alarm
from core.ports import Queries, Teller

log = logging.getLogger(__name__)


class Alarms:
    """Raises alarms to the admins of this deployment, those of them who have met the bot."""

    def __init__(self, teller: Teller, queries: Queries) -> None:
        self._teller = teller
        self._queries = queries

    async def tell(self, about: str, notice_to: Callable[[ParticipantId], Alarm]) -> None:
        """Tell each admin. `about` names what it is about: it is told once, in the words of who noticed first."""
        # In an order of its own: whoever tells of the same asks the same.
        notices = tuple(map(notice_to, sorted(await met_admins(self._queries))))
        command = TellAdmins(intent=IntentId(f"alarm:{about}"), actor=Actor.system("alarms"), notices=notices)
        receipt = await self._teller.submit(command)
        if isinstance(receipt, Refused):
            log.debug("%s was told before, in other words", about)
