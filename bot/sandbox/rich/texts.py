"""The words in a rich message: plain, in formatting, or in lists of both; checked, and with links found in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.entities import UserById, found_in
from bot.sandbox.keyboards import check_rich_button
from bot.sandbox.links import checked_link
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.tags import date_time_entity

JsonObject = dict[str, Any]
RichText = str | list[Any] | JsonObject

# What a text found by itself is called here, and the field that repeats it.
FOUND = {
    "url": ("url", "url"),
    "email": ("email_address", "email_address"),
    "mention": ("mention", "username"),
    "hashtag": ("hashtag", "hashtag"),
    "bot_command": ("bot_command", "bot_command"),
}
# Formatting in which nothing is looked for.
OPAQUE = frozenset({"code", "url", "email_address", "phone_number", "text_mention", "mention", "hashtag", "cashtag",
                    "bot_command", "bank_card_number", "anchor_link", "reference_link", "button"})  # fmt: skip
WELL_FORMED: dict[str, tuple[str, str, Callable[[str], object]]] = {
    "url": ("url", "URL", checked_link),
    "email_address": ("email_address", "EMAIL", re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+").fullmatch),
    "phone_number": ("phone_number", "PHONE", re.compile(r"\+?[\d\s()-]{3,}").fullmatch),
    "bank_card_number": ("bank_card_number", "BANK_CARD", re.compile(r"[\d\s]{13,}").fullmatch),
    "mention": ("username", "MENTION", re.compile(r"@?[A-Za-z]\w{2,31}").fullmatch),
    "hashtag": ("hashtag", "HASHTAG", re.compile(r"#?\w{1,256}").fullmatch),
    "cashtag": ("cashtag", "CASHTAG", re.compile(r"\$?[A-Z]{1,8}").fullmatch),
    "bot_command": ("bot_command", "BOT_COMMAND", re.compile(r"/?[A-Za-z0-9_]{1,64}(@\w+)?").fullmatch),
}


class Texts:
    """Reads the texts of one message. `user` knows the people the bot has met."""

    def __init__(self, user: UserById, *, finds_links: bool) -> None:
        self._user = user
        self._finds_links = finds_links

    def read(self, text: RichText, *, finds_links: bool = True) -> RichText:
        """The text as the Bot API shows it. Raises Refusal in Telegram's words."""
        if isinstance(text, str):
            return self._linked(text) if finds_links and self._finds_links else text
        if isinstance(text, list):
            return [self.read(part, finds_links=finds_links) for part in text]
        kind = text["type"]
        _check(text, kind)
        if kind == "button":
            check_rich_button(text["button"], plain(text["button"]["text"]))
        if kind == "text_mention":
            user = self._user(text["user"]["id"])
            if user is None:
                return self.read(text["text"], finds_links=finds_links)
            text = text | {"user": user}
        if "text" not in text:
            return text
        return text | {"text": self.read(text["text"], finds_links=finds_links and kind not in OPAQUE)}

    @staticmethod
    def _linked(text: str) -> RichText:
        """A plain text in parts: what Telegram finds in it by itself, and what is between."""
        parts: list[Any] = []
        units, at = text.encode("utf-16-le"), 0
        for entity in found_in(text):
            if entity["type"] not in FOUND:
                continue
            begin = 2 * entity["offset"]
            end = begin + 2 * entity["length"]
            kind, field = FOUND[entity["type"]]
            found = units[begin:end].decode("utf-16-le")
            parts += [units[at:begin].decode("utf-16-le"), {"type": kind, "text": found, field: found}]
            at = end
        parts = [part for part in (*parts, units[at:].decode("utf-16-le")) if part]
        return parts[0] if len(parts) == 1 else parts or text


def _check(text: JsonObject, kind: str) -> None:
    if kind in WELL_FORMED:
        field, word, well_formed = WELL_FORMED[kind]
        if not well_formed(text[field]):
            raise bad_request(f"RICH_MESSAGE_{word}_INVALID")
    if kind == "date_time" and not _is_moment(text):
        raise bad_request("RICH_MESSAGE_DATE_INVALID")
    if kind == "custom_emoji" and not (text["custom_emoji_id"].isdecimal() and int(text["custom_emoji_id"])):
        raise bad_request("invalid custom emoji identifier specified")


def _is_moment(text: JsonObject) -> bool:
    try:
        return date_time_entity(str(text["unix_time"]), text["date_time_format"]) is not None
    except Refusal:
        return False


def plain(text: RichText | None) -> str:
    """The words alone, as they are counted."""
    if text is None or isinstance(text, str):
        return text or ""
    if isinstance(text, list):
        return "".join(plain(part) for part in text)
    match text["type"]:
        case "button":
            return plain(text["button"]["text"])
        case "custom_emoji":
            return str(text["alternative_text"])
        case "mathematical_expression":
            return str(text["expression"])
    return plain(text.get("text"))


def depth(text: RichText | None) -> int:
    """How deep the formatting is nested."""
    match text:
        case list():
            return max((depth(part) for part in text), default=0)
        case dict():
            return 1 + depth(text.get("text"))
    return 0
