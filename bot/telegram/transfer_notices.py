"""What is told of shares for sale, and what can be done about it at once."""

from collections.abc import Sequence

from bot.locales import Markup
from bot.telegram.callbacks import LeaveEarlyTap
from bot.telegram.keyboards import Row, tap
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.visit import Visit
from core.domain.notice import OfferUntaken, ShareForSale, ShareSold
from core.views import CampaignView


def transfer_line(
    notice: ShareForSale | OfferUntaken | ShareSold, view: CampaignView, visit: Visit
) -> Markup:
    """The notice as a line of text; whose share it is, buyers need not know."""
    words, name = visit.words, campaign_name(view.campaign, visit)
    match notice:
        case ShareForSale():
            return words("notice-share-for-sale", campaign=name, until=phrases.when(notice.until, visit))
        case OfferUntaken():
            return words("notice-offer-untaken", campaign=name)
        case ShareSold():
            price = phrases.amount(notice.price_minor, view.campaign.terms.currency, visit)
            return words("notice-share-sold", campaign=name, price=price)


def transfer_rows(notice: ShareForSale | OfferUntaken | ShareSold, visit: Visit) -> Sequence[Row]:
    """The way to the figures of leaving early, for whom that is left."""
    match notice:
        case OfferUntaken(share_id=share_id):
            return [[tap(visit.words.plain("notice-button-leave"), LeaveEarlyTap(share_id=share_id))]]
        case ShareForSale() | ShareSold():
            return []
