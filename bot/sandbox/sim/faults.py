"""What goes wrong on purpose, over HTTP: see `bot.sandbox.faults` for what each kind means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.faults import OF_UPDATES, Fault, FaultKind
from bot.sandbox.sim.requests import body_of, emulator_of, field
from bot.sandbox.sim.timeline import instant
from bot.sandbox.table import load_table

JsonObject = dict[str, Any]

DAY_SECONDS = 24 * 60 * 60
HOUR_SECONDS = 60 * 60
# What a kind takes beside the rule's own fields, with what it is if it is left out.
DETAILS: dict[FaultKind, JsonObject] = {
    FaultKind.FLOOD: {"retry_after": 5},
    FaultKind.ERROR: {"status": 502, "description": None},
    FaultKind.SLOW: {"seconds": 10},
    FaultKind.LOST_ANSWER: {},
    FaultKind.LOST_CALL: {},
    FaultKind.DOWN: {"seconds": HOUR_SECONDS, "status": None},
    FaultKind.DELAY: {"seconds": 10},
    FaultKind.REORDER: {},
    FaultKind.DUPLICATE: {"repeats": 1},
}


async def show_faults(request: web.Request) -> web.Response:
    """The rules that are not over, and until when the Bot API is down."""
    faults = emulator_of(request).faults
    down = faults.down()
    return web.json_response(
        {
            "faults": [shown_fault(fault) for fault in faults.current()],
            "down_until": instant(down.until) if down and down.until else None,
        }
    )


async def play_fault(request: web.Request) -> web.Response:
    kind, rule = read_rule(await body_of(request))
    return web.json_response(shown_fault(emulator_of(request).faults.add(kind, **rule)))


async def lift_fault(request: web.Request) -> web.Response:
    if not emulator_of(request).faults.lift(int(request.match_info["fault_id"])):
        raise Unplayable("there is no such fault, or no more", 404)
    return web.json_response({})


async def lift_all_faults(request: web.Request) -> web.Response:
    emulator_of(request).faults.clear()
    return web.json_response({})


async def queue_update(request: web.Request) -> web.Response:
    """Sends the bot an update of any content: one of a Telegram of the future, or one that nobody should be sent."""
    body, emulator = await body_of(request), emulator_of(request)
    kind = field(body, "kind", str)
    if not re.fullmatch("[a-z_]{1,64}", kind) or kind == "update_id":
        raise Unplayable('"kind" must be the name of a field of an Update', 400)
    emulator.updates.queue(kind, field(body, "content", dict), "odd")
    return web.json_response({})


def shown_fault(fault: Fault) -> JsonObject:
    details = {name: getattr(fault, name) or None for name in DETAILS[fault.kind]}
    return {
        "id": fault.id,
        "kind": fault.kind.value,
        "methods": "*" if fault.methods is None else sorted(fault.methods),
        "chat_id": fault.chat_id,
        "times_left": fault.times_left,
        "until": None if fault.until is None else instant(fault.until),
        **details,
    }


# --- reading a rule --------------------------------------------------------------------------------------------------


def read_rule(body: JsonObject) -> tuple[FaultKind, JsonObject]:
    """The kind and the rule that a body describes; Unplayable if it does not make sense."""
    given = {name: value for name, value in body.items() if value is not None}
    name = field(given, "kind", str)
    if name not in list(FaultKind):
        raise Unplayable(f'"kind" is one of {", ".join(FaultKind)}', 400)
    kind = FaultKind(name)
    unknown = given.keys() - _taken(kind)
    if unknown:
        raise Unplayable(f'a fault of kind {kind} takes no "{min(unknown)}"', 400)
    rule = {detail: READ[detail](given, detail, default) for detail, default in DETAILS[kind].items()}
    if kind is FaultKind.DOWN:
        return kind, {"lasts_seconds": rule["seconds"], **rule}
    rule["chat_id"] = field(given, "chat_id", int, None)
    rule["lasts_seconds"] = _seconds(given, "lasts_seconds", None)
    # Whoever says neither how often nor how long means once; null is always.
    once = 1 if "times" not in body and rule["lasts_seconds"] is None else None
    rule["times_left"] = _number(given, "times", once)
    if kind not in OF_UPDATES:
        rule["methods"] = _methods(given)
    return kind, rule


def _taken(kind: FaultKind) -> set[str]:
    taken = {"kind", *DETAILS[kind]}
    if kind is FaultKind.DOWN:
        return taken
    return taken | {"chat_id", "times", "lasts_seconds"} | (set() if kind in OF_UPDATES else {"methods"})


def _methods(given: JsonObject) -> frozenset[str] | None:
    asked = given.get("methods", "*")
    if asked == "*":
        return None
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        raise Unplayable('"methods" is "*" or a list of methods', 400)
    found = {each: load_table().method_named(each) for each in asked}
    for each, method in found.items():
        if method is None:
            raise Unplayable(f'there is no method "{each}"', 400)
    return frozenset(method for method in found.values() if method)


def _number(given: JsonObject, name: str, default: int | None) -> int | None:
    number: int | None = field(given, name, int, default)
    if number is not None and not 1 <= number <= DAY_SECONDS:
        raise Unplayable(f'"{name}" must be from 1 to {DAY_SECONDS}', 400)
    return number


def _seconds(given: JsonObject, name: str, default: float | None) -> float | None:
    asked = given.get(name, default)
    if asked is None:
        return None
    if isinstance(asked, bool) or not isinstance(asked, int | float) or not 0 < asked <= DAY_SECONDS:
        raise Unplayable(f'"{name}" must be seconds, more than 0 and no more than a day', 400)
    return float(asked)


def _status(given: JsonObject, name: str, default: int | None) -> int:
    status: int = field(given, name, int, default) or 0
    if status and not 400 <= status <= 599:
        raise Unplayable(f'"{name}" must be from 400 to 599', 400)
    return status


def _words(given: JsonObject, name: str, default: str | None) -> str | None:
    words: str | None = field(given, name, str, default)
    return words


READ: dict[str, Callable[[JsonObject, str, Any], Any]] = {
    "retry_after": _number,
    "repeats": _number,
    "seconds": _seconds,
    "status": _status,
    "description": _words,
}
