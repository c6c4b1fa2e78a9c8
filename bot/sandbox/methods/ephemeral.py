"""Ephemeral messages, which one member of a group sees: how they are addressed, edited and deleted.

https://core.telegram.org/bots/api#ephemeral-messages-and-commands; where that tells no words of a refusal, the
sandbox has its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.methods.call import Call, known_chat, writable_chat
from bot.sandbox.records import CallbackQuery, Chat, StoredMessage
from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]

AFTER_AN_ACTION_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Addressed:
    """What makes a message ephemeral: fields of the Message, and what the sandbox keeps beside it."""

    content: JsonObject
    extras: JsonObject


def addressed(call: Call, chat: Chat) -> Addressed:
    """Whom the message about to be sent is for; empty if for everybody. Raises Refusal."""
    parameters = call.get("ephemeral_message_parameters")
    if not parameters:
        return Addressed({}, {})
    if chat.is_private:
        raise bad_request("ephemeral messages can be sent to groups and supergroups only")
    receiver = parameters["receiver_user_id"]
    if receiver not in call.emulator.chats.people(chat):
        raise bad_request("USER_NOT_PARTICIPANT")
    tapped = _tapped(call, chat, receiver, parameters.get("callback_query_id"))
    if not (tapped or _answers_command(call, chat, receiver) or _bot_administers(call, chat)):
        raise bad_request("CALLBACK_QUERY_ID_REQUIRED")
    number = call.emulator.store.next(f"ephemeral {chat.id}")
    return Addressed(
        {
            "message_id": 0,
            "ephemeral_message_id": number,
            "receiver_user": call.emulator.user_by_id(receiver),
        },
        {"only_for": receiver} | _replaced(call, parameters, tapped),
    )


def _tapped(call: Call, chat: Chat, receiver: int, query_id: str | None) -> CallbackQuery | None:
    """The tap that the message answers."""
    if query_id is None:
        return None
    query = call.emulator.store.callback_query(query_id)
    if (
        query is None
        or (query.person_id, query.chat_id) != (receiver, chat.id)
        or call.emulator.now() - query.asked_at > AFTER_AN_ACTION_SECONDS
    ):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def _answers_command(call: Call, chat: Chat, receiver: int) -> bool:
    """Whether the message replies to an ephemeral command of the one who is to see it, and in time."""
    number = call.get("reply_parameters", {}).get("ephemeral_message_id")
    command = find(call, chat, receiver, number) if number is not None else None
    if number is not None and command is None:
        raise bad_request("message to be replied not found")
    return command is not None and call.emulator.now() - command.content["date"] <= AFTER_AN_ACTION_SECONDS


def _bot_administers(call: Call, chat: Chat) -> bool:
    bot = call.emulator.chats.bot_member(chat)
    return bot is not None and bot.is_present and bot.is_administrator


def _replaced(call: Call, parameters: JsonObject, tapped: CallbackQuery | None) -> JsonObject:
    """The message that the receiver sees this one in place of."""
    if not parameters.get("replace_callback_query_message"):
        return {}
    if tapped is None:
        raise bad_request("CALLBACK_QUERY_ID_REQUIRED")
    message = call.emulator.store.message(tapped.chat_id, tapped.message_id)
    if message is None or "only_for" in message.extras:
        raise bad_request("MESSAGE_ID_INVALID")
    return {"replaces": tapped.message_id}


def ephemeral_message(call: Call) -> StoredMessage:
    """The bot's message that an edit or a deletion means."""
    chat = known_chat(call, call["chat_id"])
    found = find(call, chat, call["receiver_user_id"], call["ephemeral_message_id"])
    if found is None or found.content["from"]["id"] != call.emulator.settings.bot_id:
        raise bad_request("EPHEMERAL_MESSAGE_ID_INVALID")
    return found


def find(call: Call, chat: Chat, person_id: int, number: int) -> StoredMessage | None:
    """The ephemeral message of this number that a person sees in a chat."""
    return call.emulator.store.latest_message(
        chat.id,
        f"extras ->> 'only_for' = {person_id:d} AND content ->> 'ephemeral_message_id' = {number:d}",
    )


async def delete_ephemeral_message(call: Call) -> bool:
    message = ephemeral_message(call)
    writable_chat(call, message.chat_id)
    with call.emulator.store.transaction():
        call.emulator.delete(message)
    return True
