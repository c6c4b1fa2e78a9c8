"""Rich HTML (https://core.telegram.org/bots/api#rich-html-style): tags in, blocks to be sent out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.rich.tree import (
    BLOCKS,
    FORMATTING,
    GROUPS,
    HEADINGS,
    TEXT_BLOCKS,
    Element,
    cannot_parse,
    read_tree,
)

JsonObject = dict[str, Any]

BUTTONS = {"url": "url", "callback_data": "data"}


def parse_rich_html(source: str, media: dict[str, JsonObject]) -> list[JsonObject]:
    """The blocks that rich HTML stands for, as InputRichBlock; `media` are those that links name by id."""
    return _BlockWriter(media).blocks(read_tree(source).children)


class _BlockWriter:
    def __init__(self, media: dict[str, JsonObject]) -> None:
        self._media = media

    # --- blocks ---

    def blocks(self, children: Iterable[Element | str]) -> list[JsonObject]:
        """Blocks; what stands between them on a line is a paragraph."""
        blocks: list[JsonObject] = []
        line: list[Element | str] = []
        for child in children:
            if isinstance(child, Element) and child.tag in BLOCKS and not _is_emoji(child):
                blocks += [*self._line(line), self._block(child)]
                line = []
            else:
                line.append(child)
        return blocks + self._line(line)

    def _line(self, line: list[Element | str]) -> list[JsonObject]:
        anchors = [child for child in line if isinstance(child, Element) and _is_anchor(child)]
        others = [child for child in line if child not in anchors]
        if anchors and not any(part.strip() if isinstance(part, str) else True for part in others):
            return [{"type": "anchor", "name": anchor.attributes["name"]} for anchor in anchors]
        text = _trimmed(self.text(line))
        return [{"type": "paragraph", "text": text}] if text else []

    def _block(self, element: Element) -> JsonObject:
        tag = element.tag
        if tag in HEADINGS:
            return {"type": "heading", "text": self.text(element.children), "size": HEADINGS[tag]}
        if tag in TEXT_BLOCKS:
            return {"type": TEXT_BLOCKS[tag], "text": _trimmed(self.text(element.children))}
        if tag in GROUPS:
            return {"type": GROUPS[tag], **self._captioned(element), "blocks": self.blocks(element.children)}
        writer = getattr(self, f"_{tag.replace('-', '_')}", None)
        if writer is None:
            raise not_played(f"the tag {tag} in rich messages")
        block: JsonObject = writer(element)
        return block

    def _pre(self, element: Element) -> JsonObject:
        code = next(iter(element.elements("code")), None)
        language = (code.attributes.get("class", "") if code else "").removeprefix("language-")
        block = {"type": "pre", "text": element.words()}
        return block | ({"language": language} if language else {})

    def _hr(self, _: Element) -> JsonObject:
        return {"type": "divider"}

    def _ul(self, element: Element) -> JsonObject:
        return {"type": "list", "items": [self._item(item) for item in element.elements("li")]}

    def _ol(self, element: Element) -> JsonObject:
        items = element.elements("li")
        step = -1 if "reversed" in element.attributes else 1
        at = _number(element.attributes.get("start"), len(items) if step < 0 else 1)
        numbered = []
        for item in items:
            at = _number(item.attributes.get("value"), at)
            kind = item.attributes.get("type") or element.attributes.get("type") or "1"
            numbered.append(self._item(item) | {"value": at, "type": kind})
            at += step
        return {"type": "list", "items": numbered}

    def _item(self, item: Element) -> JsonObject:
        box = item.take("input")
        checked = {"is_checked": True} if box and "checked" in box.attributes else {}
        return {"blocks": self.blocks(item.children)} | ({"has_checkbox": True, **checked} if box else {})

    def _blockquote(self, element: Element) -> JsonObject:
        credit = self._credit(element)
        if "collapsed" in element.attributes:
            return {"type": "expandable_blockquote", "text": self.text(element.children), **credit}
        return {"type": "blockquote", "blocks": self.blocks(element.children), **credit}

    def _aside(self, element: Element) -> JsonObject:
        credit = self._credit(element)
        return {"type": "pullquote", "text": self.text(element.children), **credit}

    def _credit(self, element: Element) -> JsonObject:
        cite = element.take("cite")
        return {"credit": self.text(cite.children)} if cite else {}

    def _captioned(self, element: Element) -> JsonObject:
        caption = element.take("figcaption")
        if caption is None:
            return {}
        credit = self._credit(caption)
        return {"caption": {"text": self.text(caption.children), **credit}}

    def _figure(self, element: Element) -> JsonObject:
        caption = self._captioned(element)
        blocks = self.blocks(element.children)
        if len(blocks) != 1:
            raise cannot_parse("a figure must have exactly one media")
        return blocks[0] | caption

    def _img(self, element: Element) -> JsonObject:
        return self._file(element, "photo")

    def _tg_document(self, element: Element) -> JsonObject:
        return self._file(element, "document")

    def _file(self, element: Element, kind: str) -> JsonObject:
        address = element.attributes.get("src", "")
        named = re.fullmatch(r"tg://(?:photo|document)\?id=([\w-]+)", address)
        if named and named.group(1) not in self._media:
            raise bad_request("RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND")
        media = self._media[named.group(1)] if named else {"type": kind, "media": address}
        spoiler = {"has_spoiler": True} if "tg-spoiler" in element.attributes else {}
        return {"type": media["type"], media["type"]: {**media, **spoiler}}

    def _tg_map(self, element: Element) -> JsonObject:
        try:
            place = {
                "latitude": float(element.attributes["lat"]),
                "longitude": float(element.attributes["long"]),
            }
            zoom = {"zoom": int(element.attributes["zoom"])} if "zoom" in element.attributes else {}
        except (KeyError, ValueError):
            raise bad_request("invalid map properties specified") from None
        return {"type": "map", "location": place, **zoom}

    def _tg_math_block(self, element: Element) -> JsonObject:
        return {"type": "mathematical_expression", "expression": element.words()}

    def _details(self, element: Element) -> JsonObject:
        summary = element.take("summary")
        is_open = {"is_open": True} if "open" in element.attributes else {}
        heading = self.text(summary.children) if summary else ""
        return {"type": "details", "summary": heading, "blocks": self.blocks(element.children), **is_open}

    def _table(self, element: Element) -> JsonObject:
        caption = element.take("caption")
        rows = [row for part in (element, *element.elements("thead", "tbody")) for row in part.elements("tr")]
        looks = {
            f"is_{name}": True for name in ("bordered", "striped", "compact") if name in element.attributes
        }
        told = {"caption": self.text(caption.children)} if caption else {}
        cells = [[self._cell(cell) for cell in row.elements("th", "td")] for row in rows]
        return {"type": "table", "cells": cells, **looks, **told}

    def _cell(self, element: Element) -> JsonObject:
        spans = {
            name: int(element.attributes[name])
            for name in ("colspan", "rowspan")
            if element.attributes.get(name, "").isdecimal()
        }
        head = {"is_header": True} if element.tag == "th" else {}
        sides = {
            "align": element.attributes.get("align", "left"),
            "valign": element.attributes.get("valign", "middle"),
        }
        return {"text": self.text(element.children), **head, **spans, **sides}

    def _tg_button_row(self, element: Element) -> JsonObject:
        align = {"align": element.attributes["align"]} if "align" in element.attributes else {}
        buttons = [self._button(button) for button in element.elements("tg-button")]
        return {"type": "buttons", "buttons": buttons, **align}

    def _button(self, element: Element) -> JsonObject:
        kind = element.attributes.get("type", "")
        if kind not in BUTTONS:
            raise not_played(f'buttons of type "{kind}" in rich HTML')
        style = {"style": element.attributes["style"]} if "style" in element.attributes else {}
        return {"text": self.text(element.children), kind: element.attributes.get(BUTTONS[kind], ""), **style}

    # --- texts ---

    def text(self, children: Iterable[Element | str]) -> Any:
        """The RichText of what stands on a line; line breaks in the source are spaces."""
        parts = [self._words(child) if isinstance(child, str) else self._inline(child) for child in children]
        parts = [part for part in parts if part]
        return parts[0] if len(parts) == 1 else parts or ""

    @staticmethod
    def _words(words: str) -> str:
        return re.sub(r"[ \t\r\n]+", " ", words)

    def _inline(self, element: Element) -> Any:
        tag, attributes = element.tag, element.attributes
        if tag in FORMATTING:
            return {"type": FORMATTING[tag], "text": self.text(element.children)}
        match tag:
            case "br":
                return "\n"
            case "a":
                return self._link(element)
            case "tg-reference":
                name = attributes.get("name", "")
                return {"type": "reference", "text": self.text(element.children), "name": name}
            case "tg-time":
                time = {"unix_time": _number(attributes.get("unix"), 0)}
                form = {"date_time_format": attributes.get("format", "")}
                return {"type": "date_time", "text": self.text(element.children), **time, **form}
            case "tg-math":
                return {"type": "mathematical_expression", "expression": element.words()}
            case "tg-button":
                return {"type": "button", "button": self._button(element)}
        if tag == "tg-emoji" or _is_emoji(element):
            return _custom_emoji(element)
        raise cannot_parse(f'The tag "{tag}" can\'t be used here')

    def _link(self, element: Element) -> Any:
        if _is_anchor(element):
            return {"type": "anchor", "name": element.attributes["name"]}
        address, text = element.attributes.get("href", ""), self.text(element.children)
        kind, _, rest = address.partition(":")
        mention = re.fullmatch(r"tg://user\?id=(\d+)", address)
        if mention:
            user = {"id": int(mention.group(1)), "is_bot": False, "first_name": ""}
            return {"type": "text_mention", "text": text, "user": user}
        if address.startswith("#"):
            return {"type": "anchor_link", "text": text, "anchor_name": address.removeprefix("#")}
        if kind == "mailto":
            return {"type": "email_address", "text": text, "email_address": rest}
        if kind == "tel":
            return {"type": "phone_number", "text": text, "phone_number": rest}
        return {"type": "url", "text": text, "url": address}


def _custom_emoji(element: Element) -> JsonObject:
    named = element.attributes.get("emoji-id") or element.attributes.get("src", "").rpartition("=")[2]
    words = element.words() or element.attributes.get("alt", "")
    return {"type": "custom_emoji", "custom_emoji_id": named, "alternative_text": words}


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,10}", text) else otherwise


def _is_anchor(element: Element) -> bool:
    return element.tag == "a" and "name" in element.attributes and not element.words()


def _is_emoji(element: Element) -> bool:
    return element.tag == "img" and element.attributes.get("src", "").startswith("tg://emoji?id=")


def _trimmed(text: Any) -> Any:
    """A text without the white space around it, where that is plain."""
    if isinstance(text, str):
        return text.strip(" ")
    if isinstance(text, list) and text:
        first, *middle = text
        last = middle.pop() if middle else None
        first = first.lstrip(" ") if isinstance(first, str) else first
        last = last.rstrip(" ") if isinstance(last, str) else last
        parts = [part for part in (first, *middle, last) if part]
        return parts[0] if len(parts) == 1 else parts
    return text
