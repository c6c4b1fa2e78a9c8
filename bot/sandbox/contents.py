"""What a message may hold besides words and files: a contact, a place, a throw of dice; checked as by Telegram."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.refusals import bad_request

JsonObject = dict[str, Any]

VCARD_BYTES_LIMIT = 2048
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
FOREVER = 0x7FFFFFFF
PLACE = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def contact(given: JsonObject) -> JsonObject:
    """`contact` of a Message, of somebody who need not be on Telegram: it names no user."""
    for name in ("phone_number", "first_name"):
        if not given[name].strip():
            raise bad_request(f'parameter "{name}" is required')
    if len(given.get("vcard", "").encode()) > VCARD_BYTES_LIMIT:
        raise bad_request(f"a vCard has at most {VCARD_BYTES_LIMIT} bytes")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return {"contact": {name: given[name] for name in names if given.get(name)}}


def location(given: JsonObject) -> JsonObject:
    """`location` of a Message; a live one if it names a period."""
    place = _place(given)
    if not given.get("live_period"):
        return {"location": place}
    period, heading = given["live_period"], given.get("heading", 0)
    radius = given.get("proximity_alert_radius", 0)
    if period != FOREVER and not 60 <= period <= 86400:
        raise bad_request("wrong live location period specified")
    if heading and not 1 <= heading <= 360:
        raise bad_request("wrong live location heading specified")
    if not 0 <= radius <= 100_000:
        raise bad_request("wrong live location proximity alert radius specified")
    live = {"live_period": period, "heading": heading, "proximity_alert_radius": radius}
    return {"location": place | {name: value for name, value in live.items() if value}}


def venue(given: JsonObject) -> JsonObject:
    """`venue` and `location` of a Message."""
    place = _place(given)
    named = {name: given[name] for name in ("title", "address", *PLACE) if given.get(name)}
    for name in ("title", "address"):
        if name not in named:
            raise bad_request(f'parameter "{name}" is required')
    return {"location": place, "venue": {"location": place, **named}}


def dice(emoji: str) -> JsonObject:
    """`dice` of a Message, thrown."""
    sides = DICE.get(emoji.removesuffix("\ufe0f"))
    if sides is None:
        raise bad_request("EMOTICON_INVALID")
    return {"dice": {"emoji": emoji.removesuffix("\ufe0f"), "value": secrets.randbelow(sides) + 1}}


def _place(given: JsonObject) -> JsonObject:
    if not (abs(given["latitude"]) <= 90 and abs(given["longitude"]) <= 180):
        raise bad_request("invalid location specified")
    accuracy = min(max(given.get("horizontal_accuracy", 0.0), 0.0), 1500.0)
    place = {"latitude": given["latitude"], "longitude": given["longitude"]}
    return place | ({"horizontal_accuracy": accuracy} if accuracy else {})
