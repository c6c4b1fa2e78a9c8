"""A list in pages: which of them is shown, and the buttons to those beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.telegram.keyboards import tap
from bot.telegram.visit import Visit

T = TypeVar("T")

PAGE_SIZE = 8
"""So many lines and buttons a thumb still finds its way through."""
_PAGES = 100_000
"""Nobody has as many; what a button carries is typed by whoever taps it."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, newest first; `number` counts from 0, `older` says whether there are more after it."""

    items: Sequence[T]
    number: int
    older: bool

    @staticmethod
    def skips(number: int) -> int:
        """How many come before the page."""
        return within(number) * PAGE_SIZE

    @staticmethod
    def of_one_more(found: Sequence[T], number: int) -> "Page[T]":
        """The page of what was found when one more was asked for than it takes."""
        return Page(found[:PAGE_SIZE], within(number), len(found) > PAGE_SIZE)

    @staticmethod
    def of_all(everything: Sequence[T], number: int) -> "Page[T]":
        """The page of a list that is there whole."""
        first = Page.skips(number)
        return Page.of_one_more(everything[first : first + PAGE_SIZE + 1], number)


def within(number: int) -> int:
    """The page nearest to that number that there could be."""
    return min(max(0, number), _PAGES)


def page_buttons(
    page: Page[T], newer: CallbackData, older: CallbackData, visit: Visit
) -> tuple[InlineKeyboardButton, ...]:
    """Back towards the newest, and on towards the oldest, as far as there is anything."""
    say = visit.words.plain
    return (
        *([tap(say("page-button-newer"), newer)] if page.number else []),
        *([tap(say("page-button-older"), older)] if page.older else []),
    )
