"""sendRichMessage; and rich messages as messages hold them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.methods.call import Call
from bot.sandbox.methods.media import read_media
from bot.sandbox.methods.sending import deliver
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.rich.blocks import Blocks
from bot.sandbox.rich.html import parse_rich_html
from bot.sandbox.rich.texts import Texts

JsonObject = dict[str, Any]

SOURCES = ("blocks", "html", "markdown")


async def send_rich_message(call: Call) -> JsonObject:
    return deliver(call, await read_rich_message(call, call["rich_message"]))


async def read_rich_message(call: Call, given: JsonObject, *, drafting: bool = False) -> JsonObject:
    """`rich_message` of a Message from an InputRichMessage. Raises Refusal."""
    sources = [name for name in SOURCES if given.get(name) is not None]
    if not sources:
        raise bad_request("rich message must be non-empty")
    if len(sources) > 1:
        raise bad_request(
            "can't parse InputRichMessage: exactly one of blocks, html and markdown must be used"
        )
    if sources == ["markdown"]:
        raise not_played("rich Markdown")
    blocks = given["blocks"] if sources == ["blocks"] else _parsed(given)

    async def read(kind: str, media: JsonObject) -> JsonObject:
        return await read_media(call, kind, media["media"], media)

    texts = Texts(call.emulator.user_by_id, finds_links=not given.get("skip_entity_detection"))
    message: JsonObject = {"blocks": await Blocks(texts, read, drafting=drafting).read(blocks)}
    return {"rich_message": message | ({"is_rtl": True} if given.get("is_rtl") else {})}


def _parsed(given: JsonObject) -> list[JsonObject]:
    return parse_rich_html(given["html"], {media["id"]: media["media"] for media in given.get("media", [])})
