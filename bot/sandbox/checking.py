"""Arguments checked against the method table: nothing unknown, nothing mistyped, nothing missing.

Telegram itself ignores what it does not know; a sandbox that did so would hide the typing mistakes it is there to find.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.table import ArrayOf, Field, Named, OneOf, Table, Type, load_table

JsonObject = dict[str, Any]

# What Telegram says when these are missing; for the others see `_missing`.
MISSING = {
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
}

# Parameters of features that no chat of this sandbox has yet. Taking them silently would be a lie.
NOT_PLAYED = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "suggested_post_parameters",
    }
)


def check(method: str, arguments: Arguments) -> JsonObject:
    """The arguments of a call of `method` (by its proper name), typed as the table says.

    Form fields become integers, booleans and objects; a file's parameter holds its `Upload`. Raises Refusal.
    """
    parameters = load_table().methods[method]
    _refuse_unknown(parameters, arguments)
    given: JsonObject = {}
    for name, field in parameters.items():
        if name in arguments.uploads and _takes_file(field.type):
            given[name] = arguments.uploads[name]
        elif arguments.values.get(name) is not None and not _blank(arguments.values[name], field.type):
            given[name] = _checked(_decoded(arguments.values[name], field.type, name), field.type, name)
        elif field.required:
            raise _missing(name)
    for name in sorted(given.keys() & NOT_PLAYED):
        raise not_played(f'the parameter "{name}"')
    return given


def _refuse_unknown(parameters: dict[str, Field], arguments: Arguments) -> None:
    for name in sorted(arguments.values.keys() - parameters.keys()):
        raise bad_request(f'unknown parameter "{name}" specified')
    attached = _attached(arguments) if arguments.uploads else set()
    for name in sorted(arguments.uploads.keys() - attached):
        if name not in parameters:
            raise bad_request(f'unknown file "{name}" specified')
        if not _takes_file(parameters[name].type):
            raise bad_request(f'parameter "{name}" can\'t be a file')


def _attached(arguments: Arguments) -> set[str]:
    """The names of the files that some argument refers to."""
    return set(re.findall(r"attach://([^\"\\\s]+)", json.dumps(arguments.values, ensure_ascii=False)))


def _missing(name: str) -> Exception:
    return bad_request(MISSING.get(name, f'parameter "{name}" is required'))


def _takes_file(kind: Type) -> bool:
    return kind == Named("InputFile") or (isinstance(kind, OneOf) and "InputFile" in kind.names)


def _blank(value: Any, kind: Type) -> bool:
    """An empty form field is an absent one, unless it is a text."""
    return value == "" and kind != Named("String")


def _takes_string(kind: Type) -> bool:
    return kind == Named("String") or (isinstance(kind, OneOf) and "String" in kind.names)


def _decoded(value: Any, kind: Type, name: str) -> Any:
    """A form field's text as the JSON value it stands for; other values as they are."""
    if not isinstance(value, str) or _takes_string(kind):
        return value
    match kind:
        case Named("Integer" | "Float"):
            return value
        case Named("Boolean" | "True"):
            return _boolean(value, name)
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _boolean(value: str, name: str) -> bool:
    match value.strip().lower():
        case "true" | "yes" | "1":
            return True
        case "false" | "no" | "0":
            return False
    raise bad_request(f'parameter "{name}" must be of type Boolean')


def _checked(value: Any, kind: Type, where: str) -> Any:
    match kind:
        case Named(name):
            return _checked_named(value, name, where)
        case ArrayOf(item):
            if not isinstance(value, list):
                raise bad_request(f'field "{where}" must be an Array')
            return [_checked(element, item, f"{where}[{index}]") for index, element in enumerate(value)]
        case OneOf(names):
            return _checked_one_of(value, names, where)


def _checked_named(value: Any, name: str, where: str) -> Any:
    table = load_table()
    if name in PLAIN:
        return PLAIN[name](value, where)
    match name:
        case "KeyboardButton" if isinstance(value, str):
            value = {"text": value}
        case "RichText" if isinstance(value, str):
            return _text(value, where)
        case "RichText" if isinstance(value, list):
            return _checked(value, ArrayOf(Named(name)), where)
    if name in table.unions:
        return _checked_one_of(value, _members(value, name, where, table), where)
    return _checked_object(value, name, where, table)


def _true(value: Any, where: str) -> bool:
    if value is not True:
        raise bad_request(f'field "{where}" must be True')
    return True


def _truth(value: Any, where: str) -> bool:
    return bool(_of_type(value, bool, "Boolean", where))


def _of_type(value: Any, kind: type, name: str, where: str) -> Any:
    if not isinstance(value, kind):
        raise bad_request(f'field "{where}" must be of type {name}')
    return value


def _text(value: Any, where: str) -> str:
    text: str = _of_type(value, str, "String", where)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return text


def _integer(value: Any, where: str) -> int:
    """Telegram takes numbers as strings too, as languages without 64-bit integers send them."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value.strip()):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise bad_request(f'field "{where}" must be a valid Number')
    return value


def _number(value: Any, where: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f'field "{where}" must be a valid Number') from None


PLAIN: dict[str, Callable[[Any, str], Any]] = {
    "Integer": _integer,
    "Float": _number,
    "String": _text,
    "InputFile": _text,
    "Boolean": _truth,
    "True": _true,
}


def _checked_object(value: Any, name: str, where: str, table: Table) -> JsonObject:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {where}: {name} must be an Object")
    fields = table.types[name]
    if name == "InlineKeyboardMarkup" and "inline_keyboard" not in value:
        raise bad_request("inline keyboard expected")
    for key in sorted(value.keys() - fields.keys()):
        raise bad_request(f'can\'t parse {name}: unknown field "{key}" in {where}')
    checked = {}
    for key, field in fields.items():
        if value.get(key) is not None:
            checked[key] = _checked(value[key], field.type, f"{where}.{key}")
        elif field.required:
            raise bad_request(f"can't parse {name}: Can't find field \"{key}\" in {where}")
    return checked


def _members(value: Any, union: str, where: str, table: Table) -> tuple[str, ...]:
    """The types that an object of a union may be; one alone where its `type` says which."""
    members = table.unions[union]
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {where}: {union} must be an Object")
    if "type" not in table.types[members[0]]:
        return members
    if "type" not in value:
        raise bad_request(f"can't parse {union}: Can't find field \"type\" in {where}")
    told = table.members_called(union, value["type"]) if isinstance(value["type"], str) else ()
    if not told:
        raise bad_request(f'can\'t parse {union}: Unsupported type "{value["type"]}" specified in {where}')
    return told


def _checked_one_of(value: Any, names: tuple[str, ...], where: str) -> Any:
    """The value as the one of several types that it fits best; its refusal says what is wrong with that reading."""
    if isinstance(value, dict):
        types = load_table().types
        if all(name.startswith("InputMedia") for name in names):
            names = _media(value, names, where)
        best = max(
            (name for name in names if name in types),
            key=lambda name: _likeness(value, types[name]),
            default=None,
        )
        if best is not None:
            return _checked_named(value, best, where)
    if "Integer" in names and not isinstance(value, dict | list):
        return _integer_or_text(value, names, where)
    return _checked_named(value, next((name for name in names if name != "InputFile"), names[0]), where)


def _media(value: JsonObject, names: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Those of several kinds of media that the value says it is."""
    told = tuple(name for name in _members(value, "InputMedia", where, load_table()) if name in names)
    if not told:
        raise bad_request(f'can\'t parse InputMedia: type "{value["type"]}" is unsupported in {where}')
    return told


def _integer_or_text(value: Any, names: tuple[str, ...], where: str) -> int | str:
    if isinstance(value, str) and "String" in names and not re.fullmatch(r"-?\d{1,19}", value.strip()):
        return _text(value, where)
    return _integer(value, where)


def _likeness(value: JsonObject, fields: dict[str, Field]) -> tuple[bool, int]:
    required = {name for name, field in fields.items() if field.required}
    return required <= value.keys(), len(value.keys() & fields.keys()) - len(value.keys() - fields.keys())
