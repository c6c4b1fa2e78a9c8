"""/privacy: who sees what of somebody, and how much of their name and amount that is."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import AmountSeenTap, GoTo, NameSeenTap, Place, PrivacyTap
from bot.telegram.render.privacy import audience_screen, privacy_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ChooseAmountShown, ChooseNameShown
from core.domain.ids import IntentId
from core.domain.participant import Participant


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="privacy")
    router.message.register(_ask, Command("privacy"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.PRIVACY))
    router.callback_query.register(_ask_audience, PrivacyTap.filter())
    router.callback_query.register(_choose_name, NameSeenTap.filter())
    router.callback_query.register(_choose_amount, AmountSeenTap.filter())
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, privacy_screen(visit))


async def _ask_audience(query: CallbackQuery, callback_data: PrivacyTap, visit: Visit) -> None:
    await show(visit, query, audience_screen(callback_data.audience, visit))


async def _choose_name(query: CallbackQuery, callback_data: NameSeenTap, visit: Visit) -> None:
    audience, shown = callback_data.audience, callback_data.shown
    intent = IntentId(f"name-{audience}:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseNameShown(intent=intent, actor=visit.actor, audience=audience, shown=shown))
    await _noted(query, visit.participant.showing(audience, shown), visit)


async def _choose_amount(query: CallbackQuery, callback_data: AmountSeenTap, visit: Visit) -> None:
    shown = callback_data.shown
    intent = IntentId(f"amount-seen:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseAmountShown(intent=intent, actor=visit.actor, shown=shown))
    await _noted(query, replace(visit.participant, amount_to_members=shown), visit)


async def _noted(query: CallbackQuery, participant: Participant, visit: Visit) -> None:
    """What others see already is drawn anew, too."""
    await visit.cards.rename(participant.id)
    chosen = replace(visit, participant=participant)
    await show(chosen, query, privacy_screen(chosen), toast=visit.words.plain("privacy-noted"))
