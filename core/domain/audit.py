"""The audit trail: who used an admin's power, for what, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One use of an admin's or the bank staff's power. `subject` names what it concerned by its id."""

    id: str
    actor: str
    action: str
    subject: str
    detail: str
    at: datetime
