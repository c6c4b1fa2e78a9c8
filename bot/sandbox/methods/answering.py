"""answerCallbackQuery."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.sandbox.emulator import CALLBACK_QUERY_SECONDS
from bot.sandbox.entities import utf16_length
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request

ANSWER_LIMIT = 200


async def answer_callback_query(call: Call) -> bool:
    """Answers a tap once, in time; the person sees a toast or an alert if there is something to say."""
    emulator = call.emulator
    text, url = call.get("text", "").strip(), call.get("url", "")
    query = emulator.store.callback_query(call["callback_query_id"])
    if query is None or query.answer is not None or emulator.now() - query.asked_at > CALLBACK_QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    own_link = (
        rf"(https?://)?(t\.me|telegram\.me)/{re.escape(emulator.settings.bot_username)}\?start=[A-Za-z0-9_-]*"
    )
    if url and not re.fullmatch(own_link, url, re.IGNORECASE):
        raise bad_request("URL_INVALID")
    answer = {"text": text or None, "show_alert": call.get("show_alert", False), "url": url or None}
    with emulator.store.transaction():
        emulator.store.save_callback_query(replace(query, answer=answer))
        if text or url:
            toast = {**answer, "callback_query_id": query.id, "chat_id": query.chat_id}
            emulator.store.add_toast(emulator.next_revision(), query.person_id, toast)
    emulator.bells.answers.ring()
    if text or url:
        emulator.bells.chats.ring()
        emulator.nudge("toast", query.person_id, emulator.store.current("revision"), query.chat_id)
    return True
