"""What outlives every process of ours: Telegram, people, a bank elsewhere. Their memories are files, only added to."""

import base64
import json
import os
import pickle
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.commands import Command
from core.domain.account import AccountStatus, BankAccount, BankCustomer
from core.domain.bank import BankOrder, Outcome
from core.domain.ids import AccountId
from core.domain.moment import Moment
from core.views import StoredUpdate
from tests.bank.bank import BankElsewhere


class Memories:
    """Lines of JSON. Each is written at once, so that a process that dies leaves a whole one or none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def keep(self, *what: Any) -> None:
        """Remember this for good."""
        line = f"{json.dumps(what)}\n".encode()
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            assert os.write(file, line) == len(line)
        finally:
            os.close(file)

    def news(self) -> Iterator[list[Any]]:
        """What was kept, by whomever, since this was asked last; oldest first."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            for line in file:
                self._read += len(line)
                yield json.loads(line)


class Happened(StrEnum):
    """What Telegram and people remember."""

    ASKED = "asked"  # update, person, command
    ACKNOWLEDGED = "acknowledged"  # update: it is not brought again
    TOLD = "told"  # intent, outcome: the receipt that somebody was given
    SENT = "sent"  # notice


class Outside:
    """Telegram and the people behind it."""

    def __init__(self, folder: Path) -> None:
        self._memories = Memories(folder / "outside")
        self.asked: dict[int, StoredUpdate] = {}
        self.acknowledged: set[int] = set()
        self.told: list[tuple[str, str]] = []
        self.sent: list[str] = []

    def ask(self, update_id: int, person: int, command: Command[Any]) -> None:
        """Somebody taps."""
        self.note(Happened.ASKED, update_id, person, packed(command))

    def note(self, happened: Happened, *what: Any) -> None:
        """It happened, whatever becomes of us."""
        self._memories.keep(happened, *what)

    def look(self) -> None:
        """Take note of what happened since the last look."""
        for happened, *what in self._memories.news():
            match happened:
                case Happened.ASKED:
                    self.asked[what[0]] = StoredUpdate(what[0], what[1], what[2], attempts=0)
                case Happened.ACKNOWLEDGED:
                    self.acknowledged.add(what[0])
                case Happened.TOLD:
                    self.told.append((what[0], what[1]))
                case Happened.SENT:
                    self.sent.append(what[0])

    def waiting(self) -> list[StoredUpdate]:
        """What Telegram brings: the newest that was acknowledged once more, and all that was not."""
        self.look()
        again = [update for update in self.asked.values() if update.update_id in self.acknowledged][-1:]
        return again + [update for update in self.asked.values() if update.update_id not in self.acknowledged]


class Elsewhere:
    """The bank elsewhere: whoever calls it, each order is carried out once."""

    def __init__(self, folder: Path) -> None:
        self._memories = Memories(folder / "bank")
        self._bank = BankElsewhere()

    def open_account(
        self, customer: BankCustomer, account: BankAccount, balance_minor: int, now: Moment
    ) -> None:
        """The bank has this account, with so much on it."""
        self._memories.keep("account", packed((customer, account, balance_minor, now)))

    def set_status(self, account_id: AccountId, status: AccountStatus, now: Moment) -> None:
        """The bank changes what an account may do."""
        self._memories.keep("status", packed((account_id, status, now)))

    def order(self, order: BankOrder, now: Moment) -> Outcome:
        """The bank's answer."""
        self._memories.keep("order", packed((order.reference, order.instruction, now)))
        return self.bank().answers[order.reference]

    def bank(self) -> BankElsewhere:
        """The bank as it stands."""
        for what, details in self._memories.news():
            match what, unpacked(details):
                case "account", (customer, account, balance_minor, now):
                    self._bank.take_over(customer, account, now)
                    self._bank.credit(account.id, balance_minor, now)
                case "status", (account_id, status, now):
                    self._bank.set_status(account_id, status, now)
                case "order", (reference, instruction, now):
                    self._bank.receive(reference, instruction, now)
        return self._bank


def packed(value: Any) -> str:
    """The value as text."""
    return base64.b64encode(pickle.dumps(value)).decode()


def unpacked(text: str) -> Any:
    """The value of such a text."""
    return pickle.loads(base64.b64decode(text))
