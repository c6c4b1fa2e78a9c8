"""sendMessageDraft, sendRichMessageDraft."""

from __future__ import annotations

from typing import Any

from bot.sandbox.methods.call import Call, read_message_text, writable_chat
from bot.sandbox.methods.rich import read_rich_message
from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]


async def send_message_draft(call: Call) -> bool:
    return _show(call, read_message_text(call) if call.get("text") else {})


async def send_rich_message_draft(call: Call) -> bool:
    return _show(call, await read_rich_message(call, call["rich_message"], drafting=True))


def _show(call: Call, content: JsonObject) -> bool:
    if not call["draft_id"]:
        raise bad_request("RANDOM_ID_INVALID")
    chat = writable_chat(call, call["chat_id"])
    if not chat.is_private:
        raise bad_request("drafts can be shown in private chats only")
    call.emulator.drafts.show(
        chat.id,
        call["draft_id"],
        content,
        can_stop=call.get("can_stop", False),
        keep_on_stop=call.get("keep_on_stop", False),
    )
    return True
