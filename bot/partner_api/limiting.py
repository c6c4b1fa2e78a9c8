"""How often one key may ask: a bucket of requests for each, which fills up again steadily."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

_BUCKETS_MAX = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimit:
    """At most `per_second` requests in the long run, and `burst` at once, counted by this process."""

    def __init__(self, per_second: float, burst: int, monotonic: Callable[[], float]) -> None:
        self._per_second = per_second
        self._burst = burst
        self._monotonic = monotonic
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one request out of the key's bucket: 0 if there was one, or after how many seconds there will be."""
        now = self._monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._burst, now)
            if len(self._buckets) > _BUCKETS_MAX:
                self._buckets.popitem(last=False)  # asked longest ago: it is full again
        self._buckets.move_to_end(key)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, ceil((1 - bucket.left) / self._per_second))
