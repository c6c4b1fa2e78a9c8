"""The one loop that applies commands to a book: all that a chat, a server, a job, a test or a simulation runs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from core.book import Book, RecordedReceipt
from core.commands import Accepted, Command, Receipt, Refused
from core.domain.bank import BankOrder, Outcome
from core.domain.errors import BankElsewhere, DomainError, IntentReused
from core.domain.ids import IdStream, OrderReference
from core.domain.moment import Moment
from core.reach import Reach
from core.usecases import USE_CASES
from core.usecases.ordering import apply_outcome
from core.usecases.registry import THE_SWITCH
from core.usecases.webhooks import write_events


class Bank(Protocol):
    """Who performs bank orders: the embedded bank at once, a remote one later (then it answers None)."""

    @property
    def embedded(self) -> bool:
        """Whether its customers and accounts are kept here and nowhere else."""
        ...

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome | None:
        """Do what the order says, wholly or not at all."""
        ...


def reach_of(command: Command[Any]) -> Reach:
    """What the command may look at: what its use case says, the role of staff who ask, and whether it has to wait."""
    use_case = USE_CASES[type(command)]
    reach, staff_id = use_case.reach(command), command.actor.staff_id
    if use_case.settles:
        reach = replace(reach, standstill=THE_SWITCH)
    return reach if staff_id is None else replace(reach, staff=reach.staff | {staff_id})


def first_of_batch(command: Command[Any]) -> bool:
    """Whether a batch may only begin with the command. One without a use case is found out when it is run."""
    use_case = USE_CASES.get(type(command))
    return use_case is not None and use_case.first_of_batch


def run_batch(
    book: Book, commands: Sequence[Command[Any]], now: Moment, bank: Bank, entropy: bytes
) -> list[Receipt[Any]]:
    """Apply the commands in order and answer each; the book holds what they changed.

    A command that is refused changes nothing but its receipt. A repeated intent gets its first receipt, and is refused
    as IntentReused when its content differs. Running commands in one batch or in several gives the same answers; a
    command that is `first_of_batch` begins one. `entropy` (at least 16 secret random bytes) feeds the ids, links and
    codes that are minted.
    """
    assert not any(map(first_of_batch, commands[1:])), (
        "what it asks for may have changed since the batch began"
    )
    return [_run(book, command, now, bank, entropy) for command in commands]


def _run(book: Book, command: Command[Any], now: Moment, bank: Bank, entropy: bytes) -> Receipt[Any]:
    fingerprint = command.fingerprint()
    earlier = book.receipts[command.intent]
    if earlier is not None:
        return earlier.receipt if earlier.fingerprint == fingerprint else Refused(IntentReused())
    book.open_page(IdStream(entropy, command.intent, now.at))
    receipt: Receipt[Any]
    try:
        receipt = Accepted(_apply(book, command, now, bank))
    except DomainError as error:
        book.discard_page()
        receipt = Refused(error)
    except BaseException:
        book.discard_page()
        raise
    book.receipts.put(command.intent, RecordedReceipt(fingerprint, receipt))
    book.keep_page()
    return receipt


def _apply(book: Book, command: Command[Any], now: Moment, bank: Bank) -> Any:
    use_case = USE_CASES[type(command)]
    use_case.check_permitted(book, command.actor)
    if use_case.embedded_bank_only and not bank.embedded:
        raise BankElsewhere
    use_case.check_moving(book)
    result = use_case.run(book, command, now)
    _order(book, bank, now)
    write_events(book, now)
    return result


def _order(book: Book, bank: Bank, now: Moment) -> None:
    """Take what was ordered to the bank, and what is ordered because of its answers."""
    asked: set[OrderReference] = set()
    while fresh := [order for order in book.ready_orders() if order.reference not in asked]:
        for order in fresh:
            asked.add(order.reference)
            outcome = bank.perform(book, order, now)
            if outcome is not None:
                apply_outcome(book, order, outcome, now)
