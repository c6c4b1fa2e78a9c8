"""sendMessage and sendChatAction; and how every message of the bot gets into its chat."""

from __future__ import annotations

from typing import Any

from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.call import Access, Call, reach, read_message_text, writable_chat
from bot.sandbox.methods.ephemeral import addressed
from bot.sandbox.methods.placing import check_may_send, in_thread
from bot.sandbox.records import Chat, StoredMessage
from bot.sandbox.refusals import bad_request, not_played

JsonObject = dict[str, Any]

ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "upload_audio",
        "record_voice",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(call: Call) -> JsonObject:
    content = read_message_text(call)
    if call.get("link_preview_options"):
        content["link_preview_options"] = call["link_preview_options"]
    return deliver(call, content)


async def send_chat_action(call: Call) -> bool:
    action = call["action"].lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(call, call["chat_id"])
    in_thread(call, chat, None)
    call.emulator.type_in(chat.id, action != "cancel")
    return True


def deliver(call: Call, content: JsonObject) -> JsonObject:
    """Posts the bot's message into the chat it is for; returns the Message."""
    emulator = call.emulator
    chat = reach(call, call["chat_id"], Access.WRITE)
    replied = _reply(call, chat)
    threaded = in_thread(call, chat, replied.get("reply_to_message"))
    markup = check_markup(call.get("reply_markup"), private=chat.is_private)
    check_may_send(call, writable_chat(call, chat.id), content)
    if call.get("protect_content"):
        content["has_protected_content"] = True
    if call.get("message_effect_id"):
        content["effect_id"] = call["message_effect_id"]
    private = addressed(call, chat)
    extras = private.extras
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        extras["reply_keyboard"] = markup
    with emulator.store.transaction():
        message = emulator.post(
            chat, emulator.bot_user(), threaded | replied | content | private.content, extras
        )
    emulator.type_in(chat.id, typing=False)
    emulator.drafts.sent(chat.id)
    return message.content


def _reply(call: Call, chat: Chat) -> JsonObject:
    """`reply_to_message` (and `quote`) of a Message, as far as what is replied to is there."""
    parameters = call.get("reply_parameters")
    if not parameters:
        return {}
    if parameters.get("chat_id", chat.id) != chat.id:
        raise not_played("replies to messages of other chats")
    if "ephemeral_message_id" in parameters and "ephemeral_message_parameters" in call.given:
        return {}  # the Bot API leaves out what an ephemeral message replies to
    if "message_id" not in parameters:
        raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
    replied = call.emulator.store.message(chat.id, parameters["message_id"])
    if replied is None or "only_for" in replied.extras:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": quotable(replied)} | _quote(parameters, replied)


def _quote(parameters: JsonObject, replied: StoredMessage) -> JsonObject:
    quote = parameters.get("quote")
    if not quote:
        return {}
    position = _words(replied).find(quote)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": position, "is_manual": True}}


def _words(message: StoredMessage) -> str:
    return str(message.content.get("text") or message.content.get("caption") or "")


def quotable(message: StoredMessage) -> JsonObject:
    """A message as shown inside a reply to it: without what it replied to itself."""
    return {name: value for name, value in message.content.items() if name != "reply_to_message"}
