"""Groups and their topics over HTTP: see `bot.sandbox.acts.grouping` and `discussing` for what each act means."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.sandbox.acts import discussing, grouping
from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.records import ChatType
from bot.sandbox.shown import shown_chat
from bot.sandbox.sim.requests import body_of, emulator_of, field, here_of, person_of
from bot.sandbox.topics import ICON_COLOURS

JsonObject = dict[str, Any]


def routes(person: str) -> list[web.RouteDef]:
    """The routes below a person's: `/sim/people/ID/groups…`."""
    group, topic = rf"{person}/groups/{{chat_id:-?\d{{1,18}}}}", r"{thread_id:\d{1,18}}"
    return [
        web.post(f"{person}/groups", make),
        web.patch(group, change),
        web.post(f"{group}/members", add),
        web.delete(rf"{group}/members/{{user_id:\d{{1,18}}}}", remove),
        web.post(f"{group}/promote", promote),
        web.post(f"{group}/demote", demote),
        web.post(f"{group}/restrict", restrict),
        web.post(f"{group}/upgrade", upgrade),
        web.post(f"{group}/pin", pin),
        web.post(f"{group}/topics", make_topic),
        web.patch(f"{group}/topics/{topic}", change_topic),
        web.delete(f"{group}/topics/{topic}", delete_topic),
    ]


async def make(request: web.Request) -> web.Response:
    body = await body_of(request)
    kind = field(body, "type", str, "group")
    if kind not in ("group", "supergroup"):
        raise Unplayable('"type" is group or supergroup', 400)
    members = field(body, "members", list, [])
    if not all(
        isinstance(each, int) and not isinstance(each, bool) and abs(each) < 2**63 for each in members
    ):
        raise Unplayable('"members" must be ids', 400)
    chat = grouping.make(
        emulator_of(request),
        person_of(request),
        field(body, "title", str),
        ChatType(kind),
        members,
        is_forum=field(body, "is_forum", bool, False),
    )
    return _answer(request, chat.id)


async def change(request: web.Request) -> web.Response:
    body = await body_of(request)
    facts = {name: field(body, name, str, None) for name in ("description", "username") if name in body}
    grouping.change(
        _here(request),
        title=field(body, "title", str, None),
        permissions=field(body, "permissions", dict, None),
        is_forum=field(body, "is_forum", bool, False),
        **facts,
    )
    return _answer(request)


async def add(request: web.Request) -> web.Response:
    """Adds somebody; a person who names themselves joins."""
    body, person = await body_of(request), person_of(request)
    user_id = field(body, "user_id", int)
    if user_id == person.id:
        chat = emulator_of(request).store.chats.chat(_chat_id(request))
        if chat is None or chat.is_private:
            raise Unplayable("there is no such group", 404)
        grouping.join(emulator_of(request), person, chat, field(body, "invite_link", str, None))
    else:
        grouping.add(_here(request), user_id)
    return _answer(request)


async def remove(request: web.Request) -> web.Response:
    grouping.remove(_here(request), int(request.match_info["user_id"]))
    return _answer(request)


async def promote(request: web.Request) -> web.Response:
    body = await body_of(request)
    rights = field(body, "rights", dict, {"can_manage_chat": True})
    grouping.promote(_here(request), field(body, "user_id", int), rights, field(body, "title", str, None))
    return _answer(request)


async def demote(request: web.Request) -> web.Response:
    grouping.demote(_here(request), field(await body_of(request), "user_id", int))
    return _answer(request)


async def restrict(request: web.Request) -> web.Response:
    body = await body_of(request)
    grouping.restrict(
        _here(request),
        field(body, "user_id", int),
        field(body, "permissions", dict),
        field(body, "until_date", int, 0),
    )
    return _answer(request)


async def upgrade(request: web.Request) -> web.Response:
    return _answer(request, grouping.upgrade(_here(request)).id)


async def pin(request: web.Request) -> web.Response:
    body = await body_of(request)
    grouping.pin(_here(request), field(body, "message_id", int), pinned=field(body, "pinned", bool, True))
    return _answer(request)


async def make_topic(request: web.Request) -> web.Response:
    body = await body_of(request)
    colour = field(body, "icon_color", int, ICON_COLOURS[0])
    discussing.make(_here(request), field(body, "name", str), colour)
    return _answer(request)


async def change_topic(request: web.Request) -> web.Response:
    body = await body_of(request)
    discussing.change(
        _here(request),
        int(request.match_info["thread_id"]),
        name=field(body, "name", str, None),
        closed=field(body, "closed", bool, None),
        hidden=field(body, "hidden", bool, None),
    )
    return _answer(request)


async def delete_topic(request: web.Request) -> web.Response:
    discussing.delete(_here(request), int(request.match_info["thread_id"]))
    return _answer(request)


def _chat_id(request: web.Request) -> int:
    return int(request.match_info["chat_id"])


def _here(request: web.Request) -> Here:
    return here_of(request, _chat_id(request))


def _answer(request: web.Request, chat_id: int | None = None) -> web.Response:
    """The group as the person sees it now; null if they are in it no more."""
    emulator, person = emulator_of(request), person_of(request)
    chat = emulator.store.chats.chat(_chat_id(request) if chat_id is None else chat_id)
    seen = chat is not None and person.id in emulator.chats.people(chat)
    return web.json_response({"chat": shown_chat(emulator, person, chat) if chat and seen else None})
