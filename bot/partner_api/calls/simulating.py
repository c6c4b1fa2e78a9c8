"""Test mode: members who do not exist fill a campaign, so that all of the API can be tried with curl alone."""

from bot.partner_api import examples, models
from bot.partner_api.calls.finding import campaign_of
from bot.partner_api.operations import Operations, Post
from bot.partner_api.problems import test_keys_only
from bot.partner_api.rendering import pledge_told
from core.domain.errors import AccountNotValid, CampaignNotOpen
from core.domain.partner import Scope
from core.domain.pledge import PledgeAmount

operations = Operations()


@operations.post(
    "/v1/test/campaigns/{campaign_id}/pledges",
    Scope.CAMPAIGNS_WRITE,
    status=201,
    raises=(CampaignNotOpen, AccountNotValid, test_keys_only()),
    example=examples.PLEDGE,
)
async def simulate_pledge(call: Post, asked: models.SimulatedPledge) -> models.Pledge:
    """Have a simulated member pledge, with a test key.

    The pledge as it is now. The one that fills the campaign has it settled at once.
    """
    if call.books.simulation is None:
        raise test_keys_only()
    campaign = (await campaign_of(call)).campaign
    amount = PledgeAmount(asked.debit_amount_type, asked.amount_minor)
    pledge_id = await call.books.simulation.pledge(call.intent, campaign, amount, asked.scenario)
    pledges = await call.books.partners.pledges_for_partner(campaign.id)
    return pledge_told(next(each for each in pledges if each.pledge.id == pledge_id))
