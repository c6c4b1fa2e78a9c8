"""A list in pages: which of them is shown, and the buttons to those beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.locales import Key
from bot.telegram.keyboards import Row, tap
from bot.telegram.visit import Visit

T = TypeVar("T")

PAGE_SIZE = 8
"""So many lines and buttons a thumb still finds its way through."""
_PAGES = 100_000
"""Nobody has as many; what a button carries is typed by whoever taps it."""
NEWER_OLDER = (Key("page-button-newer"), Key("page-button-older"))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list, newest first; `number` counts from 0, `older` says whether there are more after it."""

    items: Sequence[T]
    number: int
    older: bool

    @staticmethod
    def skips(number: int, size: int = PAGE_SIZE) -> int:
        """How many come before the page."""
        return within(number) * size

    @staticmethod
    def of_one_more(found: Sequence[T], number: int, size: int = PAGE_SIZE) -> "Page[T]":
        """The page of what was found when one more was asked for than it takes."""
        return Page(found[:size], within(number), len(found) > size)

    @staticmethod
    def of_all(everything: Sequence[T], number: int, size: int = PAGE_SIZE) -> "Page[T]":
        """The page of a list that is there whole; of a list that has become shorter, the last if it is beyond that."""
        number = min(number, max(0, len(everything) - 1) // size)
        first = Page.skips(number, size)
        return Page.of_one_more(everything[first : first + size + 1], number, size)


def within(number: int) -> int:
    """The page nearest to that number that there could be."""
    return min(max(0, number), _PAGES)


def page_buttons(
    page: Page[T], to: Callable[[int], CallbackData], visit: Visit, labels: tuple[Key, Key] = NEWER_OLDER
) -> Row:
    """Back towards the newest, and on towards the oldest, as far as there is anything; `to` leads to a page."""
    newer, older = map(visit.words.plain, labels)
    return (
        *([tap(newer, to(page.number - 1))] if page.number else []),
        *([tap(older, to(page.number + 1))] if page.older else []),
    )
