"""The API as an OpenAPI 3.1 document, from the operations and the models that validate."""

from typing import Any

from bot.openapi import JSON, PROBLEM, REQUEST_ID, Json, content, schemas_of
from bot.partner_api import examples, models
from bot.partner_api.asking import IDEMPOTENCY_KEY
from bot.partner_api.calls import OPERATIONS
from bot.partner_api.operations import NAMED, Operation
from bot.partner_api.problems import status_and_code

VERSION = "1.0.0"

_INTRODUCTION = """\
Open campaigns in which friends pool money until it reaches a bank's better rate tier, and follow what becomes of them.

**Keys.** Every request carries `Authorization: Bearer KEY`. Keys that begin with `hecun_test_` are about a sandbox
bank with books of its own; nothing they do touches live money. A key is shown once. Have it rotated, and both work for
a while.

**Once.** Every POST needs an `Idempotency-Key`, a new one for each thing you want done. Asked again with the same key,
it is done once and answered as the first time, a refusal too; the same key with another request is answered with `409`.

**Amounts** are whole numbers of the currency's minor unit (fen, cents), rates decimal text in percent a year, instants
RFC 3339 in UTC, dates those of the bank's calendar.

**Webhooks.** Register an endpoint, and it is sent an event whenever your campaign, one of its pledges, its deposit,
shares or payouts comes into another state: in order per campaign, signed by the Standard Webhooks convention, and
again for a day until you answer with `2xx`. An event may come twice: go by `webhook-id`. It names things; ask here
what they are.

**Problems** are told as RFC 9457 has it. Go by `code`, which is stable; a refusal lists every condition that failed.

**Limits.** Too many requests are answered with `429` and `Retry-After`. Send `X-Request-Id` if you like; the answer
carries it, or one of ours, and so does our log.
"""
_EVERYWHERE: dict[int, tuple[str, ...]] = {
    401: ("key_missing", "key_unknown", "key_expired", "key_revoked"),
    403: ("not_legitimate",),
    422: ("request_malformed",),
    429: ("rate_limited",),
}
_POSTED: dict[int, tuple[str, ...]] = {
    400: ("idempotency_key_missing", "idempotency_key_malformed", "json_malformed"),
    409: ("intent_reused",),
    413: ("body_too_large",),
    415: ("not_json",),
}
_HEADERS = {
    REQUEST_ID: {
        "description": "Names this call in both sides' logs.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
    }
}
_IDEMPOTENCY: Json = {
    "name": IDEMPOTENCY_KEY,
    "in": "header",
    "required": True,
    "description": "Names what you want done: asked again under it, it is done once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "example": "order-1017-open",
}


def document(base_url: str) -> Json:
    """The whole document, for a server at `base_url`."""
    shapes: dict[str, Any] = {"Problem": models.ProblemTold}
    asked: dict[str, Any] = {}
    for operation in OPERATIONS:
        if operation.told is not None:
            shapes[operation.told.__name__] = operation.told
        if operation.method == "post" and operation.asked is not None:
            asked[operation.asked.__name__] = operation.asked
    schemas = schemas_of(shapes, "serialization") | schemas_of(asked)
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hecun's partner API",
            "version": VERSION,
            "description": _INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": dict(sorted(schemas.items())),
        },
    }


def _described(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation)],
        "responses": {str(operation.status): _answer(operation)},
    }
    if operation.scope is not None:
        described["description"] = f"Needs the scope `{operation.scope.value}`."
    if operation.method == "post":
        described["parameters"].append(_IDEMPOTENCY)
        assert operation.asked is not None, "every POST has a body"
        name = operation.asked.__name__
        shape = content(name)
        shape[JSON]["example"] = examples.ASKED[name]
        described["requestBody"] = {"required": True, "content": shape}
    for status, codes in sorted(_problems(operation).items()):
        described["responses"][str(status)] = _problem(status, codes)
    return described


def _problems(operation: Operation) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for status, code in map(status_and_code, operation.refusals):
        found.setdefault(status, []).append(code)
    common = _EVERYWHERE | (_POSTED if operation.method == "post" else {})
    for status, codes in common.items():
        found.setdefault(status, []).extend(codes)
    return {status: tuple(dict.fromkeys(codes)) for status, codes in found.items()}


def _problem(status: int, codes: tuple[str, ...]) -> Json:
    headers = dict(_HEADERS)
    if status == 429:
        headers["Retry-After"] = {
            "description": "Ask again after so many seconds.",
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        }
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": headers,
        "content": content("Problem", PROBLEM),
    }


def _answer(operation: Operation) -> Json:
    if operation.told is not None:
        shape = content(operation.told.__name__)
        if operation.example is not None:
            shape[JSON]["example"] = operation.example
    elif operation.media_type == "text/plain":
        shape = {operation.media_type: {"schema": {"type": "string"}}}
    else:
        shape = {operation.media_type: {}}
    return {"description": operation.meaning, "headers": _HEADERS, "content": shape}


def _path_parameters(operation: Operation) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": NAMED[name][0].model_json_schema()["properties"][name] | {"title": name},
        }
        for name in operation.names
    ]


def _query_parameters(operation: Operation) -> list[Json]:
    if operation.method != "get" or operation.asked is None:
        return []
    schema = schemas_of({"Query": operation.asked})
    shape = schema["Query"] if "properties" in schema["Query"] else schema[operation.asked.__name__]
    example = examples.ASKED.get(operation.asked.__name__, {})
    return [
        {
            "name": name,
            "in": "query",
            "required": name in shape.get("required", ()),
            "schema": _inlined(_not_null(each), schema),
            **({"example": example[name]} if name in example else {}),
        }
        for name, each in shape["properties"].items()
    ]


def _not_null(schema: Json) -> Json:
    """A parameter is given or left out; there is no null in a query."""
    options = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    plain = {name: value for name, value in schema.items() if name not in ("anyOf", "default") or value}
    plain.pop("anyOf", None)
    return plain | options[0] if len(options) == 1 else schema


def _inlined(schema: Json, components: Json) -> Json:
    reference = schema.get("$ref")
    return schema if reference is None else components[reference.rpartition("/")[2]]
