"""Whatever a bot or a script sends, the answer is a refusal in words, never a failure of the server."""

import random
from typing import Any

import pytest

from bot.sandbox.methods import PLAYED
from bot.sandbox.table import load_table
from tests.sandbox.playing import ANN, Sandbox
from tests.sandbox.test_checking import PLAUSIBLE

NASTY: list[Any] = [
    None, True, False, 0, -1, 1.5, 2**63, 10**30,
    "", " ", "\x00", "\ud800", "0", "-5", "NaN", "<b>", "&#x110000;", "[]", "{}", "attach://", "http://", "https://[",
    "😀" * 2100, [], [[]], [None], [[None]], {}, {"type": "default"}, {"type": None}, [{"type": "emoji"}],
    {"inline_keyboard": None}, {"inline_keyboard": [[{}]]}, {"keyboard": [[5]]}, {"message_id": -1},
]  # fmt: skip


@pytest.mark.parametrize("method", PLAYED)
async def test_nasty_arguments_are_answered(sandbox, method):
    chance = random.Random(method)
    names = list(load_table().methods[method])
    await try_each(sandbox, method, [{name: chance.choice(NASTY) for name in names} for _ in range(20)])
    await try_each(sandbox, method, [{name: chance.choice(NASTY)} for name in names])


@pytest.mark.slow
@pytest.mark.parametrize("method", PLAYED)
async def test_each_argument_may_be_nasty_in_every_way(sandbox, method):
    names = list(load_table().methods[method])
    await try_each(sandbox, method, [{name: value} for name in names for value in NASTY])


async def try_each(sandbox: Sandbox, method: str, given: list[dict[str, Any]]) -> None:
    for arguments in given:
        if arguments.get("timeout") in (True, 2**63, 10**30):
            continue  # understood as waiting long
        body = await sandbox.answer(method, **PLAUSIBLE[method] | arguments)
        assert body["ok"] or body["error_code"] in (400, 403, 404, 409, 501), arguments


ACTS = {
    "messages": ("text", "reply_to_message_id"),
    "start": ("payload",),
    "open": ("url",),
    "taps": ("message_id", "callback_data", "row", "column", "wait"),
    "contact": ("of",),
    "scan": ("file_id",),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nasty_acts_are_answered(sandbox, act):
    chance = random.Random(act)
    for _ in range(100):
        body = {name: chance.choice(NASTY) for name in ACTS[act]}
        body["wait"] = 0
        status, answer = await sandbox.try_sim("POST", f"people/{ANN}/{act}", **body)
        assert status == 200 or (status < 500 and list(answer) == ["error"]), body


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=1e3", "wait=x", "after=1&wait=nan"])
@pytest.mark.parametrize("what", ["messages", "sms"])
async def test_nasty_queries_are_answered(sandbox, what, query):
    status, body = await sandbox.try_sim("GET", f"people/{ANN}/{what}?{query}")
    assert status == 400 or "error" not in body


async def test_nasty_people_are_answered(sandbox):
    for name in ("id", "first_name", "phone", "language_code", "blocked"):
        for value in NASTY:
            status, _ = await sandbox.try_sim("POST", "people", **{"first_name": "X", name: value})
            assert status < 500, (name, value)
