"""A campaign's card as everybody in a chat sees it: nothing of any one viewer's, and pledging in private only.

In a group it is a picture, as in private: the pool filling up is what people look at. Sent by way of the bot it is
text, for an edit of such a message cannot upload a picture. Both say the same words.
"""

from collections.abc import Iterator
from dataclasses import replace

from aiogram.types import InlineKeyboardMarkup

from bot.locales import Markup
from bot.locales.formatting import instant
from bot.pictures import CardPicture, draw_card
from bot.telegram.choices import amount_choices
from bot.telegram.keyboards import SUCCESS, keyboard, link
from bot.telegram.render import phrases
from bot.telegram.render.card import (
    CAME_TO_NOTHING,
    card_picture,
    headline,
    opened_by,
    people,
    progress,
    seats_and_rates,
    standing,
)
from bot.telegram.render.card_buttons import INVITING
from bot.telegram.render.links import join_link
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import ENDED, Campaign, CampaignState
from core.domain.ids import show_short_code
from core.views import CampaignView


def is_shareable(campaign: Campaign) -> bool:
    """Whether its card may be put where everybody sees it: its terms let anybody in, and it has not ended."""
    return not campaign.designated_only and campaign.state not in ENDED


async def group_screen(view: CampaignView, visit: Visit) -> Screen:
    """The card in a group; `view` is of `shared_campaign`, and `visit` of whoever put it there."""
    picture = await visit.easel.draw(draw_card, shared_picture(view, visit))
    return Screen(shared_text(view, visit), shared_keyboard(view.campaign, visit), picture)


def inline_screen(view: CampaignView, visit: Visit) -> Screen:
    """The card as a message that somebody sent by way of the bot."""
    return Screen(shared_text(view, visit), shared_keyboard(view.campaign, visit))


def shared_picture(view: CampaignView, visit: Visit) -> CardPicture:
    """What the picture shows; a day instead of the time that is left, for nobody redraws it as that passes."""
    visit = visit.seen_by_all()
    picture = card_picture(view, visit)
    if view.campaign.state is not CampaignState.OPEN:
        return picture
    return replace(picture, closes_text=instant(view.campaign.closes_at, visit.zone, visit.locale))


def shared_text(view: CampaignView, visit: Visit) -> Markup:
    """The words of the card, for everybody."""
    visit = visit.seen_by_all()
    state = _invitation(view.campaign, visit) or standing(view, visit)
    return Markup("\n".join(_facts(view, visit)) + ("" if state is None else f"\n\n{state}"))


def shared_keyboard(campaign: Campaign, visit: Visit) -> InlineKeyboardMarkup | None:
    """The way into the private chat, where everybody sees what they can do; None once that is nothing."""
    if campaign.state in ENDED:
        return None
    if campaign.state is CampaignState.OPEN:
        text = visit.words.plain("shared-button-join")
        return keyboard([link(text, join_link(campaign, visit), SUCCESS)])
    return keyboard([link(visit.words.plain("shared-button-look"), join_link(campaign, visit))])


def _facts(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    words, campaign = visit.words, view.campaign
    yield headline(campaign, visit)
    yield from opened_by(view, visit)
    yield progress(campaign, visit)
    if campaign.member_count or campaign.state not in CAME_TO_NOTHING:
        yield people(view, visit)
    yield from seats_and_rates(view, visit)
    if campaign.state is CampaignState.OPEN:
        yield words("shared-deadline", deadline=phrases.when(campaign.closes_at, visit))
    if campaign.state in INVITING:
        yield words("card-code", code=Markup(show_short_code(campaign.short_code)))


def _invitation(campaign: Campaign, visit: Visit) -> Markup | None:
    """What an open campaign says to whoever reads it."""
    words = visit.words
    if campaign.state is not CampaignState.OPEN:
        return None
    if visit.now().at >= campaign.closes_at:
        return words("card-state-paused" if campaign.paused else "card-hint-closed")
    if campaign.waiting.kept_until is not None:
        return words("card-place-kept", until=phrases.when(campaign.waiting.kept_until, visit))
    if not amount_choices(campaign).amounts:
        return words("card-hint-places-taken")
    return words("shared-hint-join")
