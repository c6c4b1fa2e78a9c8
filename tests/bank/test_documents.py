"""What a bank's engineer reads is what the gateway does."""

import json
import re
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.bank import contract
from bot.bank.openapi import OPERATIONS, as_text, document
from tests.bank.bank import BankElsewhere
from tests.bank.server import BankServer

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "bank-gateway.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```json (\w+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_openapi_document_is_that_of_the_models():
    kept = (DOCS / "bank-gateway.json").read_text("utf-8")
    assert kept == as_text(), "write it anew: python -m bot.bank.openapi > docs/bank-gateway.json"


def test_every_reference_in_the_openapi_document_leads_somewhere():
    text = as_text()
    components = document()["components"]
    led_to = set(re.findall(r'"#/components/(\w+)/(\w+)"', text))
    assert led_to
    assert all(name in components[kind] for kind, name in led_to)


def test_the_guides_examples_are_as_the_contract_has_them():
    for name, example in EXAMPLES:
        shape: TypeAdapter[Any] = TypeAdapter(getattr(contract, name))
        understood = shape.dump_python(shape.validate_json(example), mode="json", exclude_defaults=True)
        assert understood == json.loads(example)


def test_the_guide_shows_each_schema_and_names_each_call_and_each_condition():
    shown = {name for name, _ in EXAMPLES}
    called = {(operation.asked, operation.told) for operation in OPERATIONS}
    assert {name for pair in called for name in pair if name} <= shown
    for operation in OPERATIONS:
        assert f"`{operation.method.upper()} {operation.path}`" in GUIDE
    kinds = get_args(get_args(contract.FailedCondition)[0])
    codes = [code for kind in kinds for code in get_args(kind.model_fields["code"].annotation)]
    assert codes
    assert all(f"`{code}`" in GUIDE for code in codes)


async def test_the_bank_for_tests_serves_each_call_of_the_contract_and_no_other():
    served = BankServer(BankElsewhere()).routes()
    assert {(method, path) for method, path, _ in served} == {
        (operation.method.upper(), operation.path) for operation in OPERATIONS
    }
