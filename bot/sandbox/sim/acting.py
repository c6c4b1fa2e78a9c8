"""What people are and do, over HTTP: see `bot.sandbox.people` for what each act means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.sandbox import people
from bot.sandbox.emulator import Emulator, wait_until
from bot.sandbox.people import Unplayable
from bot.sandbox.records import PROFILE, Person
from bot.sandbox.sim.requests import (
    body_of,
    emulator_of,
    field,
    known_person,
    person_of,
    seconds,
    shown_person,
)

JsonObject = dict[str, Any]

FIRST_PERSON_ID = 5_000_000_001


async def list_people(request: web.Request) -> web.Response:
    return web.json_response(
        {"people": [shown_person(person) for person in emulator_of(request).store.people()]}
    )


async def put_person(request: web.Request) -> web.Response:
    """Creates a person, or changes the one whose id it names."""
    emulator, body = emulator_of(request), await body_of(request)
    person_id = field(body, "id", int, None)
    if person_id is None:
        person_id = max([FIRST_PERSON_ID - 1, *(person.id for person in emulator.store.people())]) + 1
    if not 0 < person_id < 2**52 or person_id == emulator.settings.bot_id:
        raise Unplayable("this id cannot be a person's")
    person = emulator.store.person(person_id) or Person(person_id, first_name=field(body, "first_name", str))
    return _save_person(emulator, person, body)


async def change_person(request: web.Request) -> web.Response:
    return _save_person(emulator_of(request), person_of(request), await body_of(request))


def _save_person(emulator: Emulator, person: Person, body: JsonObject) -> web.Response:
    given = {name: field(body, name, str, None) for name in PROFILE if name in body}
    if not given.get("first_name", person.first_name):
        raise Unplayable("a person needs a first name")
    person = replace(person, **given)
    emulator.store.save_person(person)
    if "blocked" in body:
        person = people.block(emulator, person, field(body, "blocked", bool))
    emulator.nudge("person", person.id)
    return web.json_response(shown_person(person))


async def block(request: web.Request) -> web.Response:
    return web.json_response(
        shown_person(people.block(emulator_of(request), person_of(request), blocked=True))
    )


async def unblock(request: web.Request) -> web.Response:
    return web.json_response(
        shown_person(people.block(emulator_of(request), person_of(request), blocked=False))
    )


# --- what people do --------------------------------------------------------------------------------------------------


async def say(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    reply_to = field(body, "reply_to_message_id", int, None)
    message = people.say(emulator_of(request), person, field(body, "text", str), reply_to)
    return web.json_response({"message": people.shown(person, message)})


async def start(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    message = people.start(emulator_of(request), person, field(body, "payload", str, "") or "")
    return web.json_response({"message": people.shown(person, message)})


async def follow(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    message = people.follow(emulator_of(request), person, field(body, "url", str))
    return web.json_response({"message": people.shown(person, message)})


async def share_contact(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    of = known_person(request, field(body, "of", int, None) or person.id)
    message = people.share_contact(emulator_of(request), person, of)
    return web.json_response({"message": people.shown(person, message)})


async def scan(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    return web.json_response(people.scan(emulator_of(request), person, field(body, "file_id", str)))


async def tap(request: web.Request) -> web.Response:
    """Taps a button by its data or its place, and waits for the answer if asked to."""
    emulator, body, person = emulator_of(request), await body_of(request), person_of(request)
    message_id = field(body, "message_id", int)
    if "callback_data" in body:
        data = field(body, "callback_data", str)
    else:
        row, column = field(body, "row", int), field(body, "column", int)
        data = people.data_at(emulator, person, message_id, row, column)
    query, stale = people.tap(emulator, person, message_id, data)

    def answer() -> JsonObject | None:
        asked = emulator.store.callback_query(query.id)
        return asked.answer if asked else None

    answered = await wait_until(answer, emulator.bells.answers, seconds(body.get("wait", 0)))
    return web.json_response({"callback_query_id": query.id, "answer": answered, "stale": stale})
