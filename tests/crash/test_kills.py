"""Whatever a process dies of and when: the next one finishes, nothing acknowledged is missing, nothing happened twice.

`make verify` plays other rounds each time. A failure names its seed; `--seed N` plays that one again.
"""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.crash.conftest import Ground
from tests.crash.rounds import Rounds
from tests.crash.town import found

BANKS = pytest.mark.parametrize("remote", [False, True], ids=["house bank", "remote bank"])


@BANKS
def test_after_every_death_all_is_finished_once(ground: Ground, url: str, tmp_path: Path, remote: bool):
    play(ground, url, tmp_path, remote, seed=1, rounds=2)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@BANKS
@pytest.mark.parametrize("part", range(5))
def test_after_many_deaths_all_is_finished_once(
    ground: Ground, url: str, tmp_path: Path, remote: bool, part: int, seed: int
):
    play(ground, url, tmp_path, remote, seed=seed + part, rounds=50)


def play(ground: Ground, url: str, folder: Path, remote: bool, seed: int, rounds: int) -> None:
    """So many rounds by a seed, on a new town."""
    print(f"seed {seed}")
    playing = Rounds(asyncio.run(found(url, folder, remote=remote)), Random(seed), ground.server)
    playing.play(rounds)
    print(*sorted(playing.tally.items()), *sorted(playing.town.tally().items()), sep="\n")
