"""Buttons that somebody's role does not allow, or no longer: forged ones, and those of old screens."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.telegram.refusals import refusal_toast
from bot.telegram.staff_taps import staff_tap
from bot.telegram.visit import Visit
from core.domain.errors import RoleMissing
from core.domain.staff import Role


def create_router() -> Router:
    """The router of this subject; it comes before all others of the desk."""
    router = Router(name="admin gate")
    router.callback_query.register(_refuse, _beyond_their_role)
    return router


async def _beyond_their_role(query: CallbackQuery, visit: Visit) -> bool | dict[str, Role]:
    tapped = staff_tap(query.data or "")
    return False if tapped is None or visit.may(tapped.needs) else {"needed": tapped.needs}


async def _refuse(_: CallbackQuery, visit: Visit, needed: Role) -> None:
    """Kindly, and nothing else happens."""
    await visit.answer(refusal_toast(RoleMissing(needed), visit), alert=True)
