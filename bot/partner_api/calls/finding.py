"""What a call is about: the campaign that its path names."""

from bot.partner_api.operations import Call
from core.domain.errors import CampaignUnknown
from core.domain.ids import CampaignId
from core.views import PartnerCampaignView

CAMPAIGNS = "/v1/campaigns"
CAMPAIGN = f"{CAMPAIGNS}/{{campaign_id}}"


async def campaign_of(call: Call) -> PartnerCampaignView:
    """The campaign that the path names. Raises CampaignUnknown unless it is this partner's."""
    if call.caller.campaign is not None:
        return call.caller.campaign
    campaign_id = CampaignId(call.named["campaign_id"])
    view = await call.books.partners.partners_campaign(call.partner.id, campaign_id)
    if view is None:
        raise CampaignUnknown
    return view
