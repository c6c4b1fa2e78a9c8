"""What people typed, as they meant it: a command in capitals, in full-width letters or as a plain word is that command.

What cannot be seen (marks of direction, zero-width characters, as they come along with copied text) is left out, so
that nothing behind the door has to reckon with it.
"""

import re
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Message, TelegramObject, Update

from bot.locales import Key, Locale, words
from bot.locales.outside import visible
from bot.locales.reading.numerals import half_width

SPOKEN = {
    "start": Key("spoken-start"),
    "open": Key("spoken-open"),
    "join": Key("spoken-join"),
    "mine": Key("spoken-mine"),
    "portfolio": Key("spoken-portfolio"),
    "statement": Key("spoken-statement"),
    "accounts": Key("spoken-accounts"),
    "language": Key("spoken-language"),
    "privacy": Key("spoken-privacy"),
    "help": Key("spoken-help"),
    "cancel": Key("spoken-cancel"),
}
"""The words that stand for a command, in each language's catalogue."""

_COMMAND = re.compile(r"[/／]\s?(?P<name>\w+(?:[@＠]\w+)?)(?P<rest>\s.*)?", re.DOTALL)
_AROUND = " \t\n.,;:!?。，；：！？、…~～"
_LONGEST_WORD = 40


class AsMeant(BaseMiddleware):
    """Hands on what people wrote as `as_meant` reads it.

    A word that was passed on, or said in a group, is no command.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        for kind in ("message", "edited_message"):
            written: Message | None = getattr(event, kind)
            if written is not None and (read := _read(written)):
                event = event.model_copy(update={kind: written.model_copy(update=read)})
        return await handler(event, data)


def _read(message: Message) -> dict[str, str]:
    """What is to be read instead of the message's text and caption, where it differs."""
    private = message.chat.type == ChatType.PRIVATE and message.forward_origin is None
    typed = {"text": message.text, "caption": message.caption}
    meant = {name: as_meant(text, private=private) for name, text in typed.items() if text is not None}
    return {name: text for name, text in meant.items() if text != typed[name]}


def as_meant(text: str, *, private: bool = True) -> str:
    """The text without what cannot be seen; a command as `/name` and what follows it, in a private chat a word too."""
    text = visible(text)
    if found := _COMMAND.fullmatch(text.strip()):
        name = half_width(found["name"]).lower()
        return f"/{_words().get(name, name)}{found['rest'] or ''}"
    if private and len(text) <= _LONGEST_WORD and (command := _words().get(_bare(text))):
        return f"/{command}"
    return text


def is_greeting(text: str) -> bool:
    """Whether somebody said hello, in any language, and nothing else."""
    return _bare(text) in _greetings()


def _bare(text: str) -> str:
    return " ".join(half_width(text).strip(_AROUND).casefold().split())


@cache
def _greetings() -> frozenset[str]:
    return frozenset(
        _bare(word) for locale in Locale for word in words(locale).plain("spoken-greeting").split(";")
    )


@cache
def _words() -> dict[str, str]:
    """The command that each word of every language stands for."""
    return {
        _bare(word): command
        for locale in Locale
        for command, key in SPOKEN.items()
        for word in words(locale).plain(key).split(";")
    }
