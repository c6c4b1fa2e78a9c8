"""The translator: messages from the `.ftl` files beside this module, asked for by key, strict about both sides.

An unknown key, a missing or an unexpected argument raises; nothing ever falls back to another language or to a key.
Format: https://projectfluent.org. Messages are Telegram HTML and messages only: terms and attributes of them work, but
only a message's own value can be asked for.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NewType

import babel
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from bot.locales.outside import Markup, from_outside, isolated, tidy

FOLDER = Path(__file__).parent

Key = NewType("Key", str)
"""A catalogue key that is kept in a table and asked for later. The tests check that it exists."""

Argument = str | int | Decimal
"""Plain `str` comes from outside and is escaped; `Markup` is ours; a `StrEnum` only chooses between variants."""


class CatalogueError(LookupError):
    """The code and a catalogue disagree: an unknown key, a wrong set of arguments, an argument of a wrong kind."""


class Locale(StrEnum):
    """The languages we speak: one for each `.ftl` file in this folder. The two that code names are spelled out."""

    _ignore_ = "members tag"

    EN = "en"
    ZH_HANS = "zh-Hans"

    members = vars()
    for tag in sorted(path.stem for path in FOLDER.glob("*.ftl")):
        if tag.upper().replace("-", "_") not in members:
            members[tag.upper().replace("-", "_")] = tag

    @property
    def cldr(self) -> babel.Locale:
        """The same language for Babel."""
        return _cldr(self)


@cache
def _cldr(tag: str) -> babel.Locale:
    return babel.Locale.parse(tag, sep="-")


def locale_for(language_code: str | None) -> Locale:
    """The language to speak with somebody whose Telegram says `language_code` (IETF, often missing or rare)."""
    try:
        wanted = babel.Locale.parse(language_code or "", sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return Locale.EN
    same_language = [locale for locale in Locale if locale.cldr.language == wanted.language]
    same_script = [locale for locale in same_language if locale.cldr.script == wanted.script]
    return next(iter(same_script + same_language), Locale.EN)


class Words:
    """One language's messages. Safe to share; obtained from `words(locale)`."""

    def __init__(self, locale: Locale, source: str) -> None:
        self.locale = locale
        self.signatures = signatures(source)
        # Isolation is ours: only what comes from outside needs it, and numbers in buttons should stay bare.
        self._bundle = FluentBundle([str(locale)], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def __call__(self, key: str, /, **arguments: Argument) -> Markup:
        """The message as Telegram HTML; plain `str` arguments are tidied, escaped and isolated."""
        return Markup(self._say(key, {name: _in_html(given) for name, given in arguments.items()}))

    def plain(self, key: str, /, **arguments: Argument) -> str:
        """The message for places that know no HTML (buttons, toasts, pictures): tidied and isolated, not escaped."""
        return self._say(key, {name: _in_plain_text(name, given) for name, given in arguments.items()})

    def _say(self, key: str, arguments: dict[str, Argument]) -> str:
        signature = self.signatures.get(key)
        if signature is None:
            raise CatalogueError(f"{self.locale}.ftl has no message {key!r}")
        signature.check(key, arguments)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise CatalogueError(f"{key!r} in {self.locale}.ftl has attributes only")
        said, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise CatalogueError(f"{key!r} in {self.locale}.ftl: {errors}")
        return str(said)


def _in_html(given: Argument) -> Argument:
    match given:
        case Markup() | StrEnum():
            return given
        case str():
            return from_outside(given)
    return given


def _in_plain_text(name: str, given: Argument) -> Argument:
    match given:
        case Markup():
            if set(given) & set("<>&"):
                raise CatalogueError(f"argument {name!r} is HTML, and this is plain text")
            return given
        case StrEnum():
            return given
        case str():
            return isolated(tidy(given))
    return given


class Signature:
    """What a message must be given: the arguments it shows, and those it chooses between variants by."""

    __slots__ = ("choosing", "shown")

    def __init__(self, shown: frozenset[str], choosing: frozenset[str]) -> None:
        self.shown = shown
        self.choosing = choosing

    @property
    def names(self) -> frozenset[str]:
        """Every argument, however it is used."""
        return self.shown | self.choosing

    def check(self, key: str, arguments: dict[str, Argument]) -> None:
        """Raises `CatalogueError` unless exactly the named arguments are given, each of a kind that can work."""
        if arguments.keys() != self.names:
            wrong = {"missing": self.names - arguments.keys(), "unexpected": arguments.keys() - self.names}
            raise CatalogueError(f"{key!r}: " + ", ".join(f"{k} {sorted(v)}" for k, v in wrong.items() if v))
        for name, given in arguments.items():
            if isinstance(given, bool | float) or not isinstance(given, str | int | Decimal):
                raise CatalogueError(f"{key!r}: {name!r} is a {type(given).__name__}; format it first")
            closed_set = isinstance(given, StrEnum)
            if name in self.choosing and isinstance(given, str) and not closed_set:
                raise CatalogueError(f"{key!r} chooses by {name!r}: give a number or a StrEnum")
            if name in self.shown and closed_set:
                raise CatalogueError(f"{key!r} shows {name!r}: a {type(given).__name__} is a code, not words")


def signatures(source: str) -> dict[str, Signature]:
    """Every message of a catalogue with its arguments, those of the messages and terms it refers to included."""
    entries: dict[str, ast.Message | ast.Term] = {}
    for entry in FluentParser(with_spans=False).parse(source).body:
        if isinstance(entry, ast.Junk):
            raise CatalogueError(f"not Fluent: {(entry.content or '').strip()[:80]!r}")
        if isinstance(entry, ast.Message | ast.Term):
            name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if name in entries:
                raise CatalogueError(f"{name!r} is there twice")
            entries[name] = entry
    return {
        name: Signature(*_arguments(entry, entries))
        for name, entry in entries.items()
        if not name.startswith("-")
    }


def _arguments(
    entry: ast.Message | ast.Term, entries: dict[str, ast.Message | ast.Term]
) -> tuple[frozenset[str], frozenset[str]]:
    shown: set[str] = set()
    choosing: set[str] = set()
    for node, is_selector in _expressions(entry.value, is_selector=False):
        match node:
            case ast.VariableReference(id=ast.Identifier(name=name)):
                (choosing if is_selector else shown).add(name)
            case ast.MessageReference(id=ast.Identifier(name=name)) if name in entries:
                more_shown, more_choosing = _arguments(entries[name], entries)
                shown |= more_shown
                choosing |= more_choosing
    return frozenset(shown), frozenset(choosing)


def _expressions(node: object, *, is_selector: bool) -> Iterator[tuple[ast.BaseNode, bool]]:
    if isinstance(node, list):
        for each in node:
            yield from _expressions(each, is_selector=is_selector)
    elif isinstance(node, ast.BaseNode):
        yield node, is_selector
        for field, child in vars(node).items():
            chooses = is_selector or (isinstance(node, ast.SelectExpression) and field == "selector")
            yield from _expressions(child, is_selector=chooses)


@cache
def words(locale: Locale) -> Words:
    """The words of a language, read once."""
    return Words(locale, (FOLDER / f"{locale}.ftl").read_text(encoding="utf-8"))
