"""A bank elsewhere: its orders are kept, sent after they are committed, and answered later.

A courier sends them and records the answers (`core/usecases/ordering.py`); the use cases need not know.
"""

from core.book import Book
from core.domain.bank import BankOrder, OpenDeposit, Outcome, Rejected
from core.domain.moment import Moment


class RemoteBank:
    """Leaves every order to be sent, but an opening that our own side knows to be in vain."""

    embedded = False

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome | None:
        """None: the order stays ready. Holds whose accounts are no longer proved are refused here, at once."""
        match order.instruction:
            case OpenDeposit(unproved=unproved) if unproved:
                return Rejected(failing=unproved)
        return None
