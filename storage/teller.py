"""The teller: commands in, receipts out. The one place in the program where money is committed."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, bindparam, delete, func, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.batch import Bank, run_batch
from core.commands import Accepted, Command, Receipt
from core.views import Draft
from storage import rows
from storage.clock import MICROSECOND, BusinessClock
from storage.codec import microseconds
from storage.slices import Overtaken, load_book, save_book

R = TypeVar("R")

BATCH_LIMIT = 200
TRIES = 5
ENTROPY_BYTES = 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Write:
    """One row's worth of clerical writing: drafts, inbox, delivery marks. Those that share a statement go together."""

    statement: Executable
    parameters: dict[str, Any]


@dataclass(eq=False)
class _Slip:
    """What one caller handed in, and where the answer goes."""

    answer: "asyncio.Future[Receipt[Any] | None]"
    command: Command[Any] | None = None
    writes: Sequence[Write] = field(default=())


# Two processes may have read the clock at different times: what one has decided by is not taken back by the other.
_SET_CLOCK = update(rows.ClockRow).values(
    at=func.max(rows.ClockRow.at, bindparam("decided_at")),
    ahead_microseconds=func.max(rows.ClockRow.ahead_microseconds, bindparam("ahead")),
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
        self._queue: asyncio.Queue[_Slip | None] = asyncio.Queue()
        self._connection: AsyncConnection | None = None
        self._drain: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[], None]] = []
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
        self._listeners.append(listener)

    async def submit(self, command: Command[R], *, closes: Draft | None = None) -> Receipt[R]:
        """The command's receipt, once committed; if accepted, the draft it closes goes in the same transaction."""
        receipt = await self._hand_in(command, [discard_draft(closes)] if closes is not None else ())
        assert receipt is not None
        return receipt

    async def write(self, *writes: Write) -> None:
        """Commit clerical writes, beside whatever commands are being committed."""
        await self._hand_in(None, writes)

    async def _hand_in(self, command: Command[Any] | None, writes: Sequence[Write]) -> Receipt[Any] | None:
        assert self._drain is not None, "the teller has not started"
        assert not self._closing, "the teller has stopped"
        slip = _Slip(asyncio.get_running_loop().create_future(), command, writes)
        self._queue.put_nowait(slip)
        return await slip.answer

    async def _drain_queue(self) -> None:
        closing = False
        while not closing:
            slips = [await self._queue.get()]
            while len(slips) < BATCH_LIMIT and not self._queue.empty():
                slips.append(self._queue.get_nowait())
            closing = None in slips
            await self._commit([slip for slip in slips if slip is not None])

    async def _commit(self, slips: list[_Slip]) -> None:
        """Commit the slips together; if the database or a bug objects, one by one: none can sink the others."""
        if not slips:
            return
        try:
            answers = await self._transact_with_retries(slips)
        except Exception as error:  # noqa: BLE001 - whatever it is, its caller is told
            if len(slips) > 1:
                for slip in slips:
                    await self._commit([slip])
                return
            _answer(slips[0], error=error)
            return
        for slip, receipt in zip(slips, answers, strict=True):
            _answer(slip, receipt)
        if any(slip.command is not None for slip in slips):
            self._call_listeners()

    def _call_listeners(self) -> None:
        for listener in self._listeners:
            try:
                listener()
            except Exception:  # noqa: BLE001 - a wake-up call is not worth the counter
                _log.exception("a listener failed; what was committed stays so")

    async def _transact_with_retries(self, slips: list[_Slip]) -> list[Receipt[Any] | None]:
        """Run the transaction again while the reason to fail may pass; receipts make a repetition harmless."""
        for tries_left in reversed(range(TRIES)):
            try:
                return await self._transact(slips)
            except (Overtaken, DBAPIError) as error:
                if tries_left == 0 or isinstance(error, IntegrityError):
                    raise
                _log.warning("a batch of %d is run again: %s", len(slips), type(error).__name__)
        raise AssertionError("unreachable")

    async def _transact(self, slips: list[_Slip]) -> list[Receipt[Any] | None]:
        assert self._connection is not None
        if self._connection.invalidated or self._connection.closed:
            with suppress(DBAPIError):
                await self._connection.close()
            self._connection = await self._engine.connect()
        async with self._connection.begin():
            return await self._connection.run_sync(self._work, slips)

    def _work(self, connection: Connection, slips: list[_Slip]) -> list[Receipt[Any] | None]:
        commands = [slip.command for slip in slips if slip.command is not None]
        receipts = iter(self._run(connection, commands) if commands else [])
        answers = [None if slip.command is None else next(receipts) for slip in slips]
        _write_all(
            connection,
            (
                write
                for slip, answer in zip(slips, answers, strict=True)
                if answer is None or isinstance(answer, Accepted)
                for write in slip.writes
            ),
        )
        return answers

    def _run(self, connection: Connection, commands: list[Command[Any]]) -> list[Receipt[Any]]:
        book = load_book(connection, commands)
        now = self._clock.now()
        receipts = run_batch(book, commands, now, self._bank, secrets.token_bytes(ENTROPY_BYTES))
        save_book(connection, book, now)
        connection.execute(
            _SET_CLOCK, {"decided_at": microseconds(now.at), "ahead": self._clock.ahead // MICROSECOND}
        )
        return receipts


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


def _write_all(connection: Connection, writes: Iterable[Write]) -> None:
    """Run writes in order, those in a row that share a statement as one."""
    pending: list[Write] = []
    for write in writes:
        if pending and write.statement is not pending[0].statement:
            connection.execute(pending[0].statement, [each.parameters for each in pending])
            pending = []
        pending.append(write)
    if pending:
        connection.execute(pending[0].statement, [each.parameters for each in pending])


def _answer(slip: _Slip, receipt: Receipt[Any] | None = None, error: Exception | None = None) -> None:
    if slip.answer.done():  # the caller was cancelled; what it asked for is committed all the same
        return
    if error is not None:
        slip.answer.set_exception(error)
    else:
        slip.answer.set_result(receipt)
