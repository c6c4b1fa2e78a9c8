"""The questions people ask: each answered with an example in real figures, and a way to what it speaks about."""

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.locales import Locale
from bot.telegram.callbacks import GoTo, HelpTap, Place, Question
from bot.telegram.render.help import answer_screen, help_screen
from bot.telegram.screens import Screen
from core.catalogue import DEFAULT_PRODUCTS
from tests.bot.reader import reader

LABEL_LIMIT = 28


def buttons(screen: Screen) -> list[tuple[str, str]]:
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    return [(each.text, str(each.callback_data)) for row in screen.keyboard.inline_keyboard for each in row]


@pytest.mark.parametrize("locale", Locale)
def test_help_asks_ten_questions_that_fit_on_a_phone(locale):
    shown = buttons(help_screen(reader(locale)))
    asked = [HelpTap(question=each).pack() for each in Question]
    assert [data for _, data in shown][: len(asked)] == asked
    assert len(asked) == 10
    assert all(len(text) <= LABEL_LIMIT for text, _ in shown)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("question", Question)
def test_every_answer_has_an_example_in_figures_and_leads_on_and_back(question, locale):
    screen = answer_screen(question, DEFAULT_PRODUCTS, reader(locale))
    example = screen.text.split("<i>")[1]
    assert "¥" in example
    assert "{" not in screen.text
    ways = [data for _, data in buttons(screen)]
    assert ways[0].startswith("go:")
    assert ways[1:] == [GoTo(place=Place.HELP).pack(), GoTo(place=Place.ME).pack()]


def test_the_figures_are_those_of_what_the_bank_offers_now(guest):
    ann = guest()
    ann.say("/help")
    ann.tap("How is interest figured?", ann.sees("How it works"))
    answer = ann.sees("How is interest figured?")
    assert "¥2,500 × 2.45% × 12 months = ¥61.25" in answer.text
    assert "Alone, at 1.75%: ¥43.75" in answer.text
    ann.tap("‹ Questions", answer)
    ann.tap("Who sees my name and amount?", ann.sees("How it works"))
    assert f"read of you: {ann.name};" in ann.sees("Who sees my name").text
    ann.tap("Privacy")
    ann.sees("Who sees what of me")
