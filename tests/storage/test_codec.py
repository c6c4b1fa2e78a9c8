"""Receipts, notices and bank orders come back from their JSON as they went in."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import commands
from core.commands import Accepted, Command, Refused
from core.domain.bank import Instruction
from core.domain.errors import REFUSALS
from core.domain.notice import Notice
from storage.codec import decode_instruction, decode_notice, decode_receipt, encode_named, encode_receipt
from tests.storage.strategies import dataclass_values, values_of

FEWER = settings(max_examples=settings().max_examples // 6)

COMMANDS: list[Any] = [
    kind
    for kind in vars(commands).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
]
RESULTS = {command.__name__: get_args(command.__orig_bases__[0])[0] for command in COMMANDS}
NOTICES = {kind.__name__: kind for kind in get_args(Notice)}
INSTRUCTIONS = {kind.__name__: kind for kind in get_args(Instruction)}


@FEWER
@pytest.mark.parametrize("command", RESULTS)
@given(data=st.data())
def test_the_answer_to_every_command_comes_back(command: str, data: st.DataObject):
    receipt = Accepted(data.draw(values_of(RESULTS[command])))
    back = decode_receipt(*encode_receipt(receipt))
    assert back == receipt
    assert isinstance(back, Accepted)
    assert type(back.result) is type(receipt.result)


@FEWER
@pytest.mark.parametrize("code", REFUSALS)
@given(data=st.data())
def test_every_refusal_comes_back_with_its_facts(code: str, data: st.DataObject):
    error = data.draw(dataclass_values(REFUSALS[code]))
    back = decode_receipt(*encode_receipt(Refused(error)))
    assert back == Refused(error)
    assert isinstance(back, Refused)
    assert type(back.error) is type(error)
    for name, fact in error.facts().items():
        assert type(getattr(back.error, name)) is type(fact)


@FEWER
@pytest.mark.parametrize("kind", NOTICES)
@given(data=st.data())
def test_every_notice_comes_back(kind: str, data: st.DataObject):
    notice = data.draw(values_of(NOTICES[kind]))
    assert decode_notice(*encode_named(notice)) == notice


@FEWER
@pytest.mark.parametrize("kind", INSTRUCTIONS)
@given(data=st.data())
def test_every_instruction_to_the_bank_comes_back(kind: str, data: st.DataObject):
    instruction = data.draw(values_of(INSTRUCTIONS[kind]))
    assert decode_instruction(*encode_named(instruction)) == instruction


@pytest.mark.parametrize("kinds", [set(RESULTS.values()), set(NOTICES.values()), set(INSTRUCTIONS.values())])
def test_no_two_kinds_in_one_column_share_a_name(kinds: set[type[Any]]):
    assert len({kind.__name__ for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_dataclass_that_equals_its_like(code: str):
    error_type = REFUSALS[code]
    assert is_dataclass(error_type)
    assert error_type.__eq__ is not object.__eq__
    assert set(get_type_hints(error_type)) - {"code"} == {each.name for each in fields(error_type)}
