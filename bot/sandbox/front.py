"""The front of the Bot API: what a call meets on its way in and out, from its token to its line in the timeline."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.arguments import Arguments, read_arguments
from bot.sandbox.checking import check
from bot.sandbox.emulator import Emulator
from bot.sandbox.faults import POLL, Fault, FaultKind
from bot.sandbox.methods import PLAYED
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import Refusal, not_found, not_played, too_many_requests
from bot.sandbox.sim.requests import EMULATOR
from bot.sandbox.table import load_table
from bot.sandbox.timeline import Kind, excerpt

logger = logging.getLogger(__name__)

JsonObject = dict[str, Any]

NAME_LENGTH = 64
GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as it came in. `chat_id` is the chat it is about, `refusal` why it is not even looked at."""

    method: str
    arguments: Arguments = field(default_factory=Arguments)
    chat_id: int | str | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with. `lost`: it never arrives, for the connection breaks before the call or the answer.

    `found` are the updates that a poll brought.
    """

    status: int
    text: str
    refusal: Refusal | None = None
    found: list[JsonObject] = field(default_factory=list)
    content_type: str = "application/json"
    lost: Literal["call", "answer"] | None = None


UNHEARD = Answer(503, "null", Refusal(503, "the connection broke before the call was done"), lost="call")


async def answer_call(request: web.Request) -> web.StreamResponse:
    """Answers `/bot<token>/<method>`: `{"ok": true, "result": …}`, Telegram's refusal, or what a fault makes of it."""
    emulator = request.app[EMULATOR]
    began = asyncio.get_running_loop().time()
    heard = await _hear(request)
    if down := emulator.faults.down():
        return _turn_away(request, heard, down)
    if heard.refusal:
        answer = _refuse(heard.refusal)
        _note(emulator, heard, answer, 0.0)
        return _respond(request, answer)
    with emulator.faults.striking(heard.method, heard.chat_id) as fault:
        answer = await _answer(emulator, heard, fault)
        if down := emulator.faults.down():  # it came while a poll waited
            return _turn_away(request, heard, down)
        _note(emulator, heard, answer, asyncio.get_running_loop().time() - began)
        if fault and fault.kind is FaultKind.SLOW:
            await fault.hold()
    return _respond(request, answer)


async def download(request: web.Request) -> web.StreamResponse:
    """Serves `/file/bot<token>/<file_path>`, the path being the one getFile gave."""
    emulator = request.app[EMULATOR]
    if down := emulator.faults.down():
        return _respond(request, _silence(down))
    try:
        _check_token(emulator, request.match_info["token"])
    except Refusal as refusal:
        return _respond(request, _refuse(refusal))
    file = emulator.store.file_at(request.match_info["path"])
    if file is None:
        return _respond(request, _refuse(not_found()))
    return web.Response(body=file.data, content_type="application/octet-stream")


async def play_reply(emulator: Emulator, name: str, arguments: Arguments) -> None:
    """Plays the call that a webhook's answer carried; it is noted like any other, and nobody is told its result."""
    method = load_table().method_named(name)
    heard = Heard(method or name[:NAME_LENGTH], arguments, _chat_of(emulator, arguments.values))
    _note(emulator, heard, await _play(emulator, heard) if method else _refuse(not_found()), 0.0)


# --- what comes in ---------------------------------------------------------------------------------------------------


async def _hear(request: web.Request) -> Heard:
    emulator = request.app[EMULATOR]
    name = request.match_info["method"][:NAME_LENGTH]
    try:
        _check_token(emulator, request.match_info["token"])
        method = load_table().method_named(name)
        if method is None:
            raise not_found()
        arguments = await read_arguments(request)
    except Refusal as refusal:
        return Heard(name, refusal=refusal)
    except web.HTTPRequestEntityTooLarge:
        return Heard(name, refusal=Refusal(413, "Request Entity Too Large"))
    return Heard(method, arguments, _chat_of(emulator, arguments.values))


def _check_token(emulator: Emulator, token: str) -> None:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise not_found()
    if token != emulator.settings.bot_token:
        raise Refusal(401, "Unauthorized")


def _chat_of(emulator: Emulator, values: JsonObject) -> int | str | None:
    """The chat that a call is about, by its id or its name, or that of the tap or the inline message it is about."""
    if "chat_id" in values:
        given = str(values["chat_id"])
        named = given[:NAME_LENGTH] if given.startswith("@") else None
        return int(given) if re.fullmatch(r"-?\d{1,18}", given, re.ASCII) else named
    if "callback_query_id" in values:
        query = emulator.store.callback_query(_plain(values["callback_query_id"]))
        return query.chat_id if query else None
    if "inline_message_id" in values:
        inline = emulator.store.chats.inline_message(_plain(values["inline_message_id"]))
        return inline[0] if inline else None
    return None


def _plain(value: object) -> str:
    """An id as it may be looked up; empty if it is none."""
    return value if isinstance(value, str) and value.isascii() else ""


# --- what goes out ---------------------------------------------------------------------------------------------------


async def _answer(emulator: Emulator, heard: Heard, fault: Fault | None) -> Answer:
    match fault:
        case Fault(kind=FaultKind.FLOOD):
            return _refuse(too_many_requests(fault.retry_after))
        case Fault(kind=FaultKind.ERROR):
            return _fail(fault.status, fault.description)
        case Fault(kind=FaultKind.LOST_CALL):
            return UNHEARD
        case Fault(kind=FaultKind.LOST_ANSWER):
            return replace(await _play(emulator, heard), lost="answer")
        case _:
            return await _play(emulator, heard)


async def _play(emulator: Emulator, heard: Heard) -> Answer:
    method = heard.method
    try:
        if method not in PLAYED:
            raise not_played(method)
        given = check(method, heard.arguments)
        emulator.pace.watch(method, heard.chat_id, given)
        result = await PLAYED[method](Call(emulator, given, heard.arguments.uploads))
    except Refusal as refusal:
        return _refuse(refusal)
    found = result if method == POLL else []
    return Answer(200, json.dumps({"ok": True, "result": result}), found=found)


def _refuse(refusal: Refusal) -> Answer:
    return Answer(refusal.code, json.dumps(refusal.answer()), refusal)


def _fail(status: int, description: str | None) -> Answer:
    """An error of Telegram's servers; 502 is what the gateway before them says, in HTML."""
    refusal = Refusal(status, description or HTTPStatus(status).phrase)
    if status == HTTPStatus.BAD_GATEWAY:
        return Answer(status, GATEWAY_PAGE, refusal, content_type="text/html")
    return _refuse(refusal)


def _silence(down: Fault) -> Answer:
    """What one hears while the Bot API is down: nothing, or what the gateway says."""
    return _fail(down.status, None) if down.status else UNHEARD


def _turn_away(request: web.Request, heard: Heard, down: Fault) -> web.StreamResponse:
    """Answers as long as the Bot API is down. Polls are not noted: a bot may try one every moment."""
    answer = _silence(down)
    if heard.method != POLL:
        _note(request.app[EMULATOR], heard, answer, 0.0)
    return _respond(request, answer)


def _respond(request: web.Request, answer: Answer) -> web.StreamResponse:
    if answer.lost and request.transport is not None:
        request.transport.abort()
    return web.Response(text=answer.text, status=answer.status, content_type=answer.content_type)


# --- what is noted ---------------------------------------------------------------------------------------------------


def _note(emulator: Emulator, heard: Heard, answer: Answer, seconds: float) -> None:
    """A line in the timeline for every call but the polls that brought nothing."""
    if heard.method == POLL and not answer.refusal and not answer.found:
        return
    refusal, found = answer.refusal, answer.found
    shown = heard.arguments.loggable()
    summary = {
        "ok": refusal is None,
        "ms": round(1000 * seconds),
        "chat_id": heard.chat_id,
        "text": excerpt(shown),
        "error_code": refusal.code if refusal and not answer.lost else None,
        "description": refusal and refusal.description,
        "lost": answer.lost,
        "update_ids": [found[0]["update_id"], found[-1]["update_id"]] if found else None,
    }
    is_json = answer.content_type == "application/json"
    told = answer.text if is_json else json.dumps(answer.text)
    emulator.timeline.note(
        Kind.DELIVERY if found else Kind.CALL,
        heard.method,
        summary,
        parameters=shown,
        more=f'{{"answer":{told}}}',
    )
    if refusal:
        logger.info("%s refused: %s", heard.method, refusal.description)
