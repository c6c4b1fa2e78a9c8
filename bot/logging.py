"""Logging for people who run the bot: one line per event, in UTC, with secrets and account numbers taken out.

Each line says in its `trace` what it was done for: the update, the request, the order or the job from which everything
follows, down to the entry that was posted.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter


class LogFormat(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """An object a line, for programs that gather logs."""


# As it stands in the URL of every Bot API call; the bot's id before the colon is public.
_BOT_TOKEN = re.compile(r"(?P<bot_id>[0-9]+):[A-Za-z0-9_-]{30,}")
# Its beginning tells people which key it was.
_PARTNER_KEY = re.compile(r"(?P<hint>hecun_(?:live|test)_[A-Za-z0-9_-]{5})[A-Za-z0-9_-]+")
# Account and card numbers are longer than Telegram's own ids, which have at most 13 digits; people group digits.
_ACCOUNT_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){13,}(?![0-9])")
_PHONE_NUMBER = re.compile(r"\+[0-9](?:[ -]?[0-9]){7,14}(?![0-9])")

_LINE = "%(asctime)s %(levelname)-7s %(name)s [%(trace)s]: %(message)s"
_FIELDS = ("asctime", "levelname", "name", "trace", "message")
_CALLED = {"asctime": "at", "levelname": "level", "name": "logger", "exc_info": "exception"}
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
# aiosqlite tells each statement with its values: names, phone numbers, what people typed.
_QUIETER = {"aiohttp.access": logging.WARNING, "aiosqlite": logging.WARNING, "alembic": logging.WARNING}


def redact(text: str) -> str:
    """`text` without bot tokens and partner keys, and with only the last four digits of account and phone numbers."""
    text = _BOT_TOKEN.sub(r"\g<bot_id>:…", text)
    text = _PARTNER_KEY.sub(r"\g<hint>…", text)
    text = _PHONE_NUMBER.sub(lambda number: f"+{_last_digits(number)}", text)
    return _ACCOUNT_NUMBER.sub(_last_digits, text)


def _last_digits(number: re.Match[str]) -> str:
    return "…" + re.sub(r"[^0-9]", "", number[0])[-4:]


_trace: ContextVar[str] = ContextVar("trace", default="-")


@contextmanager
def traced(trace: str) -> Iterator[None]:
    """Everything that is logged inside, also by what is awaited there, is said to be done for `trace`."""
    token = _trace.set(trace)
    try:
        yield
    finally:
        _trace.reset(token)


def _note_trace(record: logging.LogRecord) -> bool:
    record.trace = _trace.get()
    return True


class RedactingFormatter(logging.Formatter):
    """Formats as its base does, then redacts: the message, its arguments and the traceback alike."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class RedactingJsonFormatter(JsonFormatter):
    """The same fields as an object, with what else was said of the event; every text in it is redacted."""

    converter = staticmethod(time.gmtime)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {
            name: redact(value if isinstance(value, str) else str(value)) for name, value in log_data.items()
        }


def _formatter(log_format: LogFormat) -> logging.Formatter:
    if log_format is LogFormat.JSON:
        return RedactingJsonFormatter(
            list(_FIELDS), datefmt=_INSTANT, rename_fields=_CALLED, json_ensure_ascii=False
        )
    return RedactingFormatter(_LINE, _INSTANT)


def set_up_logging(level: str, log_format: LogFormat = LogFormat.TEXT, stream: TextIO | None = None) -> None:
    """Sends every log record from `level` up to `stream` (standard error), redacted; replaces an earlier set-up."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(log_format))
    handler.addFilter(_note_trace)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, quieter in _QUIETER.items():
        logging.getLogger(name).setLevel(quieter)
    logging.captureWarnings(True)
