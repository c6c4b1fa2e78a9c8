"""How long is kept what only the conversation needs. What money needs (journal, receipts, audit trail) stays."""

from datetime import timedelta
from enum import StrEnum

from core.domain.participant import CODE_LIFETIME, CODE_WINDOW


class Fleeting(StrEnum):
    """What is forgotten once it is over, and old enough."""

    UPDATES = "updates"
    """Updates that were handled or set aside: blanked when handled, kept to know a redelivered one."""
    NOTICES = "notices"
    """Notices that were sent or given up: blanked at once, kept to see what went out and what did not."""
    CODES = "codes"
    """One-time codes that expired or were used, with the phone number they were for."""
    DELIVERIES = "deliveries"
    """Events that a partner's endpoint has taken, or that were given up: kept to be looked at and sent again."""
    DRAFTS = "drafts"
    """Conversations that nobody went on with."""
    CARDS = "cards"
    """Cards that nothing will change any more: of campaigns that came to nothing, and shared ones of settled ones."""


KEPT_FOR: dict[Fleeting, timedelta] = {
    Fleeting.UPDATES: timedelta(days=30),
    Fleeting.NOTICES: timedelta(days=30),
    Fleeting.DELIVERIES: timedelta(days=30),
    # Whoever types an old code is told so for a day; what counts codes must outlive its window.
    Fleeting.CODES: timedelta(days=1),
    Fleeting.DRAFTS: timedelta(days=30),
    # Whoever hides their name meanwhile has it taken off those cards, too.
    Fleeting.CARDS: timedelta(days=30),
}
assert KEPT_FOR[Fleeting.CODES] > CODE_WINDOW + CODE_LIFETIME, "forgetting a code must not give new tries"
