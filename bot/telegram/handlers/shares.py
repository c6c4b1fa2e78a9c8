"""A share's screen, what is to become of it at maturity, and naming another account for money that waits."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.locales import Markup
from bot.telegram.callbacks import MaturityTap, RedirectTap, ShareTap, ShareWorkingTap
from bot.telegram.refusals import refusal_text, refusal_toast
from bot.telegram.render.share import share_screen
from bot.telegram.render.working import working_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ChooseMaturity, RedirectPayout, Refused
from core.domain.errors import PayoutUnknown, ShareUnknown
from core.domain.ids import AccountId, IntentId, PayoutId, ShareId
from core.views import ShareView


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="shares")
    router.callback_query.register(_show, ShareTap.filter())
    router.callback_query.register(_work_out, ShareWorkingTap.filter())
    router.callback_query.register(_choose, MaturityTap.filter())
    router.callback_query.register(_redirect, RedirectTap.filter())
    return router


async def own_share(share_id: str, visit: Visit) -> ShareView:
    """The share. Raises ShareUnknown unless it is the visitor's: somebody else's is as one that is not there."""
    view = await visit.queries.share(ShareId(share_id))
    if view is None or view.share.participant_id != visit.participant.id:
        raise ShareUnknown
    return view


async def _show(query: CallbackQuery, callback_data: ShareTap, visit: Visit) -> None:
    view = await own_share(callback_data.share_id, visit)
    await show(visit, query, await share_screen(view, visit), fresh=True)


async def _work_out(query: CallbackQuery, callback_data: ShareWorkingTap, visit: Visit) -> None:
    view = await own_share(callback_data.share_id, visit)
    await show(visit, query, working_screen(view, visit), fresh=True)


async def _choose(query: CallbackQuery, callback_data: MaturityTap, visit: Visit) -> None:
    """Choose, and show the share as it is now: if it was too late, with what has become of it."""
    view = await own_share(callback_data.share_id, visit)
    receipt = await visit.teller.submit(
        ChooseMaturity(
            intent=IntentId(f"maturity:{visit.participant.id}:{query.id}"),
            actor=visit.actor,
            share_id=view.share.id,
            choice=callback_data.choice,
        )
    )
    if isinstance(receipt, Refused):
        toast = refusal_toast(receipt.error, visit, view.deposit.currency)
    else:
        toast = visit.words.plain(f"share-toast-{callback_data.choice.replace('_', '-')}")
    view = await own_share(callback_data.share_id, visit)
    await show(visit, query, await share_screen(view, visit), toast=toast)


async def _redirect(query: CallbackQuery, callback_data: RedirectTap, visit: Visit) -> None:
    """Have the money paid there, and show where it is now; why an account cannot take it is said in full."""
    payout = await visit.queries.payout(PayoutId(callback_data.payout_id))
    if payout is None or payout.participant_id != visit.participant.id:
        raise PayoutUnknown
    receipt = await visit.teller.submit(
        RedirectPayout(
            intent=IntentId(f"redirect:{visit.participant.id}:{query.id}"),
            actor=visit.actor,
            payout_id=payout.id,
            account_id=AccountId(callback_data.account_id),
        )
    )
    view = await own_share(payout.share_id, visit)
    said: Markup | None = None
    if isinstance(receipt, Refused):
        said = refusal_text(receipt.error, visit, view.deposit.currency)
    await show(visit, query, await share_screen(view, visit, said))
