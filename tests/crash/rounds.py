"""Kill rounds: people tap, processes die, one comes after them and finishes, and everything is looked at."""

from collections import Counter
from collections.abc import Callable
from ctypes import c_uint64
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from random import Random
from typing import Protocol

from tests.crash import nursery, worker
from tests.crash.failpoints import OF_REMOTE_BANKS, OF_TELEGRAM, Failpoint
from tests.crash.town import Town
from tests.crash.worker import Shift

KILLED, FAILED = -9, 1
PATIENCE_SECONDS = 60
A_MONTH_HOURS = 33 * 24
"""So long that a deposit of a month has lived its life."""
_LONGEST_LIFE_SECONDS = 0.25


class Server(Protocol):
    """A database server that may be stopped."""

    def crash(self) -> None:
        """Stop it at once."""
        ...

    def start(self) -> None:
        """Let it run again."""
        ...


class Life:
    """One process, from when its books are open."""

    def __init__(self, shift: Shift) -> None:
        begun, told = nursery.CONTEXT.Pipe(duplex=False)
        self._steps = nursery.CONTEXT.RawValue(c_uint64)
        self._process = nursery.start(worker.work, shift, told, self._steps)
        told.close()
        self._await(begun)

    def _await(self, begun: Connection) -> None:
        with begun:
            try:
                begun.recv_bytes()
            except EOFError:
                assert self.end() == KILLED, "a worker could not begin"

    def lasts(self, seconds: float) -> bool:
        """Whether it still lives after so long."""
        self._process.join(seconds)
        return self._process.exitcode is None

    def kill(self) -> int:
        """kill -9; how it ended."""
        self._process.kill()
        return self.end()

    def end(self) -> int:
        """How it ended, once it has; on a busy machine that may take long, but not without a step."""
        seen = -1
        while (exitcode := self._process.exitcode) is None:
            assert self._steps.value != seen, f"a worker stands still after {seen} steps"
            seen = self._steps.value
            self._process.join(PATIENCE_SECONDS)
        self._process.close()
        return exitcode


@dataclass
class Rounds:
    """Rounds on one town. `server` is its database's, if that may be stopped; `tally` counts what came to pass."""

    town: Town
    chance: Random
    server: Server | None = None
    deaths: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    _points: list[Failpoint] = field(default_factory=list)

    def play(self, rounds: int) -> None:
        """So many rounds; in each, one or two lives end before their time."""
        for number in range(rounds):
            try:
                self._round()
            except AssertionError as error:
                error.add_note(f"in round {number + 1}, after {dict(self.tally)}")
                raise

    def _round(self) -> None:
        for _ in range(self.chance.choice([1, 1, 2])):
            died = False
            while not died:
                self.town.tap(self.chance, taps=self.chance.randrange(4, 14))
                died = self._cut_short()
                self._go_by()
                self.town.check(deaths=self.deaths)
        assert Life(self._shift()).end() == 0, "a worker that nothing happens to ends well"
        self.town.check_quiet(deaths=self.deaths)
        self.tally["rounds"] += 1
        self._go_by(hours=self.chance.choice([0, 1, 5, 20, A_MONTH_HOURS, A_MONTH_HOURS]))

    def _go_by(self, hours: int = 0) -> None:
        """So long that what the dead have claimed is free again."""
        self.town.at += timedelta(hours=hours, seconds=61)

    def _shift(self, failpoint: Failpoint | None = None) -> Shift:
        town = self.town
        nth = self.chance.choice([1, 1, 1, 2, 3]) * (9 if failpoint is Failpoint.IN_TRANSACTION else 1)
        return Shift(town.url, town.folder, town.at, town.remote, failpoint, nth)

    def _cut_short(self) -> bool:
        """Whether a process died, and not just ended."""
        ways: list[Callable[[], bool]] = [self._at_a_failpoint] * 6 + [self._at_random] * 2
        if self.server is not None:
            ways += [self._with_the_server, self._two_at_once, self._two_at_once]
        died = self.chance.choice(ways)()
        self.deaths += died
        self.tally["deaths"] += died
        return died

    def _next_point(self) -> Failpoint:
        """Each in turn, in any order."""
        if not self._points:
            elsewhere = OF_TELEGRAM if self.town.remote else OF_TELEGRAM | OF_REMOTE_BANKS
            self._points = [point for point in Failpoint if point not in elsewhere]
            self.chance.shuffle(self._points)
        return self._points.pop()

    def _at_a_failpoint(self) -> bool:
        point = self._next_point()
        ended = Life(self._shift(point)).end()
        assert ended in (0, KILLED)
        self.tally[point] += ended == KILLED
        return ended == KILLED

    def _at_random(self) -> bool:
        life = Life(self._shift())
        life.lasts(self.chance.uniform(0, _LONGEST_LIFE_SECONDS))
        ended = life.kill()
        assert ended in (0, KILLED)
        self.tally["at random"] += ended == KILLED
        return ended == KILLED

    def _with_the_server(self) -> bool:
        """The server is stopped at once, and starts again. Readers may give up; whoever writes waits and goes on."""
        assert self.server is not None
        life = Life(self._shift())
        life.lasts(self.chance.uniform(0, _LONGEST_LIFE_SECONDS))
        self.server.crash()
        self.server.start()
        ended = life.end()
        assert ended in (0, FAILED)
        self.tally["server stopped"] += 1
        return ended == FAILED

    def _two_at_once(self) -> bool:
        """Two processes share the books; one dies, and the other does what it can."""
        lives = [Life(self._shift(self._next_point())), Life(self._shift())]
        ends = [life.end() for life in lives]
        assert set(ends) <= {0, KILLED}
        self.tally["one of two"] += KILLED in ends
        return KILLED in ends
