"""The pace of sending over HTTP: see `bot.sandbox.pace`."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Any

from aiohttp import web

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.pace import Breach, Limits, Pace
from bot.sandbox.settings import PaceMode
from bot.sandbox.sim.requests import body_of, emulator_of, field
from bot.sandbox.sim.timeline import instant

JsonObject = dict[str, Any]

LIMIT_AT_MOST = 10_000


async def show_pace(request: web.Request) -> web.Response:
    return web.json_response(_shown(emulator_of(request).pace))


async def set_pace(request: web.Request) -> web.Response:
    """Sets the mode, and those limits that are given."""
    pace, body = emulator_of(request).pace, await body_of(request)
    mode = field(body, "mode", str, pace.mode.value)
    if mode not in list(PaceMode):
        raise Unplayable(f'"mode" is one of {", ".join(PaceMode)}', 400)
    given: JsonObject = {
        each.name: _limit(body, each.name) for each in fields(Limits) if body.get(each.name) is not None
    }
    pace.set(PaceMode(mode), replace(pace.limits, **given))
    return web.json_response(_shown(pace))


async def forget_breaches(request: web.Request) -> web.Response:
    pace = emulator_of(request).pace
    pace.forget_breaches()
    return web.json_response(_shown(pace))


def _limit(body: JsonObject, name: str) -> float:
    limit = body[name]
    whole = name != "chat_per_second"
    if isinstance(limit, bool) or not isinstance(limit, int if whole else int | float):
        raise Unplayable(f'"{name}" must be a {"whole " if whole else ""}number', 400)
    if not 0.01 <= limit <= LIMIT_AT_MOST:
        raise Unplayable(f'"{name}" must be more than 0 and at most {LIMIT_AT_MOST}', 400)
    return limit


def _shown(pace: Pace) -> JsonObject:
    breaches = [_shown_breach(breach) for breach in pace.breaches]
    return {"mode": pace.mode.value, **asdict(pace.limits), "breaches": breaches}


def _shown_breach(breach: Breach) -> JsonObject:
    return asdict(breach) | {"at": instant(breach.at), "retry_after": breach.retry_after}
