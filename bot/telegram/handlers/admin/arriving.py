"""Coming from an alarm in the admins' group straight to where something can be done about it."""

from aiogram.types import Message, Update

from bot.links import read_desk_payload
from bot.telegram.admin_callbacks import AdminPlace
from bot.telegram.handlers.admin.correcting import show_mismatches
from bot.telegram.handlers.admin.delivering import show_deliveries
from bot.telegram.handlers.admin.ordering import show_unanswered_orders
from bot.telegram.handlers.admin.overview import show_overview
from bot.telegram.handlers.admin.partnering import show_partners
from bot.telegram.visit import Visit


async def arrive(message: Message, payload: str, visit: Visit, update: Update) -> bool:
    """Whether what followed /start leads to the admin desk, and an admin came by it; then they are shown the place."""
    place = read_desk_payload(payload)
    if place is None or not visit.admin:
        return False
    match place:
        case AdminPlace.MISMATCHES:
            await show_mismatches(message, visit, update)
        case AdminPlace.ORDERS:
            await show_unanswered_orders(message, visit, update)
        case AdminPlace.PARTNERS:
            await show_partners(message, visit, update)
        case AdminPlace.DELIVERIES:
            await show_deliveries(message, visit, update)
        case _:
            await show_overview(message, visit, update)
    return True
