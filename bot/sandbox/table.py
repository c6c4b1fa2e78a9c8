"""The Bot API's method and type table: what each method takes and what each type holds.

`bot_api.json` is made by `distil`. Types are written there in the documentation's words: `Integer`, `Array of Array of
InlineKeyboardButton`, `InputFile or String`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Named:
    """One type by its name: `Integer`, `MessageEntity`."""

    name: str


@dataclass(frozen=True, slots=True)
class ArrayOf:
    item: Type


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of several types, in the order of the documentation."""

    names: tuple[str, ...]


Type = Named | ArrayOf | OneOf

# What `type` says in those members of a union that it does not call by their own name.
TYPE_WORDS = {
    "SectionHeading": "heading",
    "Preformatted": "pre",
    "BlockQuotation": "blockquote",
    "ExpandableBlockQuotation": "expandable_blockquote",
    "PullQuotation": "pullquote",
}


@dataclass(frozen=True, slots=True)
class Field:
    type: Type
    required: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All methods with their parameters, all types with their fields, all unions with their members."""

    version: str
    methods: dict[str, dict[str, Field]]
    types: dict[str, dict[str, Field]]
    unions: dict[str, tuple[str, ...]]

    def method_named(self, name: str) -> str | None:
        """The method's proper name, whatever case it was asked in, as Telegram takes it; None if there is none."""
        return _by_lower_case().get(name.lower())

    def members_called(self, union: str, word: str) -> tuple[str, ...]:
        """The members of a union whose `type` is this word; two for most inline results, which may be cached."""
        return tuple(name for name in self.unions[union] if _type_word(union, name) == word)


@cache
def load_table() -> Table:
    """The table of the Bot API version this sandbox plays."""
    distilled = json.loads(Path(__file__).with_name("bot_api.json").read_text("utf-8"))
    return Table(
        version=distilled["version"],
        methods={name: _fields(fields) for name, fields in distilled["methods"].items()},
        types={name: _fields(fields) for name, fields in distilled["types"].items()},
        unions={name: tuple(members) for name, members in distilled["unions"].items()},
    )


@cache
def _by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in load_table().methods}


def _type_word(union: str, member: str) -> str:
    own = member.removeprefix(union).removeprefix("Cached")
    return TYPE_WORDS.get(own) or re.sub(r"(?<!^)(?=[A-Z])", "_", own).lower()


def _fields(fields: dict[str, str]) -> dict[str, Field]:
    return {
        name: Field(parse_type(words.removesuffix("!")), words.endswith("!"))
        for name, words in fields.items()
    }


@cache
def parse_type(words: str) -> Type:
    """Reads a type in the documentation's words."""
    if words.startswith("Array of "):
        return ArrayOf(parse_type(words.removeprefix("Array of ")))
    names = re.split(r", | or | and ", words)
    return Named(names[0]) if len(names) == 1 else OneOf(tuple(names))
