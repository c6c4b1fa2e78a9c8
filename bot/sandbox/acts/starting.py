"""Coming to the bot, and leaving it: START, links, blocking."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.acts import grouping, writing
from bot.sandbox.acts.here import Here, Unplayable, here
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Person, StoredMessage

INVITE_LINK = re.compile(r"https://t\.me/\+[A-Za-z0-9_-]+")
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def start(emulator: Emulator, person: Person, payload: str = "") -> StoredMessage:
    """Presses START, as following the bot's link does; somebody who blocked the bot restarts it so."""
    if not PAYLOAD.fullmatch(payload):
        raise Unplayable("a start payload is up to 64 of A-Z a-z 0-9 _ -")
    person = block(emulator, person, blocked=False)
    return writing.say(here(emulator, person), f"/start {payload}".rstrip())


def follow(emulator: Emulator, person: Person, url: str, chat_id: int | None = None) -> StoredMessage | None:
    """Opens a link to this bot, or an invite link; returns what was said by that, if anything was.

    `chat_id` is the group that a `startgroup` link is to bring the bot into.
    """
    if INVITE_LINK.fullmatch(url):
        grouping.join_by_link(emulator, person, url)
        return None
    query = link_query(emulator, url)
    if query is not None and "startgroup" in query:
        return _start_in_group(here(emulator, person, chat_id), query)
    payload = payload_of(emulator, url)
    if payload is None:
        raise Unplayable("the sandbox opens links to its own bot only")
    return start(emulator, person, payload)


def _start_in_group(here: Here, query: dict[str, str]) -> StoredMessage | None:
    """Adds the bot, as an administrator if the link asks for that; with a payload it is started there too.

    https://core.telegram.org/bots/features#deep-linking
    """
    payload, bot_id = query["startgroup"], here.emulator.settings.bot_id
    if here.chat.is_private:
        raise Unplayable("this link is for a group; name one", 422)
    if not PAYLOAD.fullmatch(payload):
        raise Unplayable("a start payload is up to 64 of A-Z a-z 0-9 _ -")
    asked = re.split(r"[ +]", query.get("admin", "")) if query.get("admin") else []
    rights = {("is_anonymous" if name == "anonymous" else f"can_{name}"): True for name in asked}
    with here.emulator.store.transaction():
        if not here.emulator.chats.standing(here.chat, bot_id).is_present:
            grouping.add(here, bot_id)
        if rights:
            grouping.promote(here, bot_id, rights)
        command = f"/start@{here.emulator.settings.bot_username} {payload}"
        return writing.say(here, command) if payload else None


def payload_of(emulator: Emulator, url: str) -> str | None:
    """The start payload of a link to this bot (maybe empty); None if the link leads elsewhere."""
    query = link_query(emulator, url)
    return None if query is None or query.keys() - {"start"} else query.get("start", "")


def link_query(emulator: Emulator, url: str) -> dict[str, str] | None:
    """The parameters of a link to this bot; None if the link leads elsewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if parts.scheme in ("http", "https") and parts.hostname in ("t.me", "telegram.me", "telegram.dog"):
        username = parts.path.strip("/")
    elif parts.scheme == "tg" and "resolve" in (parts.netloc, parts.path):
        username = query.pop("domain", "")
    else:
        return None
    return query if username.lower() == emulator.settings.bot_username.lower() else None


def block(emulator: Emulator, person: Person, blocked: bool) -> Person:
    """Blocks the bot or lets it write again; the bot is told if it was in a chat with the person."""
    if person.blocked == blocked:
        return person
    changed = replace(person, blocked=blocked)
    with emulator.store.transaction():
        emulator.store.save_person(changed)
        if person.started:
            _tell_of_blocking(here(emulator, person), blocked=blocked)
    emulator.nudge("person", person.id)
    return changed


def _tell_of_blocking(here: Here, *, blocked: bool) -> None:
    emulator = here.emulator
    member = {"status": "member", "user": emulator.bot_user()}
    kicked = {"status": "kicked", "user": emulator.bot_user(), "until_date": 0}
    update = {
        "chat": emulator.chats.object(here.chat),
        "from": here.user,
        "date": int(emulator.now()),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    emulator.queue_update("my_chat_member", update)
