"""What goes wrong on purpose: rules that spoil calls of the Bot API, or the way of updates to the bot."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.timeline import Kind, Timeline, chat_of, person_of
from bot.sandbox.updates import Fate

JsonObject = dict[str, Any]
ChatId = int | str | None


class FaultKind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"  # 429 with `retry_after`
    ERROR = "error"  # any other `status`: that of a gateway, or one that Telegram would not give now
    SLOW = "slow"  # the call is done at once, and answered after `seconds`
    LOST_ANSWER = "lost_answer"  # the call is done, and the connection breaks before the answer
    LOST_CALL = "lost_call"  # the connection breaks before the call is done
    DOWN = "down"  # nothing is answered and nothing delivered, for `seconds`
    DELAY = "delay"  # an update is held back for `seconds`, and what its queue brings later with it
    REORDER = "reorder"  # an update is held back until one of another queue has gone before it
    DUPLICATE = "duplicate"  # an update is delivered `repeats` times more than once


OF_UPDATES = frozenset({FaultKind.DELAY, FaultKind.REORDER, FaultKind.DUPLICATE})
# Those that befall calls one by one. A poll is spoiled only by a rule that names it: it is no call like others.
OF_CALLS = frozenset(FaultKind) - OF_UPDATES - {FaultKind.DOWN}
POLL = "getUpdates"


@dataclass(slots=True, eq=False)
class Fault:
    """One rule: what goes wrong, with what, how often and until when (None: always, whatever it is).

    `striking` counts the calls that it befalls at this moment: it is there until the last of them is answered.
    """

    id: int
    kind: FaultKind
    methods: frozenset[str] | None = None
    chat_id: int | None = None
    times_left: int | None = None
    until: float | None = None
    seconds: float = 0.0
    retry_after: int = 0
    status: int = 0
    description: str | None = None
    repeats: int = 0
    striking: int = 0
    lifted: asyncio.Event = field(default_factory=asyncio.Event)

    def befalls_call(self, method: str, chat_id: ChatId) -> bool:
        named = method != POLL if self.methods is None else method in self.methods
        return self.kind in OF_CALLS and named and self._befalls_chat(chat_id)

    def befalls_update(self, chat_id: ChatId) -> bool:
        return self.kind in OF_UPDATES and self._befalls_chat(chat_id)

    def _befalls_chat(self, chat_id: ChatId) -> bool:
        return self.times_left != 0 and self.chat_id in (None, chat_id)

    def is_over(self, at: float) -> bool:
        spent = self.times_left == 0 and not self.striking
        return spent or (self.until is not None and self.until <= at)

    async def hold(self) -> None:
        """Returns after the seconds of a slow answer, or when the rule is lifted."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await self.lifted.wait()


class Faults:
    """The rules of a sandbox, in memory. The first that fits a call or an update befalls it, and no other."""

    def __init__(self, timeline: Timeline, now: Callable[[], float], changed: Callable[[], None]) -> None:
        self._timeline = timeline
        self._now = now
        self._changed = changed
        self._ids = itertools.count(1)
        self._faults: dict[int, Fault] = {}

    # --- the rules ---

    def add(self, kind: FaultKind, *, lasts_seconds: float | None = None, **rule: Any) -> Fault:
        """A new rule; after `lasts_seconds` by the sandbox's clock it ends by itself."""
        until = None if lasts_seconds is None else self._now() + lasts_seconds
        fault = Fault(next(self._ids), kind, until=until, **rule)
        self._faults[fault.id] = fault
        if kind is FaultKind.DOWN:
            self._timeline.note(
                Kind.FAULT, kind.value, {"ok": False, "fault_id": fault.id, "seconds": lasts_seconds}
            )
        if lasts_seconds is not None:
            # By the machine's clock, so that an open page sees the end; by the sandbox's own it is seen when one looks.
            asyncio.get_running_loop().call_later(lasts_seconds, self.current)
        self._changed()
        return fault

    def current(self) -> list[Fault]:
        """The rules that are not over."""
        at = self._now()
        for fault in [each for each in self._faults.values() if each.is_over(at)]:
            self.lift(fault.id)
        return list(self._faults.values())

    def lift(self, fault_id: int) -> bool:
        """Ends a rule, and lets go the answers it holds back; False if there is no such rule."""
        fault = self._faults.pop(fault_id, None)
        if fault is None:
            return False
        fault.lifted.set()
        if fault.kind is FaultKind.DOWN:
            self._timeline.note(Kind.FAULT, fault.kind.value, {"ok": True, "fault_id": fault.id})
        self._changed()
        return True

    def clear(self) -> None:
        for fault_id in list(self._faults):
            self.lift(fault_id)

    # --- what befalls ---

    def down(self) -> Fault | None:
        """The rule by which the whole Bot API is down now."""
        return self._first(lambda each: each.kind is FaultKind.DOWN)

    @contextmanager
    def striking(self, method: str, chat_id: ChatId) -> Iterator[Fault | None]:
        """What befalls a call, counted and noted; the call is answered inside the block."""
        fault = self._first(lambda each: each.befalls_call(method, chat_id))
        if fault is None:
            yield None
            return
        fault.striking += 1
        self._strike(fault, {"method": method, "chat_id": chat_id})
        try:
            yield fault
        finally:
            fault.striking -= 1
            self.current()

    def fate(self, kind: str, content: JsonObject, queue_key: str) -> Fate:
        """What befalls an update, counted and noted."""
        chat_id, person_id = chat_of(content), person_of(content)
        fault = self._first(lambda each: each.befalls_update(person_id if chat_id is None else chat_id))
        if fault is None:
            return Fate()
        self._strike(fault, {"update": kind, "chat_id": chat_id, "person_id": person_id})
        self.current()
        return Fate(
            held_seconds=fault.seconds, overtaken=fault.kind is FaultKind.REORDER, repeats=fault.repeats
        )

    def _first(self, fits: Callable[[Fault], bool]) -> Fault | None:
        return next(filter(fits, self.current()), None) if self._faults else None

    def _strike(self, fault: Fault, what: JsonObject) -> None:
        if fault.times_left is not None:
            fault.times_left -= 1
        self._timeline.note(Kind.FAULT, fault.kind.value, {"ok": False, "fault_id": fault.id} | what)
        self._changed()
