"""Values as JSON text and back: what is stored whole because nothing ever asks the database for a part of it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from core import commands
from core.commands import Accepted, Command, Receipt, Refused
from core.domain import bank, notice
from core.domain.campaign import Terms
from core.domain.errors import REFUSALS

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def encode(value: Any) -> str:
    """Any domain value as JSON; equal values give equal text."""
    return _encoder.encode(value).decode()


@lru_cache(maxsize=256)
def _decoder(value_type: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(value_type)


def decode(value_type: type[T], text: str) -> T:
    """The value that `encode` wrote."""
    decoded: T = _decoder(value_type).decode(text)  # type: ignore[arg-type]  # types are hashable
    return decoded


@lru_cache(maxsize=4096)
def decode_terms(text: str) -> Terms:
    """Terms from their canonical bytes; many rows share few terms, and a campaign's never change."""
    return decode(Terms, text)


def microseconds(instant: datetime) -> int:
    """An instant as it is stored."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(stored: int) -> datetime:
    """An instant from how it is stored."""
    return _EPOCH + timedelta(microseconds=stored)


def optional_microseconds(value: datetime | None) -> int | None:
    """`microseconds`, where there may be none."""
    return None if value is None else microseconds(value)


def optional_instant(stored: int | None) -> datetime | None:
    """`instant`, where there may be none."""
    return None if stored is None else instant(stored)


# Values of several types in one column are stored with the name of their type beside.


def _by_name(types: Iterable[Any]) -> dict[str, Any]:
    return {value_type.__name__: value_type for value_type in types}


def _members(union: UnionType) -> tuple[Any, ...]:
    return get_args(union)


_INSTRUCTIONS = _by_name(_members(bank.Instruction))
_NOTICES = _by_name(_members(notice.Notice))
_RESULTS = _by_name(
    get_args(base)[0]
    for command in vars(commands).values()
    if isinstance(command, type) and issubclass(command, Command) and command is not Command
    for base in command.__orig_bases__  # type: ignore[attr-defined]  # every command is a Command[Result]
)


def encode_named(value: Any) -> tuple[str, str]:
    """A value as the name of its type and its JSON."""
    return type(value).__name__, encode(value)


def decode_instruction(kind: str, body: str) -> bank.Instruction:
    """An instruction to the bank."""
    instruction: bank.Instruction = decode(_INSTRUCTIONS[kind], body)
    return instruction


def decode_notice(kind: str, body: str) -> notice.Notice:
    """A notice."""
    decoded: notice.Notice = decode(_NOTICES[kind], body)
    return decoded


def encode_receipt(receipt: Receipt[Any]) -> tuple[str, str, str]:
    """A receipt as outcome, kind and JSON."""
    if isinstance(receipt, Accepted):
        return ("accepted", *encode_named(receipt.result))
    return "refused", receipt.error.code, encode(receipt.error.facts())


def decode_receipt(outcome: str, kind: str, body: str) -> Receipt[Any]:
    """The receipt that `encode_receipt` wrote."""
    if outcome == "accepted":
        return Accepted(decode(_RESULTS[kind], body))
    error_type = REFUSALS[kind]
    stored = msgspec.json.decode(body)
    hints = get_type_hints(error_type)
    facts = {name: msgspec.convert(value, hints[name], strict=False) for name, value in stored.items()}
    return Refused(error_type(**facts))
