"""Exits under way: what the bank was asked about a share, and has not answered yet."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import AccountId, OrderReference, ParticipantId


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys a share, and from which account."""

    participant_id: ParticipantId
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class Leaving:
    """That the bank was asked, by `order`, to let a share go: to its buyer, or withdrawn early if there is none."""

    order: OrderReference
    since: datetime
    buyer: Buyer | None = None
