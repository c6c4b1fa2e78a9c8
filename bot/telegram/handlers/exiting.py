"""Leaving a deposit early: both ways side by side first, then the act, for what was shown."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.locales.reading import NotAnInstant, read_date
from bot.telegram.callbacks import LeaveDayTap, LeaveEarlySureTap, LeaveEarlyTap, OfferAction, OfferTap
from bot.telegram.drafts import DraftKind, ask, new_draft, on_typed
from bot.telegram.handlers.shares import own_share
from bot.telegram.pausing import said_of_pause
from bot.telegram.refusals import refusal_text, refusal_toast
from bot.telegram.render.exiting import (
    ask_day_screen,
    day_screen,
    leave_early_screen,
    leaving_screen,
    left_early_screen,
    not_on_that_day,
    offer_screen,
    take_back_sure_screen,
)
from bot.telegram.render.ways import with_way_to_share
from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit
from core.commands import OfferShare, Refused, TakeBackOffer, WithdrawEarly
from core.domain.errors import AmountChanged, ShareLeaving
from core.domain.ids import IntentId, read_short_code
from core.views import Draft, ShareView


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="exiting")
    tapped = router.callback_query.register
    tapped(_ask, LeaveEarlyTap.filter())
    tapped(_withdraw, LeaveEarlySureTap.filter())
    tapped(_ask_day, LeaveDayTap.filter())
    tapped(_offer, OfferTap.filter(F.action == OfferAction.OFFER))
    tapped(_ask_take_back, OfferTap.filter(F.action == OfferAction.TAKE_BACK))
    tapped(_take_back, OfferTap.filter(F.action == OfferAction.TAKE_BACK_SURE))
    on_typed(router, DraftKind.LEAVING, _type_day)
    return router


async def _ask(query: CallbackQuery, callback_data: LeaveEarlyTap, visit: Visit) -> None:
    screen = _now(await own_share(callback_data.share_id, visit), visit)
    waits = await said_of_pause(visit)
    await show(visit, query, screen if waits is None else replace(screen, text=f"{waits}\n\n{screen.text}"))


def _now(view: ShareView, visit: Visit, said: Markup | None = None) -> Screen:
    """Where leaving stands: what the bank is checking, the offer that runs, or both ways.

    After an offer that nobody took, with a word about it. Raises ShareFixed once it has ended.
    """
    if view.share.leaving is not None:
        return leaving_screen(view, visit)
    view.share.check_active()
    if view.share.for_sale:
        return offer_screen(view, visit, said)
    if view.share.untaken and said is None:
        said = visit.words("exiting-untaken")
    return leave_early_screen(view, visit, said)


# Withdrawing


async def _withdraw(query: CallbackQuery, callback_data: LeaveEarlySureTap, visit: Visit) -> None:
    """The button carries all that the command needs, so a second tap asks the same and gets the first receipt."""
    view = await own_share(callback_data.share_id, visit)
    asked = 0 if query.message is None else query.message.message_id
    intent = IntentId(f"leave-early:{view.share.id}:{asked}:{callback_data.amount_minor}")
    receipt = await visit.teller.submit(
        WithdrawEarly(
            intent=intent,
            actor=visit.actor,
            share_id=view.share.id,
            deposit_id=view.deposit.id,
            amount_minor=callback_data.amount_minor,
        )
    )
    if not isinstance(receipt, Refused):
        await show(visit, query, left_early_screen(await own_share(callback_data.share_id, visit), visit))
        return
    said = refusal_text(receipt.error, visit, view.deposit.currency)
    if isinstance(receipt.error, AmountChanged):
        await show(visit, query, leave_early_screen(view, visit, said))
    elif isinstance(receipt.error, ShareLeaving):
        await show(visit, query, _now(await own_share(callback_data.share_id, visit), visit))
    else:
        await show(visit, query, with_way_to_share(said, view.share.id, visit))


# Looking ahead


async def _ask_day(query: CallbackQuery, callback_data: LeaveDayTap, visit: Visit) -> None:
    view = await own_share(callback_data.share_id, visit)
    draft = new_draft(visit, DraftKind.LEAVING, "day")
    draft.answers["share_id"] = view.share.id
    await ask(visit, query, draft, ask_day_screen(view, visit))


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """The question for a day once more, under a note."""
    view = await own_share(str(draft.answers["share_id"]), visit)
    await show(visit, message, ask_day_screen(view, visit, note))


async def _type_day(message: Message, visit: Visit, draft: Draft) -> None:
    text = message.text or ""
    if read_short_code(text) is not None:
        raise SkipHandler  # a campaign's code, typed in the middle of it
    view = await own_share(str(draft.answers["share_id"]), visit)
    now = visit.now()
    try:
        on = read_date(text, now.at, visit.zone, visit.locale)
    except NotAnInstant as error:
        said: Markup | None = visit.words("exiting-not-a-day", reason=error.reason)
    else:
        said = not_on_that_day(view, on, visit)
        if said is None:
            await show(visit, message, day_screen(view, on, visit))
            await visit.drafts.discard(draft)
            return
    await show(visit, message, ask_day_screen(view, visit, said))


# Selling


async def _offer(query: CallbackQuery, callback_data: OfferTap, visit: Visit) -> None:
    """Offer it; a second tap finds the offer that runs, and shows it likewise."""
    view = await own_share(callback_data.share_id, visit)
    receipt = await visit.teller.submit(
        OfferShare(
            intent=IntentId(f"offer:{visit.participant.id}:{query.id}"),
            actor=visit.actor,
            share_id=view.share.id,
            deposit_id=view.deposit.id,
        )
    )
    view = await own_share(callback_data.share_id, visit)
    if isinstance(receipt, Refused) and not view.share.for_sale:
        said = refusal_text(receipt.error, visit, view.deposit.currency)
        await show(visit, query, with_way_to_share(said, view.share.id, visit))
    else:
        await show(visit, query, _now(view, visit))


async def _ask_take_back(query: CallbackQuery, callback_data: OfferTap, visit: Visit) -> None:
    view = await own_share(callback_data.share_id, visit)
    sure = view.share.for_sale and view.share.leaving is None
    await show(visit, query, take_back_sure_screen(view, visit) if sure else _now(view, visit))


async def _take_back(query: CallbackQuery, callback_data: OfferTap, visit: Visit) -> None:
    """Keep it, and show both ways again; if somebody was faster, say so."""
    view = await own_share(callback_data.share_id, visit)
    receipt = await visit.teller.submit(
        TakeBackOffer(
            intent=IntentId(f"take-back:{visit.participant.id}:{query.id}"),
            actor=visit.actor,
            share_id=view.share.id,
            deposit_id=view.deposit.id,
        )
    )
    view = await own_share(callback_data.share_id, visit)
    if isinstance(receipt, Refused):
        toast = refusal_toast(receipt.error, visit, view.deposit.currency)
        await show(visit, query, _now(view, visit), toast=toast)
    else:
        await show(visit, query, _now(view, visit, visit.words("exiting-taken-back")))
