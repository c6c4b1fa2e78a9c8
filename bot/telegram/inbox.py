"""What has come in: kept before Telegram may forget it, and handled once, in order, for each person.

Measured with aiogram's own polling: a process that dies in a handler loses the update; with its own webhook, a handler
that raises is never tried again. So both ways of receiving (`polling`, `webhook`) hand what came to `Inbox.take_in`,
and aiogram's dispatcher only handles what it is fed from here.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from bot.logging import traced
from bot.stopping import Rounds, Stop
from bot.telegram.failures import is_transient, seconds_out_of_reach
from bot.telegram.raw_updates import RawUpdate, to_store
from bot.telegram.rush import Rush
from core import ports
from core.views import StoredUpdate, Turn

ATTEMPTS_MAX = 3
# About so many updates are under way at most; the others wait where they are kept.
UNDER_WAY_MAX = 1_000
CLAIMED_AT_ONCE = 250
# So long another worker waits before it takes over from one that died.
TURN_SECONDS = 15
# Whoever stores an update calls for a look. Nobody does for those whom a dead worker attended to: once its turns have
# run out they wait so long at most.
_LOOK_SECONDS = 5.0
# In a crowd those who come while others are being answered are attended to together, after so long at most: a few large
# rounds cost much less than many small ones.
GATHERING_SECONDS = 0.25

log = logging.getLogger(__name__)

Handle = Callable[[Update], Awaitable[object]]


class UnreadableUpdate(Exception):
    """An update is not as the Bot API says; the message names the fields, and leaves out what stands in them."""


class Alarm(Protocol):
    """Tells people that something needs looking at."""

    async def update_set_aside(self, update: StoredUpdate, reason: str) -> None:
        """An update could not be handled and will not be tried again; must not raise."""
        ...


class Inbox:
    """Keeps a bot's updates and has each handled: at least once, and after a crash again, three times at most.

    One update at a time for each person, oldest received first; people do not wait for each other. Several workers may
    share what is kept: a person's turn is at one of them, which gives it up when nothing waits, or loses it by dying.
    """

    def __init__(
        self,
        bot: Bot,
        kept: ports.Inbox,
        handle: Handle,
        *,
        alarm: Alarm,
        stop: Stop,
        rush: Rush | None = None,
    ) -> None:
        self._bot = bot
        self._kept = kept
        self._handle = handle
        self._alarm = alarm
        self._stop = stop
        self._rush = rush or Rush()
        self._worker = secrets.token_hex(8)
        self._looks = Rounds(stop)
        self._beats = Rounds(stop)
        self._under_way = 0
        self._room = asyncio.Event()

    async def take_in(self, updates: Sequence[RawUpdate]) -> None:
        """Returns once these are committed, and may be acknowledged; one that was kept before is left as it is."""
        await self._kept.store(self._bot.id, list(map(to_store, updates)))
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
            serving.create_task(self._keep_turns())
            self._looks.call()
            while await self._looks.next(_LOOK_SECONDS):
                await self._claim(serving)

    async def _claim(self, serving: asyncio.TaskGroup) -> None:
        """Begins with those who wait and whom no worker attends to."""
        if self._rush.crowded:
            await self._rush.over(GATHERING_SECONDS)
        if self._is_full():
            return
        turns = await self._kept.claim(self._bot.id, self._worker, TURN_SECONDS, CLAIMED_AT_ONCE)
        for turn in turns:
            self._under_way += len(turn.updates)
            serving.create_task(self._serve(turn))
        if len(turns) == CLAIMED_AT_ONCE:
            self._looks.call()

    async def _keep_turns(self) -> None:
        """A turn lasts as long as what is done in it, however slow Telegram is, unless the process dies."""
        while await self._beats.next(TURN_SECONDS / 3):
            if self._under_way:
                await self._kept.keep(self._bot.id, self._worker, TURN_SECONDS)

    def _is_full(self) -> bool:
        return self._under_way >= UNDER_WAY_MAX

    async def _serve(self, turn: Turn) -> None:
        """Until nothing of this person waits any more, the turn is lost, or a stop is asked for."""
        waiting: Turn | None = turn
        while waiting is not None:
            waiting = await self._attend_to(waiting)
            if waiting is not None:
                self._under_way += len(waiting.updates)
        # What was stored while the turn ended was seen by nobody.
        self._looks.call()

    async def _attend_to(self, turn: Turn) -> Turn | None:
        """Handles what waits in the turn; the turn with what waits then, if anything does."""
        following: Turn | None = None
        for left, update in zip(reversed(range(len(turn.updates))), turn.updates, strict=True):
            if self._stop.asked or not await self._is_answered_and_over(update, turn):
                await self._kept.end(turn)
                self._finished(left + 1)
                return None
            if left:
                await self._kept.handled(self._bot.id, update.update_id, turn)
            else:
                following = await self._kept.next(turn, handled=update.update_id)
            self._finished(1)
        return following

    def _finished(self, count: int) -> None:
        self._under_way -= count
        self._room.set()

    async def _is_answered_and_over(self, update: StoredUpdate, turn: Turn) -> bool:
        """As `_is_over`; until it is answered, whoever was answered before lets its sender have theirs first."""
        self._rush.begin(update.update_id)
        try:
            return await self._is_over(update, turn)
        finally:
            self._rush.end(update.update_id)

    async def _is_over(self, update: StoredUpdate, turn: Turn) -> bool:
        """Handles an update, or sets it aside for good; False if it has to be left to a later turn.

        Each attempt is counted before it begins, so that a crash counts.
        """
        with traced(f"update {update.update_id}"):
            return await self._handled_or_set_aside(update, turn)

    async def _handled_or_set_aside(self, update: StoredUpdate, turn: Turn) -> bool:
        reason = "the process died while handling it"
        for _ in range(update.attempts, ATTEMPTS_MAX):
            if not await self._kept.begin(self._bot.id, update.update_id, turn):
                log.warning("the turn of update %d went to another worker", update.update_id)
                return False
            try:
                return await self._attempt(update)
            except Exception as error:
                log.exception("handling update %d failed", update.update_id)
                reason = type(error).__name__
        log.error("update %d is set aside: %s", update.update_id, reason)
        await self._kept.set_aside(self._bot.id, update.update_id, reason, turn)
        await self._alarm.update_set_aside(update, reason)
        return True

    async def _attempt(self, update: StoredUpdate) -> bool:
        """One attempt, which outlasts Telegram's being out of reach; False if a stop was asked for meanwhile."""
        attempts = 0
        while True:
            attempts += 1
            try:
                await self._handle(_read(update, self._bot))
            except Exception as error:
                if not is_transient(error):
                    raise
                await self._stop.sleep(seconds_out_of_reach(error, attempts))
                if self._stop.asked:
                    return False
            else:
                return True


def _read(update: StoredUpdate, bot: Bot) -> Update:
    """The update as aiogram has it. Raises UnreadableUpdate."""
    try:
        return Update.model_validate_json(update.payload, context={"bot": bot})
    except ValidationError as error:
        fields = {".".join(map(str, each["loc"])) for each in error.errors(include_input=False)}
        raise UnreadableUpdate(", ".join(sorted(fields))) from None
