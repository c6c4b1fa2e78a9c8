"""The translator says exactly what it was asked for, or raises; text from outside cannot harm a message."""

from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import CatalogueError, Locale, Markup, Words, from_outside, locale_for, words
from bot.locales.outside import LONGEST, tidy

SOURCE = """
-brand = Hecun
hello = <b>{ $name }</b> at { -brand }
count = { $number ->
    [one] { $number } friend
   *[other] { $number } friends
}
state = { $state ->
    [open] Open
   *[other] Closed
}
outer = ({ hello })
plain = 3 > 2
"""


class State(StrEnum):
    OPEN = "open"


@pytest.fixture(name="said")
def said_fixture() -> Words:
    return Words(Locale.EN, SOURCE)


def test_a_message_is_said_with_its_arguments(said):
    assert said("hello", name=Markup("<i>Ann</i>")) == "<b><i>Ann</i></b> at Hecun"
    assert said("outer", name=Markup("A")) == "(<b>A</b> at Hecun)"
    assert said("count", number=1) == "1 friend"
    assert said("count", number=1200) == "1,200 friends"
    assert said("state", state=State.OPEN) == "Open"
    assert isinstance(said("count", number=1), Markup)


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("nothing", {}),
        ("hello", {}),
        ("hello", {"name": "A", "nam": "B"}),
        ("outer", {}),
        ("hello", {"name": 1.5}),
        ("hello", {"name": True}),
        ("hello", {"name": None}),
        ("hello", {"name": State.OPEN}),
        ("state", {"state": "open"}),
        ("-brand", {}),
    ],
)
def test_a_disagreement_raises(said, key, arguments):
    with pytest.raises(CatalogueError):
        said(key, **arguments)


@pytest.mark.parametrize("source", ["a = {", "a = 1\na = 2", "a = { $x ->\n [one] 1\n}"])
def test_a_broken_catalogue_is_refused(source):
    with pytest.raises(CatalogueError):
        Words(Locale.EN, source)


def test_names_from_outside_are_escaped_and_isolated(said):
    assert said("hello", name="<a href='x'>& Co") == "<b>\u2068&lt;a href='x'&gt;&amp; Co\u2069</b> at Hecun"


def test_plain_text_is_isolated_and_not_escaped(said):
    assert said.plain("hello", name="A & <B>") == "<b>\u2068A & <B>\u2069</b> at Hecun"
    with pytest.raises(CatalogueError):
        said.plain("hello", name=Markup("<i>A</i>"))


@given(st.text())
def test_no_name_injects_markup_or_turns_the_line_around(name):
    shown = from_outside(name)
    assert shown[0] == "\u2068"
    assert shown[-1] == "\u2069"
    inner = shown[1:-1]
    assert inner
    assert "<" not in inner
    assert ">" not in inner
    assert not set(inner) & set(
        "\n\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u0000"
    )


@given(st.text(max_size=200))
def test_a_name_is_one_line_of_bounded_length_and_never_blank(name):
    tidied = tidy(name)
    assert tidied.strip()
    assert len(tidied) <= LONGEST
    assert len(tidied.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Ann \n  Lee ", "Ann Lee"),
        ("\u3164", "—"),
        ("\u200b\u200f", "—"),
        ("a" * 100, "a" * (LONGEST - 1) + "…"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("z" + "\u0351" * 30, "z" + "\u0351" * 3),
        ("a" * (LONGEST - 3) + "👨‍👩‍👧b", "a" * (LONGEST - 3) + "…"),
    ],
)
def test_names_are_tidied(name, shown):
    assert tidy(name) == shown


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        (None, Locale.EN),
        ("", Locale.EN),
        ("en", Locale.EN),
        ("en-GB", Locale.EN),
        ("de", Locale.EN),
        ("tlh", Locale.EN),
        ("not a code!", Locale.EN),
        ("zh", Locale.ZH_HANS),
        ("zh-hans", Locale.ZH_HANS),
        ("zh-CN", Locale.ZH_HANS),
        ("zh-hant", Locale.ZH_HANS),
        ("zh-TW", Locale.ZH_HANS),
        ("zh-hk", Locale.ZH_HANS),
    ],
)
def test_telegram_s_language_code_chooses_the_language(code, locale):
    assert locale_for(code) is locale


@pytest.mark.parametrize("locale", Locale)
def test_each_language_says_its_own_name(locale):
    assert words(locale)("language-name")


def test_decimals_are_written_by_the_language(said):
    assert said("count", number=Decimal("1.5")) == "1.5 friends"
