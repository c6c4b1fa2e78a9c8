"""The timeline over HTTP: a list of short entries, and each of them whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.bells import wait_until
from bot.sandbox.sim.requests import emulator_of, number_of, seconds
from bot.sandbox.timeline_store import Entry

JsonObject = dict[str, Any]

SHOWN = 200
SHOWN_AT_MOST = 1_000


async def show_timeline(request: web.Request) -> web.Response:
    """The newest entries after one, or before one, in order; waits for one if there are none."""
    emulator = emulator_of(request)
    after, before = number_of(request, "after"), number_of(request, "before") or None
    limit = min(number_of(request, "limit") or SHOWN, SHOWN_AT_MOST)
    found = await wait_until(
        lambda: emulator.store.timeline.between(after, before, limit) or None,
        emulator.timeline.bell,
        seconds(request.query.get("wait", 0)),
    )
    return web.json_response({"entries": [_short(n, entry) for n, entry in found or []]})


async def show_entry(request: web.Request) -> web.Response:
    """One entry with all that was asked, answered or delivered."""
    n = int(request.match_info["n"])
    found = emulator_of(request).store.timeline.between(n - 1, n + 1, 1)
    if not found:
        raise Unplayable("there is no such entry, or no more", 404)
    _, entry = found[0]
    asked = {"parameters": json.loads(entry.parameters)} if entry.is_call else {}
    return web.json_response(_short(n, entry) | asked | json.loads(entry.more))


def _short(n: int, entry: Entry) -> JsonObject:
    summary: JsonObject = json.loads(entry.summary)
    return {"n": n, "at": instant(entry.at), "kind": entry.kind, "title": entry.title} | summary


def instant(at: float) -> str:
    """Unix seconds as people's programs read them: `2027-01-15T08:00:00.250+00:00`."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
