"""/data: a copy of everything that is kept about somebody, and being erased."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import EraseTap, GoTo, Place
from bot.telegram.documents import hand_over
from bot.telegram.render.data import data_file, data_screen, erase_sure_screen, erased_screen, erasing_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ErasePerson, Refused
from core.domain.errors import ErasureHindered
from core.domain.ids import IntentId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="data")
    router.message.register(_data, Command("data"))
    router.callback_query.register(_data, GoTo.filter(F.place == Place.DATA))
    router.callback_query.register(_copy, GoTo.filter(F.place == Place.DATA_COPY))
    router.callback_query.register(_ask_erasing, GoTo.filter(F.place == Place.ERASING))
    router.callback_query.register(_ask_sure, EraseTap.filter(~F.sure))
    router.callback_query.register(_erase, EraseTap.filter(F.sure))
    return router


async def _data(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, data_screen(visit))


async def _copy(_query: CallbackQuery, visit: Visit) -> None:
    await visit.answer(visit.words.plain("file-on-its-way"))
    data = await visit.queries.personal_data(visit.participant.id)
    await hand_over(visit, data_file(data, visit))


async def _ask_erasing(query: CallbackQuery, visit: Visit) -> None:
    await show(visit, query, erasing_screen(await visit.queries.in_the_way(visit.participant.id), visit))


async def _ask_sure(query: CallbackQuery, visit: Visit) -> None:
    obstacles = await visit.queries.in_the_way(visit.participant.id)
    await show(visit, query, erasing_screen(obstacles, visit) if obstacles else erase_sure_screen(visit))


async def _erase(query: CallbackQuery, visit: Visit) -> None:
    """Each tap is an intention of its own: what is in the way today may not be tomorrow.

    Handled again after a crash, it erases whom that tap made known anew: nobody is left either way.
    """
    intent = IntentId(f"erase:{visit.participant.id}:{query.id}")
    receipt = await visit.teller.submit(ErasePerson(intent=intent, actor=visit.actor))
    if not isinstance(receipt, Refused):
        await show(visit, query, erased_screen(visit))
    elif isinstance(receipt.error, ErasureHindered):
        await _ask_erasing(query, visit)
    else:
        raise receipt.error
