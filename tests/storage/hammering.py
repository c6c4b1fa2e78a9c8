"""A process made to be killed: friends pledge and withdraw as fast as they can, and each receipt is printed once given.

`python -m tests.storage.hammering URL SCENE`: SCENE is JSON, the campaign and where each friend goes on.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from core.commands import Actor, CreditAccount, PlacePledge, WithdrawPledge
from core.domain.ids import AccountId, CampaignId, IntentId, ParticipantId
from core.domain.pledge import Consent, PledgeAmount
from storage import Store, open_store
from tests.storage.asking import accepted
from tests.storage.books import Wall
from tests.support.house import CLERK, FREE_AMOUNT, OPENING, YUAN, ZONE


@dataclass(frozen=True, slots=True)
class Friend:
    """Who pledges, from where, and from which round on: the last that may not be over."""

    participant_id: str
    account_id: str
    first_round: int


async def hammer(store: Store, campaign_id: str, terms_digest: str, friend: Friend) -> None:
    """Round after round: ¥0.01 arrives, ¥500 is pledged, and taken back."""
    actor = Actor.participant(ParticipantId(friend.participant_id))
    account_id, campaign = AccountId(friend.account_id), CampaignId(campaign_id)
    for number in count(friend.first_round):
        steps: tuple[Any, ...] = (
            CreditAccount(
                intent=_intent(friend, number, "credit"), actor=CLERK, account_id=account_id, amount_minor=1
            ),
            PlacePledge(
                intent=_intent(friend, number, "place"),
                actor=actor,
                campaign_id=campaign,
                account_id=account_id,
                amount=PledgeAmount(FREE_AMOUNT, 500 * YUAN),
                consent=Consent(terms_digest, "en", "disclosure-1"),
            ),
            WithdrawPledge(intent=_intent(friend, number, "withdraw"), actor=actor, campaign_id=campaign),
        )
        for command in steps:
            await accepted(store, command)
            print(command.intent, flush=True)


def _intent(friend: Friend, number: int, step: str) -> IntentId:
    return IntentId(f"{friend.participant_id}/{number}/{step}")


async def main(url: str, scene: str) -> None:
    """Hammer until killed."""
    told = json.loads(scene)
    wall = Wall(OPENING + timedelta(minutes=10))
    async with open_store(url, zone=ZONE, wall=wall) as store, asyncio.TaskGroup() as friends:
        for friend in told["friends"]:
            friends.create_task(hammer(store, told["campaign"], told["terms"], Friend(**friend)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
