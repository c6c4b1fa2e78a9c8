"""Inline mode: typing `@bot query` in any chat, and sending one of the bot's results there."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.acts.writing import in_thread
from bot.sandbox.fetching import fetch
from bot.sandbox.files import read_file
from bot.sandbox.methods.media import media_content
from bot.sandbox.records import InlineQuery, StoredMessage
from bot.sandbox.refusals import Refusal
from bot.sandbox.switches import is_on

JsonObject = dict[str, Any]

QUERY_LIMIT = 256


def ask(here: Here, query: str, offset: str = "") -> InlineQuery:
    """Types a query for the bot here; it may be answered already, from what Telegram has kept."""
    _check_possible(here)
    asked = InlineQuery(
        str(secrets.randbits(62)),
        here.person.id,
        here.chat.id,
        "sender" if here.is_with_bot else here.chat.type.value,
        query.strip()[:QUERY_LIMIT],
        offset,
        here.emulator.now(),
    )
    answer = here.emulator.store.inline.cached(asked)
    with here.emulator.store.transaction():
        here.emulator.store.inline.save(replace(asked, answer=answer))
        if answer is None:
            update = {"id": asked.id, "from": here.user, "query": asked.query, "offset": offset}
            here.emulator.queue_update("inline_query", update | {"chat_type": asked.chat_type})
    return replace(asked, answer=answer)


async def choose(here: Here, query_id: str, result_id: str, thread_id: int | None = None) -> StoredMessage:
    """Sends one of the results of a query; the bot is told which, if its owner asked for that."""
    query = here.emulator.store.inline.query(query_id)
    if query is None or query.person_id != here.person.id or query.answer is None:
        raise Unplayable("there are no such results to choose from", 404)
    result = next((each for each in query.answer["results"] if each["id"] == result_id), None)
    if result is None:
        raise Unplayable("there is no such result", 404)
    message = await _send(here, result, thread_id)
    if is_on(here.emulator.store, "inline_feedback"):
        told = {"result_id": result_id, "from": here.user, "query": query.query}
        here.emulator.queue_update("chosen_inline_result", told | _inline_id(message))
    return message


async def share_prepared(here: Here, prepared_id: str) -> StoredMessage:
    """Sends what the bot prepared for this person."""
    emulator = here.emulator
    result = emulator.store.inline.prepared(prepared_id, here.person.id, emulator.now())
    if result is None:
        raise Unplayable("the bot has prepared no such message for this person", 404)
    return await _send(here, result, None)


def _check_possible(here: Here) -> None:
    here.check_open()
    if not is_on(here.emulator.store, "inline_mode"):
        raise Unplayable("the bot has no inline mode; its owner can switch it on", 409)
    if not here.may("can_send_other_messages"):
        raise Unplayable(f"{here.person.first_name} may not use inline bots here", 403)


async def _send(here: Here, result: JsonObject, thread_id: int | None) -> StoredMessage:
    _check_possible(here)
    content = result.get("content") or await _fetched(here, result["fetched"])
    emulator, extras = here.emulator, {}
    via: JsonObject = {"via_bot": emulator.bot_user()}
    if "reply_markup" in result:
        via["reply_markup"] = result["reply_markup"]
        extras["inline_message_id"] = secrets.token_urlsafe(20)
    with emulator.store.transaction():
        message = here.send(in_thread(here, thread_id) | content | via, extras)
        if extras:
            emulator.store.chats.save_inline_message(
                extras["inline_message_id"], message.chat_id, message.message_id
            )
    return message


async def _fetched(here: Here, media: JsonObject) -> JsonObject:
    """The photo of a result that only named its address."""
    try:
        upload = await fetch(media["url"], media["kind"])
        photo = await read_file(here.emulator, media["kind"], upload, {})
    except Refusal as refusal:
        raise Unplayable(
            f"Telegram cannot send the picture at {media['url']}: {refusal.description}"
        ) from None
    options: JsonObject = media["options"]
    return media_content(here.emulator, media["kind"], photo, {}) | options


def _inline_id(message: StoredMessage) -> JsonObject:
    found = message.extras.get("inline_message_id")
    return {"inline_message_id": found} if found else {}
