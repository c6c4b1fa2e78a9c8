"""What is told of shares for sale, and what can be done about it at once."""

from collections.abc import Sequence

from bot.locales import Markup
from bot.telegram.callbacks import BuyTap, LeaveEarlyTap
from bot.telegram.keyboards import SUCCESS, Row, tap
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.reminding import stop_button
from bot.telegram.visit import Visit
from core.domain.exiting import transfer_price_minor
from core.domain.ids import ShareId
from core.domain.notice import OfferUntaken, ShareForSale, ShareSold
from core.views import CampaignView


async def transfer_line(
    notice: ShareForSale | OfferUntaken | ShareSold, view: CampaignView, visit: Visit
) -> Markup:
    """The notice as a line of text; whose share it is, buyers need not know."""
    words, name = visit.words, campaign_name(view.campaign, visit)
    match notice:
        case ShareForSale():
            return await _for_sale(notice, visit)
        case OfferUntaken():
            return words("notice-offer-untaken", campaign=name)
        case ShareSold():
            price = phrases.amount(notice.price_minor, view.campaign.terms.currency, visit)
            return words("notice-share-sold", campaign=name, price=price)


async def _for_sale(notice: ShareForSale, visit: Visit) -> Markup:
    """What is for sale, and for how much on the day this is sent."""
    view = await visit.queries.certificate(notice.share_id)
    assert view is not None, "a share is never deleted"
    terms = view.campaign.terms
    price_minor = transfer_price_minor(view.deposit, view.share, terms, visit.now().day)
    return visit.words(
        "notice-share-for-sale",
        campaign=campaign_name(view.campaign, visit),
        principal=phrases.amount(view.share.principal_minor, terms.currency, visit),
        price=phrases.amount(price_minor, terms.currency, visit),
        until=phrases.when(notice.until, visit),
    )


def transfer_rows(
    notice: ShareForSale | OfferUntaken | ShareSold, view: CampaignView, visit: Visit
) -> Sequence[Row]:
    """The way to buying it while it is for sale; to the figures of leaving early, for whom that is left."""
    match notice:
        case ShareForSale(share_id=share_id):
            return [*buy_rows(share_id, view, visit), [stop_button(visit)]]
        case OfferUntaken(share_id=share_id):
            return [[tap(visit.words.plain("notice-button-leave"), LeaveEarlyTap(share_id=share_id))]]
        case ShareSold():
            return []


def buy_rows(share_id: ShareId, view: CampaignView, visit: Visit) -> Sequence[Row]:
    """The way to buying a share, while that is for sale."""
    if share_id not in {share.id for share in view.for_sale}:
        return []
    return [[tap(visit.words.plain("notice-button-buy"), BuyTap(share_id=share_id), SUCCESS)]]
