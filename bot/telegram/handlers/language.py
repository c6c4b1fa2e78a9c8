"""/language: which language a person is spoken to in, whatever their Telegram says."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.locales import words
from bot.telegram.callbacks import GoTo, LanguageTap, Place
from bot.telegram.menus import set_menu_of
from bot.telegram.render.start import language_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ChooseLocale
from core.domain.ids import IntentId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="language")
    router.message.register(_ask, Command("language"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.LANGUAGE))
    router.callback_query.register(_choose, LanguageTap.filter())
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, language_screen(visit))


async def _choose(query: CallbackQuery, callback_data: LanguageTap, visit: Visit) -> None:
    locale = callback_data.locale
    intent = IntentId(f"locale:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseLocale(intent=intent, actor=visit.actor, locale=locale.value))
    visit = replace(visit, words=words(locale))
    await show(visit, query, language_screen(visit, visit.words("language-chosen")))
    await set_menu_of(visit)
