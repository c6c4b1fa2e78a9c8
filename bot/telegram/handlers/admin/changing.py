"""Using a power: begin, tell what is asked for, review, and say yes once."""

from datetime import date
from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Markup
from bot.telegram.admin_callbacks import DayTap, Power, PowerSure, PowerTap
from bot.telegram.admin_corrections import other_admins
from bot.telegram.admin_drafts import AdminStep, Change
from bot.telegram.admin_reading import NotTold, check_day, read_answer
from bot.telegram.admin_subjects import Rates, Subject, can, look_up
from bot.telegram.drafts import DraftKind, Typed
from bot.telegram.handlers.admin.asking import ask
from bot.telegram.handlers.admin.correcting import show_correction
from bot.telegram.handlers.admin.looking import look_at, show_sight
from bot.telegram.handlers.admin.overview import show_out_of_date, show_overview
from bot.telegram.render.admin.changing import change_screen, done_words
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import Command, Proposed
from core.views import Draft, EntryView, MismatchView


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin changing")
    router.callback_query.register(_begin, PowerTap.filter())
    router.callback_query.register(_choose_day, DayTap.filter())
    router.callback_query.register(_do, PowerSure.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.CHANGE))
    return router


async def _begin(query: CallbackQuery, callback_data: PowerTap, visit: Visit, event_update: Update) -> None:
    old_day = _day(callback_data.day) if callback_data.day else None
    change = Change.begin(callback_data.power, callback_data.subject, old_day)
    subject = await look_up(change.power, change.subject, visit)
    if subject is None or not _can_begin(change, subject, visit):
        await look_at(query, subject, visit, event_update, visit.words.plain("admin-out-of-date"))
    else:
        await _show(query, change, subject, visit)


def _can_begin(change: Change, subject: Subject, visit: Visit) -> bool:
    match change.power, subject, change.old_day:
        case Power.REDATE_RATES, Rates(), date() as old_day:
            return subject.can_move(old_day, visit.now().day)
        case Power.TAKE_BACK_RATES, Rates(), date() as old_day:
            return subject.can_take_back(old_day, visit.now().day)
    return can(change.power, subject)


async def _type(message: Message, visit: Visit, draft: Draft, event_update: Update) -> None:
    change = Change.of(draft)
    assert change is not None, "the filter lets changes through only"
    subject = await look_up(change.power, change.subject, visit)
    if subject is None:
        await show_overview(message, visit, event_update)
        return
    try:
        told = change.told(**read_answer(message.text or "", change, subject, visit))
    except NotTold as error:
        await _show(message, change, subject, visit, error.note)
    else:
        await _show(message, told, subject, visit)


async def _choose_day(
    query: CallbackQuery, callback_data: DayTap, visit: Visit, event_update: Update
) -> None:
    change = Change.of(await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN))
    subject = None if change is None else await look_up(change.power, change.subject, visit)
    if change is None or subject is None:
        await show_out_of_date(query, visit, event_update)
        return
    if change.nonce != callback_data.nonce or not isinstance(subject, Rates):
        await visit.answer(visit.words.plain("admin-out-of-date"))
        await _show(query, change, subject, visit)
        return
    try:
        day = check_day(_day(callback_data.day), change, subject.product, visit)
    except NotTold as error:
        await _show(query, change, subject, visit, error.note)
    else:
        await _show(query, change.told(day=day), subject, visit)


async def _do(query: CallbackQuery, callback_data: PowerSure, visit: Visit, event_update: Update) -> None:
    """What the review showed, once: after that, and in a later review's stead, its button shows how things are."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN)
    change = Change.of(draft)
    if change is None or change.nonce != callback_data.nonce or change.question is not None:
        subject = await look_up(callback_data.power, callback_data.subject, visit)
        await look_at(query, subject, visit, event_update, visit.words.plain("admin-out-of-date"))
        return
    subject = await look_up(change.power, change.subject, visit)
    assert subject is not None, "what was reviewed is never deleted"
    done = await ask(visit, await _command(change, subject, visit), closes=draft)
    if isinstance(done, Proposed) and isinstance(subject, EntryView):  # the entry says nothing of what waits
        toast = done_words(change.power, visit)
        await show_correction(query, done.correction_id, visit, event_update, toast)
        return
    subject = await look_up(change.power, change.subject, visit)
    assert subject is not None, "what was reviewed is never deleted"
    await show_sight(query, subject, visit, done_words(change.power, visit))


async def _command(change: Change, subject: Subject, visit: Visit) -> Command[Any]:
    if isinstance(subject, MismatchView | EntryView):
        return change.proposal(subject, await other_admins(visit), visit)
    return change.command(visit)


async def _show(
    event: Message | CallbackQuery,
    change: Change,
    subject: Subject,
    visit: Visit,
    note: Markup | None = None,
) -> None:
    """Keep the change as far as it was told, and ask for what is missing, or whether to do it."""
    await visit.drafts.save(change.kept(visit.telegram_user_id))
    await show(visit, event, change_screen(change, subject, visit, note))


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise SkipHandler from None  # no button of ours
