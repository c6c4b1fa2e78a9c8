"""The ring that tellers hammer on, and what must hold of it whatever happened to them."""

import asyncio
from collections import Counter
from dataclasses import replace

from storage import open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall, same_ids
from tests.storage.hammering import Friend, Scene
from tests.support.house import YUAN, ZONE

FRIENDS = 12
CAMPAIGNS = 4
_OWN_MONEY = "SELECT sum(balance_minor) FROM ledger_accounts WHERE id NOT LIKE '%:cash'"


async def prepare(url: str) -> Scene:
    """Campaigns, and friends with money."""
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall) as store:
        with same_ids():
            books = Books(store, wall)
            people = [books.house.person(f"Friend {number}") for number in range(FRIENDS)]
            campaigns = [books.house.open(people[number]) for number in range(CAMPAIGNS)]
            await books.follow()
    digests = [books.house.campaign(campaign).terms.digest for campaign in campaigns]
    friends = [Friend(person.participant_id, person.account_id) for person in people]
    return Scene(list(zip(campaigns, digests, strict=True)), friends)


def go_on(scene: Scene, part: int, acknowledged: set[str]) -> Scene:
    """The scene for a teller that goes on where this part was killed: with what may have been left over."""
    rounds: Counter[str] = Counter()
    for intent in acknowledged:
        name, of_part, number, _step = intent.split("/")
        if of_part == str(part):
            rounds[name] = max(rounds[name], int(number))
    friends = [replace(friend, first_round=rounds[friend.participant_id]) for friend in scene.friends]
    return replace(scene, friends=friends, part=part)


def check(url: str, acknowledged: set[str]) -> None:
    """What was acknowledged is there, what is there was done once, and the books verify clean."""
    receipts = dict(tables.every(url, "SELECT intent, outcome FROM receipts WHERE intent LIKE 'par%'"))
    entries = Counter(kind for (kind,) in tables.every(url, "SELECT kind FROM entries"))
    orders = Counter(state for (state,) in tables.every(url, "SELECT state FROM bank_orders"))
    assert acknowledged <= receipts.keys()
    assert set(receipts.values()) <= {"accepted"}
    steps = Counter(intent.rpartition("/")[2] for intent in receipts)
    assert entries["credit"] == FRIENDS + steps["credit"]
    assert entries["hold"] == steps["place"]
    assert entries["release_hold"] == steps["withdraw"]
    assert orders.keys() <= {"confirmed"}
    assert orders["confirmed"] == steps["place"] + steps["withdraw"]
    assert tables.one(url, _OWN_MONEY) == FRIENDS * 10_000 * YUAN + steps["credit"]
    assert asyncio.run(verify_ledger(url)).findings == ()
