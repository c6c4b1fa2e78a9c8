"""Searching for a campaign, a participant, an account or a bank order by typed text."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, FoundTap
from bot.telegram.admin_drafts import AdminStep, Search
from bot.telegram.drafts import DraftKind, Typed, new_nonce
from bot.telegram.handlers.admin.looking import look_at
from bot.telegram.handlers.admin.overview import show_out_of_date
from bot.telegram.handlers.admin.recording import Look, record
from bot.telegram.paging import Page, within
from bot.telegram.render.admin.finding import Hit, found_screen, prompt_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.views import Draft

_HITS_SHOWN = 6
_LONGEST_TEXT = 64
_LOOKS = {
    AdminPlace.FIND_CAMPAIGN: Look.FIND_CAMPAIGN,
    AdminPlace.FIND_PARTICIPANT: Look.FIND_PARTICIPANT,
    AdminPlace.FIND_ACCOUNT: Look.FIND_ACCOUNT,
    AdminPlace.FIND_ORDER: Look.FIND_ORDER,
}


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin finding")
    router.callback_query.register(_ask, AdminGo.filter(F.place.in_(_LOOKS)))
    router.callback_query.register(_page, FoundTap.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.SEARCH))
    return router


async def _ask(query: CallbackQuery, callback_data: AdminGo, visit: Visit) -> None:
    search = Search(nonce=new_nonce(), place=callback_data.place)
    await visit.drafts.save(search.kept(visit.telegram_user_id))
    await show(visit, query, prompt_screen(search.place, visit))


async def _type(message: Message, visit: Visit, draft: Draft, event_update: Update) -> None:
    asked = Search.of(draft)
    assert asked is not None, "the filter lets searches through only"
    text = " ".join((message.text or "").split())[:_LONGEST_TEXT]
    search = replace(asked, nonce=new_nonce(), text=text, page=0)
    found = await _find(search, visit, event_update)
    if len(found.items) == 1:
        await look_at(message, found.items[0], visit, event_update)
    else:
        await show(visit, message, found_screen(search, found, visit))


async def _page(query: CallbackQuery, callback_data: FoundTap, visit: Visit, event_update: Update) -> None:
    search = Search.of(await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN))
    if search is None or search.nonce != callback_data.nonce:
        await show_out_of_date(query, visit, event_update)
        return
    search = replace(search, page=within(callback_data.page))
    found = await _find(search, visit, event_update)
    await show(visit, query, found_screen(search, found, visit))


async def _find(search: Search, visit: Visit, update: Update) -> Page[Hit]:
    """A page of what there is, with the search kept, so that one can come back to it."""
    await visit.drafts.save(search.kept(visit.telegram_user_id))
    await record(visit, update, _LOOKS[search.place], search.shown)
    before = Page.skips(search.page, _HITS_SHOWN)
    hits = await _hits(search, before + _HITS_SHOWN + 1, visit)
    return Page.of_one_more(hits[before:], search.page, _HITS_SHOWN)


async def _hits(search: Search, limit: int, visit: Visit) -> Sequence[Hit]:
    match search.place:
        case AdminPlace.FIND_CAMPAIGN:
            return await visit.queries.find_campaigns(search.text, limit)
        case AdminPlace.FIND_PARTICIPANT:
            return await visit.queries.find_participants(search.text, limit)
        case AdminPlace.FIND_ORDER:
            return await visit.operating.find_orders(search.text, limit)
    return await visit.queries.find_accounts(search.text, limit)
