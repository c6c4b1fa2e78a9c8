"""Where a process may be made to die: a name for every boundary between what is done and what is remembered."""

import os
import signal
from ctypes import c_uint64
from enum import StrEnum
from typing import Any

from sqlalchemy import event

from storage import Store


class Failpoint(StrEnum):
    """The moments at which a process dies."""

    IN_TRANSACTION = "in_transaction"  # between two statements of the teller's
    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"  # the database has committed, and nobody was told
    UPDATE_KEPT = "update_kept"  # not acknowledged yet
    UPDATE_ACKNOWLEDGED = "update_acknowledged"
    UPDATE_BEGUN = "update_begun"  # its attempt is counted, its handling not begun
    RECEIPT_GIVEN = "receipt_given"  # the command is done, the person not answered
    PERSON_ANSWERED = "person_answered"  # the update not marked as handled
    UPDATE_HANDLED = "update_handled"
    DUE_DONE = "due_done"  # something that time made due
    ORDER_SENDING = "order_sending"  # marked as sent, the bank not called
    ORDER_AT_BANK = "order_at_bank"  # the bank has acted, its answer is not recorded
    ORDER_IN_QUESTION = "order_in_question"  # marked as unknown, not looked up
    NOTICE_CLAIMED = "notice_claimed"
    NOTICE_SENT = "notice_sent"  # not marked as sent
    NOTICE_MARKED = "notice_marked"
    TELEGRAM_CALLING = "telegram_calling"  # the call has not gone out
    TELEGRAM_CALLED = "telegram_called"  # Telegram has done it, and we have not read so


OF_REMOTE_BANKS = frozenset({Failpoint.ORDER_SENDING, Failpoint.ORDER_AT_BANK, Failpoint.ORDER_IN_QUESTION})
OF_TELEGRAM = frozenset({Failpoint.TELEGRAM_CALLING, Failpoint.TELEGRAM_CALLED})


class Trap:
    """Ends the process, as kill -9 does, when a point is passed for the nth time; without a point, never.

    Whoever waits for the process sees in `steps` how many points it has passed.
    """

    def __init__(self, point: Failpoint | None = None, nth: int = 1, steps: c_uint64 | None = None) -> None:
        self._point = point
        self._left = nth
        self._steps = c_uint64() if steps is None else steps

    def at(self, point: Failpoint) -> None:
        """The process has come to this point."""
        self._steps.value += 1
        if point is self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, store: Store) -> None:
        """Be there whenever the store's teller works on the database."""
        engine = store.teller._engine.sync_engine
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            self.at(Failpoint.BEFORE_COMMIT)
            commit(connection)
            self.at(Failpoint.AFTER_COMMIT)

        engine.dialect.do_commit = do_commit  # type: ignore[assignment,method-assign]  # of a commit that is over no event tells
        event.listen(engine, "after_cursor_execute", lambda *_: self.at(Failpoint.IN_TRANSACTION))
