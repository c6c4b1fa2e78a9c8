"""Where in a chat the bot writes: in which topic, or in which thread; and whether it may."""

from __future__ import annotations

from typing import Any

from bot.sandbox import topics
from bot.sandbox.groups import GENERAL_TOPIC
from bot.sandbox.methods.call import Call, bot_is_granted, bot_may
from bot.sandbox.records import Chat, Topic
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.rights import needed_to_send

JsonObject = dict[str, Any]


def in_thread(call: Call, chat: Chat, replied: JsonObject | None) -> JsonObject:
    """What a Message says of its topic or thread, as asked by `message_thread_id` or by what it replies to.

    Where a group has no topics, the parameter is ignored, as Telegram does.
    """
    thread_id = max(call.get("message_thread_id", 0), 0)
    if not chat.is_forum:
        if thread_id and chat.is_private:
            raise bad_request("message thread not found")
        return topics.thread_of_reply(chat, replied) if replied else {}
    topic = topics.topic_for(call.emulator, chat, thread_id, replied)
    if topic is None or thread_id == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if thread_id and replied and replied.get("message_thread_id") != thread_id:
        raise not_played("replies to messages of other topics")
    if topic.closed and not is_own(call, topic) and not bot_is_granted(call, chat, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return topics.belonging(call.emulator, topic)


def is_own(call: Call, topic: Topic) -> bool:
    """Whether the bot made a topic."""
    return topics.maker_of(call.emulator, topic) == call.emulator.settings.bot_id


def check_may_send(call: Call, chat: Chat, content: JsonObject) -> None:
    needed = needed_to_send(content)
    if needed and not bot_may(call, chat, needed[0]):
        raise bad_request(f"not enough rights to send {needed[1]} to the chat")
