"""The state diagrams of `docs/states.md`, read as rules: nothing goes a way that is not drawn there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from core.domain.deposit import Share

DOCUMENT = Path(__file__).parents[2] / "docs" / "states.md"
BEGINNING = "[*]"
OFFER = "offer"

SHELVES = {
    "Campaign": "campaigns",
    "Pledge": "pledges",
    "Hold": "holds",
    "Bank order": "orders",
    "Deposit": "deposits",
    "Share": "shares",
    "Payout": "payouts",
    "Correction": "corrections",
    "Webhook endpoint": "endpoints",
}
"""Where the store keeps what each heading is about."""

Step = tuple[str, str]
walked: set[tuple[str, str, str]] = set()
"""Every single step that was seen in this process: the shelf, from where, to where."""

_DIAGRAM = re.compile(r"```mermaid\nstateDiagram-v2\n(.*?)```", re.DOTALL)
_ARROW = re.compile(r"^ +(\S+) --> ([^\s:]+)", re.MULTILINE)


class NotDrawn(AssertionError):
    """Something changed its state in a way that the document does not show."""


@cache
def drawn() -> dict[str, frozenset[Step]]:
    """The arrows of each shelf's diagram; those of a share's offer are under `OFFER`."""
    arrows: dict[str, frozenset[Step]] = {}
    for section in DOCUMENT.read_text("utf-8").split("\n## ")[1:]:
        shelf = SHELVES[section.partition("\n")[0]]
        first, *others = (frozenset(_ARROW.findall(diagram)) for diagram in _DIAGRAM.findall(section))
        arrows[shelf] = first
        for of_offers in others:
            arrows[OFFER] = of_offers
    return arrows


def state_of(value: Any) -> str:
    """Where a value stands in its diagram."""
    if isinstance(value, Share) and value.leaving is not None:
        return "leaving"
    return str(value.state.value)


def check_step(shelf: str, before: Any | None, after: Any) -> None:
    """Raises NotDrawn unless arrows lead from the one to the other; one command may take several steps at once."""
    for name, old, new in _steps(shelf, before, after):
        walked.add((name, old, new))
        if old != new and new not in _reached_from(name, old):
            raise NotDrawn(f"{name}: {old} --> {new}")


def _steps(shelf: str, before: Any | None, after: Any) -> Iterator[tuple[str, str, str]]:
    yield shelf, BEGINNING if before is None else state_of(before), state_of(after)
    if isinstance(after, Share):
        old = BEGINNING if before is None or before.offer is None else before.offer.state.value
        new = BEGINNING if after.offer is None else after.offer.state.value
        if old != new:
            yield OFFER, old, new


@cache
def _reached_from(shelf: str, start: str) -> frozenset[str]:
    reached: set[str] = set()
    waiting = {start}
    while waiting:
        at = waiting.pop()
        further = {new for old, new in drawn()[shelf] if old == at} - reached
        reached |= further
        # An end is drawn as the beginning is: nothing goes on from there.
        waiting |= further - {BEGINNING}
    return frozenset(reached)
