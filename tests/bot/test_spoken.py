"""What people typed is read as they meant it, and nothing else is made into a command."""

import pytest

from bot.locales import Locale, words
from bot.telegram.menus import _COMMANDS
from bot.telegram.spoken import SPOKEN, as_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/HELP", "/help"),
        ("／ｈｅｌｐ", "/help"),
        ("/ help", "/help"),
        ("/Help@Hecun_Bot", "/help@hecun_bot"),
        ("/帮助", "/help"),
        ("帮助。", "/help"),
        ("  Help!!\n", "/help"),
        ("Never  mind", "/cancel"),
        ("\u202e/cancel", "/cancel"),
        ("/Join K7QF-2M9D", "/join K7QF-2M9D"),
        ("/START c_AbC-dEf", "/start c_AbC-dEf"),
        ("/nonsense", "/nonsense"),
    ],
)
def test_a_command_is_read_however_it_is_written(typed, meant):
    assert as_meant(typed) == meant


@pytest.mark.parametrize(
    "typed", ["I need help with this", "取消这个众筹好吗", "5,000", "two\nlines", "!?", "", "/"]
)
def test_what_only_speaks_of_a_command_is_left_as_it_is(typed):
    assert as_meant(typed) == typed


def test_what_cannot_be_seen_is_left_out_and_families_stay_together():
    assert as_meant("\u20685,\u200b000\u2069\ufeff") == "5,000"
    assert as_meant("👨\u200d👩\u200d👧 5") == "👨\u200d👩\u200d👧 5"


def test_in_a_group_a_word_is_no_command():
    assert as_meant("help", private=False) == "help"
    assert as_meant("/CARD@hecun_bot", private=False) == "/card@hecun_bot"


def test_a_word_stands_for_one_command_of_the_menu_whatever_language_one_is_spoken_to_in():
    assert SPOKEN.keys() <= _COMMANDS.keys()
    for locale in Locale:
        for command, key in SPOKEN.items():
            for word in words(locale).plain(key).split(";"):
                assert as_meant(word) == f"/{command}"
