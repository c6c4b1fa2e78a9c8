"""sendContact, sendLocation, sendVenue, sendDice."""

from __future__ import annotations

from typing import Any

from bot.sandbox import contents
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import deliver

JsonObject = dict[str, Any]


async def send_contact(call: Call) -> JsonObject:
    return deliver(call, contents.contact(call.given))


async def send_location(call: Call) -> JsonObject:
    return deliver(call, contents.location(call.given))


async def send_venue(call: Call) -> JsonObject:
    return deliver(call, contents.venue(call.given))


async def send_dice(call: Call) -> JsonObject:
    return deliver(call, contents.dice(call.get("emoji") or "🎲"))
