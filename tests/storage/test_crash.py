"""Killed at any moment: what was acknowledged is there, nothing is there twice, and the books are clean."""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.ids import CampaignId, ParticipantId
from storage import open_store
from storage.verification import verify_ledger
from tests.storage.books import Books, Wall
from tests.storage.conftest import url_of
from tests.support.house import YUAN, ZONE, Person

FRIENDS = 12


def test_after_kills_in_the_middle_everything_acknowledged_is_there_once(path: Path, same_ids: None):
    hammer_and_kill(path, seed=1, kills=3)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(100, 105))
def test_after_many_kills_everything_acknowledged_is_there_once(path: Path, same_ids: None, seed: int):
    hammer_and_kill(path, seed, kills=20)


def hammer_and_kill(path: Path, seed: int, kills: int) -> None:
    """Let friends hammer, kill the process, and look; the next one begins with what this may have left over."""
    chance = random.Random(seed)
    people, campaign, terms_digest = asyncio.run(prepare(path))
    rounds = {person.participant_id: 0 for person in people}
    acknowledged: set[str] = set()
    for _ in range(kills):
        friends = [
            {
                "participant_id": person.participant_id,
                "account_id": person.account_id,
                "first_round": rounds[person.participant_id],
            }
            for person in people
        ]
        scene = json.dumps({"campaign": campaign, "terms": terms_digest, "friends": friends})
        acknowledged |= killed_after(path, scene, receipts=chance.randrange(1, 600))
        for intent in acknowledged:
            name, number, _step = intent.split("/")
            participant_id = ParticipantId(name)
            rounds[participant_id] = max(rounds[participant_id], int(number))
        check(path, acknowledged, people)


async def prepare(path: Path) -> tuple[list[Person], CampaignId, str]:
    """A campaign, and friends with money."""
    wall = Wall()
    async with open_store(url_of(path), zone=ZONE, wall=wall) as store:
        books = Books(store, wall)
        people = [books.house.person(f"Friend {number}") for number in range(FRIENDS)]
        campaign = books.house.open(people[0])
        await books.follow()
    return people, campaign, books.house.campaign(campaign).terms.digest


def killed_after(path: Path, scene: str, receipts: int) -> set[str]:
    """The intents that a process acknowledged before it was killed, which is after so many receipts or soon after."""
    command = [sys.executable, "-m", "tests.storage.hammering", url_of(path), scene]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(receipts)]
        process.kill()
        lines += process.stdout.readlines()
    assert process.returncode == -9, "it was killed, and did not end by itself"
    return {line.rstrip("\n") for line in lines if line.endswith("\n")}


def check(path: Path, acknowledged: set[str], people: list[Person]) -> None:
    """What was acknowledged is there, what is there was done once, and the books verify clean."""
    with closing(sqlite3.connect(path)) as connection:
        receipts = dict(connection.execute("SELECT intent, outcome FROM receipts WHERE intent LIKE 'par%'"))
        entries = Counter(kind for (kind,) in connection.execute("SELECT kind FROM entries"))
        orders = Counter(state for (state,) in connection.execute("SELECT state FROM bank_orders"))
        [balance_minor] = connection.execute(
            "SELECT sum(balance_minor) FROM ledger_accounts WHERE id NOT LIKE '%:cash'"
        ).fetchone()
    assert acknowledged <= receipts.keys()
    assert set(receipts.values()) <= {"accepted"}
    steps = Counter(intent.rpartition("/")[2] for intent in receipts)
    assert entries["credit"] == FRIENDS + steps["credit"]
    assert entries["hold"] == steps["place"]
    assert entries["release_hold"] == steps["withdraw"]
    assert orders == {"confirmed": steps["place"] + steps["withdraw"]}
    assert balance_minor == len(people) * 10_000 * YUAN + steps["credit"]
    assert asyncio.run(verify_ledger(url_of(path))).findings == ()
