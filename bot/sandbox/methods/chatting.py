"""What the bot asks about a chat."""

from __future__ import annotations

from typing import Any

from bot.sandbox.methods.call import Call, bot_is_granted, known_chat
from bot.sandbox.methods.groups import primary_link
from bot.sandbox.records import Chat
from bot.sandbox.rights import permissions_of

JsonObject = dict[str, Any]

GIFTS = {
    "unlimited_gifts": True,
    "limited_gifts": True,
    "unique_gifts": True,
    "premium_subscription": True,
    "gifts_from_channels": True,
}
NO_GIFTS = dict.fromkeys(GIFTS, False)


async def get_chat(call: Call) -> JsonObject:
    """ChatFullInfo, with the message pinned last."""
    emulator = call.emulator
    chat = known_chat(call, call["chat_id"])
    info = emulator.chats.object(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS if chat.is_private else NO_GIFTS,
    }
    return info | _names(info) | _group(call, chat) | _pinned(call, chat)


def _names(info: JsonObject) -> JsonObject:
    return {"active_usernames": [info["username"]]} if "username" in info else {}


def _group(call: Call, chat: Chat) -> JsonObject:
    """What only groups have. The invite link is the bot's own."""
    if chat.is_private:
        return {}
    info: JsonObject = {"permissions": permissions_of(chat)}
    if chat.facts.get("description"):
        info["description"] = chat.facts["description"]
    link = primary_link(chat)
    if link and bot_is_granted(call, chat, "can_invite_users"):
        info["invite_link"] = link
    return info


def _pinned(call: Call, chat: Chat) -> JsonObject:
    pinned = call.emulator.store.pinned(chat.id)
    message = call.emulator.store.message(chat.id, pinned) if pinned else None
    return {"pinned_message": message.content} if message else {}
