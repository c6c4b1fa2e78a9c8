"""Inline mode, picking people and chats, chats of two people, drafts: over HTTP."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.sandbox.acts import asking_inline, meeting, picking
from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.bells import wait_until
from bot.sandbox.shown import chat_list, shown
from bot.sandbox.sim.requests import body_of, emulator_of, field, here_of, known_person, person_of, seconds

JsonObject = dict[str, Any]


def routes(person: str) -> list[web.RouteDef]:
    return [
        web.post(f"{person}/inline", ask),
        web.post(f"{person}/inline/choose", choose),
        web.post(f"{person}/pick", pick),
        web.post(f"{person}/chats", open_chat),
        web.post(f"{person}/stop", stop_draft),
    ]


async def ask(request: web.Request) -> web.Response:
    """Types a query for the bot, and waits for the results if asked to."""
    emulator, body = emulator_of(request), await body_of(request)
    asked = asking_inline.ask(_here(request, body), field(body, "query", str), field(body, "offset", str, ""))

    def answer() -> JsonObject | None:
        query = emulator.store.inline.query(asked.id)
        return query.answer if query else None

    answered = await wait_until(answer, emulator.bells.answers, seconds(body.get("wait", 0)))
    return web.json_response({"inline_query_id": asked.id, "answer": answered})


async def choose(request: web.Request) -> web.Response:
    """Sends a result of a query; or, by `prepared_id`, what the bot prepared."""
    body = await body_of(request)
    here = _here(request, body)
    prepared = field(body, "prepared_id", str, None)
    if prepared is not None:
        message = await asking_inline.share_prepared(here, prepared)
    else:
        query_id, result_id = field(body, "inline_query_id", str), field(body, "result_id", str)
        thread_id = field(body, "message_thread_id", int, None)
        message = await asking_inline.choose(here, query_id, result_id, thread_id)
    return web.json_response({"message": shown(here.person, message)})


async def pick(request: web.Request) -> web.Response:
    """Answers a button that asks for people (`people`: their ids) or for a chat (`chat`: its id)."""
    body = await body_of(request)
    here, request_id = _here(request, body), field(body, "request_id", int)
    chosen = field(body, "chat", int, None)
    if chosen is not None:
        message = picking.pick_chat(here, request_id, chosen)
    else:
        people = field(body, "people", list)
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in people):
            raise Unplayable('"people" must be ids of people', 400)
        message = picking.pick_people(here, request_id, people)
    return web.json_response({"message": shown(here.person, message)})


async def open_chat(request: web.Request) -> web.Response:
    emulator, person, body = emulator_of(request), person_of(request), await body_of(request)
    chat = meeting.open_chat(emulator, person, known_person(request, field(body, "with", int)))
    return web.json_response(next(each for each in chat_list(emulator, person) if each["id"] == chat.id))


async def stop_draft(request: web.Request) -> web.Response:
    """Presses the button that stops what the bot is just writing; the bot is told."""
    here = _here(request, await body_of(request))
    emulator = here.emulator
    draft_id = emulator.drafts.stop(here.chat.id)
    if draft_id is None:
        raise Unplayable("the bot is writing nothing here that can be stopped", 404)
    told = {"chat": emulator.chats.object(here.chat), "draft_id": draft_id}
    emulator.queue_update("stopped_message_generation", told)
    return web.json_response({})


def _here(request: web.Request, body: JsonObject) -> Here:
    return here_of(request, field(body, "chat_id", int, None))
