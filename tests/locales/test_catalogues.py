"""The catalogues agree with each other, with the code, and with Telegram's HTML."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from fluent.syntax import FluentParser, ast

from bot.locales import Locale, words
from bot.locales.catalogue import FOLDER, signatures
from tests.locales.usage import Asked, asked_in, modules, strings_in

ENGLISH = signatures((FOLDER / "en.ftl").read_text(encoding="utf-8"))
TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler", "tg-time"}


@pytest.mark.parametrize("locale", Locale)
def test_every_language_has_the_same_keys_with_the_same_arguments(locale):
    other = words(locale).signatures
    assert other.keys() == ENGLISH.keys()
    for key, signature in ENGLISH.items():
        assert other[key].names == signature.names, key


@pytest.fixture(scope="module")
def asked_for() -> list[Asked]:
    """Every call in the code that asks for a message: too many for a test each."""
    return [asked for where, source in modules() for asked in asked_in(source, where)]


def is_there(asked: Asked) -> bool:
    """Whether the catalogue has what is asked for; the fixed prefix of a family's keys ends in a dash."""
    if asked.family:
        return asked.key.endswith("-") and any(key.startswith(asked.key) for key in ENGLISH)
    return asked.key in ENGLISH and asked.arguments in (None, ENGLISH[asked.key].names)


def test_what_the_code_asks_for_is_there(asked_for: list[Asked]):
    assert len(asked_for) > 500
    assert [asked for asked in asked_for if not is_there(asked)] == []


def test_no_message_is_unused(asked_for: list[Asked]):
    strings = set().union(*(strings_in(source) for _, source in modules()))
    families = tuple(asked.key for asked in asked_for if asked.family)
    assert [key for key in ENGLISH if key not in strings and not key.startswith(families)] == []


def test_keys_and_arguments_are_spelled_as_agreed():
    assert [key for key in ENGLISH if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key)] == []
    names = {name for signature in ENGLISH.values() for name in signature.names}
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


class Tags(HTMLParser):
    """Follows the tags of a message as Telegram would."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TAGS:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


@pytest.mark.parametrize("locale", Locale)
def test_markup_in_messages_is_telegram_s_and_closed(locale):
    source = (FOLDER / f"{locale}.ftl").read_text(encoding="utf-8")
    for entry in FluentParser().parse(source).body:
        if not isinstance(entry, ast.Message) or entry.value is None:
            continue
        for text in variants(entry.value):
            tags = Tags()
            tags.feed(text)
            tags.close()
            assert not tags.wrong, (entry.id.name, tags.wrong)
            assert not tags.open, (entry.id.name, tags.open)


def variants(pattern: ast.Pattern) -> list[str]:
    """Every text a message can become, its arguments as x."""
    texts = [""]
    for element in pattern.elements:
        match element:
            case ast.TextElement(value=value):
                parts = [str(value)]
            case ast.Placeable(expression=ast.SelectExpression(variants=choices)):
                parts = [text for variant in choices for text in variants(variant.value)]
            case _:
                parts = ["x"]
        texts = [text + part for text in texts for part in parts]
    return texts


THIRD_LANGUAGE = """
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo
from bot.locales import Locale, locale_for, words
from bot.locales.formatting import money, percent
from bot.locales.reading import read_amount, read_instant

german = locale_for("de-AT")
assert german == "de" and german in Locale, german
assert words(german).signatures.keys() == words(Locale.EN).signatures.keys()
assert money(1_234_50, "CNY", german) == "1.234,50\N{NO-BREAK SPACE}¥"
assert read_amount("1.234,50", "CNY", german) == 1_234_50
assert percent(Decimal("2.45"), german) == "2,45\N{NO-BREAK SPACE}%"
now = datetime(2026, 11, 25, tzinfo=UTC)
assert read_instant("1. Dezember 18:00", now, ZoneInfo("UTC"), german) == datetime(2026, 12, 1, 18, tzinfo=UTC)
"""


def test_a_third_language_is_one_file(tmp_path):
    bot = tmp_path / "bot"
    shutil.copytree(FOLDER, bot / "locales")
    for module in FOLDER.parent.glob("*.py"):
        shutil.copy(module, bot)
    shutil.copy(FOLDER / "en.ftl", bot / "locales" / "de.ftl")
    subprocess.run([sys.executable, "-c", THIRD_LANGUAGE], cwd=tmp_path, check=True, timeout=60)


def test_the_reader_of_code_sees_every_way_of_asking():
    source = """
words("a-b", x=1)
words(locale)("c")
say("d" if x else "e", **more)
self.words.plain(f"f-{code}")
Key("g")
words(locale)
"""
    assert {(asked.key, asked.family, asked.arguments) for asked in asked_in(source, "here")} == {
        ("a-b", False, frozenset({"x"})),
        ("c", False, frozenset()),
        ("d", False, None),
        ("e", False, None),
        ("f-", True, frozenset()),
        ("g", False, None),
    }
