"""The ways back and on, which several of the admins' screens share."""

from collections.abc import Callable
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.locales import Key
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, FoundTap
from bot.telegram.admin_drafts import Search
from bot.telegram.keyboards import Row, tap
from bot.telegram.paging import Page, page_buttons
from bot.telegram.visit import Visit

T = TypeVar("T")

_BACK_MORE = (Key("admin-button-before"), Key("admin-button-more"))


def ways_back(search: Search | None, visit: Visit) -> Row:
    """Back to what was found, if this was found, and to the overview."""
    overview = overview_button(visit)
    if search is None or not search.text:
        return (overview,)
    found = FoundTap(nonce=search.nonce, page=search.page)
    return (tap(visit.words.plain("admin-button-found"), found), overview)


def other_pages(page: Page[T], to: Callable[[int], CallbackData], visit: Visit) -> Row:
    """Back, and to more, as far as there is any; `to` leads to a page."""
    return page_buttons(page, to, visit, _BACK_MORE)


def overview_button(visit: Visit) -> InlineKeyboardButton:
    """Back to the overview."""
    return tap(visit.words.plain("admin-button-overview"), AdminGo(place=AdminPlace.OVERVIEW))
