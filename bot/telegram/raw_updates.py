"""Updates as they come from outside, before anything is believed about them."""

import json
import re
from typing import Any

from core.views import StoredUpdate

RawUpdate = dict[str, Any]
"""An update as it came, so that an odd one is kept as well and spoils none beside it."""

# PostgreSQL keeps no NUL in a text, and half a surrogate pair is no text at all; JSON can bring both.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_MAY_BE_UNSTORABLE = re.compile(r"\\u0000|[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def to_store(update: RawUpdate) -> StoredUpdate:
    """The update as it is kept, with whatever no database keeps replaced."""
    payload = _as_json(update)
    if _MAY_BE_UNSTORABLE.search(payload):
        payload = _as_json(_storable(update))
    return StoredUpdate(update["update_id"], _person_of(update), payload, attempts=0)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(value: Any) -> Any:
    match value:
        case str():
            return _UNSTORABLE.sub(_REPLACEMENT, value)
        case list():
            return [_storable(each) for each in value]
        case dict():
            return {_storable(name): _storable(each) for name, each in value.items()}
    return value


def _person_of(update: RawUpdate) -> int:
    """Who caused it, by whom updates are kept in order; 0 for what nobody did."""
    event = next((value for value in update.values() if isinstance(value, dict)), {})
    for role in ("from", "user", "chat"):
        match event.get(role):
            case {"id": int(telegram_id)}:
                return telegram_id
    return 0
