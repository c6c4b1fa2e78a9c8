"""Joining the waiting list of a campaign, for a place of it or a share of its deposit.

Leaving it is asked once, as all that cannot be undone.
"""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Update

from bot.telegram.callbacks import CardAction, CardTap
from bot.telegram.refusals import refusal_toast
from bot.telegram.send_card import look_at, send_card
from bot.telegram.visit import Visit
from core.commands import JoinWaitingList, Refused
from core.domain.ids import IntentId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="waiting")
    router.callback_query.register(_join, CardTap.filter(F.action == CardAction.WAIT))
    return router


async def _join(query: CallbackQuery, callback_data: CardTap, visit: Visit, event_update: Update) -> None:
    """Join, and show the card as it is now: with the position, or with what is free after all."""
    view = await look_at(visit, callback_data.campaign_id)
    receipt = await visit.teller.submit(
        JoinWaitingList(
            intent=IntentId(f"wait:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            campaign_id=view.campaign.id,
            deposit_id=view.campaign.deposit_id,
        )
    )
    if isinstance(receipt, Refused):
        toast = refusal_toast(receipt.error, visit, view.campaign.terms.currency)
    else:
        toast = visit.words.plain("card-waiting-toast", position=receipt.result.position)
    await send_card(visit, query, callback_data.campaign_id, toast=toast)
