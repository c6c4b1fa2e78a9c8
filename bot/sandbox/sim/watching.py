"""What people and the page see, over HTTP: the bot, chats, pictures, SMS, the call log, the stream of nudges."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.bells import wait_until
from bot.sandbox.delivery import DELIVERIES
from bot.sandbox.shown import chat_list, command_menu, shown
from bot.sandbox.sim.requests import (
    asked_chat,
    body_of,
    emulator_of,
    field,
    number_of,
    person_of,
    seconds,
)
from bot.sandbox.switches import SWITCHES, set_switches, switches

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
            "receiving": emulator.updates.receiving,
            "polling": await request.app[DELIVERIES].is_there(),
            "description": descriptions.get("", ""),
            "descriptions": {code: text for code, text in descriptions.items() if code},
            "switches": switches(emulator.store),
        }
    )


async def switch_bot(request: web.Request) -> web.Response:
    """Switches what a bot's owner does with BotFather."""
    emulator, body = emulator_of(request), await body_of(request)
    for name in sorted(body.keys() - SWITCHES.keys()):
        raise Unplayable(f'there is no switch "{name}"', 400)
    set_switches(emulator.store, {name: field(body, name, bool) for name in body})
    emulator.nudge("bot")
    return await show_bot(request)


async def show_chat(request: web.Request) -> web.Response:
    """A chat's changes after a revision; waits for one if there are none."""
    emulator, here, after = emulator_of(request), asked_chat(request), number_of(request, "after")
    person, chat = here.person, here.chat

    def changes() -> JsonObject | None:
        messages = [
            shown(person, message)
            for message in emulator.store.messages_after(chat.id, after)
            if message.is_seen_by(person.id)
        ]
        toasts = [
            toast for toast in emulator.store.toasts_after(person.id, after) if toast["chat_id"] == chat.id
        ]
        if not messages and not toasts:
            return None
        newest = max(change["revision"] for change in (*messages, *toasts))
        # Who asks for the whole chat has just opened it, and is not shown what popped up before.
        return {"revision": newest, "messages": messages, "toasts": toasts if after else []}

    found = await wait_until(changes, emulator.bells.chats, seconds(request.query.get("wait", 0)))
    if found is None:
        found = {"revision": after, "messages": [], "toasts": []}
    now = {"typing": emulator.is_typing(chat.id), "draft": emulator.drafts.shown(chat.id)}
    return web.json_response(found | now)


async def show_chats(request: web.Request) -> web.Response:
    """The chats a person sees; waits until something changes in one after a revision."""
    emulator, person, after = emulator_of(request), person_of(request), number_of(request, "after")

    def changed() -> int | None:
        newest = emulator.store.current("revision")
        return newest if newest > after else None

    wait_seconds = seconds(request.query.get("wait", 0))
    newest = await wait_until(changed, emulator.bells.chats, wait_seconds) if after else changed()
    return web.json_response({"revision": newest or after, "chats": chat_list(emulator, person)})


async def show_commands(request: web.Request) -> web.Response:
    here = asked_chat(request)
    return web.json_response({"commands": command_menu(here.emulator, here.person, here.chat)})


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
        lambda: emulator.store.timeline.calls_after(after) or None,
        emulator.timeline.bell,
        seconds(request.query.get("wait", 0)),
    )
    return web.json_response({"calls": found or []})


async def deliver_now(request: web.Request) -> web.Response:
    """Whoever started the bot again need not wait for the next attempt."""
    emulator_of(request).updates.hurry()
    return web.json_response({})


async def reset(request: web.Request) -> web.Response:
    emulator = emulator_of(request)
    emulator.faults.clear()
    emulator.pace.reset()
    emulator.drafts.forget()
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
