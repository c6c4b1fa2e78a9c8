"""The teller: commands in, receipts out. The one place in the program where money is committed."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, case, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.batch import Bank, first_of_batch, run_batch
from core.commands import Accepted, Command, Receipt
from core.domain.moment import Moment
from core.views import Batch, Draft
from storage import rows
from storage.clock import MICROSECOND, BusinessClock
from storage.codec import instant, microseconds
from storage.dialects import Verdict, dialect_of
from storage.slices import Overtaken, load_book, save_book

R = TypeVar("R")

BATCH_LIMIT = 200
TRIES = 5
# A database that is out of reach is waited for so long; then the callers are told, and the process may give up.
OUTAGE_SECONDS = 30.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.05, 2.0
ENTROPY_BYTES = 32

_log = logging.getLogger(__name__)

Errand = Callable[[Connection], Any]
"""Something to be done in the transaction, and its answer."""


@dataclass(frozen=True)
class Write:
    """One row's worth of clerical writing: drafts, inbox, delivery marks. Those that share a statement go together."""

    statement: Executable
    parameters: dict[str, Any]


@dataclass(eq=False)
class _Slip:
    """What one caller handed in, and where the answer goes."""

    answer: "asyncio.Future[Any]"
    command: Command[Any] | None = None
    writes: Sequence[Write] = ()
    errand: Errand | None = None
    posted: Sequence[str] = ()
    """References of the entries that its command posted."""


def _later(stored: Any, name: str) -> ColumnElement[int]:
    given = bindparam(name, type_=stored.type)
    return case((given > stored, given), else_=stored)


# Two processes may have read the clock at different times: what one has decided by is not taken back by the other.
_READ_CLOCK = select(rows.ClockRow.at, rows.ClockRow.ahead_microseconds)
_SET_CLOCK = update(rows.ClockRow).values(
    at=_later(rows.ClockRow.at, "decided_at"),
    ahead_microseconds=_later(rows.ClockRow.ahead_microseconds, "ahead"),
)
_DISCARD_DRAFT = delete(rows.DraftRow).where(
    rows.DraftRow.telegram_user_id == bindparam("telegram_user_id"),
    rows.DraftRow.kind == bindparam("kind"),
    rows.DraftRow.nonce == bindparam("nonce"),
)


class SqlTeller:
    """Gathers what callers hand in while it is busy, and commits it as one transaction: many taps, one trip to disk.

    A caller is answered only once its part is committed. Cancelling a caller never cancels a commit.
    """

    def __init__(self, engine: AsyncEngine, clock: BusinessClock, bank: Bank) -> None:
        self._engine = engine
        self._clock = clock
        self._bank = bank
        self._dialect = dialect_of(engine.url)
        self._queue: asyncio.Queue[_Slip | None] = asyncio.Queue()
        self._connection: AsyncConnection | None = None
        self._drain: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[Batch], None]] = []
        self._closing = False

    async def start(self) -> None:
        """Begin to drain the queue."""
        self._connection = await self._engine.connect()
        self._drain = asyncio.create_task(self._drain_queue(), name="teller")  # noqa: TID251  # joined by `stop`

    async def stop(self) -> None:
        """Commit what was handed in, then stop; nothing is taken any more. A cancelled stop finishes first."""
        self._closing = True
        try:
            if self._drain is not None:
                self._queue.put_nowait(None)
                await _to_the_end(self._drain)
        finally:
            if self._connection is not None:
                await self._connection.close()

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call this after each transaction in which commands were accepted or refused."""
        self.on_batch(lambda _: listener())

    def on_batch(self, listener: Callable[[Batch], None]) -> None:
        """As `on_commit`, for who wants to know what was committed."""
        self._listeners.append(listener)

    async def submit(self, command: Command[R], *, closes: Draft | None = None) -> Receipt[R]:
        """The command's receipt, once committed; if accepted, the draft it closes goes in the same transaction."""
        slip = _Slip(_answer_to_come(), command, [discard_draft(closes)] if closes is not None else ())
        receipt: Receipt[R] = await self._hand_in(slip)
        # Logged by who asked, so that the line says what it was asked for.
        if slip.posted:
            name, entries = type(command).__name__, " ".join(slip.posted)
            _log.info("%s posted %s", name, entries, extra={"intent": command.intent})
        return receipt

    async def write(self, *writes: Write) -> None:
        """Commit clerical writes, beside whatever commands are being committed."""
        await self._hand_in(_Slip(_answer_to_come(), writes=writes))

    async def run(self, errand: Callable[[Connection], R]) -> R:
        """What a clerical errand brings back, once it is committed. It may be run again, and must be quick."""
        answer: R = await self._hand_in(_Slip(_answer_to_come(), errand=errand))
        return answer

    async def _hand_in(self, slip: _Slip) -> Any:
        assert self._drain is not None, "the teller has not started"
        assert not self._closing, "the teller has stopped"
        self._queue.put_nowait(slip)
        return await slip.answer

    async def _drain_queue(self) -> None:
        closing = False
        while not closing:
            slips = [await self._queue.get()]
            while len(slips) < BATCH_LIMIT and not self._queue.empty():
                slips.append(self._queue.get_nowait())
            closing = None in slips
            for batch in _batches(slip for slip in slips if slip is not None):
                await self._commit(batch)

    async def _commit(self, slips: list[_Slip]) -> None:
        """Commit the slips together; if the database or a bug objects, one by one: none can sink the others."""
        if not slips:
            return
        begun = time.perf_counter()
        try:
            answers = await self._transact_with_retries(slips)
        except Exception as error:  # noqa: BLE001 - whatever it is, its callers are told
            if len(slips) > 1 and self._verdict(error) is not Verdict.LATER:
                for slip in slips:
                    await self._commit([slip])
                return
            for slip in slips:
                _answer(slip, error=error)
            return
        for slip, answer in zip(slips, answers, strict=True):
            _answer(slip, answer)
        outcomes = tuple(
            (type(slip.command).__name__, "accepted" if isinstance(answer, Accepted) else answer.error.code)
            for slip, answer in zip(slips, answers, strict=True)
            if slip.command is not None
        )
        if outcomes:
            self._call_listeners(Batch(outcomes, time.perf_counter() - begun))

    def _call_listeners(self, batch: Batch) -> None:
        for listener in self._listeners:
            try:
                listener(batch)
            except Exception:  # noqa: BLE001 - a wake-up call is not worth the counter
                _log.exception("a listener failed; what was committed stays so")

    async def _transact_with_retries(self, slips: list[_Slip]) -> list[Any]:
        """Run the transaction again while the reason to fail may pass; receipts make a repetition harmless."""
        waits = _waits()
        tries_left = TRIES
        while True:
            try:
                return await self._transact(slips)
            except Exception as error:
                match self._verdict(error):
                    case Verdict.NEVER:
                        raise
                    case Verdict.AGAIN:
                        tries_left -= 1
                        if tries_left == 0:
                            raise
                        _log.warning("a batch of %d is run again: %s", len(slips), _name_of(error))
                    case Verdict.LATER:
                        wait_seconds = next(waits, None)
                        if wait_seconds is None:
                            raise
                        _log.warning("the database is out of reach: %s", _name_of(error))
                        await self._hang_up()
                        await asyncio.sleep(wait_seconds)

    def _verdict(self, error: Exception) -> Verdict:
        return Verdict.AGAIN if isinstance(error, Overtaken) else self._dialect.verdict(error)

    async def _hang_up(self) -> None:
        """Let go of a connection that may be dead; the next transaction makes another."""
        if self._connection is not None:
            with suppress(DBAPIError, OSError):
                await self._connection.invalidate()
            with suppress(DBAPIError, OSError):
                await self._connection.close()
            self._connection = None

    async def _transact(self, slips: list[_Slip]) -> list[Any]:
        if self._connection is None:
            self._connection = await self._engine.connect()
        async with self._connection.begin():
            return await self._connection.run_sync(self._work, slips)

    def _work(self, connection: Connection, slips: list[_Slip]) -> list[Any]:
        asked = [slip for slip in slips if slip.command is not None]
        receipts = iter(self._run(connection, asked) if asked else [])
        answers = [None if slip.command is None else next(receipts) for slip in slips]
        desk = _Desk(connection)
        for number, (slip, answer) in enumerate(zip(slips, answers, strict=True)):
            if answer is None or isinstance(answer, Accepted):
                for write in slip.writes:
                    desk.write(write)
            if slip.errand is not None:
                desk.finish()
                answers[number] = slip.errand(connection)
        desk.finish()
        return answers

    def _run(self, connection: Connection, asked: list[_Slip]) -> list[Receipt[Any]]:
        commands = [slip.command for slip in asked if slip.command is not None]
        book = load_book(connection, commands)
        now = self._read_clock(connection)
        receipts = run_batch(book, commands, now, self._bank, secrets.token_bytes(ENTROPY_BYTES))
        save_book(connection, book, now)
        for slip, command in zip(asked, commands, strict=True):
            slip.posted = book.posted.pop(command.intent, ())
        connection.execute(
            _SET_CLOCK, {"decided_at": microseconds(now.at), "ahead": self._clock.ahead // MICROSECOND}
        )
        return receipts

    def _read_clock(self, connection: Connection) -> Moment:
        """The instant that this batch decides by: after all locks, and no earlier than what any process decided by."""
        row = connection.execute(_READ_CLOCK).one()
        self._clock.catch_up(instant(row.at), row.ahead_microseconds * MICROSECOND)
        return self._clock.now()


def _batches(slips: Iterable[_Slip]) -> list[list[_Slip]]:
    """The slips in order, cut before each command that has to be the first of its batch."""
    batches: list[list[_Slip]] = [[]]
    for slip in slips:
        if batches[-1] and slip.command is not None and first_of_batch(slip.command):
            batches.append([])
        batches[-1].append(slip)
    return batches


def _answer_to_come() -> "asyncio.Future[Any]":
    return asyncio.get_running_loop().create_future()


def _waits() -> Iterator[float]:
    """How long to wait before each further look at a database that is out of reach; together OUTAGE_SECONDS."""
    waited, seconds = 0.0, _FIRST_WAIT_SECONDS
    while waited < OUTAGE_SECONDS:
        yield seconds
        waited += seconds
        seconds = min(2 * seconds, _LONGEST_WAIT_SECONDS)


def _name_of(error: Exception) -> str:
    """What went wrong, without the statement and whatever is quoted with it."""
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None)
    return type(error).__name__ if state is None else f"{type(error).__name__} {state}"


async def _to_the_end(task: "asyncio.Task[None]") -> None:
    """Wait for a task that must not be cancelled along with whoever waits for it."""
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def discard_draft(draft: Draft) -> Write:
    """Forget a draft, unless it has been started anew since."""
    return Write(
        _DISCARD_DRAFT, {"telegram_user_id": draft.telegram_user_id, "kind": draft.kind, "nonce": draft.nonce}
    )


class _Desk:
    """Writes in order, those in a row that share a statement as one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pending: list[Write] = []

    def write(self, write: Write) -> None:
        """Write this, now or with the next."""
        if self._pending and write.statement is not self._pending[0].statement:
            self.finish()
        self._pending.append(write)

    def finish(self) -> None:
        """Write what was not written yet."""
        if self._pending:
            self._connection.execute(self._pending[0].statement, [each.parameters for each in self._pending])
            self._pending = []


def _answer(slip: _Slip, answer: Any = None, error: Exception | None = None) -> None:
    if slip.answer.done():  # the caller was cancelled; what it asked for is committed all the same
        return
    if error is not None:
        slip.answer.set_exception(error)
    else:
        slip.answer.set_result(answer)
