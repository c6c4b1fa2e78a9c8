"""A house whose every command is handed to a real database too, which must answer and hold the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest

from core.batch import Bank, first_of_batch
from core.commands import Command, Receipt, SetAccountStatus
from core.domain.account import AccountStatus
from core.domain.ids import AccountId
from core.domain.moment import Moment
from core.domain.product import Product
from storage import Store
from tests.storage.asking import counting_commits, hand_in
from tests.support.house import CLERK, OPENING, House
from tests.support.memory import ENTROPY, MemoryStore


@contextmanager
def same_ids() -> Iterator[None]:
    """Let tellers of this process mint the ids that the store in plain dictionaries mints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.teller.secrets", SimpleNamespace(token_bytes=lambda _: ENTROPY))
        yield


class Wall:
    """A machine's clock that stands still until it is moved."""

    def __init__(self, at: datetime = OPENING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class RecordingHouse(House):
    """A house that remembers what it was asked, when, and what it answered."""

    def __init__(self, *products: Product, bank: Bank | None = None) -> None:
        self.asked: list[tuple[Command[Any], Moment, Receipt[Any]]] = []
        super().__init__(*products, bank=bank)

    def ask(self, command: Command[Any]) -> Receipt[Any]:
        receipt = super().ask(command)
        self.asked.append((command, self.now, receipt))
        return receipt

    def setting_status(self, account_id: AccountId, status: AccountStatus) -> SetAccountStatus:
        """The command with which the bank changes what an account may do."""
        return SetAccountStatus(
            intent=self.intent(), actor=CLERK, account_id=account_id, status=status, reason="asked to"
        )


class Books:
    """A store beside a house. Ask the house, then let the store `follow`; every receipt must be the same."""

    def __init__(self, store: Store, wall: Wall, *products: Product, bank: Bank | None = None) -> None:
        self.store = store
        self.wall = wall
        self.house = RecordingHouse(*products, bank=bank)
        self._followed = 0

    @property
    def memory(self) -> MemoryStore:
        """What the house holds, and the store must hold."""
        return self.house.store

    async def follow(self, *, singly: bool = False) -> None:
        """Hand in what the house was asked since, and compare the receipts.

        What was asked at one moment is handed in at once, or `singly` one by one. Each batch must go through as
        one: the teller's way out, one by one, would hide what makes batches differ from single commands.
        """
        news = self.house.asked[self._followed :]
        self._followed = len(self.house.asked)
        for now, together in groupby(news, key=lambda asked: asked[1]):
            asked = list(together)
            self.wall.at = now.at
            commands = [command for command, _, _ in asked]
            with counting_commits(self.store) as commits:
                if singly:
                    receipts = [await self.store.teller.submit(command) for command in commands]
                else:
                    receipts = await hand_in(self.store, commands)
            batches = 1 + sum(map(first_of_batch, commands[1:]))
            assert len(commits) == (len(commands) if singly else batches)
            assert receipts == [receipt for _, _, receipt in asked]
        self.wall.at = self.house.at
