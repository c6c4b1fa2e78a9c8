"""Telegram's HTML: tags in, plain text and entities out.

The rules of the reader, its tags and its complaints are those of Telegram's own server (TDLib, `parse_html`), which
counts byte offsets into the UTF-8 text when it complains, and UTF-16 code units in entities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import bad_request

Entity = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PLAIN = frozenset({"code", "pre"})  # no other formatting lives inside these


@dataclass(frozen=True, slots=True)
class FormattedText:
    text: str
    entities: tuple[Entity, ...]


def parse_html(source: str) -> FormattedText:
    """Reads Telegram's HTML. Raises Refusal "can't parse entities: …" for what Telegram would refuse."""
    return _HtmlReader(source).read()


def cannot_parse(words: str) -> Exception:
    """Telegram's refusal of a text whose formatting it cannot read."""
    return bad_request(f"can't parse entities: {words}")


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 units of the output
    start: int  # in characters of the output


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.output: list[str] = []
        self.length = 0  # of the output in UTF-16 units
        self.open: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def read(self) -> FormattedText:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._put(self._character())
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return FormattedText("".join(self.output), tuple(without_nested_in_plain(self.entities)))

    def _put(self, character: str) -> None:
        self.output.append(character)
        self.length += 2 if character > "\uffff" else 1

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _byte_offset(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _character(self) -> str:
        """The next character, decoded if it is a character reference that Telegram knows."""
        reference = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?").match(self.source, self.at)
        if reference:
            hexadecimal, decimal, name = reference.groups()
            character = (
                NAMED_CHARACTERS.get(name) if name else _numbered(hexadecimal, decimal, reference.group())
            )
            if character:
                self.at = reference.end()
                return character
        self.at += 1
        return self.source[self.at - 1]

    def _start_tag(self) -> None:
        begin = self.at
        name = self._until(r"[^\s>]*", begin + 1).lower()
        where = f"at byte offset {self._byte_offset(begin)}"
        if not self._peek():
            raise cannot_parse(f"Unclosed start tag {where}")
        if name not in TAGS:
            raise cannot_parse(f'Unsupported start tag "{name}" {where}')
        attributes = self._attributes(name, where)
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append(_OpenTag(name, attributes, self.length, len(self.output)))

    def _attributes(self, tag: str, where: str) -> dict[str, str]:
        """The attributes up to the `>`, at which it stops."""
        attributes: dict[str, str] = {}
        self._until(r"\s*", self.at)
        while self._peek() != ">":
            name = self._until(r"[^\s=>/\"']*", self.at)
            if not name and self._peek():
                raise cannot_parse(f'Empty attribute name in the tag "{tag}" {where}')
            self._until(r"\s*", self.at)
            value = ""
            if self._peek() == "=":
                self._until(r"\s*", self.at + 1)
                if self._peek():
                    value = self._attribute_value()
                    if not self._peek():
                        raise cannot_parse(f"Unclosed start tag {where}")
            if not self._peek():
                raise cannot_parse(f'Unclosed start tag "{tag}" {where}')
            attributes[name] = value
            self._until(r"\s*", self.at)
        return attributes

    def _attribute_value(self) -> str:
        quote = self._peek()
        begin = self.at
        if quote not in ("'", '"'):
            token = self._until(r"[A-Za-z0-9.-]*", begin)
            if self._peek() and not self._peek().isspace() and self._peek() != ">":
                raise cannot_parse(f"Unexpected end of name token at byte offset {self._byte_offset(begin)}")
            return token.lower()
        self.at += 1
        value = []
        while self._peek() not in ("", quote):
            value.append(self._character())
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        where = f"at byte offset {self._byte_offset(begin)}"
        if not self.open:
            raise cannot_parse(f"Unexpected end tag {where}")
        name = self._until(r"[^\s>]*", begin + 2).lower()
        self._until(r"\s*", self.at)
        if self._peek() != ">":
            raise cannot_parse(f"Unclosed end tag {where}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise cannot_parse(f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity: Entity = {"type": TAGS[tag.name], "offset": tag.offset, "length": self.length - tag.offset}
        match tag.name:
            case "a":
                link = link_entity(tag.attributes.get("href") or "".join(self.output[tag.start :]))
                if link is None:
                    return
                entity.update(link)
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                emoji = tag.attributes.get("emoji-id", "")
                if not emoji.isdecimal() or not int(emoji):
                    raise cannot_parse("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = emoji
            case "tg-time":
                time = date_time_entity(tag.attributes.get("unix", ""), tag.attributes.get("format", ""))
                if time is None:
                    return
                entity.update(time)
            case "code" | "pre":
                self._close_code(entity, tag)
                return
        self.entities.append(entity)

    def _close_code(self, entity: Entity, tag: _OpenTag) -> None:
        """`<pre><code class="language-x">` is one block in a language, in either order of nesting."""
        css_class = tag.attributes.get("class", "")
        if tag.name == "code" and css_class.startswith("language-"):
            entity["language"] = css_class.removeprefix("language-")
        inner = self.entities[-1] if self.entities else None
        language = entity.get("language") or (inner or {}).get("language")
        if inner and language and {inner["type"], entity["type"]} == PLAIN and _same_span(inner, entity):
            inner.update(type="pre", language=language)
        else:
            self.entities.append(entity)

    def _until(self, pattern: str, start: int) -> str:
        """Moves past what matches from `start`, and returns it."""
        found = re.compile(pattern).match(self.source, start)
        self.at = found.end() if found else start
        return self.source[start : self.at]


def _numbered(hexadecimal: str | None, decimal: str | None, reference: str) -> str | None:
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    if not 0 < code < 0x10FFFF or len(reference.rstrip(";")) >= 10:
        return None
    if 0xD800 <= code <= 0xDFFF:
        raise cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)


def link_entity(url: str) -> Entity | None:
    """What a link's address makes of it: a mention, a link, or nothing if no client could open it."""
    mention = re.fullmatch(r"tg:(?://)?user\?id=(\d+)", url)
    if mention:
        return {"type": "text_mention", "user": {"id": int(mention.group(1))}}
    checked = checked_link(url)
    return None if checked is None else {"type": "text_link", "url": checked}


def date_time_entity(unix: str, form: str) -> Entity | None:
    """What a moment and its format make of an entity; nothing if there is no such moment."""
    if form not in ("r", "R") and not re.fullmatch(r"[wWtTdD]*", form):
        raise cannot_parse("Invalid date-time format specified")
    if not unix.isdecimal() or not 0 < int(unix) < 2**31:
        return None
    return {"unix_time": int(unix), **({"date_time_format": form} if form else {})}


def _same_span(one: Entity, other: Entity) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def without_nested_in_plain(entities: list[Entity]) -> list[Entity]:
    """The same without what lies inside of code, where nothing is formatted."""
    kept: list[Entity] = []
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
        if (
            not any(outer["type"] in PLAIN and _covers(outer, entity) for outer in kept)
            and entity not in kept
        ):
            kept.append(entity)
    return kept


def _covers(outer: Entity, inner: Entity) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )
