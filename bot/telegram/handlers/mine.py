"""/mine: the campaigns a participant opened or pledged in, and their certificates."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, Place
from bot.telegram.render.mine import CAMPAIGNS_SHOWN, mine_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="mine")
    router.message.register(_list, Command("mine"))
    router.callback_query.register(_list, GoTo.filter(F.place == Place.MINE))
    return router


async def _list(event: Message | CallbackQuery, visit: Visit) -> None:
    campaigns = await visit.queries.campaigns_of(visit.participant.id, limit=CAMPAIGNS_SHOWN)
    certificates = await visit.queries.certificates_of(visit.participant.id)
    await show(visit, event, mine_screen(campaigns, certificates, visit), fresh=True)
