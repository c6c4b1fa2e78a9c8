"""The bot's queue of updates, and who receives them: a poller, or the webhook (which `delivery` serves).

What may befall an update on its way (`Weather`) befalls it whichever way it takes: an update held back has not entered
the queue yet, so that a poller, who confirms by number, never misses it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.sandbox.bells import Bell
from bot.sandbox.refusals import Refusal, conflict
from bot.sandbox.settings import is_loopback
from bot.sandbox.store import Store
from bot.sandbox.update_store import Waiting

JsonObject = dict[str, Any]

UPDATES_KEPT_SECONDS = 24 * 60 * 60
POLLING_GAP_SECONDS = 3
LONGEST_PAUSE_SECONDS = 60.0
OVERTAKEN_WITHIN_SECONDS = 3.0
# Telegram sends these only to bots that name them in `allowed_updates`.
UNASKED_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Update ids begin here in 2023 and count the seconds, so that a new sandbox never repeats those of one thrown away.
UPDATE_ID_EPOCH = 1_700_000_000


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls one update on its way to the bot.

    It is held back for so many seconds, and what comes later in its queue with it; or (`overtaken`) until an update of
    another queue has gone before it, a few seconds at most. It is delivered `repeats` times more than once.
    """

    held_seconds: float = 0.0
    overtaken: bool = False
    repeats: int = 0


class Weather(Protocol):
    """Decides what befalls updates."""

    def fate(self, kind: str, content: JsonObject, queue_key: str) -> Fate:
        """What befalls this one; asked once for each, as it is queued."""
        ...

    def down(self) -> object | None:
        """Whether nothing at all is delivered now."""
        ...


class FairWeather:
    """Everything arrives once, at once, in order."""

    def fate(self, kind: str, content: JsonObject, queue_key: str) -> Fate:
        return Fate()

    def down(self) -> object | None:
        return None


class Witness(Protocol):
    """Is told what happens to updates."""

    def note_update(self, update_id: int, kind: str, content: JsonObject) -> None:
        """It has entered the bot's queue."""
        ...

    def note_attempt(
        self, update: JsonObject, url: str, *, status: int | None, milliseconds: int, why: str | None = None
    ) -> None:
        """It was posted to the webhook: the status it was answered with, or `why` it was not answered."""
        ...


class NoWitness:
    """Nobody looks."""

    def note_update(self, update_id: int, kind: str, content: JsonObject) -> None:
        pass

    def note_attempt(
        self, update: JsonObject, url: str, *, status: int | None, milliseconds: int, why: str | None = None
    ) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are to be delivered, as setWebhook was told."""

    url: str
    max_connections: int
    secret_token: str | None = None
    ip_address: str | None = None

    @property
    def host(self) -> str:
        """The address that its name stands for, as far as this machine goes; otherwise the name itself."""
        name = urlsplit(self.url).hostname or ""
        return self.ip_address or ("127.0.0.1" if name.endswith("localhost") else name)

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine: the sandbox reaches no other."""
        return is_loopback(self.host)


@dataclass(slots=True, eq=False)
class Poll:
    """One getUpdates call that waits; `ended_by` is why it must not wait any longer."""

    ended_by: Refusal | None = None


class Updates:
    """What waits for the bot. Order is kept within a queue: messages by chat, callbacks and the like by person."""

    def __init__(self, store: Store, now: Callable[[], float], nudge: Callable[[str], None]) -> None:
        self.bell = Bell()
        self.weather: Weather = FairWeather()
        self.witness: Witness = NoWitness()
        self._store = store
        self._now = now
        self._nudge = nudge
        self._poll: Poll | None = None
        self._last_poll_ended = float("-inf")
        self._to_be_overtaken: set[str] = set()

    # --- the queue ---

    def queue(self, kind: str, content: JsonObject, queue_key: str) -> None:
        """Queues an update for the bot, unless it did not ask for this kind."""
        allowed: list[str] = self._store.fact("allowed_updates", [])
        if kind not in allowed if allowed else kind in UNASKED_UPDATES:
            return
        fate, now, waiting = self.weather.fate(kind, content, queue_key), self._now(), self._store.updates
        held_seconds = OVERTAKEN_WITHIN_SECONDS if fate.overtaken else fate.held_seconds
        due_at = max(now + held_seconds, waiting.held_until(queue_key) or now)
        with self._store.transaction():
            waiting.add(kind, content, queue_key, now, due_at, fate.repeats)
            self._let_in()
            if fate.overtaken:
                self._to_be_overtaken.add(queue_key)
            else:
                self._overtake(queue_key)
        self.bell.ring()

    def _let_in(self) -> None:
        """Gives those their ids that are not held back, or not any more; forgets what is too old."""
        now, waiting = self._now(), self._store.updates
        waiting.expire(now - UPDATES_KEPT_SECONDS)
        for n in waiting.may_enter(now):
            update_id = self._store.next("update", first=max(1, int(now) - UPDATE_ID_EPOCH))
            kind, content = waiting.enter(n, update_id)
            self.witness.note_update(update_id, kind, content)

    def _overtake(self, queue_key: str) -> None:
        """An update of this queue has gone before those of other queues that were to be overtaken."""
        for overtaken in self._to_be_overtaken - {queue_key}:
            self._to_be_overtaken.discard(overtaken)
            self._store.updates.release(overtaken, self._now())
        self._let_in()

    async def wait(self, seconds: float) -> None:
        """Returns when there may be something to deliver, or after so many seconds."""
        now = self._now()
        due_at = self._store.updates.next_due(now)
        await self.bell.wait(seconds if due_at is None else min(seconds, due_at - now))

    def pending(self) -> int:
        """How many wait."""
        self._let_in()
        return self._store.updates.pending()

    def forget_all(self) -> None:
        self._store.updates.forget_all()

    @property
    def receiving(self) -> str | None:
        """How the bot receives: `webhook`, `polling`, or not at all."""
        if self.webhook:
            return "webhook"
        return "polling" if self.polling else None

    # --- polling ---

    def begin_poll(self) -> Poll:
        """A new poller wins; the one that waits is told so."""
        self.end_polling(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        if not self.polling:
            self._nudge("bot")
        self._poll = Poll()
        return self._poll

    def end_polling(self, why: str) -> None:
        if self._poll is not None:
            self._poll.ended_by = conflict(why)
            self._poll = None
            self.bell.ring()

    def confirm(self, offset: int) -> int:
        """Forgets what the offset of a poll confirms; returns from where to go on.

        A negative one counts from the end.
        """
        self._let_in()
        if offset < 0:
            offset = self._store.updates.nth_newest(-offset)
        with self._store.transaction():
            self._store.updates.confirm(offset)
        return offset

    def take(self, poll: Poll, offset: int, limit: int) -> list[JsonObject] | None:
        """The updates for a poll, if there are any; raises the Refusal by which it was ended."""
        if poll.ended_by:
            raise poll.ended_by
        with self._store.transaction():
            self._let_in()
            return self._store.updates.from_offset(offset, limit) or None

    def poll_answered(self, poll: Poll) -> None:
        """The bot has its updates, and will probably ask for the next ones at once."""
        if self._poll is poll:
            self._poll = None
            self._last_poll_ended = self._now()

    def poll_lost(self, poll: Poll) -> None:
        """The bot hung up while it waited."""
        if self._poll is poll:
            self._poll = None
            self._last_poll_ended = float("-inf")
            self._nudge("bot")

    @property
    def polling(self) -> bool:
        """Whether a poll waits, or one was answered a moment ago."""
        return self._poll is not None or self._now() - self._last_poll_ended < POLLING_GAP_SECONDS

    # --- the webhook ---

    @property
    def webhook(self) -> Webhook | None:
        kept = self._store.fact("webhook")
        return Webhook(**kept) if kept else None

    def set_webhook(self, webhook: Webhook | None) -> None:
        """From now on updates go there, and at once; with None they wait for a poller."""
        self._store.set_fact("webhook", asdict(webhook) if webhook else None)
        self._store.set_fact("webhook_error", None)
        if webhook:
            self.end_polling("terminated by setWebhook request")
        self._nudge("bot")
        self.hurry()

    def hurry(self) -> None:
        """What waits for another attempt at its delivery is tried at once."""
        self._store.updates.hurry(self._now())
        self.bell.ring()

    def webhook_error(self) -> JsonObject:
        """`last_error_date` and `last_error_message` of a WebhookInfo; empty if no delivery ever failed."""
        return dict(self._store.fact("webhook_error") or {})

    def to_deliver(self, limit: int) -> list[Waiting]:
        """The first of each queue, of those that may be delivered to the webhook now."""
        with self._store.transaction():
            self._let_in()
        return self._store.updates.first_of_queues(self._now(), limit)

    def delivered(self, waiting: Waiting) -> None:
        """The bot has it."""
        with self._store.transaction():
            self._store.updates.delivered(waiting.n)

    def not_delivered(self, waiting: Waiting, why: str, retry_after: float) -> None:
        """The next attempt is after 1, 2, 4 … 60 seconds, unless the bot named how many."""
        pause = retry_after or min(LONGEST_PAUSE_SECONDS, 2.0**waiting.attempts)
        with self._store.transaction():
            self._store.updates.postpone(waiting.n, self._now() + pause)
            self._store.set_fact(
                "webhook_error", {"last_error_date": int(self._now()), "last_error_message": why}
            )
