"""Who asks for too many pages that do not exist: guesses are slowed down, at each worker on its own."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web

STRAYS_PER_WINDOW = 30
WINDOW_SECONDS = 600.0
_CALLERS_KEPT = 10_000


@dataclass(slots=True)
class _Window:
    since: float
    strays: int = 0


class Strays:
    """Counts, by where they come from, how often callers asked for what does not exist. `clock` is monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def wait_seconds(self, caller: str) -> int:
        """How long the caller has to wait; 0 if they may ask."""
        window = self._windows.get(caller)
        if window is None or window.strays < STRAYS_PER_WINDOW:
            return 0
        left = window.since + WINDOW_SECONDS - self._clock()
        return int(left) + 1 if left > 0 else 0

    def note(self, caller: str) -> None:
        """The caller has asked for something that does not exist."""
        now = self._clock()
        window = self._windows.pop(caller, None)
        if window is None or now >= window.since + WINDOW_SECONDS:
            window = _Window(now)
        window.strays += 1
        self._windows[caller] = window
        if len(self._windows) > _CALLERS_KEPT:
            self._windows.popitem(last=False)


def caller_of(request: web.Request) -> str:
    """Where a request comes from: a reverse proxy on this machine, or beside it, says for whom it asks last."""
    peer = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _is_ours(peer) else peer


def _is_ours(peer: str) -> bool:
    try:
        return ip_address(peer).is_private
    except ValueError:
        return False
