"""What people do in more than one scene: open a pool, come to it by its link, pledge."""

from dataclasses import dataclass
from typing import Any

from bot.backstage.scenes.player import Player
from bot.backstage.scenes.sandbox import JsonObject
from bot.telegram.callbacks import (
    CardAction,
    CardTap,
    OpeningAnswer,
    OpeningPublish,
    OpeningStep,
    PledgeAmountTap,
    ReviewAction,
    ReviewTap,
)
from bot.telegram.opening.answers import SKIP, own_value
from core.domain.account import DebitAmountType
from core.domain.pledge import PledgeAmount
from core.ports import Queries
from core.views import CampaignView

PRODUCT = "TD12M"
TARGET_MINOR = 10_000_00


@dataclass(frozen=True, slots=True)
class Pool:
    """A campaign for a year, open until tomorrow evening."""

    initiator: Player
    link: str
    queries: Queries

    async def seen_by(self, player: Player) -> CampaignView:
        """The campaign as this person may see it."""
        token = self.link.partition("?start=c_")[2]
        view = await self.queries.campaign_by_link(token, player.participant_id)
        assert view is not None, "its link was just made"
        return view


async def open_pool(
    initiator: Player, queries: Queries, own_minor: int | None = None, target_minor: int = TARGET_MINOR
) -> Pool:
    """The initiator answers the wizard's questions and publishes, with an own pledge if there is to be one."""
    await initiator.write("/cancel")  # a wizard left in the middle would ask about itself first
    await initiator.write("/open")
    own = SKIP if own_minor is None else own_value(PledgeAmount(DebitAmountType.FREE_AMOUNT, own_minor))
    answers: list[dict[str, Any]] = [
        {"step": OpeningStep.PRODUCT, "value": PRODUCT},
        {"step": OpeningStep.TARGET, "value": str(target_minor)},
        {"step": OpeningStep.AMOUNTS},
        {"step": OpeningStep.MINIMUM},
        {"step": OpeningStep.DEADLINE},
        {"step": OpeningStep.OWN, "value": own},
    ]
    for answer in answers:
        await initiator.tap(OpeningAnswer, **answer)
    await initiator.tap(OpeningPublish)
    await initiator.tap(CardTap, action=CardAction.MANAGE)
    link = await initiator.sees(_joining_link, "the way into a group")
    await initiator.tap(CardTap, action=CardAction.MANAGED)
    return Pool(initiator, link, queries)


def _joining_link(message: JsonObject) -> str | None:
    """The link that leads into the pool: as on the button that puts its card into a group, but without the group."""
    for row in (message.get("reply_markup") or {}).get("inline_keyboard") or ():
        for button in row:
            before, asks_for_group, payload = (button.get("url") or "").partition("?startgroup=")
            if asks_for_group:
                return f"{before}?start={payload}"
    return None


async def choose_amount(player: Player, pool: Pool, amount_minor: int | None) -> None:
    """Follows the link and taps an amount, or the rest for None; the review is shown then."""
    await player.follow(pool.link)
    carried: dict[str, object] = (
        {"debit_amount_type": DebitAmountType.REMAINDER}
        if amount_minor is None
        else {"amount_minor": amount_minor}
    )
    await player.tap(PledgeAmountTap, **carried)
    await player.finds(ReviewTap, action=ReviewAction.CONFIRM)


async def pledge(player: Player, pool: Pool, amount_minor: int | None) -> None:
    """Comes by the link and pledges an amount, or the rest for None."""
    await choose_amount(player, pool, amount_minor)
    await player.tap(ReviewTap, action=ReviewAction.CONFIRM)
