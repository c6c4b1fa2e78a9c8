"""What did not reach people, and updates that were set aside, as operators see them."""

from dataclasses import replace

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.locales import Locale
from bot.telegram.render.admin.deliveries import deliveries_screen
from bot.telegram.screens import Screen
from core.views import Outgoing, SetAsideUpdate, Waiting
from tests.bot.reader import NOW, reader
from tests.bot.test_words import is_whole

NOTHING = Outgoing(Waiting(0, None), 0, (), 0)
PLENTY = Outgoing(Waiting(3, NOW), 1, (("unreachable", 2), ("Bad Request: <chat> not found", 1)), 4)
UPDATE = SetAsideUpdate(123, 5_000_000_001, "Ann <b>", NOW, 3, "KeyError")


def rows_of(screen: Screen) -> list[list[InlineKeyboardButton]]:
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    return screen.keyboard.inline_keyboard


@pytest.mark.parametrize("locale", Locale)
def test_it_is_said_whole_whether_there_is_anything_or_not(locale):
    for outgoing in (NOTHING, PLENTY):
        for updates in ([], [UPDATE], [UPDATE, replace(UPDATE, update_id=124, name="", attempts=1)]):
            screen = deliveries_screen(outgoing, updates, reader(locale))
            is_whole(screen.text)
            assert "<chat>" not in screen.text
            assert "Ann <b>" not in screen.text
            assert len(rows_of(screen)) == len(updates) + 1


def test_each_update_can_be_tried_again_by_its_own_button():
    screen = deliveries_screen(PLENTY, [UPDATE, replace(UPDATE, update_id=124)], reader(Locale.EN))
    data = [row[0].callback_data for row in rows_of(screen)]
    assert data[:2] == ["mru:123", "mru:124"]
    assert "5000000001" in deliveries_screen(PLENTY, [replace(UPDATE, name="")], reader(Locale.EN)).text
