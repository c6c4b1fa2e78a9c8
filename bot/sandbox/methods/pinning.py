"""pinChatMessage, unpinChatMessage, unpinAllChatMessages and the same for topics."""

from __future__ import annotations

from bot.sandbox import groups, topics
from bot.sandbox.chats import SERVICE_MESSAGES
from bot.sandbox.groups import GENERAL_TOPIC
from bot.sandbox.methods.call import Call, bot_is_granted, existing_message, writable_chat
from bot.sandbox.methods.topics import forum_topic
from bot.sandbox.records import Chat, StoredMessage
from bot.sandbox.refusals import bad_request


async def pin_chat_message(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    message = existing_message(call, chat, call["message_id"], "message to pin")
    _check_right(call, chat)
    if not SERVICE_MESSAGES.isdisjoint(message.content):
        raise bad_request("service messages can't be pinned")
    groups.pin(call.emulator, chat, call.emulator.bot_user(), message)
    return True


async def unpin_chat_message(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    message_id = call.get("message_id") or call.emulator.store.pinned(chat.id)
    if message_id is None:
        raise bad_request("message to unpin not found")
    message = existing_message(call, chat, message_id, "message to unpin")
    _check_right(call, chat)
    groups.unpin(call.emulator, message)
    return True


async def unpin_all_chat_messages(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    _check_right(call, chat)
    _unpin_each(call, call.emulator.store.messages_after(chat.id, 0))
    return True


async def unpin_all_forum_topic_messages(call: Call) -> bool:
    return _unpin_topic(call, call["message_thread_id"])


async def unpin_all_general_forum_topic_messages(call: Call) -> bool:
    return _unpin_topic(call, GENERAL_TOPIC)


def _unpin_topic(call: Call, thread_id: int) -> bool:
    chat = writable_chat(call, call["chat_id"])
    _check_right(call, chat)
    topic = forum_topic(call, chat, thread_id)
    _unpin_each(call, topics.messages_of(call.emulator, topic))
    return True


def _unpin_each(call: Call, messages: list[StoredMessage]) -> None:
    with call.emulator.store.transaction():
        for message in messages:
            if message.extras.get("pinned"):
                groups.unpin(call.emulator, message)


def _check_right(call: Call, chat: Chat) -> None:
    if not chat.is_private and not bot_is_granted(call, chat, "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
