"""Running many callers at once, and what to say of how long they took."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Timing:
    """How long each call took, in seconds, and all of them together."""

    latencies_s: tuple[float, ...]
    elapsed_s: float

    @property
    def per_s(self) -> float:
        """Calls per second."""
        return len(self.latencies_s) / self.elapsed_s

    def percentile_ms(self, percent: float) -> float:
        """The latency that `percent` of the calls did not exceed (nearest rank)."""
        ordered = sorted(self.latencies_s)
        rank = max(1, -(-len(ordered) * percent // 100))
        return ordered[int(rank) - 1] * 1000


async def drive(callers: int, items: Iterable[T], call: Callable[[T], Awaitable[object]]) -> Timing:
    """Have `callers` callers take the items in turn, each waiting for its answer before it takes the next."""
    latencies_s: list[float] = []
    queue = iter(items)

    async def caller(shared: Iterator[T]) -> None:
        for item in shared:
            began = perf_counter()
            await call(item)
            latencies_s.append(perf_counter() - began)

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(callers):
            group.create_task(caller(queue))
    return Timing(tuple(latencies_s), perf_counter() - began)
