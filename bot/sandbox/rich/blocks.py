"""The blocks of a rich message: checked as TDLib checks them, and turned into those that the Bot API shows.

For the limits (https://core.telegram.org/bots/api#rich-messages) no words of Telegram's are known; the sandbox has its
own, of the same make.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox import contents
from bot.sandbox.keyboards import check_rich_button
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.rich.labels import label_of
from bot.sandbox.rich.texts import RichText, Texts, depth, plain

JsonObject = dict[str, Any]
# Reads the file of an InputMedia: its kind and itself → what a Message has under that kind.
ReadMedia = Callable[[str, JsonObject], Awaitable[JsonObject]]

CHARACTERS_LIMIT = 32768
BLOCKS_LIMIT = 500
DEPTH_LIMIT = 16
MEDIA_LIMIT = 50
COLUMNS_LIMIT = 20
BUTTONS_IN_A_ROW = 8
MEDIA = frozenset({"photo", "animation", "document"})
UNPLAYED_MEDIA = frozenset({"audio", "video", "voice_note"})
WORDY = frozenset({"paragraph", "heading", "pre", "footer", "expandable_blockquote", "pullquote", "thinking"})
HORIZONTAL = ("left", "center", "right")
VERTICAL = ("top", "middle", "bottom")
MAP = {"zoom": 14, "width": 600, "height": 300}


class Blocks:
    """Reads the blocks of one message, and counts what is limited."""

    def __init__(self, texts: Texts, read_media: ReadMedia, *, drafting: bool) -> None:
        self._texts = texts
        self._read_media = read_media
        self._drafting = drafting
        self._blocks = self._media = self._characters = 0

    async def read(self, blocks: list[JsonObject]) -> list[JsonObject]:
        """The blocks as the Bot API shows them. Raises Refusal."""
        if not blocks:
            raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
        return await self._all(blocks, 1)

    async def _all(self, blocks: list[JsonObject], level: int) -> list[JsonObject]:
        return [await self._one(block, level) for block in blocks]

    def _count(self, blocks: int = 1, media: int = 0) -> None:
        self._blocks += blocks
        self._media += media
        if self._blocks > BLOCKS_LIMIT:
            raise bad_request("RICH_MESSAGE_BLOCKS_TOO_MANY")
        if self._media > MEDIA_LIMIT:
            raise bad_request("RICH_MESSAGE_MEDIA_TOO_MANY")

    def _text(self, text: RichText, level: int, *, finds_links: bool = True) -> RichText:
        self._characters += len(plain(text))
        if self._characters > CHARACTERS_LIMIT:
            raise bad_request("RICH_MESSAGE_TOO_LONG")
        if level + depth(text) > DEPTH_LIMIT:
            raise bad_request("RICH_MESSAGE_TOO_DEEP")
        return self._texts.read(text, finds_links=finds_links)

    async def _one(self, block: JsonObject, level: int) -> JsonObject:
        kind = block["type"]
        if level > DEPTH_LIMIT:
            raise bad_request("RICH_MESSAGE_TOO_DEEP")
        if kind in UNPLAYED_MEDIA:
            raise not_played(f"{kind} blocks")
        if kind == "thinking" and not self._drafting:
            raise bad_request("block is not allowed")
        self._count(media=int(kind in MEDIA))
        read = dict(block)
        for name in ("text", "summary", "credit"):
            if name in block:
                read[name] = self._text(block[name], level, finds_links=kind != "pre")
        if kind in WORDY and not plain(block["text"]).strip():
            raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
        if "caption" in block:
            read["caption"] = self._caption(block["caption"], level)
        if "blocks" in block:
            read["blocks"] = await self._nested(block["blocks"], level)
        return read | await self._special(block, level)

    async def _nested(self, blocks: list[JsonObject], level: int) -> list[JsonObject]:
        if not blocks:
            raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
        return await self._all(blocks, level + 1)

    def _caption(self, caption: Any, level: int) -> Any:
        """A caption with its credit; tables have a plain text instead."""
        if not isinstance(caption, dict) or "type" in caption:
            return self._text(caption, level)
        return {name: self._text(text, level) for name, text in caption.items()}

    async def _special(self, block: JsonObject, level: int) -> JsonObject:
        """What one kind of block has that others do not."""
        match block["type"]:
            case "heading" if not 1 <= block["size"] <= 6:
                raise bad_request("invalid section heading size specified")
            case "list":
                return {"items": await self._items(block["items"], level)}
            case "table":
                return {"cells": [self._row(row, level) for row in block["cells"]]}
            case "map":
                return _map(block)
            case "buttons":
                return self._buttons(block)
            case kind if kind in MEDIA:
                return await self._file(block, kind)
        return {}

    async def _items(self, items: list[JsonObject], level: int) -> list[JsonObject]:
        if not items:
            raise bad_request("list must be non-empty")
        if any(item.get("type", "1") not in ("a", "A", "i", "I", "1") for item in items):
            raise bad_request("invalid list item type specified")
        if len({"type" in item for item in items}) > 1:
            raise bad_request("list must be either ordered or unordered")
        self._count(len(items))
        return [
            {**item, "label": label_of(item), "blocks": await self._nested(item["blocks"], level + 1)}
            for item in items
        ]

    def _row(self, row: list[JsonObject], level: int) -> list[JsonObject]:
        self._count()
        for cell in row:
            for name in ("colspan", "rowspan"):
                if cell.get(name, 1) < 0:
                    raise bad_request(f"invalid table cell {name} specified")
            if cell["align"] not in HORIZONTAL or cell["valign"] not in VERTICAL:
                raise bad_request("invalid table cell alignment specified")
        if sum(max(cell.get("colspan", 1), 1) for cell in row) > COLUMNS_LIMIT:
            raise bad_request("RICH_MESSAGE_TABLE_TOO_WIDE")
        return [cell | ({"text": self._text(cell["text"], level)} if "text" in cell else {}) for cell in row]

    def _buttons(self, block: JsonObject) -> JsonObject:
        if not 1 <= len(block["buttons"]) <= BUTTONS_IN_A_ROW:
            raise bad_request(f"a row must have from 1 to {BUTTONS_IN_A_ROW} buttons")
        if block.get("align", "left") not in HORIZONTAL:
            raise bad_request("invalid button row alignment specified")
        return {"buttons": [check_rich_button(button, plain(button["text"])) for button in block["buttons"]]}

    async def _file(self, block: JsonObject, kind: str) -> JsonObject:
        content = await self._read_media(kind, block[kind])
        spoiler = {"has_spoiler": True} if content.get("has_media_spoiler") else {}
        return {kind: content[kind], **spoiler}


def _map(block: JsonObject) -> JsonObject:
    shape = {name: block.get(name, usual) for name, usual in MAP.items()}
    width, height = shape["width"], shape["height"]
    place = contents.location(block["location"])["location"]
    fits = (
        min(width, height) >= 0 and width + height <= 10000 and width <= 20 * height and height <= 20 * width
    )
    if not (fits and 0 <= shape["zoom"] < 25):
        raise bad_request("invalid map properties specified")
    return {"location": place, **shape}
