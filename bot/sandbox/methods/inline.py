"""answerInlineQuery, savePreparedInlineMessage."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.methods.call import Call
from bot.sandbox.methods.inline_results import read_result
from bot.sandbox.refusals import bad_request, not_played

JsonObject = dict[str, Any]

# How long Telegram waits is not documented; its own server forgets an inline query that was not fetched after this.
INLINE_QUERY_SECONDS = 30
RESULTS_LIMIT = 50
NEXT_OFFSET_BYTES = 64
USUAL_CACHE_SECONDS = 300
LONGEST_CACHE_SECONDS = 24 * 60 * 60
PREPARED_SECONDS = 24 * 60 * 60
PEER_TYPES = ("user", "bot", "group", "channel")


async def answer_inline_query(call: Call) -> bool:
    """Answers what somebody typed, once and in time; Telegram keeps the answer as long as the bot says."""
    emulator, store = call.emulator, call.emulator.store
    button = _button(call.get("button"))
    results = await _results(call)
    next_offset = call.get("next_offset", "")
    if len(next_offset.encode()) > NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query, now = store.inline.query(call["inline_query_id"]), emulator.now()
    if query is None or query.answer is not None or now - query.asked_at > INLINE_QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    cache_time = min(max(call.get("cache_time", USUAL_CACHE_SECONDS), 0), LONGEST_CACHE_SECONDS)
    answer = {
        "results": results,
        "button": button,
        "next_offset": next_offset,
        "cache_time": cache_time,
        "is_personal": call.get("is_personal", False),
    }
    store.inline.save(replace(query, answer=answer, cached_until=now + cache_time))
    emulator.bells.answers.ring()
    return True


async def _results(call: Call) -> list[JsonObject]:
    given = call["results"]
    if len(given) > RESULTS_LIMIT:
        raise bad_request("too many inline query results specified")
    results = [await read_result(call, result) for result in given]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _button(button: JsonObject | None) -> JsonObject | None:
    """The button above the results, which leads to the bot with a start parameter."""
    if button is None:
        return None
    if len(button.keys() & {"start_parameter", "web_app"}) != 1:
        raise bad_request(
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field"
        )
    if "web_app" in button:
        raise not_played("Web Apps")
    if not button["text"].strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not button["start_parameter"]:
        raise bad_request("START_PARAM_EMPTY")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
    return button


async def save_prepared_inline_message(call: Call) -> JsonObject:
    """Keeps a message for somebody to send, from a Mini App, into a chat of their choice."""
    result = await read_result(call, call["result"])
    if call.emulator.user_by_id(call["user_id"]) is None:
        raise bad_request("user not found")
    if not any(call.get(f"allow_{peer}_chats") for peer in PEER_TYPES):
        raise bad_request("PEER_TYPES_INVALID")
    prepared_id, expires_at = secrets.token_urlsafe(12), int(call.emulator.now()) + PREPARED_SECONDS
    call.emulator.store.inline.save_prepared(prepared_id, call["user_id"], result, expires_at)
    return {"id": prepared_id, "expiration_date": expires_at}
