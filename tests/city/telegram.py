"""A Telegram that loses, repeats and reorders what people tap, and what they are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, Generic, TypeVar

from core.commands import Command
from core.domain.notice import Notice

T = TypeVar("T")


class Timetable(Generic[T]):
    """What happens when; of things at one instant, the first put down comes first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, T]] = []
        self._numbers = count()

    def put(self, at: datetime, what: T) -> None:
        """It happens at this instant."""
        heappush(self._heap, (at, next(self._numbers), what))

    def until(self, at: datetime) -> Iterator[tuple[datetime, T]]:
        """What has happened by then, in order; each is told once."""
        while self._heap and self._heap[0][0] <= at:
            when, _, what = heappop(self._heap)
            yield when, what

    def __len__(self) -> int:
        return len(self._heap)


class Telegram:
    """Both ways to people: most goes well."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.taps: Timetable[Command[Any]] = Timetable()
        self.messages: Timetable[Notice] = Timetable()

    def tap(self, command: Command[Any], at: datetime) -> None:
        """Somebody taps; perhaps it never arrives, perhaps several times, and later than what was tapped after it."""
        for _ in range(self._chance.choices([0, 1, 2, 3], [2, 80, 15, 3])[0]):
            self.taps.put(at + self._way(), command)

    def send(self, notice: Notice, at: datetime) -> bool:
        """Whether we are told that it was sent; what we are not told of may have been."""
        fate = self._chance.choices(["sent", "lost", "answer lost"], [80, 10, 10])[0]
        if fate != "lost":
            self.messages.put(at + self._way(), notice)
        return fate == "sent"

    def _way(self) -> timedelta:
        return timedelta(minutes=self._chance.choice([0, 0, 0, 1, 30, 300]))
