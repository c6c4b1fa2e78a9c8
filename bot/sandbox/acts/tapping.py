"""Tapping the buttons under a message, those that are gone too."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.records import CallbackQuery, StoredMessage

JsonObject = dict[str, Any]


def tap(here: Here, message_id: int, callback_data: str) -> tuple[CallbackQuery, bool]:
    """Taps a button by its data; the query that came of it, and whether the tap was stale: that button is gone.

    A stale tap is delivered all the same, as happens when a phone shows an old keyboard. A message that was deleted
    comes along as an inaccessible one.
    """
    here.check_open()
    emulator = here.emulator
    if here.is_with_bot and not here.person.started:
        raise Unplayable(f"{here.person.first_name} has no chat with the bot yet")
    message = emulator.store.message(here.chat.id, message_id)
    stale = message is None or not any(
        button.get("callback_data") == callback_data for button in buttons(message)
    )
    query = CallbackQuery(
        str(secrets.randbits(62)), here.person.id, here.chat.id, message_id, emulator.now(), None
    )
    update = {"id": query.id, "from": here.user, **_tapped(here, message, message_id)}
    update |= {"chat_instance": str(-here.chat.id * 7919), "data": callback_data}
    with emulator.store.transaction():
        emulator.store.save_callback_query(query)
        emulator.queue_update("callback_query", update)
    return query, stale


def _tapped(here: Here, message: StoredMessage | None, message_id: int) -> JsonObject:
    """What a query says of the message: itself, that it is gone, or only its id where the bot sees none."""
    if message is None:
        return {
            "message": {"chat": here.emulator.chats.object(here.chat), "message_id": message_id, "date": 0}
        }
    if "inline_message_id" in message.extras:
        return {"inline_message_id": message.extras["inline_message_id"]}
    return {"message": message.content}


def data_at(here: Here, message_id: int, row: int, column: int) -> str:
    """The callback data of the button at a place of a message's keyboard."""
    rows = _inline_rows(here.message(message_id))
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise Unplayable("there is no button at that place")
    data = rows[row][column].get("callback_data")
    if data is None:
        raise Unplayable("tapping this button sends nothing to the bot")
    return str(data)


def buttons(message: StoredMessage) -> list[JsonObject]:
    """The buttons under a message, and those inside a rich one."""
    return [button for row in _inline_rows(message) for button in row] + _inside(
        message.content.get("rich_message", {})
    )


def _inside(part: Any) -> list[JsonObject]:
    if isinstance(part, list):
        return [button for each in part for button in _inside(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "button":
        return [part["button"]]
    own: list[JsonObject] = part["buttons"] if part.get("type") == "buttons" else []
    return own + [button for name, each in part.items() if name != "buttons" for button in _inside(each)]


def _inline_rows(message: StoredMessage) -> list[list[JsonObject]]:
    rows: list[list[JsonObject]] = message.content.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
