"""A bank elsewhere: its orders are kept, sent after they are committed, and answered later.

A courier sends them and records the answers (`core/usecases/ordering.py`); the use cases need not know.
"""

from core.book import Book
from core.domain.account import Debit, amount_conditions
from core.domain.bank import BankOrder, OpenDeposit, Outcome, PlaceHold, Rejected, ReplaceHold
from core.domain.moment import Moment


class RemoteBank:
    """Leaves every order to be sent, but those that our own side knows to be in vain."""

    embedded = False

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome | None:
        """None: the order stays ready. What our own terms or proofs speak against is refused here, at once."""
        match order.instruction:
            case OpenDeposit(unproved=unproved) if unproved:
                return Rejected(failing=unproved)
            case PlaceHold(debit=debit) | ReplaceHold(placed=PlaceHold(debit=debit)):
                return _out_of_bounds(debit)
        return None


def _out_of_bounds(debit: Debit) -> Rejected | None:
    """An amount that no member may pledge would keep others out while it is on its way."""
    failed = amount_conditions(
        debit.amount_minor, debit.minimum_minor, debit.maximum_minor, debit.multiple_minor
    )
    return Rejected(failed) if failed else None
