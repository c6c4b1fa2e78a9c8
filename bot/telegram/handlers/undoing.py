"""Taking back a pledge or a place in line by whose it is, a campaign or its link by its organiser; asked about once."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import CardAction, CardTap, SureTap
from bot.telegram.pledge_draft import PledgeStep
from bot.telegram.pledge_steps import ask, begin, current_draft, movable, out_of_date
from bot.telegram.refusals import refusal_text, refusal_toast
from bot.telegram.render.pledging import (
    cancel_sure_screen,
    done_screen,
    leave_line_sure_screen,
    leave_organising_sure_screen,
    rotate_sure_screen,
    withdraw_sure_screen,
)
from bot.telegram.render.ways import with_way_to_card
from bot.telegram.screens import show
from bot.telegram.send_card import look_at, redraw_card
from bot.telegram.visit import Visit
from core.commands import (
    CancelCampaign,
    LeaveOrganising,
    LeaveWaitingList,
    Refused,
    RotateCampaignKeys,
    WithdrawPledge,
)
from core.domain.ids import CampaignId, IntentId
from core.domain.pledge import Pledge

_UNDOES = frozenset(
    {
        CardAction.WITHDRAW,
        CardAction.LEAVE_LINE,
        CardAction.LEAVE_ORGANISING,
        CardAction.ROTATE,
        CardAction.CANCEL,
    }
)


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="undoing")
    router.callback_query.register(_ask_withdraw, CardTap.filter(F.action == CardAction.WITHDRAW))
    router.callback_query.register(_ask_leave_line, CardTap.filter(F.action == CardAction.LEAVE_LINE))
    router.callback_query.register(
        _ask_leave_organising, CardTap.filter(F.action == CardAction.LEAVE_ORGANISING)
    )
    router.callback_query.register(_ask_cancel, CardTap.filter(F.action == CardAction.CANCEL))
    router.callback_query.register(_ask_rotate, CardTap.filter(F.action == CardAction.ROTATE))
    router.callback_query.register(_undo, SureTap.filter(F.action.in_(_UNDOES)))
    return router


async def _ask_withdraw(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.SURE)
    if not await movable(visit, query, draft, view, Pledge.check_withdrawable):
        return
    assert view.own_pledge is not None
    account = await visit.queries.account(view.own_pledge.account_id)
    assert account is not None, "a pledge's account is never deleted"
    await ask(visit, query, draft, withdraw_sure_screen(draft, view, account, visit))


async def _ask_leave_line(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.SURE)
    position = view.campaign.waiting.position(visit.participant.id)
    if position is None:
        await out_of_date(visit, query, callback_data.campaign_id)
    else:
        await ask(visit, query, draft, leave_line_sure_screen(draft, view, position, visit))


async def _ask_leave_organising(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, _ = await begin(visit, query, callback_data.campaign_id, PledgeStep.SURE)
    await ask(visit, query, draft, leave_organising_sure_screen(draft, visit))


async def _ask_cancel(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, _ = await begin(visit, query, callback_data.campaign_id, PledgeStep.SURE)
    await ask(visit, query, draft, cancel_sure_screen(draft, visit))


async def _ask_rotate(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, _ = await begin(visit, query, callback_data.campaign_id, PledgeStep.SURE)
    await ask(visit, query, draft, rotate_sure_screen(draft, visit))


async def _undo(query: CallbackQuery, callback_data: SureTap, visit: Visit) -> None:
    """The button carries all that the command needs, so a second tap asks the same and gets the first receipt."""
    draft = await current_draft(visit)
    if draft is not None and draft.nonce != callback_data.nonce:
        draft = None
    closes = None if draft is None else draft.kept(visit.telegram_user_id)
    receipt = await visit.teller.submit(_command(callback_data, visit), closes=closes)
    if isinstance(receipt, Refused):
        view = await look_at(visit, callback_data.campaign_id)
        currency = view.campaign.terms.currency
        said = refusal_text(receipt.error, visit, currency)
        screen = with_way_to_card(said, view.campaign.id, visit)
        toast = refusal_toast(receipt.error, visit, currency)
    else:
        screen, toast = done_screen(callback_data.action, CampaignId(callback_data.campaign_id), visit), None
    await show(visit, query, screen, toast=toast)
    await redraw_card(visit, None if draft is None else draft.card_id, callback_data.campaign_id)


def _command(
    tapped: SureTap, visit: Visit
) -> WithdrawPledge | LeaveWaitingList | LeaveOrganising | RotateCampaignKeys | CancelCampaign:
    intent = IntentId(f"{tapped.action}:{visit.participant.id}:{tapped.nonce}")
    campaign_id = CampaignId(tapped.campaign_id)
    if tapped.action is CardAction.WITHDRAW:
        return WithdrawPledge(intent=intent, actor=visit.actor, campaign_id=campaign_id)
    if tapped.action is CardAction.LEAVE_LINE:
        return LeaveWaitingList(intent=intent, actor=visit.actor, campaign_id=campaign_id)
    if tapped.action is CardAction.LEAVE_ORGANISING:
        return LeaveOrganising(intent=intent, actor=visit.actor, campaign_id=campaign_id)
    if tapped.action is CardAction.ROTATE:
        return RotateCampaignKeys(intent=intent, actor=visit.actor, campaign_id=campaign_id)
    return CancelCampaign(intent=intent, actor=visit.actor, campaign_id=campaign_id, reason="")
