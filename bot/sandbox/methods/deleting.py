"""deleteMessage, deleteMessages."""

from __future__ import annotations

from bot.sandbox.chats import SERVICE_MESSAGES
from bot.sandbox.methods.call import Access, Call, bot_is_granted, existing_message, is_own, reach
from bot.sandbox.records import Chat, ChatType, StoredMessage
from bot.sandbox.refusals import bad_request

DELETABLE_SECONDS = 48 * 60 * 60
DELETED_AT_ONCE = 100
# A supergroup's beginnings stay.
LASTING = frozenset({"supergroup_chat_created", "migrate_from_chat_id", "forum_topic_created"})


async def delete_message(call: Call) -> bool:
    chat = reach(call, call["chat_id"], Access.WRITE)
    message = existing_message(call, chat, call["message_id"], "message to delete")
    _check_deletable(call, chat, message)
    call.emulator.delete(message)
    return True


async def delete_messages(call: Call) -> bool:
    """Deletes those that are there, all of them or none; the others are skipped, as Telegram does."""
    ids = call["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = reach(call, call["chat_id"], Access.WRITE)
    found = [call.emulator.store.message(chat.id, message_id) for message_id in dict.fromkeys(ids)]
    there = [message for message in found if message is not None and "only_for" not in message.extras]
    for message in there:
        _check_deletable(call, chat, message)
    with call.emulator.store.transaction():
        for message in there:
            call.emulator.delete(message)
    return True


def _check_deletable(call: Call, chat: Chat, message: StoredMessage) -> None:
    fresh = call.emulator.now() - message.content["date"] < DELETABLE_SECONDS
    if chat.type is ChatType.SUPERGROUP:
        if not fresh or not _may_delete(call, chat, message):
            raise bad_request("message can't be deleted")
    elif not fresh or not (chat.is_private or _may_delete(call, chat, message)):
        raise bad_request("message can't be deleted for everyone")


def _may_delete(call: Call, chat: Chat, message: StoredMessage) -> bool:
    """In groups bots delete what they wrote themselves, and as administrators what others did."""
    if chat.is_supergroup and (message.message_id == 1 or not LASTING.isdisjoint(message.content)):
        return False
    is_service = not SERVICE_MESSAGES.isdisjoint(message.content)
    return bot_is_granted(call, chat, "can_delete_messages") or (is_own(call, message) and not is_service)
