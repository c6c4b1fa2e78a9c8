"""Killed while they hammer: what was acknowledged is there, nothing is there twice, and the books are clean."""

import asyncio
import random
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from tests.crash.conftest import Ground
from tests.storage.hammering import Scene
from tests.storage.ring import check, go_on, prepare
from tests.support import postgres

ROOT = Path(__file__).parents[2]
ON_POSTGRESQL = pytest.mark.parametrize(
    "ground", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
NOT_OURS = pytest.mark.skipif(
    bool(postgres.GIVEN), reason="the server of TEST_DATABASE_URL is not ours to stop"
)


class Process:
    """A teller in a process of its own, which can be killed."""

    def __init__(self, url: str, scene: Scene) -> None:
        command = [sys.executable, "-m", "tests.storage.hammering", url, msgspec.json.encode(scene).decode()]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._lines: list[str] = []
        self._heard = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                with self._heard:
                    self._lines.append(line)
                    self._heard.notify_all()

    def work(self, receipts: int) -> None:
        """Let it go on until it has given so many more receipts."""
        with self._heard:
            wanted = len(self._lines) + receipts
            assert self._heard.wait_for(lambda: len(self._lines) >= wanted, timeout=60), "it stands still"

    def kill(self) -> set[str]:
        """End it with SIGKILL; the intents that it acknowledged before."""
        self._process.kill()
        assert self._process.wait() == -9, "it was killed, and did not end by itself"
        self._listener.join()
        return {line.rstrip("\n") for line in self._lines if line.endswith("\n")}


def hammer_and_kill(url: str, seed: int, kills: int, parts: int = 1) -> None:
    """Let tellers hammer, kill them all after so many receipts or soon after, look, and go on with what was left."""
    chance = random.Random(seed)
    scene = asyncio.run(prepare(url))
    acknowledged: set[str] = set()
    for _ in range(kills):
        processes = [Process(url, go_on(scene, part, acknowledged)) for part in range(parts)]
        for process in processes:
            process.work(receipts=chance.randrange(1, 600))
        for process in processes:
            acknowledged |= process.kill()
        check(url, acknowledged)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_after_many_kills_everything_acknowledged_is_there_once(url: str, seed: int):
    hammer_and_kill(url, seed, kills=30)


@pytest.mark.slow
@pytest.mark.timeout(900)
@ON_POSTGRESQL
def test_after_many_kills_of_several_tellers_everything_acknowledged_is_there_once(url: str, seed: int):
    hammer_and_kill(url, seed, kills=30, parts=3)


@pytest.mark.slow
@ON_POSTGRESQL
@NOT_OURS
def test_a_server_stopped_at_once_loses_nothing_and_its_tellers_go_on(ground: Ground, url: str):
    stop_the_server(ground, url, seed=1, stops=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
@ON_POSTGRESQL
@NOT_OURS
def test_a_server_stopped_at_once_many_times_loses_nothing(ground: Ground, url: str, seed: int):
    stop_the_server(ground, url, seed, stops=30)


def stop_the_server(ground: Ground, url: str, seed: int, stops: int) -> None:
    """Stop the server under two tellers at work, start it, and see them go on; then kill them, and look."""
    chance = random.Random(seed)
    assert ground.server is not None
    scene = asyncio.run(prepare(url))
    processes = [Process(url, go_on(scene, part, set())) for part in range(2)]
    for _ in range(stops):
        for process in processes:
            process.work(receipts=chance.randrange(1, 400))
        ground.server.crash()
        ground.server.start()
    for process in processes:
        process.work(receipts=100)
    acknowledged = set().union(*(process.kill() for process in processes))
    check(url, acknowledged)
