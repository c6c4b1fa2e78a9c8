"""What verifying finds, and how it tells how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Called with what is being looked at, how many of it have been, and how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that breaks a rule; `sequence` is where the chain has its entry, if it is about a sealed one."""

    rule: str
    subject: str
    detail: str
    sequence: int | None = None


class Findings:
    """What was found, at most `limit` for each rule."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._by_rule: dict[str, list[Finding]] = {}

    def add(self, finding: Finding) -> None:
        """Keep one more, unless its rule has enough."""
        found = self._by_rule.setdefault(finding.rule, [])
        if len(found) < self.limit:
            found.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Everything that was kept, rule by rule."""
        return tuple(finding for found in self._by_rule.values() for finding in found)
