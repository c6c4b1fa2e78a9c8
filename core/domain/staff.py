"""Staff: who may do what at the admin desk, by roles of which each includes the ones before it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

NOMINATION_LIFETIME = timedelta(days=3)
"""How long a nomination waits for a second approver."""

ROLL = 1
"""The key of the one roll of all staff."""


class Role(StrEnum):
    """What a member of staff may do: look; also act and propose; also decide, resume, and give roles."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    APPROVER = "approver"

    def includes(self, other: "Role") -> bool:
        """Whether whoever has this role may do all that the other allows."""
        return _RANKS[self] >= _RANKS[other]


_RANKS = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Nomination:
    """An approver wants somebody to be an approver too; `by` is their Telegram id. Only another approver can agree."""

    by: str
    reason: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A Telegram user with a role, or who had one: what was `granted`, and whether the settings name them an approver.

    `vouched_by` is the approver's Telegram id who alone gave them what they were granted; None if the settings, two
    approvers or the machine's keeper did. One cannot be the second person beside somebody one alone has vouched for.
    """

    telegram_user_id: int
    granted: Role | None = None
    vouched_by: str | None = None
    named: bool = False
    nomination: Nomination | None = None
    version: int = 0

    @property
    def role(self) -> Role | None:
        """What they may do now; None if they are no staff."""
        return Role.APPROVER if self.named else self.granted

    def waiting_nomination(self, at: datetime) -> Nomination | None:
        """The nomination that can still be agreed to; None if there is none, or it is over."""
        nomination = self.nomination
        return nomination if nomination is not None and at < nomination.expires_at else None

    def given(self, role: Role | None, vouched_by: str | None = None) -> "StaffMember":
        """With what was granted changed; a nomination is over with it."""
        return replace(self, granted=role, vouched_by=vouched_by, nomination=None)

    def naming(self, *, named: bool) -> "StaffMember":
        """Named by the settings, or no longer; a nomination is over with it."""
        return replace(self, named=named, nomination=None)

    def nominated(self, by: str, reason: str, at: datetime) -> "StaffMember":
        """Waiting for a second approver."""
        return replace(self, nomination=Nomination(by, reason, at + NOMINATION_LIFETIME))
