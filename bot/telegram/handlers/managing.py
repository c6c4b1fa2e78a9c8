"""The organiser's own screen, below the card, and the way back from it. What it leads to has handlers of its own."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import CardAction, CardTap
from bot.telegram.pledge_steps import leave, out_of_date
from bot.telegram.render.card_buttons import manageable_by
from bot.telegram.render.managing import managing_screen
from bot.telegram.screens import show
from bot.telegram.send_card import look_at_organised
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="managing")
    router.callback_query.register(_manage, CardTap.filter(F.action == CardAction.MANAGE))
    router.callback_query.register(_back, CardTap.filter(F.action == CardAction.MANAGED))
    return router


async def _manage(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    view = await look_at_organised(visit, callback_data.campaign_id)
    if manageable_by(view.campaign, visit):
        await show(visit, query, managing_screen(view, visit))
    else:
        await out_of_date(visit, query, callback_data.campaign_id)


async def _back(query: CallbackQuery, visit: Visit) -> None:
    """The card is still above."""
    await leave(visit, query)
