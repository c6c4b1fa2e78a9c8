"""Tellers at work until they are killed: friends pledge and withdraw as fast as they can, and each receipt is printed.

`python -m tests.storage.hammering URL SCENE`: SCENE is JSON, a `Scene`. The friends' campaigns form a ring: each part,
at a teller of its own, has every friend in another campaign, so tellers meet on every campaign and every account.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec

from core.commands import Actor, CreditAccount, PlacePledge, WithdrawPledge
from core.domain.ids import AccountId, CampaignId, IntentId, ParticipantId
from core.domain.pledge import Consent, PledgeAmount
from storage import Store, open_store
from tests.storage.asking import accepted
from tests.storage.books import Wall
from tests.support.house import CLERK, FREE_AMOUNT, OPENING, YUAN, ZONE

LATER = timedelta(minutes=10)
"""After the campaigns were opened."""


@dataclass(frozen=True, slots=True)
class Friend:
    """Who pledges, from where, and from which round on: the last that may not be over."""

    participant_id: str
    account_id: str
    first_round: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """Campaigns with the digests of their terms, the friends, and which part of the ring this teller plays."""

    campaigns: list[tuple[str, str]]
    friends: list[Friend]
    part: int = 0


async def hammer(store: Store, scene: Scene, say: Callable[[str], object], rounds: int | None = None) -> None:
    """All friends at once, each for so many rounds, or for ever."""
    async with asyncio.TaskGroup() as friends:
        for place, friend in enumerate(scene.friends):
            campaign = scene.campaigns[(place + scene.part) % len(scene.campaigns)]
            numbers = count(friend.first_round) if rounds is None else range(rounds)
            friends.create_task(_play(store, friend, campaign, scene.part, numbers, say))


async def _play(
    store: Store,
    friend: Friend,
    campaign: tuple[str, str],
    part: int,
    numbers: Iterable[int],
    say: Callable[[str], object],
) -> None:
    """Round after round: ¥0.01 arrives, ¥500 is pledged, and taken back; what every part asks for arrives once."""
    actor = Actor.participant(ParticipantId(friend.participant_id))
    account_id, campaign_id = AccountId(friend.account_id), CampaignId(campaign[0])
    for number in numbers:
        own = f"{friend.participant_id}/{part}/{number}"
        steps: tuple[Any, ...] = (
            _crediting(f"{friend.participant_id}/all/{number}/credit", account_id),
            _crediting(f"{own}/credit", account_id),
            PlacePledge(
                intent=IntentId(f"{own}/place"),
                actor=actor,
                campaign_id=campaign_id,
                account_id=account_id,
                amount=PledgeAmount(FREE_AMOUNT, 500 * YUAN),
                consent=Consent(campaign[1], "en", "disclosure-1"),
            ),
            WithdrawPledge(intent=IntentId(f"{own}/withdraw"), actor=actor, campaign_id=campaign_id),
        )
        for command in steps:
            await accepted(store, command)
            say(command.intent)


def _crediting(intent: str, account_id: AccountId) -> CreditAccount:
    return CreditAccount(intent=IntentId(intent), actor=CLERK, account_id=account_id, amount_minor=1)


async def main(url: str, scene: str) -> None:
    """Hammer until killed."""
    async with open_store(url, zone=ZONE, wall=Wall(OPENING + LATER)) as store:
        told = msgspec.json.decode(scene, type=Scene)
        await hammer(store, told, lambda intent: print(intent, flush=True))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
