"""/statement: a participant's own statement of account, as a file."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, Place, StatementTap
from bot.telegram.documents import hand_over
from bot.telegram.render.statement import statement_file, statement_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="statement")
    router.message.register(_ask, Command("statement"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.STATEMENT))
    router.callback_query.register(_send, StatementTap.filter())
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await show(visit, event, statement_screen(visit), fresh=True)


async def _send(_query: CallbackQuery, callback_data: StatementTap, visit: Visit) -> None:
    await visit.answer(visit.words.plain("file-on-its-way"))
    await hand_over(visit, await statement_file(callback_data.period, callback_data.form, visit))
