"""What is said because of something in a group: there in a line, and otherwise in private."""

from aiogram.types import User

from bot.links import bot_link
from bot.locales import Locale, Markup, locale_for, words
from bot.telegram.callbacks import CardAction, GoTo, Place
from bot.telegram.keyboards import PRIMARY, keyboard, link, tap
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Desk, Visit
from core.domain.campaign import ENDED, Campaign
from core.views import CampaignView


def brief_screen(user: User, desk: Desk) -> Screen:
    """What the bot does in groups, and the way to its private chat, in the language of whoever asked."""
    say = words(locale_for(user.language_code))
    button = link(say.plain("group-button-private"), bot_link(desk.bot_username), PRIMARY)
    return Screen(say("group-help"), keyboard([button]))


def anonymous_screen() -> Screen:
    """To whoever writes in a group's name: nobody is told who it is, or which language they speak."""
    return Screen("\n".join(words(locale)("group-anonymous") for locale in Locale))


def not_yours_screen(view: CampaignView, visit: Visit) -> Screen:
    """To who is not the campaign's organiser; they may still look at it themselves."""
    name = view.organiser_name or view.initiator_name
    return _about(view.campaign, visit.words("group-not-yours", name=name), visit)


def not_shareable_screen(campaign: Campaign, visit: Visit) -> Screen:
    """To the organiser of a campaign that `is_shareable` says no of."""
    key = "group-over" if campaign.state in ENDED else "group-by-invitation"
    return _about(campaign, visit.words(key, campaign=campaign_name(campaign, visit)), visit)


def closed_screen(campaign: Campaign, visit: Visit) -> Screen:
    """To the organiser whose group does not let the bot write."""
    return _about(campaign, visit.words("group-closed", campaign=campaign_name(campaign, visit)), visit)


def nothing_to_put_screen(visit: Visit) -> Screen:
    """To who organises nothing that could be put into a group."""
    opening = tap(visit.words.plain("start-button-open"), GoTo(place=Place.OPEN), PRIMARY)
    return Screen(visit.words("group-nothing"), keyboard([opening]))


def _about(campaign: Campaign, text: Markup, visit: Visit) -> Screen:
    show = card_button(visit.words.plain("card-button-show"), campaign.id, CardAction.SHOW)
    return Screen(text, keyboard([show]))
