"""Killed at any moment: what was acknowledged is there, nothing is there twice, and the books are clean."""

import asyncio
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from storage.migrations import upgrade
from tests.storage.hammering import Scene
from tests.storage.ring import check, go_on, prepare
from tests.support import postgres

ROOT = Path(__file__).parents[2]


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


def test_after_kills_in_the_middle_everything_acknowledged_is_there_once(url: str, same_ids: None):
    hammer_and_kill(url, seed=1, kills=2)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(100, 105))
def test_after_many_kills_everything_acknowledged_is_there_once(url: str, same_ids: None, seed: int):
    hammer_and_kill(url, seed, kills=20)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
@pytest.mark.parametrize("seed", range(200, 203))
def test_after_many_kills_of_several_tellers_everything_acknowledged_is_there_once(
    url: str, same_ids: None, seed: int
):
    hammer_and_kill(url, seed, kills=15, parts=3)


@contextmanager
def a_cluster() -> Iterator[tuple[postgres.Cluster, str]]:
    """A server that nobody else uses, with an empty database."""
    cluster = postgres.Cluster()
    try:
        yield cluster, cluster.url.render_as_string(hide_password=False)
    finally:
        cluster.remove()


@pytest.mark.postgresql
@pytest.mark.skipif(bool(postgres.GIVEN), reason="the server of TEST_DATABASE_URL is not ours to stop")
def test_a_server_stopped_at_once_loses_nothing_and_its_tellers_go_on(same_ids: None):
    stop_the_server(seed=1, stops=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.postgresql
@pytest.mark.skipif(bool(postgres.GIVEN), reason="the server of TEST_DATABASE_URL is not ours to stop")
@pytest.mark.parametrize("seed", range(300, 303))
def test_a_server_stopped_at_once_many_times_loses_nothing(same_ids: None, seed: int):
    stop_the_server(seed, stops=15)


def stop_the_server(seed: int, stops: int) -> None:
    """Stop the server under two tellers at work, start it, and see them go on; then kill them, and look."""
    chance = random.Random(seed)
    with a_cluster() as (cluster, url):
        upgrade(url)
        scene = asyncio.run(prepare(url))
        processes = [Process(url, go_on(scene, part, set())) for part in range(2)]
        for _ in range(stops):
            for process in processes:
                process.work(receipts=chance.randrange(1, 400))
            cluster.crash()
            cluster.start()
        for process in processes:
            process.work(receipts=100)
        acknowledged = set().union(*(process.kill() for process in processes))
        check(url, acknowledged)
