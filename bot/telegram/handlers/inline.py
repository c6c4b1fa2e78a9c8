"""Inline mode: `@bot` in any chat offers the campaigns one may share; the chosen card stays true there."""

import logging

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ChosenInlineResult, InlineQuery

from bot.locales import locale_for, words
from bot.telegram.render.inline import answers_to, offer, opening_button
from bot.telegram.render.shared_card import is_shareable
from bot.telegram.visit import Desk, Visit
from core.domain.ids import CampaignId
from core.views import NEVER_SHOWN, CampaignView, Card

log = logging.getLogger(__name__)

OFFERED = 10


def create_router() -> Router:
    """The router of inline mode."""
    router = Router(name="inline")
    router.inline_query.register(_offer)
    router.chosen_inline_result.register(_keep_true)
    return router


def may_share(view: CampaignView, visit: Visit) -> bool:
    """Whether this campaign is theirs to show around: they organise it or are in it, and its terms let anybody in."""
    theirs = visit.participant.id in view.campaign.organiser_in_chat or view.own_pledge is not None
    return theirs and is_shareable(view.campaign)


async def _offer(query: InlineQuery, desk: Desk) -> None:
    """Whom nobody has met is not met by that either: all they are offered is to open a campaign."""
    known = await desk.queries.recipient(query.from_user.id)
    visit = None if known is None else desk.visit(known)
    found = [] if visit is None else [offer(view, visit) for view in await _to_share(visit, query.query)]
    say = words(locale_for(query.from_user.language_code)) if visit is None else visit.words
    try:
        await desk.bot.answer_inline_query(
            query.id,
            results=list(found),
            cache_time=0,  # what is pledged by now is asked for each time
            is_personal=True,
            button=None if found else opening_button(say),
        )
    except TelegramBadRequest as error:
        # Too old: whoever typed has typed on, or answered before a crash.
        log.info("an inline query could not be answered: %s", error.message)


async def _to_share(visit: Visit, typed: str) -> list[CampaignView]:
    """What they may share and what they typed fits, newest first, as everybody will see it."""
    found: list[CampaignView] = []
    for view in await visit.queries.campaigns_of(visit.participant.id, limit=100):
        if len(found) < OFFERED and may_share(view, visit) and answers_to(typed, view, visit):
            shared = await visit.queries.shared_campaign(view.campaign.id, visit.participant.id)
            found += [] if shared is None else [shared]
    return found


async def _keep_true(chosen: ChosenInlineResult, desk: Desk) -> None:
    """Telegram tells what was chosen, and by which id it can be edited, if the bot's owner asked for that."""
    known = await desk.queries.recipient(chosen.from_user.id)
    if known is None or chosen.inline_message_id is None:
        return
    visit = desk.visit(known)
    view = await visit.queries.campaign(CampaignId(chosen.result_id), visit.participant.id)
    if view is not None and may_share(view, visit):
        # Which version was sent nobody tells: it may be a little older than what is so now.
        await visit.cards.remember(
            Card(None, None, view.campaign.id, visit.participant.id, NEVER_SHOWN, chosen.inline_message_id)
        )
