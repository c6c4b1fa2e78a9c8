"""Text with formatting, as Telegram shows it: parsed or given entities, trimmed, with links and commands found.

All offsets and lengths count UTF-16 code units.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.markdown import parse_markdown, parse_markdown_v2
from bot.sandbox.refusals import bad_request
from bot.sandbox.tags import TAGS, Entity, FormattedText, parse_html

UserById = Callable[[int], dict[str, Any] | None]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_BYTES_LIMIT = 32768

ENTITY_TYPES = frozenset(TAGS.values()) | {
    "expandable_blockquote",
    "text_mention",
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
}
# What an entity of a type cannot be without.
NEEDED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}


def utf16_length(text: str) -> int:
    """How long Telegram finds a text: in UTF-16 code units, so most emoji count two."""
    return len(text.encode("utf-16-le")) // 2


def read_text(
    text: str, parse_mode: str | None, entities: list[Entity] | None, user: UserById
) -> FormattedText:
    """The text as it will be shown: parsed, trimmed, with the links, mentions and commands in it found.

    `parse_mode` wins over `entities`, as with Telegram. Raises Refusal in Telegram's words.
    """
    if len(text.encode()) > RAW_BYTES_LIMIT:
        raise bad_request("text is too long")
    match (parse_mode or "none").lower():
        case "none":
            formatted = FormattedText(text, tuple(_given(text, entities or [])))
        case "html":
            formatted = parse_html(text)
        case "markdownv2":
            formatted = parse_markdown_v2(text)
        case "markdown":
            formatted = parse_markdown(text)
        case _:
            raise bad_request("unsupported parse_mode")
    return _found(_trimmed(_with_users(formatted, user)))


def _given(text: str, entities: list[Entity]) -> list[Entity]:
    length = utf16_length(text)
    for entity in entities:
        if entity["type"] not in ENTITY_TYPES:
            raise bad_request(f'can\'t parse MessageEntity: unsupported type "{entity["type"]}" specified')
        if NEEDED.get(entity["type"], "type") not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{NEEDED[entity['type']]}\"")
        if entity["offset"] < 0 or entity["length"] < 0 or entity["offset"] + entity["length"] > length:
            raise bad_request("ENTITY_BOUNDS_INVALID")
    return [dict(entity) for entity in entities if entity["length"]]


def _with_users(formatted: FormattedText, user: UserById) -> FormattedText:
    """Mentions by id name people the bot has met; others are dropped without a word, as Telegram drops them."""
    kept = []
    for entity in formatted.entities:
        if entity["type"] == "text_mention":
            met = user(entity["user"]["id"])
            if met is not None:
                kept.append({**entity, "user": met})
        else:
            kept.append(entity)
    return FormattedText(formatted.text, tuple(kept))


def _trimmed(formatted: FormattedText) -> FormattedText:
    """Without white space at the end, nor before whatever comes first."""
    text = formatted.text.rstrip()
    first = min((entity["offset"] for entity in formatted.entities), default=len(text))
    dropped = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[dropped:]
    end = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        offset = entity["offset"] - dropped
        length = min(offset + entity["length"], end) - offset
        if length > 0:
            entities.append({**entity, "offset": offset, "length": length})
    return FormattedText(text, tuple(entities))


# --- found in the text -----------------------------------------------------------------------------------------------

# Order matters: what an earlier one claims, a later one leaves alone.
FINDERS = (
    (
        "url",
        re.compile(
            r"(?:https?|tg)://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]']|(?<![\w@./])t\.me/[\w/?=&%+-]+",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?!\d+\b)\w{1,256}")),
)
CLAIMED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def found_in(text: str) -> tuple[Entity, ...]:
    """What Telegram finds in a plain text by itself."""
    return _found(FormattedText(text, ())).entities


def _found(formatted: FormattedText) -> FormattedText:
    """The same with what Telegram finds by itself: links, mentions, commands, hashtags, addresses."""
    text, entities = formatted.text, list(formatted.entities)
    claimed = [entity for entity in entities if entity["type"] in CLAIMED]
    for kind, pattern in FINDERS:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            found = {"type": kind, "offset": offset, "length": utf16_length(match.group())}
            if not any(_overlap(found, other) for other in claimed):
                claimed.append(found)
                entities.append(found)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, tuple(entities))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )
