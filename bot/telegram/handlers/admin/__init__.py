"""What staff do in chat, a subject to a file. To everybody else all of it is unknown: it goes on to the fallback.

Every look is put on the audit trail before it is granted, every change by the command that makes it. Which role a
button needs stands beside what it carries back (`bot/telegram/staff_taps.py`); the core decides once more.
"""

from aiogram import Router
from aiogram.types import TelegramObject

from bot.telegram.handlers import alarming
from bot.telegram.handlers.admin import (
    changing,
    correcting,
    delivering,
    exporting,
    finding,
    gate,
    looking,
    ordering,
    overview,
    partnering,
    product_opening,
    staffing,
    trail,
)
from bot.telegram.visit import Visit

_SUBJECTS = (
    gate,
    overview,
    trail,
    exporting,
    finding,
    looking,
    changing,
    correcting,
    delivering,
    ordering,
    partnering,
    product_opening,
    staffing,
    alarming,
)


def create_router() -> Router:
    """The router of this topic, closed to everybody but the staff."""
    router = Router(name="admin")
    router.message.filter(_is_staff)
    router.callback_query.filter(_is_staff)
    router.include_routers(*(subject.create_router() for subject in _SUBJECTS))
    return router


async def _is_staff(_: TelegramObject, visit: Visit) -> bool:
    return visit.admin
