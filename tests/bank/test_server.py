"""The bank for tests is as strict with its callers as a bank should be."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import aiohttp
import pytest

from bot.bank.translation import asked_instruction
from tests.bank.replies import PLACE
from tests.bank.server import KEY, BankServer

ASKED = json.loads(asked_instruction(PLACE.instruction).model_dump_json())


@pytest.fixture
async def session(server: BankServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with (
        server.open() as url,
        aiohttp.ClientSession(f"{url}/", headers={"Authorization": f"Bearer {KEY}"}) as session,
    ):
        yield session


async def refused(answering: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> tuple[int, str]:
    """Status and code of the problem that is answered."""
    async with answering as response:
        assert response.content_type == "application/problem+json"
        problem = json.loads(await response.read())
        assert problem["status"] == response.status
        return response.status, problem["code"]


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer another-key", f"Basic {KEY}"])
async def test_a_caller_without_the_key_is_told_nothing(session, said):
    answering = session.get("statement", headers={"Authorization": said})
    assert await refused(answering) == (401, "unauthorized")


@pytest.mark.parametrize(
    "asked",
    [
        {**ASKED, "urgent": True},
        {**ASKED, "kind": "capture_hold"},
        {**ASKED, "hold": {**ASKED["hold"], "hold_id": "../hld_1"}},
        {key: value for key, value in ASKED.items() if key != "hold"},
    ],
)
async def test_an_order_that_is_not_as_the_contract_has_it_is_not_taken(session, bank, asked):
    assert await refused(session.put("orders/ord_1", json=asked)) == (422, "malformed")
    assert bank.answers == {}
    assert await refused(session.get("orders/ord_1")) == (404, "order_unknown")


async def test_an_order_in_another_media_type_is_not_taken(session, bank):
    answering = session.put("orders/ord_1", data=json.dumps(ASKED), headers={"Content-Type": "text/plain"})
    assert await refused(answering) == (415, "unsupported_media_type")
    assert bank.answers == {}


async def test_what_it_does_not_serve_is_a_problem_too(session):
    assert await refused(session.get("accounts")) == (404, "not_found")
    assert await refused(session.delete("orders/ord_1")) == (405, "method_not_allowed")


async def test_an_answer_repeats_the_id_of_its_request(session):
    async with session.get("statement", headers={"X-Request-Id": "0123456789abcdef"}) as response:
        assert response.headers["X-Request-Id"] == "0123456789abcdef"
