"""Reading what a `/sim/…` request asks: who, with what, how long to wait."""

from __future__ import annotations

import math
import re
from typing import Any

from aiohttp import web

from bot.sandbox.acts.here import Here, Unplayable, here
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Person

JsonObject = dict[str, Any]

EMULATOR = web.AppKey("emulator", Emulator)
LONGEST_WAIT_SECONDS = 60.0


def emulator_of(request: web.Request) -> Emulator:
    return request.app[EMULATOR]


def person_of(request: web.Request) -> Person:
    return known_person(request, int(request.match_info["person_id"]))


def here_of(request: web.Request, chat_id: int | None) -> Here:
    """The person of the request in a chat; in their own with the bot if none is named."""
    return here(emulator_of(request), person_of(request), chat_id)


def asked_chat(request: web.Request) -> Here:
    """The same by the `chat_id` of the request's query."""
    text = request.query.get("chat_id", "")
    if not re.fullmatch(r"(-?\d{1,18})?", text):
        raise Unplayable('"chat_id" must be a number', 400)
    return here_of(request, int(text) if text else None)


def known_person(request: web.Request, person_id: int) -> Person:
    person = emulator_of(request).store.person(person_id)
    if person is None:
        raise Unplayable("there is no such person", 404)
    return person


async def body_of(request: web.Request) -> JsonObject:
    if not request.can_read_body:
        return {}
    try:
        body = await request.json()
    except ValueError:
        raise Unplayable("the body must be JSON", 400) from None
    if not isinstance(body, dict):
        raise Unplayable("the body must be a JSON object", 400)
    return body


def field(body: JsonObject, name: str, kind: type, default: Any = ...) -> Any:
    """A field of a request's body, of a type; Unplayable if it is missing or mistyped."""
    value = body.get(name, default)
    if value is ...:
        raise Unplayable(f'"{name}" is missing', 400)
    if value is not default and (
        not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)
    ):
        raise Unplayable(f'"{name}" must be of type {kind.__name__}', 400)
    if isinstance(value, int) and abs(value) >= 2**63:
        raise Unplayable(f'"{name}" is out of range', 400)
    if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
        raise Unplayable(f'"{name}" is no Unicode text', 400)
    return value


def number_of(request: web.Request, name: str) -> int:
    text = request.query.get(name, "0")
    if not re.fullmatch(r"\d{1,18}", text):
        raise Unplayable(f'"{name}" must be a number', 400)
    return int(text)


def seconds(value: object) -> float:
    """How long to wait, as asked for, but no longer than is sensible."""
    try:
        asked = float(str(value))
    except ValueError:
        asked = math.nan
    if math.isnan(asked):
        raise Unplayable('"wait" must be a number of seconds', 400)
    return min(max(asked, 0.0), LONGEST_WAIT_SECONDS)


def shown_person(person: Person) -> JsonObject:
    optional = {name: getattr(person, name) for name in ("last_name", "username") if getattr(person, name)}
    return {
        "id": person.id,
        "first_name": person.first_name,
        **optional,
        "language_code": person.language_code,
        "phone": person.phone,
        "blocked": person.blocked,
        "started": person.started,
        "zone": person.zone,
        "note": person.note,
    }
