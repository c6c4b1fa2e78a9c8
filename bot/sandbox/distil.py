"""Distils a full Bot API table into `bot_api.json`, which the sandbox reads.

    python -m bot.sandbox.distil path/to/bot_api.json

The full table has, for each method, `{parameter: [type, required]}` and, for each type, `{field: [type, required]}`.
The distilled one says the same with a method or type to a line, so that a new version's changes can be read in a diff:
`"chat_id": "Integer or String!"`, where `!` marks what is required. And it adds which types the unions (`InputMedia`,
`BotCommandScope` …) stand for.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

DISTILLED = Path(__file__).with_name("bot_api.json")

# Unions whose members are not simply named after them.
NAMED_OTHERWISE = {
    "ChatMember": [
        "ChatMemberAdministrator",
        "ChatMemberBanned",
        "ChatMemberLeft",
        "ChatMemberMember",
        "ChatMemberOwner",
        "ChatMemberRestricted",
    ],
    "MaybeInaccessibleMessage": ["InaccessibleMessage", "Message"],
    "InputMessageContent": [
        "InputContactMessageContent",
        "InputInvoiceMessageContent",
        "InputLocationMessageContent",
        "InputRichMessageContent",
        "InputTextMessageContent",
        "InputVenueMessageContent",
    ],
}
# Named like members of a union, but parts of its members.
NO_MEMBERS = frozenset(
    {"InputRichBlockListItem", "RichBlockCaption", "RichBlockListItem", "RichBlockTableCell"}
)


def distil(full: dict[str, Any]) -> str:
    """The distilled table as JSON text, one method or type to a line."""
    methods, types = (
        _lines(part, {name: _fields(fields) for name, fields in full[part].items()})
        for part in ("methods", "types")
    )
    parts = [
        f'"version": {json.dumps(full["version"])}',
        methods,
        types,
        _lines("unions", _unions(full["types"])),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _fields(fields: dict[str, list[Any]]) -> dict[str, str]:
    return {name: kind + ("!" if required else "") for name, (kind, required) in fields.items()}


def _unions(types: dict[str, Any]) -> dict[str, list[str]]:
    unions = {}
    for name, fields in types.items():
        members = NAMED_OTHERWISE.get(name) or [
            other
            for other in types.keys() - NO_MEMBERS
            if other.startswith(name) and other[len(name) : len(name) + 1].isupper()
        ]
        if not fields and members:
            unions[name] = sorted(member for member in members if member in types)
    return unions


def _lines(part: str, entries: dict[str, Any]) -> str:
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
    return f'"{part}": {{\n{rows}\n}}'


if __name__ == "__main__":
    DISTILLED.write_text(distil(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
