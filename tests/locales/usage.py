"""What the code asks the catalogues for, read from its syntax tree; see bot/locales/__init__.py for the conventions."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ASKING_NAMES = ("words", "say", "plain", "Key")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: the key, or the prefix of a family of keys, and the argument names if they can be seen."""

    where: str
    key: str
    family: bool
    arguments: frozenset[str] | None


def asked_in(source: str, where: str) -> Iterator[Asked]:
    """Every call in a module that asks for a message."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _asks(node.func):
            names = None
            if all(keyword.arg for keyword in node.keywords) and _name(node.func) != "Key":
                names = frozenset(str(keyword.arg) for keyword in node.keywords)
            for key, family in _keys(node.args[0]):
                yield Asked(f"{where}:{node.lineno}", key, family, names)


def strings_in(source: str) -> set[str]:
    """Every string constant of a module: keys in tables are among them."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def modules() -> Iterator[tuple[str, str]]:
    """(path, source) of each module of the bot; of each page's template what it asks for, which reads as Python."""
    root = Path(__file__).parents[2]
    for path in sorted((root / "bot").rglob("*.py")):
        yield str(path.relative_to(root)), path.read_text(encoding="utf-8")
    for path in sorted((root / "bot" / "web").rglob("*.html")):
        asked = re.findall(r"say\([^()]*\)", path.read_text(encoding="utf-8"))
        yield str(path.relative_to(root)), "\n".join(asked)


def _asks(func: ast.expr) -> bool:
    return _name(func) in _ASKING_NAMES or (isinstance(func, ast.Call) and _name(func.func) == "words")


def _name(func: ast.expr) -> str | None:
    match func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def _keys(argument: ast.expr) -> Iterator[tuple[str, bool]]:
    match argument:
        case ast.Constant(value=str(key)):
            yield key, False
        case ast.IfExp(body=one, orelse=other):
            yield from _keys(one)
            yield from _keys(other)
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            yield prefix, True
        case ast.JoinedStr():
            yield "", True
