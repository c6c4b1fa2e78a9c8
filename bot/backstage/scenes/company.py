"""What a scene works with while it is played: its people, the bank, and how far it has come."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.backstage.customers import do
from bot.backstage.people import ScenePerson
from bot.backstage.scenes.casting import Casting
from bot.backstage.scenes.player import Player
from bot.backstage.scenes.saying import Saying
from core.commands import Actor, CancelCampaign
from core.domain.campaign import CampaignState
from core.domain.ids import IntentId
from core.ports import Queries, Teller

T = TypeVar("T")

_CALLED_OFF = frozenset({CampaignState.OPEN, CampaignState.REPAIRING})


@dataclass(slots=True)
class Progress:
    """How much of a scene is done, and what is going on now."""

    total: int
    done: int = 0
    now: Saying | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """The people of one performance. What a scene gets done it counts by `counted`."""

    casting: Casting
    progress: Progress = field(default_factory=lambda: Progress(total=0))

    @property
    def teller(self) -> Teller:
        return self.casting.teller

    @property
    def queries(self) -> Queries:
        return self.casting.queries

    async def enter(self, people: Iterable[ScenePerson]) -> list[Player]:
        """The people come in."""
        people = list(people)
        players = await self.casting.bring(people)
        self.progress.done += len(people)
        return players

    def says(self, now: Saying) -> None:
        """What happens next, for who watches."""
        self.progress.now = now

    async def counted(self, act: Awaitable[T]) -> T:
        """What comes of the act, which is one step of the scene."""
        result = await act
        self.progress.done += 1
        return result

    async def together(self, acts: Iterable[Awaitable[T]]) -> list[T]:
        """All acts at once, each a step of the scene."""
        return list(await asyncio.gather(*map(self.counted, acts)))

    async def clear(self, initiator: Player) -> None:
        """Calls off what an earlier performance left open."""
        for view in await self.queries.campaigns_of(initiator.participant_id):
            if view.campaign.state in _CALLED_OFF:
                campaign_id = view.campaign.id
                intent = IntentId(f"scenes:clear:{campaign_id}:{view.campaign.version}")
                cancelling = CancelCampaign(
                    intent=intent,
                    actor=Actor.participant(initiator.participant_id),
                    campaign_id=campaign_id,
                    reason="the scene is played again",
                )
                await do(self.teller, cancelling)
