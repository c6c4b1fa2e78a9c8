"""Buying a share that is for sale: reviewed at today's price, and bought with one tap."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.telegram.buy_draft import BuyDraft
from bot.telegram.buy_steps import current_purchase, over, review, share_on_offer
from bot.telegram.callbacks import BuyAccountTap, BuyReviewTap, BuyTap, ReviewAction
from bot.telegram.pausing import said_of_pause
from bot.telegram.pledge_draft import nonce_for
from bot.telegram.pledge_steps import leave
from bot.telegram.refusals import refusal_toast
from bot.telegram.render.buying import bought_screen
from bot.telegram.render.pledging import nothing_pending_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import Refused
from core.domain.deposit import Share
from core.domain.errors import AccountNotLinked, AccountNotValid, AmountChanged, DomainError
from core.domain.ids import AccountId
from core.views import Draft, ShareView


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="buying")
    router.callback_query.register(_begin, BuyTap.filter())
    router.callback_query.register(_choose_account, BuyAccountTap.filter())
    router.callback_query.register(_confirm, BuyReviewTap.filter(F.action == ReviewAction.CONFIRM))
    router.callback_query.register(_back, BuyReviewTap.filter(F.action == ReviewAction.BACK))
    return router


async def _begin(query: CallbackQuery, callback_data: BuyTap, visit: Visit) -> None:
    view = await share_on_offer(callback_data.share_id, visit)
    draft = BuyDraft(nonce=nonce_for(query), share_id=view.share.id)
    await review(visit, query, draft, await said_of_pause(visit))


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """The purchase's review once more, under a note."""
    await review(visit, message, BuyDraft.of(draft), note)


async def _choose_account(query: CallbackQuery, callback_data: BuyAccountTap, visit: Visit) -> None:
    draft = await current_purchase(visit)
    if draft is None:
        await show(visit, query, nothing_pending_screen(visit))
    elif draft.nonce != callback_data.nonce:
        await review(visit, query, draft, visit.words("pledging-out-of-date"))
    else:
        await review(visit, query, replace(draft, account_id=AccountId(callback_data.account_id)))


async def _confirm(query: CallbackQuery, callback_data: BuyReviewTap, visit: Visit) -> None:
    """A second tap finds the draft closed and the share bought, and gets the first answer."""
    view = await share_on_offer(callback_data.share_id, visit)
    draft = await current_purchase(visit)
    if draft is None or draft.nonce != callback_data.nonce or draft.account_id is None:
        bought = _bought(view, visit)
        if bought is not None:
            await show(visit, query, bought_screen(view, bought, visit))
        else:
            anew = BuyDraft(nonce=nonce_for(query), share_id=view.share.id)
            await review(visit, query, anew, visit.words("pledging-out-of-date"))
        return
    receipt = await visit.teller.submit(draft.command(view, visit), closes=draft.kept(visit.telegram_user_id))
    if isinstance(receipt, Refused):
        await _refused(visit, query, draft, receipt.error, view)
    else:
        view = await share_on_offer(callback_data.share_id, visit)
        await show(visit, query, bought_screen(view, _bought(view, visit), visit))


async def _refused(
    visit: Visit, query: CallbackQuery, draft: BuyDraft, error: DomainError, view: ShareView
) -> None:
    """What can be put right is reviewed anew, at the price of now; anything else ends it, in words."""
    match error:
        case AmountChanged():
            await review(visit, query, draft, visit.words("buying-price-changed"))
        case AccountNotValid():
            await review(visit, query, draft, Markup(refusal_toast(error, visit)))
        case AccountNotLinked():
            await review(visit, query, replace(draft, account_id=None))
        case _:
            await over(visit, query, draft, error, view)


def _bought(view: ShareView, visit: Visit) -> Share | None:
    """The share that the visitor has in its place; none yet while a bank elsewhere is asked."""
    own = (each for each in view.register if each.participant_id == visit.participant.id)
    return next((each for each in own if each.acquired_from == view.share.id), None)


async def _back(query: CallbackQuery, callback_data: BuyReviewTap, visit: Visit) -> None:
    draft = await current_purchase(visit)
    if draft is not None and draft.nonce == callback_data.nonce:
        await visit.drafts.discard(draft.kept(visit.telegram_user_id))
    await leave(visit, query)
