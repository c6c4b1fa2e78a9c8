"""What comes in: updates are kept before Telegram may forget them, and handled once, in order, for each person.

Measured with aiogram's own polling: a process that dies in a handler loses the update. So the loop here is ours, and
aiogram's dispatcher only handles what it is fed.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.methods import GetUpdates
from aiogram.types import Update

from bot.stopping import Stop
from bot.telegram.failures import Later, backoff_seconds, is_transient, read_failure
from core.ports import Inbox
from core.views import StoredUpdate

ATTEMPTS_MAX = 3
POLL_SECONDS = 30
POLL_LIMIT = 100
# So many updates are under way at most; then Telegram keeps the next for us.
UNDER_WAY_MAX = 1_000
_ANSWER_SECONDS = 15
_LONGEST_BACKOFF_SECONDS = 30.0

log = logging.getLogger(__name__)

Handle = Callable[[Update], Awaitable[object]]


class Alarm(Protocol):
    """Tells people that something needs looking at."""

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        """An update could not be handled and will not be tried again; must not raise."""
        ...


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is left as it came: kept so, and no odd update can spoil those beside it."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"


class Reception:
    """Receives a bot's updates and has each handled: at least once, and after a crash again, three times at most.

    One update at a time for each person, oldest received first; people do not wait for each other.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        handle: Handle,
        *,
        allowed_updates: Sequence[str],
        alarm: Alarm,
        stop: Stop,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._handle = handle
        self._allowed_updates = sorted(allowed_updates)
        self._alarm = alarm
        self._stop = stop
        self._queues: dict[int, deque[StoredUpdate]] = {}
        self._under_way: set[int] = set()
        self._room = asyncio.Event()

    async def run(self) -> None:
        """Until a stop is asked for; then what is being handled is finished, and the rest is kept."""
        async with asyncio.TaskGroup() as serving:
            left = await self._admit(serving)
            log.info("receiving updates; %d left by an earlier process", left)
            offset: int | None = None
            while not self._stop.asked:
                await self._wait_for_room()
                updates = await self._receive(offset)
                if updates:
                    await self._inbox.store(self._bot.id, [_to_store(update) for update in updates])
                    offset = updates[-1]["update_id"] + 1
                    await self._admit(serving)

    async def _wait_for_room(self) -> None:
        while len(self._under_way) >= UNDER_WAY_MAX and not self._stop.asked:
            self._room.clear()
            async with self._stop.interrupts():
                await self._room.wait()

    async def _receive(self, offset: int | None) -> list[dict[str, Any]]:
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
                await self._wait_out(error, attempts)
        return []

    async def _wait_out(self, error: Exception, attempts: int) -> None:
        failure = read_failure(error, attempts)
        assert isinstance(failure, Later)
        seconds = failure.after_seconds
        if not failure.by_law:
            seconds = min(seconds, _LONGEST_BACKOFF_SECONDS)
        log.warning("Telegram is out of reach (%s); again in %.0f s", type(error).__name__, seconds)
        await self._stop.sleep(seconds)

    async def _admit(self, serving: asyncio.TaskGroup) -> int:
        """Puts what is stored, unhandled and not under way into its person's queue; returns how many that were."""
        known = frozenset(
            self._under_way
        )  # as it was before the look: what ends meanwhile is not begun again
        waiting = [
            update for update in await self._inbox.unhandled(self._bot.id) if update.update_id not in known
        ]
        for update in waiting:
            self._under_way.add(update.update_id)
            if update.person in self._queues:
                self._queues[update.person].append(update)
            else:
                self._queues[update.person] = deque([update])
                serving.create_task(self._serve(update.person))
        return len(waiting)

    async def _serve(self, person: int) -> None:
        queue = self._queues[person]
        while queue and not self._stop.asked:
            await self._attend_to(queue[0])
            self._under_way.discard(queue.popleft().update_id)
            self._room.set()
        del self._queues[person]

    async def _attend_to(self, update: StoredUpdate) -> None:
        """Until it is handled or set aside; each attempt is counted before it begins, so that a crash counts."""
        reason = "the process died while handling it"
        for _ in range(update.attempts, ATTEMPTS_MAX):
            await self._inbox.begin(self._bot.id, update.update_id)
            try:
                handled = await self._attempt(update)
            except Exception as error:
                log.exception("handling update %d failed", update.update_id)
                reason = type(error).__name__
            else:
                if handled:
                    await self._inbox.handled(self._bot.id, update.update_id)
                return
        log.error("update %d is set aside: %s", update.update_id, reason)
        await self._inbox.set_aside(self._bot.id, update.update_id, reason)
        await self._alarm.update_set_aside(update, reason)

    async def _attempt(self, update: StoredUpdate) -> bool:
        """One attempt, which outlasts Telegram's being out of reach; False if a stop was asked for meanwhile."""
        attempts = 0
        while True:
            attempts += 1
            try:
                await self._handle(Update.model_validate_json(update.payload, context={"bot": self._bot}))
            except Exception as error:
                if not is_transient(error):
                    raise
                await self._wait_out(error, attempts)
                if self._stop.asked:
                    return False
            else:
                return True


def _to_store(update: dict[str, Any]) -> StoredUpdate:
    payload = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    return StoredUpdate(update["update_id"], _person_of(update), payload, attempts=0)


def _person_of(update: dict[str, Any]) -> int:
    """Who caused it, by whom updates are kept in order; 0 for what nobody did."""
    event: dict[str, Any] = next((value for name, value in update.items() if name != "update_id"), {})
    someone = event.get("from") or event.get("user") or event.get("chat") or {}
    return int(someone.get("id", 0))
