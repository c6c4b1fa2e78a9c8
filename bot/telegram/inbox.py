"""What has come in: kept before Telegram may forget it, and handled once, in order, for each person.

Measured with aiogram's own polling: a process that dies in a handler loses the update; with its own webhook, a handler
that raises is never tried again. So both ways of receiving (`polling`, `webhook`) hand what came to `Inbox.take_in`,
and aiogram's dispatcher only handles what it is fed from here.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Any, Protocol

from aiogram import Bot
from aiogram.types import Update

from bot.stopping import Rounds, Stop
from bot.telegram.failures import is_transient, seconds_out_of_reach
from core import ports
from core.views import StoredUpdate

ATTEMPTS_MAX = 3
# So many updates are under way at most; the others wait where they are kept.
UNDER_WAY_MAX = 1_000
# Whoever stores an update calls for a look; this is how long one would wait whose call was lost.
_LOOK_SECONDS = 60.0

log = logging.getLogger(__name__)

RawUpdate = dict[str, Any]
"""An update as it came, so that an odd one is kept as well and spoils none beside it."""
Handle = Callable[[Update], Awaitable[object]]


class Alarm(Protocol):
    """Tells people that something needs looking at."""

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        """An update could not be handled and will not be tried again; must not raise."""
        ...


class Inbox:
    """Keeps a bot's updates and has each handled: at least once, and after a crash again, three times at most.

    One update at a time for each person, oldest received first; people do not wait for each other.
    """

    def __init__(self, bot: Bot, kept: ports.Inbox, handle: Handle, *, alarm: Alarm, stop: Stop) -> None:
        self._bot = bot
        self._kept = kept
        self._handle = handle
        self._alarm = alarm
        self._stop = stop
        self._looks = Rounds(stop)
        self._queues: dict[int, deque[StoredUpdate]] = {}
        self._under_way: set[int] = set()
        self._room = asyncio.Event()

    async def take_in(self, updates: Sequence[RawUpdate]) -> None:
        """Returns once these are committed, and may be acknowledged; one that was kept before is left as it is."""
        await self._kept.store(self._bot.id, [_to_store(update) for update in updates])
        self._looks.call()

    async def room(self) -> None:
        """Returns when not too many are under way to fetch more, or a stop is asked for."""
        while self._is_full() and not self._stop.asked:
            self._room.clear()
            async with self._stop.interrupts():
                await self._room.wait()

    async def run(self) -> None:
        """Handles what is kept, until a stop is asked for; what is being handled then is finished, the rest is kept."""
        async with asyncio.TaskGroup() as serving:
            log.info("%d updates were left by an earlier process", await self._admit(serving))
            while await self._looks.next(_LOOK_SECONDS):
                await self._admit(serving)

    async def _admit(self, serving: asyncio.TaskGroup) -> int:
        """Puts what is kept, unhandled and not under way into its person's queue; returns how many that were."""
        # As it was before the look: what ends meanwhile is not begun again.
        known = frozenset(self._under_way)
        unhandled = await self._kept.unhandled(self._bot.id)
        new = (update for update in unhandled if update.update_id not in known)
        admitted = list(islice(new, max(0, UNDER_WAY_MAX - len(known))))
        for update in admitted:
            self._under_way.add(update.update_id)
            if update.person in self._queues:
                self._queues[update.person].append(update)
            else:
                self._queues[update.person] = deque([update])
                serving.create_task(self._serve(update.person))
        return len(admitted)

    def _is_full(self) -> bool:
        return len(self._under_way) >= UNDER_WAY_MAX

    async def _serve(self, person: int) -> None:
        queue = self._queues[person]
        while queue and not self._stop.asked:
            await self._attend_to(queue[0])
            if self._is_full():  # there may be more that are kept and not admitted
                self._looks.call()
            self._under_way.discard(queue.popleft().update_id)
            self._room.set()
        del self._queues[person]

    async def _attend_to(self, update: StoredUpdate) -> None:
        """Until it is handled or set aside; each attempt is counted before it begins, so that a crash counts."""
        reason = "the process died while handling it"
        for _ in range(update.attempts, ATTEMPTS_MAX):
            await self._kept.begin(self._bot.id, update.update_id)
            try:
                handled = await self._attempt(update)
            except Exception as error:
                log.exception("handling update %d failed", update.update_id)
                reason = type(error).__name__
            else:
                if handled:
                    await self._kept.handled(self._bot.id, update.update_id)
                return
        log.error("update %d is set aside: %s", update.update_id, reason)
        await self._kept.set_aside(self._bot.id, update.update_id, reason)
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
                await self._stop.sleep(seconds_out_of_reach(error, attempts))
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
