"""/statement: a statement of account as a file, one's own or of a campaign's deposit, for any period."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.locales.reading import NotAPeriod, read_period
from bot.telegram.callbacks import CampaignStatementTap, GoTo, Place, StatementDatesTap, StatementTap
from bot.telegram.documents import hand_over
from bot.telegram.drafts import DraftKind, new_draft, on_typed
from bot.telegram.render.statement import (
    ask_dates_screen,
    may_read_statement,
    not_a_period_screen,
    read_days,
    statement_file,
    statement_screen,
    typed_period_screen,
)
from bot.telegram.screens import show
from bot.telegram.send_card import look_at
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.errors import NotPermitted
from core.views import Draft

_DATES = "dates"
_CAMPAIGN = "campaign_id"


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="statement")
    router.message.register(_ask, Command("statement"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.STATEMENT))
    router.callback_query.register(_ask_of_campaign, CampaignStatementTap.filter())
    router.callback_query.register(_ask_dates, StatementDatesTap.filter())
    on_typed(router, DraftKind.STATEMENT, _type_dates)
    router.callback_query.register(_send, StatementTap.filter())
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, statement_screen(None, visit))


async def _ask_of_campaign(query: CallbackQuery, callback_data: CampaignStatementTap, visit: Visit) -> None:
    campaign = await _whose(callback_data.campaign_id, visit)
    await show(visit, query, statement_screen(campaign, visit), fresh=True)


async def _ask_dates(query: CallbackQuery, callback_data: StatementDatesTap, visit: Visit) -> None:
    campaign = await _whose(callback_data.campaign_id, visit)
    draft = new_draft(visit, DraftKind.STATEMENT, _DATES)
    draft.answers[_CAMPAIGN] = "" if campaign is None else campaign.id
    await visit.drafts.save(draft)
    await show(visit, query, ask_dates_screen(visit), fresh=True)


async def ask_again(message: Message, visit: Visit, _draft: Draft, note: Markup) -> None:
    """The question for a period once more, under a note."""
    asked = ask_dates_screen(visit)
    await show(visit, message, replace(asked, text=f"{note}\n\n{asked.text}"))


async def _type_dates(message: Message, visit: Visit, draft: Draft) -> None:
    campaign = await _whose(str(draft.answers[_CAMPAIGN]), visit)
    try:
        period = read_period(message.text or "", visit.now().day, visit.locale)
    except NotAPeriod as error:
        await show(visit, message, not_a_period_screen(error.reason, visit))
        return
    await visit.drafts.discard(draft)
    await show(visit, message, typed_period_screen(period, campaign, visit))


async def _send(query: CallbackQuery, callback_data: StatementTap, visit: Visit) -> None:
    campaign = await _whose(callback_data.campaign_id, visit)
    days = read_days(callback_data, visit.now().day)
    if days is None:
        await show(visit, query, statement_screen(campaign, visit), fresh=True)
        return
    await visit.answer(visit.words.plain("file-on-its-way"))
    await hand_over(visit, await statement_file(campaign, *days, callback_data.form, visit))


async def _whose(campaign_id: str, visit: Visit) -> Campaign | None:
    """The campaign whose statement is asked for; None for the visitor's own.

    Raises CampaignUnknown, and NotPermitted to who neither organises it nor has money in it.
    """
    if not campaign_id:
        return None
    view = await look_at(visit, campaign_id)
    if not may_read_statement(view, visit):
        raise NotPermitted
    return view.campaign
