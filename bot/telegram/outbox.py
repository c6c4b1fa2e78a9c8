"""What goes out unasked: notices that were committed with what made them true, and cards that have to stay true.

One sender at a time, under a lease. A crash between sending and marking repeats one message; none is lost.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta

from aiogram import Bot

from bot.leasing import Lease
from bot.stopping import Rounds, Stop
from bot.telegram.cards import CardKeeper
from bot.telegram.failures import Hopeless, Later, Unreachable, backoff_seconds, read_failure
from bot.telegram.pacing import Pacing, Rank
from bot.telegram.screens import Screen, send
from bot.waking import Waking
from core.domain.notice import Alarm, CodeIssued, Urgency, urgency
from core.ports import UNREACHABLE, Clock, CodeDelivery, Leases, Outbox
from core.views import WaitingNotice

TellGroup = Callable[[Alarm], Awaitable[bool]]
WriteNotice = Callable[[WaitingNotice], Awaitable[Screen | None]]
"""A notice in words; None if there is nothing to say any more."""

LEASE = "sender"
LEASE_SECONDS = 10
# A lost wake-up, a notice postponed, a card that must wait its interval: nothing waits longer than this for a look.
_LOOK_SECONDS = 5.0
_RENEW_SECONDS = 3.0
# In a storm every commit calls for a round; one that looks at several commits costs as little as one for each.
_GAP_SECONDS = 0.1

log = logging.getLogger(__name__)


class Sender:
    """Sends what waits and redraws what is stale, while it holds the lease."""

    def __init__(self, post: "Post", cards: CardKeeper, leases: Leases, clock: Clock, stop: Stop) -> None:
        self._post = post
        self._cards = cards
        self._lease = Lease(leases, clock, LEASE, LEASE_SECONDS)
        self._leased_until = -math.inf
        self._look_seconds = min(_LOOK_SECONDS, _RENEW_SECONDS, max(0.1, cards.interval.total_seconds() / 4))
        self.rounds = Rounds(stop, _GAP_SECONDS)

    async def run(self) -> None:
        """Until a stop is asked for."""
        await self.rounds.make("sending", self._round, after_failure_seconds=self._look_seconds)
        await self._lease.give_back()

    async def _round(self) -> float:
        """In how many seconds to look again: at once where there was something to do, so that there may be more."""
        if time.monotonic() >= self._leased_until and not await self._take_lease():
            return self._look_seconds
        async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as tasks:
            keeping = tasks.create_task(self._keep_lease(limit))
            sent = await self._post.send_waiting()
            redrawn = await self._cards.redraw()
            keeping.cancel()
        return 0.0 if sent or redrawn else self._look_seconds

    async def _keep_lease(self, round_: asyncio.Timeout) -> None:
        """However long Telegram makes a round wait, the lease lasts; a round that lost it is broken off."""
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            if not await self._take_lease():
                log.warning("another worker sends now; a message under way may be sent twice")
                round_.reschedule(asyncio.get_running_loop().time())
                return

    async def _take_lease(self) -> bool:
        """Take it, or prolong it; so soon after that, a round need not ask again."""
        taken = await self._lease.take()
        self._leased_until = time.monotonic() + _RENEW_SECONDS if taken else -math.inf
        return taken


class Post:
    """Sends notices: each in its reader's words, one at a time for each person, and codes by the bank's own channel.

    What can wait is held while its reader has quiet hours. Alarms go to the admins' group, if `tell_group` knows one.
    """

    def __init__(
        self,
        bot: Bot,
        outbox: Outbox,
        clock: Clock,
        write: WriteNotice,
        codes: CodeDelivery,
        *,
        pacing: Pacing,
        waking: Waking,
        tell_group: TellGroup | None = None,
    ) -> None:
        self._tell_group = tell_group
        self._bot = bot
        self._outbox = outbox
        self._clock = clock
        self._write = write
        self._codes = codes
        self._waking = waking
        self._pacing = pacing

    async def send_waiting(self) -> bool:
        """Sends the oldest notice of everybody who has one waiting; whether anybody had."""
        waiting = await self._outbox.waiting(self._clock.now().at)
        async with asyncio.TaskGroup() as sending:
            for notice in _oldest_of_each(waiting):
                sending.create_task(self._send(notice))
        return bool(waiting)

    async def _send(self, waiting: WaitingNotice) -> None:
        if isinstance(waiting.notice, CodeIssued):
            await self._deliver_code(waiting, waiting.notice)
        elif isinstance(waiting.notice, Alarm) and await self._is_told_in_group(waiting, waiting.notice):
            return
        elif not waiting.recipient.reachable:
            await self._outbox.give_up(waiting.id, UNREACHABLE)
        else:
            await self._send_if_it_is_time(waiting)

    async def _is_told_in_group(self, waiting: WaitingNotice, alarm: Alarm) -> bool:
        """Whether an alarm is out of this admin's way: their group knows it, or is to be tried again."""
        if self._tell_group is None:
            return False
        try:
            told = await self._tell_group(alarm)
        except Exception as error:
            failure = read_failure(error, waiting.attempts + 1)
            if not isinstance(failure, Later):
                log.exception("an alarm could not be told in the admins' group")
                return False
            await self._postpone(waiting, failure.after_seconds)
            return True
        if told:
            await self._outbox.sent(waiting.id)
        return told

    async def _send_if_it_is_time(self, waiting: WaitingNotice) -> None:
        reader, how = waiting.recipient.participant, urgency(waiting.notice)
        now = self._clock.now().at
        waking_at = now if how is Urgency.AT_ONCE else self._waking.of(reader, now)
        if how is Urgency.NUDGE and reader.notifications.nudges_stopped:
            await self._outbox.give_up(waiting.id, "stopped")
        elif waking_at > now:
            await self._outbox.hold(waiting.id, waking_at)
        else:
            await self._send_message(waiting)

    async def _send_message(self, waiting: WaitingNotice) -> None:
        chat_id = waiting.recipient.telegram_user_id
        try:
            async with self._pacing.turn(chat_id, Rank.NOTICE):
                screen = await self._write(waiting)
                if screen is not None:
                    await send(self._bot, chat_id, screen)
        except Exception as error:  # noqa: BLE001 - one notice must not stop the others
            await self._failed(waiting, error)
        else:
            await (
                self._outbox.sent(waiting.id)
                if screen is not None
                else self._outbox.give_up(waiting.id, "moot")
            )

    async def _failed(self, waiting: WaitingNotice, error: Exception) -> None:
        match read_failure(error, waiting.attempts + 1):
            case Later(after_seconds):
                log.info("notice %s is postponed by %.0f s: %s", waiting.id, after_seconds, error)
                await self._postpone(waiting, after_seconds)
            case Unreachable(reason):
                log.info("participant %s cannot be reached: %s", waiting.recipient.participant.id, reason)
                await self._outbox.set_reachable(waiting.recipient.telegram_user_id, reachable=False)
                await self._outbox.give_up(waiting.id, UNREACHABLE)
            case Hopeless(reason):
                log.error("notice %s cannot be sent: %s", waiting.id, reason, exc_info=error)
                await self._outbox.give_up(waiting.id, reason)

    async def _deliver_code(self, waiting: WaitingNotice, issued: CodeIssued) -> None:
        if self._clock.now().at >= issued.expires_at:
            await self._outbox.give_up(waiting.id, "expired")
            return
        locale = waiting.recipient.participant.locale
        try:
            await self._codes.deliver(issued.phone, issued.code, issued.expires_at, locale)
        except OSError as error:
            log.warning("a one-time code could not be handed over: %s", error)
            await self._postpone(waiting, backoff_seconds(waiting.attempts + 1))
        else:
            await self._outbox.sent(waiting.id)

    async def _postpone(self, waiting: WaitingNotice, seconds: float) -> None:
        await self._outbox.postpone(waiting.id, self._clock.now().at + timedelta(seconds=seconds))


def _oldest_of_each(waiting: Iterable[WaitingNotice]) -> Iterable[WaitingNotice]:
    """The first of each recipient: two messages to one person keep their order."""
    oldest: dict[int, WaitingNotice] = {}
    for notice in waiting:
        oldest.setdefault(notice.recipient.telegram_user_id, notice)
    return oldest.values()
