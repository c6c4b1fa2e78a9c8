"""createForumTopic and all that befalls topics and the General topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import topics
from bot.sandbox.emulator import Emulator
from bot.sandbox.groups import GENERAL_TOPIC
from bot.sandbox.methods.call import Call, bot_is_granted, writable_chat
from bot.sandbox.methods.placing import is_own
from bot.sandbox.records import Chat, Topic
from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]
Change = Callable[[Emulator, Chat, JsonObject, Topic], Topic]


async def create_forum_topic(call: Call) -> JsonObject:
    chat = forum(call)
    if not bot_is_granted(call, chat, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name = _name(call["name"])
    if name is None:
        raise bad_request("name must be non-empty")
    icon_color = call.get("icon_color", topics.ICON_COLOURS[0])
    if icon_color not in topics.ICON_COLOURS:
        raise bad_request("invalid icon color specified")
    emulator = call.emulator
    icon = call.get("icon_custom_emoji_id")
    topic = topics.make(emulator, chat, emulator.bot_user(), name, icon_color, icon)
    shown: JsonObject = {"message_thread_id": topic.message_thread_id, "name": name, "icon_color": icon_color}
    return shown | ({"icon_custom_emoji_id": icon} if icon else {})


async def edit_forum_topic(call: Call) -> bool:
    """Another name or icon; neither is nothing to do, the same as before is refused."""
    chat, topic = _editable_topic(call, call["message_thread_id"], "edit the topic")
    name, icon = _name(call.get("name", "")), call.get("icon_custom_emoji_id")
    if call.get("name") and name is None:
        raise bad_request("name must be non-empty")
    if icon is not None and topic.message_thread_id == GENERAL_TOPIC:
        raise bad_request("GENERAL_MODIFY_ICON_FORBIDDEN")
    if name is None and icon is None:
        return True
    if name in (None, topic.name) and icon in (None, topic.icon_custom_emoji_id or ""):
        raise bad_request("TOPIC_NOT_MODIFIED")
    bot = call.emulator.bot_user()
    topics.edit(call.emulator, chat, bot, topic, name=name, icon_custom_emoji_id=icon)
    return True


async def edit_general_forum_topic(call: Call) -> bool:
    chat, topic = _editable_topic(call, GENERAL_TOPIC, "edit the topic")
    name = _name(call["name"])
    if call["name"] and name is None:
        raise bad_request("name must be non-empty")
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    if name is not None:
        topics.edit(call.emulator, chat, call.emulator.bot_user(), topic, name=name)
    return True


async def close_forum_topic(call: Call) -> bool:
    return _close_or_open(call, call["message_thread_id"], topics.close)


async def reopen_forum_topic(call: Call) -> bool:
    return _close_or_open(call, call["message_thread_id"], topics.reopen)


async def close_general_forum_topic(call: Call) -> bool:
    return _close_or_open(call, GENERAL_TOPIC, topics.close)


async def reopen_general_forum_topic(call: Call) -> bool:
    return _close_or_open(call, GENERAL_TOPIC, topics.reopen)


async def hide_general_forum_topic(call: Call) -> bool:
    return _close_or_open(call, GENERAL_TOPIC, topics.hide)


async def unhide_general_forum_topic(call: Call) -> bool:
    return _close_or_open(call, GENERAL_TOPIC, topics.unhide)


async def delete_forum_topic(call: Call) -> bool:
    """Takes a topic away with all its messages; General stays."""
    chat = forum(call)
    topic = forum_topic(call, chat, call["message_thread_id"])
    if not is_own(call, topic) and not bot_is_granted(call, chat, "can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    if topic.message_thread_id == GENERAL_TOPIC:
        raise bad_request("TOPIC_ID_INVALID")
    topics.delete(call.emulator, chat, topic)
    return True


def forum(call: Call) -> Chat:
    """The chat of the call, if it has topics."""
    chat = writable_chat(call, call["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def forum_topic(call: Call, chat: Chat, thread_id: int) -> Topic:
    """A topic of a chat, by its id."""
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if thread_id <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = call.emulator.store.chats.topic(chat.id, thread_id)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _editable_topic(call: Call, thread_id: int, what: str) -> tuple[Chat, Topic]:
    chat = forum(call)
    topic = forum_topic(call, chat, thread_id)
    if not is_own(call, topic) and not bot_is_granted(call, chat, "can_manage_topics"):
        raise bad_request(f"not enough rights to {what}")
    return chat, topic


def _close_or_open(call: Call, thread_id: int, change: Change) -> bool:
    chat, topic = _editable_topic(call, thread_id, "close or open the topic")
    already: dict[Change, bool] = {
        topics.close: topic.closed,
        topics.reopen: not topic.closed,
        topics.hide: topic.hidden,
        topics.unhide: not topic.hidden,
    }
    if already[change]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    change(call.emulator, chat, call.emulator.bot_user(), topic)
    return True


def _name(text: str) -> str | None:
    """A topic's name as Telegram keeps it: without spaces around it, cut at its limit; None if nothing is left."""
    return text.strip()[: topics.NAME_LIMIT] or None
