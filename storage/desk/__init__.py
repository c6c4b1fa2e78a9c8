"""The clerical side: drafts, cards, alarms, inbox, outbox, leases and retention, written by the group commit."""

from storage.desk.alarms import SqlAlarmBoard
from storage.desk.cards import SqlCards
from storage.desk.deliveries import SqlDeliveries
from storage.desk.drafts import SqlDrafts
from storage.desk.inbox import SqlInbox
from storage.desk.leases import SqlLeases
from storage.desk.outbox import SqlOutbox
from storage.desk.retention import SqlRetention

__all__ = [
    "SqlAlarmBoard",
    "SqlCards",
    "SqlDeliveries",
    "SqlDrafts",
    "SqlInbox",
    "SqlLeases",
    "SqlOutbox",
    "SqlRetention",
]
