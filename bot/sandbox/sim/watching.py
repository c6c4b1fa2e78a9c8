"""What people and the page see, over HTTP: the bot, chats, pictures, SMS, the call log, the stream of nudges."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.sandbox import people
from bot.sandbox.emulator import wait_until
from bot.sandbox.people import Unplayable
from bot.sandbox.sim.requests import (
    body_of,
    emulator_of,
    field,
    number_of,
    person_of,
    seconds,
)

JsonObject = dict[str, Any]

HEARTBEAT_SECONDS = 15.0


async def show_bot(request: web.Request) -> web.Response:
    emulator = emulator_of(request)
    descriptions = emulator.store.fact("description", {})
    return web.json_response(
        {
            "id": emulator.settings.bot_id,
            "username": emulator.settings.bot_username,
            "first_name": emulator.bot_name(""),
            "commands_default": emulator.store.commands("default", ""),
            "polling": emulator.polling,
            "description": descriptions.get("", ""),
            "descriptions": {code: text for code, text in descriptions.items() if code},
        }
    )


async def show_chat(request: web.Request) -> web.Response:
    """The chat's changes after a revision; waits for one if there are none."""
    emulator, person, after = emulator_of(request), person_of(request), number_of(request, "after")

    def changes() -> JsonObject | None:
        messages = [
            people.shown(person, message) for message in emulator.store.messages_after(person.id, after)
        ]
        toasts = emulator.store.toasts_after(person.id, after)
        if not messages and not toasts:
            return None
        newest = max(change["revision"] for change in (*messages, *toasts))
        # Who asks for the whole chat has just opened it, and is not shown what popped up before.
        return {"revision": newest, "messages": messages, "toasts": toasts if after else []}

    found = await wait_until(changes, emulator.bells.chats, seconds(request.query.get("wait", 0)))
    if found is None:
        found = {"revision": after, "messages": [], "toasts": []}
    return web.json_response(found | {"typing": emulator.is_typing(person.id)})


async def show_commands(request: web.Request) -> web.Response:
    return web.json_response({"commands": people.command_menu(emulator_of(request), person_of(request))})


async def show_file(request: web.Request) -> web.Response:
    file = emulator_of(request).store.file(request.match_info["file_id"])
    if file is None:
        raise Unplayable("there is no such file", 404)
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    if file.kind == "document":
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=file.data, content_type=file.mime_type, headers=headers)


# --- the bank's SMS --------------------------------------------------------------------------------------------------


async def send_sms(request: web.Request) -> web.Response:
    emulator, body = emulator_of(request), await body_of(request)
    phone = _digits(field(body, "phone", str))
    at = datetime.fromtimestamp(emulator.now(), UTC).isoformat(timespec="seconds")
    sms_id = emulator.store.add_sms(phone, field(body, "text", str), field(body, "sender", str, ""), at)
    emulator.bells.sms.ring()
    for person in emulator.store.people():
        if person.phone and _digits(person.phone) == phone:
            emulator.nudge("sms", person.id)
    return web.json_response({"id": sms_id})


async def show_sms(request: web.Request) -> web.Response:
    emulator, person, after = emulator_of(request), person_of(request), number_of(request, "after")
    phone = _digits(person.phone or "")

    def arrived() -> list[JsonObject] | None:
        return (emulator.store.sms_after(phone, after) or None) if phone else None

    found = await wait_until(arrived, emulator.bells.sms, seconds(request.query.get("wait", 0)))
    return web.json_response({"sms": found or []})


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


# --- behind the scenes -----------------------------------------------------------------------------------------------


async def show_calls(request: web.Request) -> web.Response:
    emulator, after = emulator_of(request), number_of(request, "after")
    found = await wait_until(
        lambda: emulator.store.calls_after(after) or None,
        emulator.bells.calls,
        seconds(request.query.get("wait", 0)),
    )
    return web.json_response({"calls": found or []})


async def reset(request: web.Request) -> web.Response:
    emulator = emulator_of(request)
    emulator.store.reset()
    emulator.bells.chats.ring()
    emulator.nudge("reset")
    return web.json_response({})


async def stream_events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: a nudge for each thing worth fetching again, until the page is closed."""
    emulator = emulator_of(request)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    listener: asyncio.Queue[JsonObject] = asyncio.Queue()
    emulator.listeners.add(listener)
    try:
        await response.write(b"retry: 1000\n\n")
        while True:
            await response.write(await _next_event(listener))
    except ConnectionError:
        return response
    finally:
        emulator.listeners.discard(listener)


async def _next_event(listener: asyncio.Queue[JsonObject]) -> bytes:
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            event = await listener.get()
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps(event)}\n\n".encode()
