"""Receiving by asking: one long poll after the other, each acknowledging what the one before brought."""

import logging
from collections.abc import Collection
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.methods import GetUpdates

from bot.stopping import Stop
from bot.telegram.failures import backoff_seconds, is_transient, once_in_reach, seconds_out_of_reach
from bot.telegram.inbox import Inbox
from bot.telegram.raw_updates import RawUpdate

POLL_SECONDS = 30
POLL_LIMIT = 100
_ANSWER_SECONDS = 15
_LONGEST_BACKOFF_SECONDS = 30.0

log = logging.getLogger(__name__)


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is left as it came."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"


class Poller:
    """Polls, and asks for more only once what came is committed."""

    def __init__(self, bot: Bot, inbox: Inbox, *, allowed_updates: Collection[str], stop: Stop) -> None:
        self._bot = bot
        self._inbox = inbox
        self._allowed_updates = sorted(allowed_updates)
        self._stop = stop

    async def run(self) -> None:
        """Until a stop is asked for."""
        await once_in_reach(self._stop, self._leave_webhook)
        offset: int | None = None
        while not self._stop.asked:
            await self._inbox.room()
            updates = await self._receive(offset)
            if updates:
                await self._inbox.take_in(updates)
                offset = max(update["update_id"] for update in updates) + 1

    async def _leave_webhook(self) -> None:
        """A webhook of earlier days would keep all updates from us; what waits for us is kept."""
        if (await self._bot.get_webhook_info()).url:
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def _receive(self, offset: int | None) -> list[RawUpdate]:
        """The next updates, none if a stop was asked for. Failures are waited out here."""
        attempts = 0
        asking = GetRawUpdates(
            offset=offset, limit=POLL_LIMIT, timeout=POLL_SECONDS, allowed_updates=self._allowed_updates
        )
        while not self._stop.asked:
            attempts += 1
            try:
                async with self._stop.interrupts():
                    received: Any = await self._bot(asking, request_timeout=POLL_SECONDS + _ANSWER_SECONDS)
                    return list(received)
            except TelegramConflictError as error:
                log.warning(
                    "Telegram lets one process receive, and another does: is the bot running twice? (%s)",
                    error.message,
                )
                await self._stop.sleep(backoff_seconds(attempts, _LONGEST_BACKOFF_SECONDS))
            except Exception as error:
                if not is_transient(error):
                    raise
                await self._stop.sleep(seconds_out_of_reach(error, attempts))
        return []
