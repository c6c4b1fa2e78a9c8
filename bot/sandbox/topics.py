"""Topics of forums, whoever makes and changes them; and to which topic a message belongs.

The General topic has the id 1; messages in it say nothing of a topic.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.emulator import Emulator
from bot.sandbox.groups import GENERAL_TOPIC, announce, ripple, tell
from bot.sandbox.records import Chat, StoredMessage, Topic

JsonObject = dict[str, Any]

NAME_LIMIT = 128
ICON_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def make(
    emulator: Emulator,
    chat: Chat,
    maker: JsonObject,
    name: str,
    icon_color: int,
    icon_custom_emoji_id: str | None,
) -> Topic:
    """A new topic; its id is that of the message that says so."""
    created: JsonObject = {"name": name, "icon_color": icon_color}
    if icon_custom_emoji_id:
        created["icon_custom_emoji_id"] = icon_custom_emoji_id
    with emulator.store.transaction():
        message = emulator.post(chat, maker, {"forum_topic_created": created}, {})
        in_itself = {"message_thread_id": message.message_id, "is_topic_message": True}
        message = emulator.update_quietly(replace(message, content=message.content | in_itself))
        topic = Topic(chat.id, message.message_id, name, icon_color, icon_custom_emoji_id)
        emulator.store.chats.save_topic(topic)
        tell(emulator, chat, message)
    ripple(emulator, chat)
    return topic


def maker_of(emulator: Emulator, topic: Topic) -> int | None:
    """Who made a topic; nobody made General."""
    made = emulator.store.message(topic.chat_id, topic.message_thread_id)
    return int(made.content["from"]["id"]) if made and "forum_topic_created" in made.content else None


def edit(
    emulator: Emulator,
    chat: Chat,
    actor: JsonObject,
    topic: Topic,
    *,
    name: str | None = None,
    icon_custom_emoji_id: str | None = None,
) -> Topic:
    """Another name, another icon ("": none); what is None stays."""
    edited: JsonObject = {}
    if name is not None:
        edited["name"] = name
        topic = replace(topic, name=name)
    if icon_custom_emoji_id is not None:
        edited["icon_custom_emoji_id"] = icon_custom_emoji_id
        topic = replace(topic, icon_custom_emoji_id=icon_custom_emoji_id or None)
    return _changed(emulator, chat, actor, topic, {"forum_topic_edited": edited})


def close(emulator: Emulator, chat: Chat, actor: JsonObject, topic: Topic) -> Topic:
    return _changed(emulator, chat, actor, replace(topic, closed=True), {"forum_topic_closed": {}})


def reopen(emulator: Emulator, chat: Chat, actor: JsonObject, topic: Topic) -> Topic:
    """Opens a topic again; a hidden General is shown again by that."""
    opened = replace(topic, closed=False, hidden=False)
    return _changed(emulator, chat, actor, opened, {"forum_topic_reopened": {}})


def hide(emulator: Emulator, chat: Chat, actor: JsonObject, general: Topic) -> Topic:
    """Hides General, which closes it."""
    hidden = replace(general, closed=True, hidden=True)
    return _changed(emulator, chat, actor, hidden, {"general_forum_topic_hidden": {}})


def unhide(emulator: Emulator, chat: Chat, actor: JsonObject, general: Topic) -> Topic:
    shown = replace(general, hidden=False)
    return _changed(emulator, chat, actor, shown, {"general_forum_topic_unhidden": {}})


def _changed(emulator: Emulator, chat: Chat, actor: JsonObject, topic: Topic, content: JsonObject) -> Topic:
    with emulator.store.transaction():
        emulator.store.chats.save_topic(topic)
        announce(emulator, chat, actor, belonging(emulator, topic) | content)
    ripple(emulator, chat)
    return topic


def delete(emulator: Emulator, chat: Chat, topic: Topic) -> None:
    """Takes a topic away with all that was written in it."""
    with emulator.store.transaction():
        for message in messages_of(emulator, topic):
            emulator.delete(message)
        emulator.store.chats.forget_topic(topic)
    ripple(emulator, chat)


def messages_of(emulator: Emulator, topic: Topic) -> list[StoredMessage]:
    thread_id = None if topic.message_thread_id == GENERAL_TOPIC else topic.message_thread_id
    return [
        message
        for message in emulator.store.messages_after(topic.chat_id, 0)
        if message.content.get("message_thread_id") == thread_id
    ]


def belonging(emulator: Emulator, topic: Topic) -> JsonObject:
    """What a message in a topic says of that; one that replies to nothing else replies to the topic's beginning."""
    if topic.message_thread_id == GENERAL_TOPIC:
        return {}
    content: JsonObject = {"message_thread_id": topic.message_thread_id, "is_topic_message": True}
    beginning = emulator.store.message(topic.chat_id, topic.message_thread_id)
    return content | ({"reply_to_message": beginning.content} if beginning else {})


def topic_for(
    emulator: Emulator, chat: Chat, thread_id: int | None, replied: JsonObject | None
) -> Topic | None:
    """The topic of a forum that a message goes to: the one asked for, that of what it replies to, or General.

    None if there is no such topic.
    """
    if not thread_id and replied:
        thread_id = replied.get("message_thread_id")
    return emulator.store.chats.topic(chat.id, thread_id or GENERAL_TOPIC)


def thread_of_reply(chat: Chat, replied: JsonObject) -> JsonObject:
    """What a reply in a supergroup without topics says: the first message of all that led to it."""
    if chat.is_forum or not chat.is_supergroup:
        return {}
    return {"message_thread_id": replied.get("message_thread_id", replied["message_id"])}
