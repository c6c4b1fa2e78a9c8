"""The document and the server say the same: its examples run, and schemathesis finds nothing, step by step either."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.partner_api import examples
from bot.partner_api.calls import OPERATIONS
from bot.partner_api.openapi import document
from tests.partner_api.office import KEY, Furnished, Office, open_office

DOCUMENT = document("http://127.0.0.1")
AUTH = {"Authorization": f"Bearer {KEY}"}
CASES = 10_000
SHORT, LONG = 5, -(-CASES // len(OPERATIONS))
STEPS = 8


@dataclass(frozen=True)
class Running:
    """A server in a thread of its own, and its loop."""

    url: str
    office: Office
    loop: asyncio.AbstractEventLoop


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, furnished: Furnished) -> Iterator[Running]:
    """A server for callers that wait for it; used by all of the module."""
    database = tmp_path_factory.mktemp("running") / "hecun.db"
    database.write_bytes(furnished.database.read_bytes())
    opened: list[Running] = []
    ready = threading.Event()

    async def serve(stop: asyncio.Event) -> None:
        async with open_office(furnished, database) as office:
            opened.append(Running(office.url, office, asyncio.get_running_loop()))
            ready.set()
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: asyncio.run(serve(stop)))
    thread.start()
    assert ready.wait(30)
    yield opened[0]
    opened[0].loop.call_soon_threadsafe(stop.set)
    thread.join(30)


class TestExamples:
    @pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
    def test_what_is_told_is_as_its_model_says(self, operation):
        if operation.example is not None:
            told = operation.told.model_validate_json(_json(operation.example))
            assert told.model_extra == {}
            assert set(operation.example) == set(operation.told.model_fields)

    async def test_the_campaign_of_the_document_opens_and_is_told_like_its_example(self, office):
        opened = await office.open(**examples.CAMPAIGN_TO_OPEN)
        changing = {"id", "opened_at", "link", "terms", "closes_at"}
        same = examples.CAMPAIGN.keys() - changing
        assert {name: opened[name] for name in same} == {name: examples.CAMPAIGN[name] for name in same}
        assert _shape(opened) == _shape(examples.CAMPAIGN)
        cancelled = await office.post(f"/v1/campaigns/{opened['id']}/cancel", examples.CANCELLATION)
        assert cancelled.told["ended_reason"] == examples.CANCELLATION["reason"]

    async def test_the_quote_and_the_product_are_those_of_the_document(self, office):
        query = "&".join(f"{name}={value}" for name, value in examples.QUOTE_ASKED.items())
        assert (await office.get(f"/v1/quote?{query}")).told == examples.QUOTE
        assert (await office.get("/v1/products/TD12M")).told == examples.PRODUCT

    async def test_what_becomes_of_a_campaign_is_told_like_the_examples(self, office):
        campaign = await office.open()
        await office.fill(campaign)
        path = f"/v1/campaigns/{campaign['id']}"
        for what, example in (
            ("pledges", examples.PLEDGES),
            ("deposit", examples.DEPOSIT),
            ("certificates", examples.CERTIFICATES),
        ):
            assert _shape((await office.get(f"{path}/{what}")).told) == _shape(example)
        await office.mature(campaign)
        assert _shape((await office.get(f"{path}/payouts")).told) == _shape(examples.PAYOUTS)
        assert _shape((await office.get("/v1/partner")).told) == _shape(examples.PARTNER)


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


def _shape(value: Any) -> Any:
    """What a value is like: names, and types at the leaves; of a list, its first."""
    match value:
        case dict():
            return {name: _shape(each) for name, each in value.items() if name != "metadata"}
        case list():
            return [_shape(each) for each in value[:1]]
    return "text or nothing" if value is None or isinstance(value, str) else type(value).__name__


def test_every_operation_is_in_the_document_and_says_what_may_go_wrong():
    described = [each for methods in DOCUMENT["paths"].values() for each in methods.values()]
    assert sorted(each["operationId"] for each in described) == sorted(each.id for each in OPERATIONS)
    for each in described:
        assert {"401", "403", "422", "429"} <= set(each["responses"])


# A rule may refuse what the shapes allow; and what is posted once more is answered as before.
EXCLUDED = [positive_data_acceptance]


def hunt(running: Running, examples_each: int) -> int:
    """Schemathesis asks every operation for whatever the document allows, and for what it does not; how often."""
    asked = 0
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.update(base_url=running.url)
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # a document that cannot be read fails here

        @settings(
            max_examples=examples_each,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=AUTH, excluded_checks=EXCLUDED)

        ask()
    return asked


def walk(running: Running, examples_each: int) -> None:
    """Schemathesis walks from what it was told to what can be asked with that."""
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.update(base_url=running.url)

    class Walk(schema.as_state_machine()):  # type: ignore[misc]  # made at run time
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": AUTH}

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, excluded_checks=EXCLUDED, headers=AUTH)

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=examples_each,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_schemathesis_finds_nothing(running):
    hunt(running, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_schemathesis_finds_nothing_in_ten_thousand_cases(running):
    assert hunt(running, LONG) >= CASES


def test_schemathesis_finds_nothing_step_by_step(running):
    walk(running, 3)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_schemathesis_finds_nothing_in_long_walks(running):
    walk(running, 200)
