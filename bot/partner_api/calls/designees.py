"""Designated people: whom a partner wants in a campaign, and what became of their invitations."""

from collections.abc import Iterable

from bot.partner_api import examples, models
from bot.partner_api.calls.finding import CAMPAIGN, campaign_of
from bot.partner_api.operations import Call, Operations, Post
from bot.partner_api.rendering import designee_told
from core.commands import DesignatePeople, RevokeDesignation
from core.domain.designation import Designee
from core.domain.errors import CampaignNotOpen, TooManyDesignees
from core.domain.ids import CampaignId, DesignationId, IntentId
from core.domain.partner import Scope

operations = Operations()

_DESIGNEES = f"{CAMPAIGN}/designees"


def designees_of(people: Iterable[models.PersonToDesignate]) -> tuple[Designee, ...]:
    """The people as the rules know them."""
    return tuple(Designee(each.telegram_user_id, each.phone, each.name) for each in people)


@operations.get(_DESIGNEES, Scope.CAMPAIGNS_READ, example=examples.DESIGNEES)
async def list_designees(call: Call) -> models.DesigneeList:
    """The people you designated, and whether the invitation reached them.

    All of them.
    """
    view = await campaign_of(call)
    designations = await call.books.queries.designations(view.campaign.id)
    return models.DesigneeList(data=tuple(map(designee_told, designations)))


@operations.post(
    _DESIGNEES,
    Scope.CAMPAIGNS_WRITE,
    raises=(CampaignNotOpen, TooManyDesignees),
    example=examples.DESIGNEES,
)
async def designate_people(call: Post, asked: models.Designation) -> models.DesigneeList:
    """Designate more people; who is designated already stays so.

    All that are designated now.
    """
    designating = DesignatePeople(
        intent=call.intent,
        actor=call.caller.actor,
        campaign_id=CampaignId(call.named["campaign_id"]),
        designees=designees_of(asked.designees),
    )
    await call.caller.submit(designating)
    return await list_designees(call)


@operations.delete(f"{_DESIGNEES}/{{designee_id}}", Scope.CAMPAIGNS_WRITE)
async def remove_designee(call: Call) -> models.DesigneeRemoved:
    """Take somebody off the designated people. A pledge of theirs stays.

    They are designated no more.
    """
    campaign_id = CampaignId(call.named["campaign_id"])
    designation_id = DesignationId(call.named["designee_id"])
    # Removing one is one intention, however often it is asked for.
    intent = IntentId(f"partner:{call.partner.id}:remove:{campaign_id}:{designation_id}")
    await call.caller.submit(
        RevokeDesignation(
            intent=intent, actor=call.caller.actor, campaign_id=campaign_id, designation_id=designation_id
        )
    )
    return models.DesigneeRemoved(id=designation_id)
