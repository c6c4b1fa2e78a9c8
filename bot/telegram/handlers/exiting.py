"""Leaving a deposit early: the figures first, then the act, for the amount that was shown."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import LeaveEarlySureTap, LeaveEarlyTap
from bot.telegram.refusals import refusal_text
from bot.telegram.render.exiting import leave_early_screen, left_early_screen
from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit
from core.commands import Refused, WithdrawEarly
from core.domain.errors import AmountChanged, CampaignUnknown, DomainError
from core.domain.exiting import check_withdrawable_early
from core.domain.ids import IntentId, ShareId
from core.views import CertificateView


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="exiting")
    router.callback_query.register(_ask, LeaveEarlyTap.filter())
    router.callback_query.register(_withdraw, LeaveEarlySureTap.filter())
    return router


async def _ask(query: CallbackQuery, callback_data: LeaveEarlyTap, visit: Visit) -> None:
    view = await _own(callback_data.share_id, visit)
    try:
        check_withdrawable_early(view.deposit, view.share, view.campaign.terms, visit.now().day)
    except DomainError as error:
        await show(visit, query, Screen(refusal_text(error, visit, view.deposit.currency)), fresh=True)
    else:
        await _show_figures(query, view, visit, fresh=True)


async def _withdraw(query: CallbackQuery, callback_data: LeaveEarlySureTap, visit: Visit) -> None:
    """The button carries all that the command needs, so a second tap asks the same and gets the first receipt."""
    view = await _own(callback_data.share_id, visit)
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
        await show(visit, query, left_early_screen(view, visit))
    elif isinstance(receipt.error, AmountChanged):
        await _show_figures(query, view, visit)
    else:
        await show(visit, query, Screen(refusal_text(receipt.error, visit, view.deposit.currency)))


async def _show_figures(
    query: CallbackQuery, view: CertificateView, visit: Visit, *, fresh: bool = False
) -> None:
    products = await visit.queries.products()
    product = next(each for each in products if each.code == view.deposit.product_code)
    await show(visit, query, leave_early_screen(view, product, visit), fresh=fresh)


async def _own(share_id: str, visit: Visit) -> CertificateView:
    """The certificate, if it is theirs; somebody else's is answered as one that is not there."""
    view = await visit.queries.certificate(ShareId(share_id))
    if view is None or view.share.participant_id != visit.participant.id:
        raise CampaignUnknown
    return view
