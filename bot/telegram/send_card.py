"""Cards in chats: shown, remembered so that they are kept true, and redrawn at once when their viewer did something."""

from aiogram.types import CallbackQuery, Message

from bot.telegram.render.card import card_screen
from bot.telegram.screens import ScreenGone, edit, show
from bot.telegram.visit import Visit
from core.domain.errors import CampaignUnknown, NotPermitted
from core.domain.ids import CampaignId
from core.views import CampaignView, Card


async def look_at(visit: Visit, campaign_id: str) -> CampaignView:
    """The campaign as the visitor sees it. Raises CampaignUnknown, also for one they were never invited to.

    What a button carries is typed by whoever taps it: this is where a forged one ends.
    """
    view = await visit.queries.campaign(CampaignId(campaign_id), visit.participant.id)
    if view is None or not view.invited:
        raise CampaignUnknown
    return view


async def look_at_organised(visit: Visit, campaign_id: str) -> CampaignView:
    """The campaign, to its organiser. Raises CampaignUnknown, NotPermitted."""
    view = await look_at(visit, campaign_id)
    if visit.participant.id not in view.campaign.organiser_in_chat:
        raise NotPermitted
    return view


async def send_card(
    visit: Visit,
    event: Message | CallbackQuery,
    campaign_id: str,
    *,
    fresh: bool = False,
    toast: str | None = None,
) -> Message:
    """Show the card as it is now, in the tapped message if that is one and not `fresh`; from then on it is kept true.

    Raises CampaignUnknown.
    """
    view = await look_at(visit, campaign_id)
    message = await show(visit, event, await card_screen(view, visit), fresh=fresh, toast=toast)
    await visit.cards.remember(_card(visit, message.message_id, view))
    return message


async def redraw_card(visit: Visit, message_id: int | None, campaign_id: str) -> None:
    """Bring a card up to date whose viewer has just done something; nothing where there is none."""
    if message_id is None:
        return
    view = await look_at(visit, campaign_id)
    card = _card(visit, message_id, view)
    try:
        await edit(visit.bot, visit.telegram_user_id, message_id, await card_screen(view, visit))
    except ScreenGone:
        await visit.cards.forget(card)
    else:
        await visit.cards.remember(card)


async def redraw_own_card(visit: Visit, campaign_id: CampaignId) -> None:
    """The same, for who did it elsewhere in the chat than at their card."""
    card = await visit.cards.in_private(campaign_id, visit.participant.id)
    await redraw_card(visit, None if card is None else card.message_id, campaign_id)


def _card(visit: Visit, message_id: int, view: CampaignView) -> Card:
    return Card(
        chat_id=visit.telegram_user_id,
        message_id=message_id,
        campaign_id=view.campaign.id,
        viewer_id=visit.participant.id,
        shown_version=view.campaign.version,
    )


def tapped_card(event: Message | CallbackQuery) -> int | None:
    """The id of the tapped message, if it is a card."""
    tapped = event.message if isinstance(event, CallbackQuery) else None
    return tapped.message_id if isinstance(tapped, Message) and tapped.photo else None
