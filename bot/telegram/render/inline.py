"""What `@bot` offers in any chat: campaigns, each as the message that it becomes."""

import re

from aiogram.enums import ParseMode
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.links import OPENING
from bot.locales import Words
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.shared_card import shared_keyboard, shared_text
from bot.telegram.visit import Visit
from core.views import CampaignView


def offer(view: CampaignView, visit: Visit) -> InlineQueryResultArticle:
    """A campaign to choose; `view` is of `shared_campaign`, and `visit` of whoever would send it."""
    campaign = view.campaign
    currency = campaign.terms.currency
    return InlineQueryResultArticle(
        id=campaign.id,
        title=campaign_name(campaign, visit),
        description=visit.words.plain(
            "inline-offer",
            rate=phrases.rate(campaign.terms.annual_rate_percent, visit),
            pledged=phrases.amount(campaign.pledged_minor, currency, visit),
            remaining=phrases.amount(campaign.remaining_minor, currency, visit),
        ),
        input_message_content=InputTextMessageContent(
            message_text=shared_text(view, visit),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=shared_keyboard(campaign, visit),
    )


def answers_to(typed: str, view: CampaignView, visit: Visit) -> bool:
    """Whether what was typed is part of the campaign's short code, its name or its people's, however it is spelled."""
    campaign = view.campaign
    names = (
        campaign.short_code,
        campaign_name(campaign, visit),
        view.initiator_name,
        view.organiser_name,
    )
    return any(_letters(typed) in _letters(name) for name in names)


def opening_button(words: Words) -> InlineQueryResultsButton:
    """Where there is nothing to choose: the way to the wizard."""
    return InlineQueryResultsButton(text=words.plain("inline-button-open"), start_parameter=OPENING)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
