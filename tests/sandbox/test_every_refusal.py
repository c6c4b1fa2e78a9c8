"""Every refusal that the sandbox's code can give is claimed by some test of this folder, word for word.

The words are read from the code's syntax; where a refusal has parts that vary, a test must show it with some values.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.sandbox

CODE = Path(bot.sandbox.__file__).parent
TESTS = Path(__file__).parent
# Functions that take the words of a refusal, at the place they take them.
REFUSING = {"bad_request": 0, "forbidden": 0, "conflict": 0, "cannot_parse": 0, "Refusal": 1}
VARIES = "\0"
NEVER_SAID = {"the connection broke before the call was done"}  # stands in the timeline, instead of an answer


def texts(tree: ast.AST) -> Iterator[str]:
    """The strings in a piece of code, with a mark for what varies in them."""
    match tree:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else VARIES for part in parts)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from texts(part.value)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            for one in texts(left):
                yield from (one + other for other in texts(right))
        case ast.Dict(values=values):
            for value in values:
                yield from texts(value)
        case _:
            for child in ast.iter_child_nodes(tree):
                yield from texts(child)


def refusals(path: Path) -> Iterator[str]:
    """The words of all refusals in a file of the sandbox's code."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSING:
            words = node.args[REFUSING[node.func.id] :][:1]
            for part in words:
                yield from texts(part)
                for name in ast.walk(part):
                    if isinstance(name, ast.Name) and name.id in constants:
                        yield from texts(constants[name.id])


@pytest.fixture(scope="module")
def every() -> list[str]:
    """The words of all refusals: too many for a test each."""
    return sorted(
        {
            words.removeprefix("Bad Request: ")
            for path in CODE.rglob("*.py")
            for words in refusals(path)
            if (" " in words.strip(VARIES) or words.isupper()) and words not in NEVER_SAID
        }
    )


def as_pattern(words: str) -> str:
    """What words with parts that vary look like."""
    return "[^\n]+".join(re.escape(part) for part in words.split(VARIES))


def test_the_refusals_are_found(every: list[str]):
    assert len(every) > 150
    assert {"chat not found", "MESSAGE_ID_INVALID", f"{VARIES} not found"} <= set(every)


def test_each_refusal_is_claimed_by_a_test(every: list[str]):
    claimed = "\n".join(
        text
        for path in TESTS.glob("test_*.py")
        if path.name != Path(__file__).name
        for text in texts(ast.parse(path.read_text("utf-8")))
    )
    assert [words for words in every if not re.search(as_pattern(words), claimed)] == []
