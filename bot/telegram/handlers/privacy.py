"""/privacy: how much of one's name groups see."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, NameInGroupsTap, Place
from bot.telegram.render.privacy import privacy_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ChooseNameInGroups
from core.domain.ids import IntentId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="privacy")
    router.message.register(_ask, Command("privacy"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.PRIVACY))
    router.callback_query.register(_choose, NameInGroupsTap.filter())
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, privacy_screen(visit))


async def _choose(query: CallbackQuery, callback_data: NameInGroupsTap, visit: Visit) -> None:
    """What groups see already is drawn anew, too."""
    shown = callback_data.shown
    intent = IntentId(f"name-in-groups:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseNameInGroups(intent=intent, actor=visit.actor, shown=shown))
    await visit.cards.rename(visit.participant.id)
    chosen = replace(visit, participant=replace(visit.participant, name_in_groups=shown))
    await show(chosen, query, privacy_screen(chosen), toast=visit.words.plain("privacy-noted"))
