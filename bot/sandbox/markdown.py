"""Telegram's two Markdown styles: marks in, plain text and entities out.

The rules and the complaints are those of Telegram's own server (TDLib, `parse_markdown_v2` and `parse_markdown`), which
counts byte offsets into the UTF-8 text when it complains, and UTF-16 code units in entities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from bot.sandbox.refusals import Refusal
from bot.sandbox.tags import (
    Entity,
    FormattedText,
    cannot_parse,
    date_time_entity,
    link_entity,
    without_nested_in_plain,
)

RESERVED = "_*[]()~`>#+-=|{}.!\n"
# The names by which Telegram's complaints call what was not ended, and the entities they become.
TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
}
# The longer of two marks comes first.
BEGINNINGS = {
    "```": "Pre",
    "`": "Code",
    "__": "Underline",
    "_": "Italic",
    "||": "Spoiler",
    "![": "CustomEmoji",
    "*": "Bold",
    "~": "Strikethrough",
    "[": "TextUrl",
}
ENDS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}
PLAIN = ("Code", "Pre", "PreCode")


def parse_markdown_v2(source: str) -> FormattedText:
    """Reads MarkdownV2. Raises Refusal "can't parse entities: …" for what Telegram would refuse."""
    return _MarkdownV2Reader(source).read()


def parse_markdown(source: str) -> FormattedText:
    """Reads the legacy Markdown, which knows neither nesting nor most marks. Raises Refusal likewise."""
    return _MarkdownReader(source).read()


class _Reader:
    """The source with a place in it, and what was put out so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.output: list[str] = []
        self.length = 0  # of the output in UTF-16 units
        self.entities: list[Entity] = []

    def put(self, character: str) -> None:
        self.output.append(character)
        self.length += 2 if character > "\uffff" else 1

    def ahead(self, distance: int = 0) -> str:
        """The character so far ahead; an empty one behind the end."""
        return self.source[self.at + distance : self.at + distance + 1]

    def comes(self, marks: str) -> bool:
        return self.source.startswith(marks, self.at)

    def byte_offset(self, at: int) -> int:
        return len(self.source[:at].encode())

    def language(self) -> str:
        """Moves past the language of a block of code, if it names one, and the line break after it."""
        word = re.compile(r"[^\s`]+(?=\s)").match(self.source, self.at)
        self.at = word.end() if word else self.at
        line_break = re.compile(r"\r\n|\n\r|\n|\r").match(self.source, self.at)
        self.at = line_break.end() if line_break else self.at
        return word.group() if word else ""

    def read_text(self) -> FormattedText:
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return FormattedText("".join(self.output), tuple(without_nested_in_plain(self.entities)))


# --- MarkdownV2 ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """Something begun and not ended: at a byte of the source, at a place in the output."""

    kind: str
    byte_offset: int
    offset: int  # in UTF-16 units of the output
    start: int  # in characters of the output
    language: str = ""


class _MarkdownV2Reader(_Reader):
    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.open: list[_Open] = []
        self.quoting = False
        self.may_quote = True  # only at the beginning of a line

    def read(self) -> FormattedText:
        while self.at < len(self.source):
            self._step()
        if self.quoting:
            self._end_quote_with_text()
        if self.open:
            raise self._not_ended()
        return self.read_text()

    def _step(self) -> None:
        character = self.ahead()
        if character == "\\" and "\0" < self.ahead(1) <= "~":
            self.put(self.ahead(1))
            if self.ahead(1) != "\r":
                self.may_quote = self.ahead(1) == "\n"
            self.at += 2
        elif character not in ("`" if self._inside() in PLAIN else RESERVED):
            self.put(character)
            if character != "\r":
                self.may_quote = False
            self.at += 1
        elif self.quoting and character == "\n" and self.ahead(1) != ">":
            self._end_quote()
        elif self._at_end_mark():
            self._end()
        else:
            self._begin(character)

    def _inside(self) -> str:
        return self.open[-1].kind if self.open else ""

    def _at_end_mark(self) -> bool:
        mark = ENDS.get(self._inside())
        return bool(mark and self.comes(mark) and not (mark == "_" and self.comes("__")))

    def _not_ended(self) -> Exception:
        begun = self.open[-1]
        return cannot_parse(f"Can't find end of {begun.kind} entity at byte offset {begun.byte_offset}")

    # --- beginnings ---

    def _begin(self, character: str) -> None:
        begin = self.at
        if character == "\n":
            self.put("\n")
            self.may_quote = True
            self.at += 1
            return
        if character == ">" and self.may_quote and self.quoting:
            self.at += 1  # the mark of a further line of the same quotation
            return
        kind, language = self._begun(character), ""
        if kind == "Pre":
            language = self.language()
            kind = "PreCode" if language else kind
        self.open.append(_Open(kind, self.byte_offset(begin), self.length, len(self.output), language))

    def _begun(self, character: str) -> str:
        """What begins here; moves past its mark."""
        for mark, kind in BEGINNINGS.items():
            if self.comes(mark):
                self.at += len(mark)
                return kind
        if character != ">" or not self.may_quote:
            raise cannot_parse(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        self.quoting = True
        self.at += 1
        return "BlockQuote"

    # --- ends ---

    def _end(self) -> None:
        begun = self.open[-1]
        self.at += len(ENDS[begun.kind])
        more: Entity | None = {}
        if begun.kind == "TextUrl":
            more = link_entity(self._address() if self.comes("(") else "".join(self.output[begun.start :]))
        elif begun.kind == "CustomEmoji":
            more = self._emoji_or_time()
        elif begun.language:
            more = {"language": begun.language}
        self.open.pop()
        if more is not None and self.length > begun.offset:
            self._add(begun, {"type": TYPES[begun.kind], **more})

    def _add(self, begun: _Open, entity: Entity) -> None:
        kind = entity.pop("type")
        self.entities.append(
            {"type": kind, "offset": begun.offset, "length": self.length - begun.offset, **entity}
        )

    def _address(self) -> str:
        """The address in parentheses, past which it moves."""
        begin = self.at + 1
        found = re.compile(r"\(((?:\\[\x01-\x7e]|[^)\\]|\\(?![\x01-\x7e]))*)\)").match(self.source, self.at)
        if not found:
            raise cannot_parse(f"Can't find end of a URL at byte offset {self.byte_offset(begin)}")
        self.at = found.end()
        return re.sub(r"\\([\x01-\x7e])", r"\1", found.group(1))

    def _emoji_or_time(self) -> Entity:
        if not self.comes("("):
            raise cannot_parse("The entity must contain a tg://emoji or tg://time URL")
        entity = _custom(self._address())
        if entity is None:
            raise cannot_parse("Invalid tg://emoji or tg://time URL specified")
        return entity

    # --- quotations ---

    def _end_quote(self) -> None:
        """The line break after the last line of a quotation; `||` before it makes the quotation expandable."""
        expandable = self._drop_spoiler_begun_at(self.at)
        if self._inside() != "BlockQuote":
            raise self._not_ended()
        self.put("\n")
        self.at += 1
        self.quoting, self.may_quote = False, True
        self._add(self.open.pop(), {"type": "expandable_blockquote" if expandable else "blockquote"})

    def _end_quote_with_text(self) -> None:
        expandable = self._drop_spoiler_begun_at(len(self.source))
        if self._inside() == "BlockQuote":
            begun = self.open.pop()
            if self.length > begun.offset:
                self._add(begun, {"type": "expandable_blockquote" if expandable else "blockquote"})

    def _drop_spoiler_begun_at(self, end: int) -> bool:
        """Whether the quotation ends with a spoiler's mark that nothing follows; that one is taken back."""
        marked = self.source[:end].removesuffix("\r").removesuffix("||")
        begun = self._inside() == "Spoiler" and self.open[-1].byte_offset == len(marked.encode())
        if begun:
            self.open.pop()
        return begun


def _custom(url: str) -> Entity | None:
    """The entity that `tg://emoji?id=…` or `tg://time?unix=…&format=…` stands for."""
    found = re.fullmatch(r"tg:(?://)?(emoji|time)/?\?([^#]*)(?:#.*)?", url, re.IGNORECASE)
    if not found:
        return None
    query = {name: values[0] for name, values in parse_qs(found.group(2)).items()}
    if found.group(1).lower() == "emoji":
        emoji = query.get("id", "")
        return {"custom_emoji_id": emoji} if emoji.isdecimal() and int(emoji) else None
    try:
        time = date_time_entity(query.get("unix", ""), query.get("format", ""))
    except Refusal:
        return None
    return time and {"type": "date_time", **time}


# --- legacy Markdown -------------------------------------------------------------------------------------------------


class _MarkdownReader(_Reader):
    def read(self) -> FormattedText:
        while self.at < len(self.source):
            if self.comes("\\") and self.ahead(1) in ("_", "*", "`", "["):
                self.put(self.ahead(1))
                self.at += 2
            elif self.ahead() in ("_", "*", "`", "["):
                self._entity()
            else:
                self.put(self.ahead())
                self.at += 1
        return self.read_text()

    def _entity(self) -> None:
        mark, begin, language = self.ahead(), self.at, ""
        if self.comes("```"):
            mark = "```"
        self.at += len(mark)
        if mark == "```":
            language = self.language()
        offset, start = self.length, len(self.output)
        end = self.source.find({"[": "]"}.get(mark, mark), self.at)
        if end < 0:
            raise cannot_parse(
                f"Can't find end of the entity starting at byte offset {self.byte_offset(begin)}"
            )
        for character in self.source[self.at : end]:
            self.put(character)
        self.at = end + len(mark)
        more = self._meaning(mark, language, "".join(self.output[start:]))
        if more is not None and self.length > offset:
            kind = more.pop("type")
            self.entities.append({"type": kind, "offset": offset, "length": self.length - offset, **more})

    def _meaning(self, mark: str, language: str, text: str) -> Entity | None:
        match mark:
            case "_":
                return {"type": "italic"}
            case "*":
                return {"type": "bold"}
            case "`":
                return {"type": "code"}
            case "```":
                return {"type": "pre", **({"language": language} if language else {})}
        return link_entity(self._address() if self.comes("(") else text)

    def _address(self) -> str:
        end = self.source.find(")", self.at)
        end = len(self.source) if end < 0 else end
        address = self.source[self.at + 1 : end]
        self.at = end + 1
        return address
