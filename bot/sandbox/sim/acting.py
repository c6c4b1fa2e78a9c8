"""What people are and do, over HTTP: see `bot.sandbox.acts` for what each act means."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.sandbox.acts import reacting, scanning, starting, tapping, writing
from bot.sandbox.acts.here import Unplayable
from bot.sandbox.arguments import Upload
from bot.sandbox.bells import wait_until
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import PROFILE, Person, StoredMessage
from bot.sandbox.shown import shown
from bot.sandbox.sim.requests import (
    asked_chat,
    body_of,
    emulator_of,
    field,
    here_of,
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
        person = starting.block(emulator, person, field(body, "blocked", bool))
    emulator.nudge("person", person.id)
    return web.json_response(shown_person(person))


async def block(request: web.Request) -> web.Response:
    return web.json_response(
        shown_person(starting.block(emulator_of(request), person_of(request), blocked=True))
    )


async def unblock(request: web.Request) -> web.Response:
    return web.json_response(
        shown_person(starting.block(emulator_of(request), person_of(request), blocked=False))
    )


# --- what people do --------------------------------------------------------------------------------------------------


async def say(request: web.Request) -> web.Response:
    """Writes a text, or forwards a message of another chat."""
    body, person = await body_of(request), person_of(request)
    here = here_of(request, field(body, "chat_id", int, None))
    source = field(body, "forward_from", dict, None)
    if source is not None:
        other = here_of(request, field(source, "chat_id", int, None))
        message_id, thread_id = field(source, "message_id", int), field(body, "message_thread_id", int, None)
        return _told(person, writing.forward(here, other, message_id, thread_id=thread_id))
    message = writing.say(
        here,
        field(body, "text", str),
        reply_to=field(body, "reply_to_message_id", int, None),
        thread_id=field(body, "message_thread_id", int, None),
    )
    return _told(person, message)


async def edit(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    here = here_of(request, field(body, "chat_id", int, None))
    return _told(person, writing.edit(here, _message_id(request), field(body, "text", str)))


async def delete(request: web.Request) -> web.Response:
    writing.delete(asked_chat(request), _message_id(request))
    return web.json_response({})


async def send_file(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    try:
        data = b64decode(field(body, "base64", str), validate=True)
    except ValueError:
        raise Unplayable('"base64" must be a file in base64', 400) from None
    kind = field(body, "as", str, "document")
    if kind not in ("photo", "document", "animation", "sticker"):
        raise Unplayable('"as" is photo, document, animation or sticker', 400)
    message = await writing.send_file(
        here_of(request, field(body, "chat_id", int, None)),
        Upload(
            field(body, "file_name", str, kind),
            field(body, "mime_type", str, "application/octet-stream"),
            data,
        ),
        kind=kind,
        caption=field(body, "caption", str, ""),
        thread_id=field(body, "message_thread_id", int, None),
    )
    return _told(person, message)


async def react(request: web.Request) -> web.Response:
    body = await body_of(request)
    here = here_of(request, field(body, "chat_id", int, None))
    emoji = [each for each in field(body, "emoji", list) if isinstance(each, str)]
    reacting.react(here, field(body, "message_id", int), emoji)
    return web.json_response({})


def _message_id(request: web.Request) -> int:
    return int(request.match_info["message_id"])


def _told(person: Person, message: StoredMessage) -> web.Response:
    return web.json_response({"message": shown(person, message)})


async def start(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    payload = field(body, "payload", str, "") or ""
    return _told(person, starting.start(emulator_of(request), person, payload))


async def follow(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    chat_id = field(body, "chat_id", int, None)
    message = starting.follow(emulator_of(request), person, field(body, "url", str), chat_id)
    return _told(person, message) if message else web.json_response({"message": None})


async def share_contact(request: web.Request) -> web.Response:
    """Shares a person of this sandbox, oneself if nobody is named; or a card of somebody who is not on Telegram."""
    body, person = await body_of(request), person_of(request)
    here = here_of(request, field(body, "chat_id", int, None))
    thread_id = field(body, "message_thread_id", int, None)
    card = field(body, "card", dict, None)
    if card is not None:
        names = ("phone_number", "first_name", "last_name", "vcard")
        read = {name: field(card, name, str, "") for name in names}
        return _told(person, writing.share_card(here, read, thread_id=thread_id))
    of = known_person(request, field(body, "of", int, None) or person.id)
    return _told(person, writing.share_contact(here, of, thread_id=thread_id))


async def scan(request: web.Request) -> web.Response:
    body, person = await body_of(request), person_of(request)
    return web.json_response(scanning.scan(emulator_of(request), person, field(body, "file_id", str)))


async def tap(request: web.Request) -> web.Response:
    """Taps a button by its data or its place, and waits for the answer if asked to."""
    emulator, body = emulator_of(request), await body_of(request)
    here = here_of(request, field(body, "chat_id", int, None))
    message_id = field(body, "message_id", int)
    if "callback_data" in body:
        data = field(body, "callback_data", str)
    else:
        data = tapping.data_at(here, message_id, field(body, "row", int), field(body, "column", int))
    query, stale = tapping.tap(here, message_id, data)

    def answer() -> JsonObject | None:
        asked = emulator.store.callback_query(query.id)
        return asked.answer if asked else None

    answered = await wait_until(answer, emulator.bells.answers, seconds(body.get("wait", 0)))
    return web.json_response({"callback_query_id": query.id, "answer": answered, "stale": stale})
