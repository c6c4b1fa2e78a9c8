"""Telegram's published pace for sending, kept watch over, and enforced if one likes.

About 30 messages a second overall, one a second in a chat with short bursts, 20 a minute in a group:
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.refusals import too_many_requests
from bot.sandbox.settings import PaceMode
from bot.sandbox.timeline import Kind, Timeline

JsonObject = dict[str, Any]

BREACHES_KEPT = 1_000
CHATS_KEPT = 1_000
CLOCK_PRECISION_SECONDS = 0.001
NOT_A_MESSAGE = frozenset(
    {"sendChatAction", "sendMessageDraft", "sendRichMessageDraft", "sendChatJoinRequestWebApp", "sendGift"}
)
# The parameter whose items are a message each.
MANY = {"sendMediaGroup": "media", "copyMessages": "message_ids", "forwardMessages": "message_ids"}


class Rule(StrEnum):
    """Which part of the pace was broken."""

    OVERALL = "overall"
    CHAT = "chat"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Limits:
    """The pace, as published; how many make a short burst is not, and is our choice."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20


@dataclass(frozen=True, slots=True)
class Breach:
    """A call that came `early_seconds` too early; `n` is its entry in the timeline."""

    n: int
    at: float
    method: str
    chat_id: int | str
    rule: Rule
    early_seconds: float

    @property
    def retry_after(self) -> int:
        return max(1, math.ceil(self.early_seconds))


class Window:
    """So many in any span of `seconds`. What is more at once than fits into a span goes alone."""

    __slots__ = ("_limit", "_seconds", "_times")

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, at: float, count: int) -> float:
        """How many seconds it takes until so many more may come; 0 if they may now."""
        while self._times and self._times[0] <= at - self._seconds:
            self._times.popleft()
        surplus = len(self._times) + min(count, self._limit) - self._limit
        return self._times[surplus - 1] + self._seconds - at if surplus > 0 else 0.0

    def take(self, at: float, count: int) -> None:
        self._times.extend([at] * count)

    def is_rested(self, at: float) -> bool:
        """Whether a new one would answer the same."""
        return not self._times or self._times[-1] <= at - self._seconds


class Bucket:
    """So many a second, and up to `burst` at once (the generic cell rate algorithm of ITU-T I.371)."""

    __slots__ = ("_burst", "_due", "_interval")

    def __init__(self, per_second: float, burst: int) -> None:
        self._interval = 1 / per_second
        self._burst = burst
        self._due = -math.inf

    def wait(self, at: float, count: int) -> float:
        """How many seconds it takes until so many more may come; 0 if they may now."""
        return max(0.0, self._due - at - self._interval * (self._burst - min(count, self._burst)))

    def take(self, at: float, count: int) -> None:
        self._due = max(at, self._due) + self._interval * count

    def is_rested(self, at: float) -> bool:
        """Whether a new one would answer the same."""
        return self._due <= at


class Pace:
    """Watches how fast the bot sends, by the sandbox's clock.

    What counts is a message: an album counts its items; edits, answers, deletions and chat actions do not count.
    """

    def __init__(
        self, mode: PaceMode, timeline: Timeline, now: Callable[[], float], nudge: Callable[[str], None]
    ) -> None:
        self.mode = mode
        self.limits = Limits()
        self.breaches: deque[Breach] = deque(maxlen=BREACHES_KEPT)
        self._timeline = timeline
        self._now = now
        self._nudge = nudge
        self._overall, self._chats, self._groups = self._unused()

    def _unused(self) -> tuple[Window, dict[int | str, Bucket], dict[int | str, Window]]:
        return Window(self.limits.overall_per_second, 1.0), {}, {}

    def set(self, mode: PaceMode, limits: Limits) -> None:
        """Another mode or pace; what was sent so far counts no longer if the pace is another."""
        self.mode = mode
        if limits != self.limits:
            self.limits = limits
            self._overall, self._chats, self._groups = self._unused()
        self._nudge("pace")

    def forget_breaches(self) -> None:
        self.breaches.clear()
        self._nudge("pace")

    def reset(self) -> None:
        """As if nothing had been sent; the mode and the pace stay."""
        self._overall, self._chats, self._groups = self._unused()
        self.forget_breaches()

    def watch(self, method: str, chat_id: int | str | None, arguments: JsonObject) -> None:
        """Counts a call that sends; raises Refusal 429 for one that breaks an enforced pace, which is not counted."""
        count = messages_in(method, arguments)
        if self.mode is PaceMode.OFF or not count or chat_id is None:
            return
        at = self._now()
        rates = self._rates(chat_id)
        early, rule = max((rate.wait(at, count), rule) for rule, rate in rates.items())
        if early >= CLOCK_PRECISION_SECONDS:
            breach = self._note(at, method, chat_id, rule, early)
            if self.mode is PaceMode.ENFORCE:
                raise too_many_requests(breach.retry_after)
        for rate in rates.values():
            rate.take(at, count)

    def _rates(self, chat_id: int | str) -> dict[Rule, Window | Bucket]:
        if len(self._chats) > CHATS_KEPT:
            at = self._now()
            self._chats = {each: rate for each, rate in self._chats.items() if not rate.is_rested(at)}
            self._groups = {each: rate for each, rate in self._groups.items() if not rate.is_rested(at)}
        limits = self.limits
        rates: dict[Rule, Window | Bucket] = {
            Rule.OVERALL: self._overall,
            Rule.CHAT: self._chats.setdefault(chat_id, Bucket(limits.chat_per_second, limits.chat_burst)),
        }
        if is_group(chat_id):
            rates[Rule.GROUP] = self._groups.setdefault(chat_id, Window(limits.group_per_minute, 60.0))
        return rates

    def _note(self, at: float, method: str, chat_id: int | str, rule: Rule, early: float) -> Breach:
        early = round(early, 3)
        summary = {
            "ok": False,
            "method": method,
            "chat_id": chat_id,
            "early_seconds": early,
            "mode": self.mode,
        }
        breach = Breach(
            self._timeline.note(Kind.BREACH, rule.value, summary), at, method, chat_id, rule, early
        )
        self.breaches.append(breach)
        self._nudge("pace")
        return breach


def messages_in(method: str, arguments: JsonObject) -> int:
    """How many messages a call sends."""
    if not method.startswith(("send", "copy", "forward")) or method in NOT_A_MESSAGE:
        return 0
    items = arguments.get(MANY.get(method, ""))
    return len(items) if isinstance(items, list) else 1


def is_group(chat_id: int | str) -> bool:
    """Groups have ids below zero; only they and channels have names by which a bot can write to them."""
    return isinstance(chat_id, str) or chat_id < 0
