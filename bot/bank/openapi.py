"""The contract as an OpenAPI 3.1 document, from the models that validate it.

`python -m bot.bank.openapi > docs/bank-gateway.json` writes it anew; a test holds the file to it.
"""

import json
import sys
from dataclasses import dataclass, field

from bot.bank import contract
from bot.openapi import PROBLEM, REQUEST_ID, Json, content, schemas_of

_REFERENCE: Json = {
    "name": "reference",
    "in": "path",
    "required": True,
    "description": "Names the order for good. Whoever asks under it twice gets the first answer again.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}
_REQUEST_ID: Json = {
    "name": REQUEST_ID,
    "in": "header",
    "required": True,
    "description": "Names this call in both sides' logs; the answer carries it too. A new one with every call.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
}
_SCHEMAS = {
    "Instruction": contract.Instruction,
    "OrderStatus": contract.OrderStatus,
    "CustomerSearch": contract.CustomerSearch,
    "CustomerFound": contract.CustomerFound,
    "Statement": contract.Statement,
    "CodeToDeliver": contract.CodeToDeliver,
    "Problem": contract.Problem,
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the contract; `asked` and `told` name schemas, no `told` an answer without a body."""

    method: str
    path: str
    id: str
    summary: str
    told: str | None
    meaning: str
    asked: str | None = None
    problems: dict[int, str] = field(default_factory=dict)


OPERATIONS = (
    Operation(
        method="put",
        path="/orders/{reference}",
        id="sendOrder",
        summary="Carry an order out: wholly or not at all, and once however often it is asked.",
        asked="Instruction",
        told="OrderStatus",
        meaning="What became of it: now, or when it was first asked.",
        problems={
            409: f"`{contract.REFERENCE_REUSED}`: the reference is known with another content. Nothing was done.",
            422: "The order is not as the contract has it, or contradicts itself. Nothing was done.",
        },
    ),
    Operation(
        method="get",
        path="/orders/{reference}",
        id="lookUpOrder",
        summary="What became of an order.",
        told="OrderStatus",
        meaning="What became of it.",
        problems={404: f"`{contract.ORDER_UNKNOWN}`, with the reference: the bank has never received it."},
    ),
    Operation(
        method="post",
        path="/customers/search",
        id="findCustomer",
        summary="The customer with a verified phone number. By POST, so that no address holds the number.",
        asked="CustomerSearch",
        told="CustomerFound",
        meaning="The customer, or null.",
    ),
    Operation(
        method="get",
        path="/statement",
        id="getStatement",
        summary="All that stands between the bank and us, at one moment.",
        told="Statement",
        meaning="The statement, in one piece.",
    ),
    Operation(
        method="post",
        path="/codes",
        id="deliverCode",
        summary="Send a one-time code to a customer's verified phone number.",
        asked="CodeToDeliver",
        told=None,
        meaning="It will be sent.",
        problems={422: "It cannot be sent to this number."},
    ),
)


def document() -> Json:
    """The whole document."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hecun's bank gateway",
            "version": contract.VERSION,
            "description": "What a bank serves so that Hecun can pool its customers' money. "
            "`bank-gateway.md` explains it.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "https://bank.example/hecun/v1"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas_of(_SCHEMAS),
            "responses": {
                "Problem": {
                    "description": "No answer: `401` for a key that is not known, `503` while the bank is down …",
                    "content": content("Problem", PROBLEM),
                }
            },
        },
    }


def _described(operation: Operation) -> Json:
    reference = [_REFERENCE] if "{reference}" in operation.path else []
    described: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": [*reference, _REQUEST_ID],
    }
    if operation.asked:
        described["requestBody"] = {"required": True, "content": content(operation.asked)}
    answer: Json = {"description": operation.meaning}
    if operation.told:
        answer["content"] = content(operation.told)
    described["responses"] = {
        "200" if operation.told else "204": answer,
        **{
            str(status): {"description": meaning, "content": content("Problem", PROBLEM)}
            for status, meaning in operation.problems.items()
        },
        "default": {"$ref": "#/components/responses/Problem"},
    }
    return described


def as_text() -> str:
    """The document as it is kept in `docs/bank-gateway.json`."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
