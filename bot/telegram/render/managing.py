"""The organiser's own screen: what they do for the campaign, so that its card keeps what everybody needs."""

from collections.abc import Iterator

from bot.locales import Markup
from bot.telegram.callbacks import CardAction
from bot.telegram.keyboards import Row, keyboard, link
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button, invite_button, share_button, web_page_buttons
from bot.telegram.render.links import add_to_group_link
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import CampaignState
from core.views import CampaignView


def managing_screen(view: CampaignView, visit: Visit) -> Screen:
    """How the campaign stands for its organiser, and all that is theirs to do."""
    return Screen(Markup("\n".join(_facts(view, visit))), keyboard(*_rows(view, visit)))


def _facts(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    words, campaign = visit.words, view.campaign
    yield words("managing-title", campaign=campaign_name(campaign, visit))
    yield words("shared-people", count=campaign.member_count)
    if campaign.waiting.line:
        yield words("managing-in-line", count=len(campaign.waiting.line))
    yield Markup("")
    yield words("managing-hint")


def _rows(view: CampaignView, visit: Visit) -> Iterator[Row]:
    campaign, words = view.campaign, visit.words
    yield [
        invite_button(campaign, visit),
        card_button(words.plain("card-button-rotate"), campaign.id, CardAction.ROTATE),
    ]
    if not campaign.designated_only:
        page = web_page_buttons(campaign, visit) if campaign.state is CampaignState.OPEN else []
        yield [link(words.plain("card-button-group"), add_to_group_link(campaign, visit)), *page]
    elif campaign.state is CampaignState.OPEN:
        yield [share_button(campaign, visit)]
    if campaign.member_count > (view.own_pledge is not None):
        leave = words.plain("card-button-leave-organising")
        yield [card_button(leave, campaign.id, CardAction.LEAVE_ORGANISING)]
    yield [card_button(words.plain("card-button-cancel"), campaign.id, CardAction.CANCEL)]
    yield [card_button(words.plain("managing-button-back"), campaign.id, CardAction.MANAGED)]
