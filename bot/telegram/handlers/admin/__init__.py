"""What admins do in chat, a subject to a file. To everybody else all of it is unknown: it goes on to the fallback.

Every look is put on the audit trail before it is granted, every change by the command that makes it.
"""

from aiogram import Router
from aiogram.types import TelegramObject

from bot.telegram.handlers.admin import (
    changing,
    correcting,
    exporting,
    finding,
    looking,
    ordering,
    overview,
    partnering,
    product_opening,
    trail,
)
from bot.telegram.visit import Visit

_SUBJECTS = (overview, trail, finding, looking, changing, correcting, ordering, partnering, product_opening)
_SUBJECTS = (overview, trail, exporting, finding, looking, changing, correcting, ordering, partnering)


def create_router() -> Router:
    """The router of this topic, closed to everybody but the admins."""
    router = Router(name="admin")
    router.message.filter(_is_admin)
    router.callback_query.filter(_is_admin)
    router.include_routers(*(subject.create_router() for subject in _SUBJECTS))
    return router


async def _is_admin(_: TelegramObject, visit: Visit) -> bool:
    return visit.admin
