"""The ways back, which several of the admins' screens share."""

from aiogram.types import InlineKeyboardButton

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, FoundTap
from bot.telegram.admin_drafts import Search
from bot.telegram.keyboards import Row, tap
from bot.telegram.visit import Visit


def ways_back(search: Search | None, visit: Visit) -> Row:
    """Back to what was found, if this was found, and to the overview."""
    overview = overview_button(visit)
    if search is None or not search.text:
        return (overview,)
    found = FoundTap(nonce=search.nonce, page=search.page)
    return (tap(visit.words.plain("admin-button-found"), found), overview)


def overview_button(visit: Visit) -> InlineKeyboardButton:
    """Back to the overview."""
    return tap(visit.words.plain("admin-button-overview"), AdminGo(place=AdminPlace.OVERVIEW))
