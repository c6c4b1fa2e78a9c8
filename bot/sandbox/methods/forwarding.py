"""forwardMessage, forwardMessages, copyMessage, copyMessages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from bot.sandbox.methods.call import Access, Call, existing_message, known_chat, reach, read_caption
from bot.sandbox.methods.placing import in_thread
from bot.sandbox.methods.sending import deliver
from bot.sandbox.records import StoredMessage
from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]

AT_ONCE = 100
# What of a Message is its content, and goes along when it is copied or forwarded.
COPIED = (
    "text",
    "entities",
    "link_preview_options",
    "rich_message",
    "photo",
    "animation",
    "document",
    "sticker",
    "contact",
    "location",
    "venue",
    "dice",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
)


async def forward_message(call: Call) -> JsonObject:
    source = known_chat(call, call["from_chat_id"])
    content = forwarded(existing_message(call, source, call["message_id"], "message to forward"))
    if not content:
        raise bad_request("the message can't be forwarded")
    return deliver(call, content)


async def copy_message(call: Call) -> JsonObject:
    source = known_chat(call, call["from_chat_id"])
    content = copied(existing_message(call, source, call["message_id"], "message to copy"))
    if not content:
        raise bad_request("the message can't be copied")
    if "caption" in call.given and "text" not in content:
        content = _without_caption(content) | read_caption(call, call.given)
    return {"message_id": deliver(call, content)["message_id"]}


async def forward_messages(call: Call) -> list[JsonObject]:
    return _deliver_each(call, forwarded)


async def copy_messages(call: Call) -> list[JsonObject]:
    without_caption = call.get("remove_caption")

    def made_of(message: StoredMessage) -> JsonObject:
        content = copied(message)
        return _without_caption(content) if without_caption else content

    return _deliver_each(call, made_of)


def _deliver_each(call: Call, made_of: Callable[[StoredMessage], JsonObject]) -> list[JsonObject]:
    """Sends what is made of the messages that are there; the others are skipped, as Telegram does."""
    ids = call["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > AT_ONCE:
        raise bad_request("too many message identifiers specified")
    in_thread(call, reach(call, call["chat_id"], Access.WRITE), None)
    source = known_chat(call, call["from_chat_id"])
    messages = [
        message
        for message in (call.emulator.store.message(source.id, message_id) for message_id in ids)
        if message is not None and "only_for" not in message.extras
    ]
    if not messages:
        raise bad_request("there are no messages to forward")
    if any(later.message_id <= earlier.message_id for earlier, later in pairwise(messages)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    contents = [content for content in map(made_of, messages) if content]
    if not contents:
        raise bad_request("messages can't be forwarded")
    with call.emulator.store.transaction():
        return [{"message_id": deliver(call, content)["message_id"]} for content in contents]


def forwarded(message: StoredMessage) -> JsonObject:
    """The content of a forward, which says where it is from; nothing for what nobody can forward."""
    content = copied(message)
    return (
        origin_of(message) | content if content and not message.content.get("has_protected_content") else {}
    )


def origin_of(message: StoredMessage) -> JsonObject:
    """`forward_origin`: who wrote it first."""
    written = message.content
    first = {"type": "user", "sender_user": written["from"], "date": written["date"]}
    return {"forward_origin": written.get("forward_origin", first)}


def copied(message: StoredMessage) -> JsonObject:
    """The content of a copy; nothing for what nobody can copy: a service message."""
    return {name: message.content[name] for name in COPIED if name in message.content}


def _without_caption(content: JsonObject) -> JsonObject:
    return {name: value for name, value in content.items() if not name.startswith("caption")}
