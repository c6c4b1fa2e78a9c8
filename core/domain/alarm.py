"""Alarms: what the admins have to look into, told once, to their group if they have one and to each of them if not."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from core.domain.ids import ParticipantId
from core.domain.notice import (
    Alarm,
    EndpointDisabled,
    MismatchesFound,
    OrderContradicted,
    OrdersInQuestion,
)


@dataclass(frozen=True, slots=True)
class AlarmGroup:
    """The group, and the topic in it if any, that an admin chose for alarms, and the language they are told in."""

    chat_id: int
    thread_id: int | None
    locale: str
    set_by: ParticipantId


@dataclass(frozen=True, slots=True)
class ToldAlarm:
    """An alarm that was told in a group, by the message that told it."""

    name: str
    chat_id: int
    message_id: int
    told_at: datetime


def alarm_name(alarm: Alarm) -> str:
    """What an alarm is known by, whichever admin's notice it comes from: `kind:` and what it is about."""
    match alarm:
        case OrdersInQuestion(reference=reference):
            return f"late:{reference}"
        case OrderContradicted(reference=reference):
            return f"contradicted:{reference}"
        case MismatchesFound(found_by=found_by):
            return f"mismatches:{found_by}"
        case EndpointDisabled(endpoint_id=endpoint_id, failing_since=since):
            return f"endpoint:{endpoint_id}:{since.isoformat()}"
        case _:
            assert_never(alarm)
