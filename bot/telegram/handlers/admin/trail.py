"""The audit trail, whose readers are on it too: searched by text and by period, page by page."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Markup, from_outside
from bot.locales.formatting import mask_account
from bot.locales.reading import NotAPeriod, Period, read_period
from bot.papers.export_csv import instants_of
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    RecordTap,
    TrailLooksTap,
    TrailPeriodTap,
    TrailTap,
)
from bot.telegram.admin_drafts import AdminStep, TrailLook
from bot.telegram.drafts import DraftKind, Typed, new_nonce
from bot.telegram.handlers.admin.overview import show_out_of_date
from bot.telegram.handlers.admin.recording import LOOKS, Look, record
from bot.telegram.render.admin.periods import days_of
from bot.telegram.render.admin.trail import TrailPage, did_words, record_screen, trail_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import Actor
from core.domain.audit import AuditRecord, TrailKeys, TrailSearch
from core.domain.ids import AccountId, CampaignId, PartnerId, show_short_code
from core.views import Draft

_RECORDS_SHOWN = 8
_LONGEST_TEXT = 64
_FIRST_YEAR = 2020


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin trail")
    router.callback_query.register(_begin, AdminGo.filter(F.place == AdminPlace.TRAIL))
    router.callback_query.register(_page, TrailTap.filter())
    router.callback_query.register(_period, TrailPeriodTap.filter())
    router.callback_query.register(_looks, TrailLooksTap.filter())
    router.callback_query.register(_record, RecordTap.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.TRAIL))
    return router


async def _begin(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await _show_page(query, TrailLook(nonce=new_nonce()), visit, event_update)


async def _page(query: CallbackQuery, callback_data: TrailTap, visit: Visit, event_update: Update) -> None:
    look = await _kept(visit)
    if look is None or look.nonce != callback_data.nonce or not 0 <= callback_data.page <= len(look.ends):
        await show_out_of_date(query, visit, event_update)
    else:
        await _show_page(query, replace(look, page=callback_data.page), visit, event_update)


async def _period(
    query: CallbackQuery, callback_data: TrailPeriodTap, visit: Visit, event_update: Update
) -> None:
    look = await _kept(visit)
    before = look if look is not None and look.nonce == callback_data.nonce else TrailLook(nonce="")
    days = days_of(callback_data.period, visit.now().day)
    look = TrailLook(nonce=new_nonce(), text=before.text, period=days, looks=before.looks)
    await _show_page(query, look, visit, event_update)


async def _looks(
    query: CallbackQuery, callback_data: TrailLooksTap, visit: Visit, event_update: Update
) -> None:
    before = await _kept(visit)
    period = before.period if before is not None and before.nonce == callback_data.nonce else None
    look = TrailLook(nonce=new_nonce(), period=period, looks=callback_data.looks)
    await _show_page(query, look, visit, event_update)


async def _type(message: Message, visit: Visit, draft: Draft, event_update: Update) -> None:
    before = TrailLook.of(draft)
    assert before is not None, "the filter lets looks at the trail through only"
    text = " ".join((message.text or "").split())[:_LONGEST_TEXT]
    period = _read_period(text, visit)
    if period is not None:
        look = TrailLook(nonce=new_nonce(), text=before.text, period=period, looks=before.looks)
    else:
        look = TrailLook(nonce=new_nonce(), text=text, period=before.period, looks=before.looks)
    await _show_page(message, look, visit, event_update)


def _read_period(text: str, visit: Visit) -> Period | None:
    """The period, unless the text may well be something else: a month's name somebody's, a number an account's end."""
    today = visit.now().day
    numeric = any(map(str.isnumeric, text))
    if not numeric or (text.isdecimal() and not _FIRST_YEAR <= int(text) <= today.year):
        return None
    try:
        return read_period(text, today, visit.locale)
    except NotAPeriod:
        return None


async def _record(query: CallbackQuery, callback_data: RecordTap, visit: Visit, event_update: Update) -> None:
    found = await visit.queries.trail_record(callback_data.record_id)
    if found is None:
        await show_out_of_date(query, visit, event_update)
        return
    await record(visit, event_update, Look.RECORD, found.id)
    await show(visit, query, record_screen(found, await _names([found], visit), await _kept(visit), visit))


async def _kept(visit: Visit) -> TrailLook | None:
    return TrailLook.of(await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN))


async def _show_page(event: CallbackQuery | Message, look: TrailLook, visit: Visit, update: Update) -> None:
    """A page of what the look finds; what was under way is given up for it."""
    await record(visit, update, Look.FIND_ON_TRAIL if look.text else Look.TRAIL, look.shown)
    search = await _search(look, visit)
    before = look.ends[look.page - 1] if look.page else None
    records = await visit.queries.search_trail(search, before, _RECORDS_SHOWN + 1)
    shown, more = records[:_RECORDS_SHOWN], len(records) > _RECORDS_SHOWN
    if more:
        look = replace(look, ends=(*look.ends[: look.page], shown[-1].id))
    await visit.drafts.save(look.kept(visit.telegram_user_id))
    await show(visit, event, trail_screen(TrailPage(look, shown, await _names(shown, visit), more), visit))


async def _search(look: TrailLook, visit: Visit) -> TrailSearch:
    keys = None
    if look.text:
        keys = await visit.queries.trail_keys(look.text)
        actions = [each for each in await visit.queries.trail_actions() if _means(look.text, each, visit)]
        keys = TrailKeys(keys.actors, keys.subjects, frozenset(actions))
    elif not look.looks:
        keys = TrailKeys(actions=frozenset(await visit.queries.trail_actions()) - LOOKS)
    if look.period is None:
        return TrailSearch(keys)
    return TrailSearch(keys, *instants_of(look.period.first, look.period.last, visit.zone))


def _means(text: str, action: str, visit: Visit) -> bool:
    """Whether the text is part of an action's words, in the reader's language, or of its code."""
    return text.casefold() in did_words(action, visit).casefold() or text in action


async def _names(records: Sequence[AuditRecord], visit: Visit) -> dict[str, Markup]:
    """What the actors and subjects of these records are called, as far as they have names."""
    named: dict[str, Markup | None] = {}
    for actor in {each.actor for each in records}:
        named[actor] = await _actor_name(actor, visit)
    for subject in {each.subject for each in records}:
        named[subject] = await _subject_name(subject, visit)
    return {each: name for each, name in named.items() if name is not None}


async def _actor_name(actor: str, visit: Visit) -> Markup | None:
    staff_id = Actor.recorded_as(actor).staff_id
    recipient = None if staff_id is None else await visit.queries.recipient(staff_id)
    return None if recipient is None else from_outside(recipient.participant.name)


async def _subject_name(subject: str, visit: Visit) -> Markup | None:
    """The kind of an id is its prefix; other subjects speak for themselves."""
    match subject.partition("_")[0]:
        case "cmp":
            view = await visit.queries.campaign(CampaignId(subject), visit.participant.id)
            return None if view is None else Markup(show_short_code(view.campaign.short_code))
        case "acc":
            account = await visit.queries.account(AccountId(subject))
            return None if account is None else mask_account(account.account.number)
        case "par":
            found = await visit.queries.find_participants(subject, 1)
            return from_outside(found[0].participant.name) if found else None
        case "ptn":
            partner = await visit.partners.partner(PartnerId(subject))
            return None if partner is None else from_outside(partner.name)
    return None
