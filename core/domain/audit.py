"""The audit trail: who used an admin's power, for what, and when."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.errors import ReasonMissing


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One use of an admin's or the bank staff's power. `subject` names what it concerned by its id."""

    id: str
    actor: str
    action: str
    subject: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TrailKeys:
    """What records are looked for by: those of any of these actors, on any of these subjects, or with these actions."""

    actors: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrailSearch:
    """Records from `since` to before `until`, where these are said; with `keys`, only those that they find."""

    keys: TrailKeys | None = None
    since: datetime | None = None
    until: datetime | None = None


def stated(reason: str) -> str:
    """The reason that staff gave for what they do, as it is kept. Raises ReasonMissing if they gave none."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    return reason
