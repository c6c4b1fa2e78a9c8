"""How long a bank that does not answer is left alone: about one order, and altogether while it answers nobody."""

from collections.abc import Callable, Iterable, Sequence
from zlib import crc32

from core.domain.bank import BankOrder
from core.domain.ids import OrderReference

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 120.0
LONGEST_REST_SECONDS = 60.0
SILENT_IN_A_ROW = 3
"""When so many orders in a row got no answer it is the bank that is out of reach, and not their fault."""


class Patience:
    """Says which orders the bank may be asked about now. `monotonic` tells seconds that only grow."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._waits: dict[OrderReference, float] = {}
        self._not_before: dict[OrderReference, float] = {}
        self._silent: set[OrderReference] = set()
        self._rest_seconds = FIRST_WAIT_SECONDS
        self._rest_until = 0.0

    @property
    def bank_is_silent(self) -> bool:
        """Whether the bank seems out of reach: then one order at a time tries, now and then."""
        return len(self._silent) >= SILENT_IN_A_ROW

    def choose(self, orders: Sequence[BankOrder], under_way: int, room: int) -> Sequence[BankOrder]:
        """Those to ask about now, at most `room`, while `under_way` others are being asked about."""
        now = self._monotonic()
        if self.bank_is_silent:
            if under_way or now < self._rest_until:
                return []
            # Whoever was asked about last comes last: one order that never gets an answer does not stand for all.
            return sorted(orders, key=lambda order: self._not_before.get(order.reference, 0.0))[:1]
        return [order for order in orders if self._not_before.get(order.reference, 0.0) <= now][:room]

    def seconds_to_next(self, orders: Iterable[BankOrder], under_way: int, longest: float) -> float:
        """How long there is nothing to ask about these, at most `longest`; whatever ends under way is not foreseen."""
        now = self._monotonic()
        if self.bank_is_silent:
            return longest if under_way else min(longest, max(0.0, self._rest_until - now))
        waits = (self._not_before.get(order.reference, now) - now for order in orders)
        return max(0.0, min([longest, *waits]))

    def heard(self) -> None:
        """The bank answers: nobody has to wait because others got no answer."""
        if self.bank_is_silent:
            self._not_before.clear()
        self._silent.clear()
        self._rest_seconds = FIRST_WAIT_SECONDS

    def not_heard(self, reference: OrderReference) -> None:
        """No answer came about this order."""
        self._silent.add(reference)
        self.postpone(reference)
        if self.bank_is_silent:
            self._rest_until = self._monotonic() + _jittered(self._rest_seconds, reference)
            self._rest_seconds = min(2 * self._rest_seconds, LONGEST_REST_SECONDS)

    def postpone(self, reference: OrderReference) -> None:
        """Ask about this order later, each time twice as late."""
        wait_seconds = self._waits.get(reference, FIRST_WAIT_SECONDS)
        self._not_before[reference] = self._monotonic() + _jittered(wait_seconds, reference)
        self._waits[reference] = min(2 * wait_seconds, LONGEST_WAIT_SECONDS)

    def told(self, reference: OrderReference) -> None:
        """The bank has answered about this order: it need not wait now; were it silent again, it would wait as long."""
        self._not_before.pop(reference, None)

    def forget_all_but(self, references: frozenset[OrderReference]) -> None:
        """What is answered needs no patience any more."""
        for table in (self._waits, self._not_before):
            for reference in table.keys() - references:
                del table[reference]
        self._silent &= references


def _jittered(seconds: float, reference: OrderReference) -> float:
    """A quarter more or less, by the reference: what fell silent together is not asked about together."""
    return seconds * (0.75 + crc32(reference.encode()) % 501 / 1_000)
