"""Whatever bytes come over the line: the gateway gives a value that fits the question, or says the bank was silent."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Iterator
from contextlib import AsyncExitStack
from functools import reduce
from operator import getitem
from typing import Any

import aiohttp
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.contract import Asked
from bot.bank.gateway import HttpBankGateway
from bot.bank.line import Answer
from bot.openapi import JSON, PROBLEM
from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    InProgress,
    Instruction,
    NotReceived,
    OpenDeposit,
    Rejected,
)
from core.domain.facts import CustomerFacts, Statement
from core.ports import BankSilent
from tests.bank import replies
from tests.bank.canned import raw_server
from tests.bank.replies import Json, changed

ANSWERED = {
    "place": (replies.PLACE, replies.PLACED),
    "replace": (replies.REPLACE, replies.REPLACED),
    "release": (replies.RELEASE, replies.RELEASED),
    "open": (replies.OPEN, replies.OPENED),
    "close": (replies.CLOSE, replies.CLOSED),
    "close wholly": (replies.CLOSE_WHOLLY, replies.CLOSED_WHOLLY),
    "pay": (replies.PAY, replies.PAID),
    "withdraw": (replies.WITHDRAW, replies.WITHDRAWN),
    "transfer": (replies.TRANSFER, replies.TRANSFERRED),
}
CONFIRMATIONS = [confirmation for _, confirmation in ANSWERED.values()]
OTHER_REPLIES = [
    replies.REFUSED,
    replies.FAILING,
    replies.DECLINED,
    replies.IN_PROGRESS,
    replies.NEVER_RECEIVED,
    replies.CUSTOMER,
    replies.STATEMENT,
]
THE_BANKS_OWN = {
    "number",
    "value_date",
    "maturity_date",
    "payout_date",
    "annual_rate_percent",
    "captured_hold_ids",
    "payouts",
}
"""What the bank decides when it opens a deposit, or may write in several ways."""

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["ord_1", "hld_1", "CNY", "confirmed", "hold_placed", 400000, "2027-03-01", "2.45"]),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=10), values, max_size=4),
    max_leaves=12,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything within a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, within in items:
        yield (*path, step)
        yield from places(within, (*path, step))


@st.composite
def spoiled(draw: st.DrawFn, whole: list[Json]) -> bytes:
    """One of these replies with one value within it changed."""
    reply = draw(st.sampled_from(whole))
    place = draw(st.sampled_from(list(places(reply))))
    value = reduce(getitem, place, reply)
    return json.dumps(changed(reply, *place, to=draw(near(value) | json_values))).encode()


def near(value: Any) -> st.SearchStrategy[Any]:
    """Values that could be taken for this one."""
    match value:
        case int():
            return st.sampled_from([value + 1, value - 1, -value, float(value), str(value)])
        case str():
            return st.sampled_from([f"{value}x", value[:-1], value.upper(), f" {value}"])
        case list():
            return st.sampled_from([value * 2, value[:-1], []])
    return st.just({})


contents = (
    st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | spoiled(list(OTHER_REPLIES))
)


def says(reply: Any, expected: Any) -> bool:
    """Whether a reply says all that is expected of it."""
    if not isinstance(expected, dict):
        return bool(reply == expected)
    return all(name in THE_BANKS_OWN or says(reply[name], value) for name, value in expected.items())


def opens(instruction: Instruction) -> bool:
    """Whether it opens a deposit."""
    match instruction:
        case CloseDeposit(renewal=renewal):
            return renewal is not None
    return isinstance(instruction, OpenDeposit)


async def unless_silent(call: Awaitable[Any]) -> Any:
    """What the call gives, None if the bank was silent. Anything else that is raised fails the test."""
    try:
        return await call
    except BankSilent:
        return None


async def check_every_call(gateway: HttpBankGateway, content: bytes) -> None:
    for order, confirmation in ANSWERED.values():
        for call in (gateway.send, gateway.look_up):
            reply = await unless_silent(call(order))
            assert reply is None or isinstance(reply, Confirmed | Rejected | InProgress | NotReceived)
            if isinstance(reply, Confirmed):
                assert says(json.loads(content), confirmation)
                assert opens(order.instruction) is (reply.deposit is not None)
    assert isinstance(await unless_silent(gateway.customer(replies.PHONE)), CustomerFacts | None)
    assert isinstance(await unless_silent(gateway.statement()), Statement | None)


class Said:
    """A line on which the bank says this to everything."""

    def __init__(self, content: bytes, status: int, media_type: str) -> None:
        self._answer = Answer("call", status, media_type, content)

    async def call(self, method: str, path: str, asked: Asked | None = None, bytes_max: int = 0) -> Answer:
        return self._answer


def on_the_line(said: Said) -> HttpBankGateway:
    gateway = HttpBankGateway(None, "", "")  # type: ignore[arg-type]  # no session: its line is not used
    gateway._line = said  # type: ignore[assignment]  # a line without a network
    return gateway


@given(contents, st.sampled_from([200, 200, 200, 404, 409, 503]), st.sampled_from([JSON, JSON, PROBLEM]))
async def test_no_body_gives_anything_but_what_fits_or_silence(content, status, media_type):
    await check_every_call(on_the_line(Said(content, status, media_type)), content)


@given(spoiled(CONFIRMATIONS))
async def test_a_confirmation_is_believed_only_of_what_was_asked(content):
    await check_every_call(on_the_line(Said(content, 200, JSON)), content)


heads = st.sampled_from(
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n",
        b"HTTP/9.9 999\r\n\r\n",
    ]
)


async def unless_not_taken(delivery: Awaitable[None]) -> None:
    with contextlib.suppress(OSError):
        await delivery


async def beside_garbage(line: AsyncExitStack, answer: bytearray) -> HttpBankGateway:
    url = await line.enter_async_context(raw_server(answer))
    session = await line.enter_async_context(aiohttp.ClientSession())
    return HttpBankGateway(session, url, "key", timeout_seconds=5)


def test_no_bytes_on_the_line_give_anything_but_silence():
    answer = bytearray()

    async def check(gateway: HttpBankGateway) -> None:
        assert await unless_silent(gateway.send(replies.PLACE)) is None
        await unless_not_taken(gateway.deliver(replies.PHONE, "123456", replies.AT, "en"))

    with asyncio.Runner() as runner:
        line = AsyncExitStack()
        gateway = runner.run(beside_garbage(line, answer))

        @given(heads, st.binary(max_size=100))
        def whatever_comes(head: bytes, rest: bytes) -> None:
            answer[:] = head + rest
            runner.run(check(gateway))

        whatever_comes()
        runner.run(line.aclose())
