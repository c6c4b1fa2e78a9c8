"""Alarms: what the admins have to look into, told once, to their group if they have one and to each of them if not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from core.domain.ids import ParticipantId
from core.domain.notice import (
    Alarm,
    BankUnreachable,
    ChainBroken,
    EndpointDisabled,
    MismatchesFound,
    OrderContradicted,
    OrdersInQuestion,
    OutboxStuck,
    UpdateSetAside,
)

EVERY_ADMIN = ParticipantId("every admin")
"""Whom an alarm is to before it is told to each of them, or to their group."""


class AlarmKind(StrEnum):
    """What an alarm's name begins with."""

    MISMATCHES = "mismatches"
    ORDERS_LATE = "late"
    ORDER_CONTRADICTED = "contradicted"
    ENDPOINT_DISABLED = "endpoint"
    UPDATE_SET_ASIDE = "update"
    BANK_UNREACHABLE = "bank"
    CHAIN_BROKEN = "chain"
    OUTBOX_STUCK = "outbox"


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

    @property
    def kind(self) -> AlarmKind:
        """Of which kind it is."""
        return AlarmKind(self.name.partition(":")[0])

    @property
    def about(self) -> str:
        """What it is about, by its name."""
        return self.name.partition(":")[2]


def alarm_name(alarm: Alarm) -> str:
    """What an alarm is known by, whichever admin's notice it comes from: `kind:` and what it is about."""
    match alarm:
        case OrdersInQuestion(reference=reference):
            return f"{AlarmKind.ORDERS_LATE}:{reference}"
        case OrderContradicted(reference=reference):
            return f"{AlarmKind.ORDER_CONTRADICTED}:{reference}"
        case MismatchesFound(found_by=found_by):
            return f"{AlarmKind.MISMATCHES}:{found_by}"
        case EndpointDisabled(endpoint_id=endpoint_id, failing_since=since):
            return f"{AlarmKind.ENDPOINT_DISABLED}:{endpoint_id}:{since.isoformat()}"
        case UpdateSetAside(update_id=update_id):
            return f"{AlarmKind.UPDATE_SET_ASIDE}:{update_id}"
        case BankUnreachable(round=round_):
            return f"{AlarmKind.BANK_UNREACHABLE}:{round_}"
        case ChainBroken(sequence=sequence):
            return f"{AlarmKind.CHAIN_BROKEN}:{sequence}"
        case OutboxStuck(since=since):
            return f"{AlarmKind.OUTBOX_STUCK}:{since.isoformat()}"
        case _:
            assert_never(alarm)


def lasts(alarm: Alarm) -> bool:
    """Whether there is something that can be over; what merely happened cannot."""
    return not isinstance(alarm, UpdateSetAside)
