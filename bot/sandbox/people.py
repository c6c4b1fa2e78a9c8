"""What people do in their private chats with the bot: write, tap, share, scan, block. Each act becomes an update."""

from __future__ import annotations

import io
import re
import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.emulator import Emulator
from bot.sandbox.entities import TEXT_LIMIT, read_text, utf16_length
from bot.sandbox.methods.sending import quotable
from bot.sandbox.records import CallbackQuery, Person, StoredMessage

JsonObject = dict[str, Any]

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Unplayable(Exception):
    """An act that nobody could do in a Telegram app; `status` as for HTTP."""

    def __init__(self, words: str, status: int = 422) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


def say(emulator: Emulator, person: Person, text: str, reply_to: int | None = None) -> StoredMessage:
    """Sends a text to the bot. The first one starts the bot, so that it may write back."""
    formatted = read_text(text, None, None, emulator.user_by_id)
    if not formatted.text:
        raise Unplayable("there is nothing to send")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise Unplayable(f"a message has at most {TEXT_LIMIT} characters")
    content: JsonObject = {}
    if reply_to is not None:
        content["reply_to_message"] = quotable(_present_message(emulator, person, reply_to))
    content["text"] = formatted.text
    if formatted.entities:
        content["entities"] = list(formatted.entities)
    return _send(emulator, person, content)


def start(emulator: Emulator, person: Person, payload: str = "") -> StoredMessage:
    """Presses START, as following the bot's link does; somebody who blocked the bot restarts it so."""
    if not PAYLOAD.fullmatch(payload):
        raise Unplayable("a start payload is up to 64 of A-Z a-z 0-9 _ -")
    person = block(emulator, person, blocked=False)
    return say(emulator, person, f"/start {payload}".rstrip())


def follow(emulator: Emulator, person: Person, url: str) -> StoredMessage:
    """Opens a link to this bot."""
    payload = payload_of(emulator, url)
    if payload is None:
        raise Unplayable("the sandbox opens links to its own bot only")
    return start(emulator, person, payload)


def payload_of(emulator: Emulator, url: str) -> str | None:
    """The start payload of a link to this bot (maybe empty); None if the link leads elsewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if parts.scheme in ("http", "https") and parts.hostname in ("t.me", "telegram.me", "telegram.dog"):
        username = parts.path.strip("/")
    elif parts.scheme == "tg" and "resolve" in (parts.netloc, parts.path):
        username = query.get("domain", "")
    else:
        return None
    if username.lower() != emulator.settings.bot_username.lower() or query.keys() - {"start", "domain"}:
        return None
    return query.get("start", "")


def share_contact(emulator: Emulator, person: Person, of: Person) -> StoredMessage:
    """Shares a contact: one's own if `of` is the person, as the button that asks for it does."""
    if not of.phone:
        raise Unplayable(f"{of.first_name} has no phone number to share")
    names = {name: getattr(of, name) for name in ("first_name", "last_name") if getattr(of, name)}
    content: JsonObject = {"contact": {"phone_number": of.phone, **names, "user_id": of.id}}
    asked = emulator.store.latest_message(person.id, "extras LIKE '%\"request_contact\": true%'")
    if asked and of.id == person.id:
        content = {"reply_to_message": quotable(asked)} | content
    return _send(emulator, person, content)


def scan(emulator: Emulator, person: Person, file_id: str) -> JsonObject:
    """Holds a phone's camera to a picture: reads its QR code, and follows it if it leads to this bot."""
    text = _qr_text(emulator, file_id)
    payload = payload_of(emulator, text)
    if payload is not None:
        start(emulator, person, payload)
    return {"text": text, "payload": payload}


def _qr_text(emulator: Emulator, file_id: str) -> str:
    # Imported here: only scanning needs them, and zxing-cpp is the heaviest thing in this package.
    import zxingcpp  # noqa: PLC0415 - only a scan needs it, and it is slow to import
    from PIL import Image  # noqa: PLC0415 - likewise

    file = emulator.store.file(file_id)
    if file is None:
        raise Unplayable("there is no such picture", 404)
    try:
        with Image.open(io.BytesIO(file.data)) as image:
            codes = zxingcpp.read_barcodes(
                image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
    except OSError:
        raise Unplayable("this is no picture") from None
    if not codes:
        raise Unplayable("there is no QR code in this picture")
    return str(codes[0].text)


# --- taps ------------------------------------------------------------------------------------------------------------


def tap(
    emulator: Emulator, person: Person, message_id: int, callback_data: str
) -> tuple[CallbackQuery, bool]:
    """Taps a button by its data; the query that came of it, and whether the tap was stale: that button is gone.

    A stale tap is delivered all the same, as happens when a phone shows an old keyboard. A message that was deleted
    comes along as an inaccessible one.
    """
    _refuse_blocked(person)
    if not person.started:
        raise Unplayable(f"{person.first_name} has no chat with the bot yet")
    message = emulator.store.message(person.id, message_id)
    stale = message is None or not any(
        button.get("callback_data") == callback_data for button in buttons(message)
    )
    chat = emulator.private_chat(person)
    query = CallbackQuery(str(secrets.randbits(62)), person.id, emulator.now(), None)
    update = {
        "id": query.id,
        "from": emulator.user(person),
        "message": message.content if message else {"chat": chat, "message_id": message_id, "date": 0},
        "chat_instance": str(-person.id * 7919),
        "data": callback_data,
    }
    with emulator.store.transaction():
        emulator.store.save_callback_query(query)
        emulator.queue_update("callback_query", update)
    return query, stale


def data_at(emulator: Emulator, person: Person, message_id: int, row: int, column: int) -> str:
    """The callback data of the button at a place of a message's keyboard."""
    rows = _inline_rows(_present_message(emulator, person, message_id))
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise Unplayable("there is no button at that place")
    data = rows[row][column].get("callback_data")
    if data is None:
        raise Unplayable("tapping this button sends nothing to the bot")
    return str(data)


def buttons(message: StoredMessage) -> list[JsonObject]:
    return [button for row in _inline_rows(message) for button in row]


def _inline_rows(message: StoredMessage) -> list[list[JsonObject]]:
    rows: list[list[JsonObject]] = message.content.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


# --- blocking --------------------------------------------------------------------------------------------------------


def block(emulator: Emulator, person: Person, blocked: bool) -> Person:
    """Blocks the bot or lets it write again; the bot is told if it was in a chat with the person."""
    if person.blocked == blocked:
        return person
    member = {"status": "member", "user": emulator.bot_user()}
    kicked = {"status": "kicked", "user": emulator.bot_user(), "until_date": 0}
    changed = replace(person, blocked=blocked)
    with emulator.store.transaction():
        emulator.store.save_person(changed)
        if person.started:
            update = {
                "chat": emulator.private_chat(person),
                "from": emulator.user(person),
                "date": int(emulator.now()),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            }
            emulator.queue_update("my_chat_member", update)
    emulator.nudge("person", person.id)
    return changed


def _refuse_blocked(person: Person) -> None:
    if person.blocked:
        raise Unplayable(f"{person.first_name} has blocked the bot; unblock it first", 409)


# --- what a person is shown ------------------------------------------------------------------------------------------


def command_menu(emulator: Emulator, person: Person) -> list[JsonObject]:
    """The commands a person sees: of the narrowest scope that has some, in their language before the others."""
    language_code = (person.language_code or "")[:2].lower()
    for scope in (f"chat {person.id}", "all_private_chats", "default"):
        for code in dict.fromkeys((language_code, "")):
            commands = emulator.store.commands(scope, code)
            if commands:
                return commands
    return []


def shown(person: Person, message: StoredMessage) -> JsonObject:
    """A message as the page shows it: the Bot API's Message with what that one leaves out.

    Besides `out`, `deleted` and `revision` there may be `pinned` and `reactions`, and `reply_markup` also holds the
    keyboards that replace the letter keys.
    """
    extras = dict(message.extras)
    keyboard = extras.pop("reply_keyboard", None)
    return (
        message.content
        | ({"reply_markup": keyboard} if keyboard else {})
        | extras
        | {
            "out": message.content["from"]["id"] == person.id,
            "deleted": message.deleted,
            "revision": message.revision,
        }
    )


# --- common ----------------------------------------------------------------------------------------------------------


def _present_message(emulator: Emulator, person: Person, message_id: int) -> StoredMessage:
    message = emulator.store.message(person.id, message_id)
    if message is None:
        raise Unplayable("there is no such message", 404)
    return message


def _send(emulator: Emulator, person: Person, content: JsonObject) -> StoredMessage:
    _refuse_blocked(person)
    with emulator.store.transaction():
        if not person.started:
            emulator.store.save_person(replace(person, started=True))
        message = emulator.post(emulator.private_chat(person), emulator.user(person), content, {})
        emulator.queue_update("message", message.content)
    return message
