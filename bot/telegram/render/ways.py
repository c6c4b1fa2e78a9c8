"""What is said by itself, with a button that leads on: nothing the bot says is a dead end."""

from aiogram.filters.callback_data import CallbackData

from bot.locales import Markup
from bot.telegram.callbacks import CardAction, CardTap, GoTo, Place, ShareTap
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.ids import CampaignId, ShareId


def with_way_on(said: Markup, visit: Visit) -> Screen:
    """What is said, with the button that leads to where everything begins."""
    return _leading(said, visit.words.plain("ways-button-start"), GoTo(place=Place.START))


def with_way_to_card(said: Markup, campaign_id: CampaignId, visit: Visit) -> Screen:
    """What is said, with the button that shows the campaign."""
    card = CardTap(campaign_id=campaign_id, action=CardAction.SHOW)
    return _leading(said, visit.words.plain("card-button-show"), card)


def with_way_to_share(said: Markup, share_id: ShareId, visit: Visit) -> Screen:
    """What is said, with the button that shows the share."""
    return _leading(said, visit.words.plain("share-button-show"), ShareTap(share_id=share_id))


def _leading(said: Markup, text: str, data: CallbackData) -> Screen:
    return Screen(said, keyboard([tap(text, data)]))
