"""Short ways to ask a real store for something."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import event

from core.commands import (
    Accepted,
    Command,
    CreditAccount,
    MeetParticipant,
    NameApprovers,
    OpenAccount,
    Receipt,
    Refused,
    RegisterCustomer,
)
from core.domain.account import AccountClass
from core.domain.ids import AccountId, IntentId
from storage import Store
from tests.support.house import ALL_TYPES, CLERK, SYSTEM

R = TypeVar("R")


def meeting(number: int, name: str = "Ann") -> MeetParticipant:
    """The command with which one more Telegram user shows up; its intent is its number."""
    return MeetParticipant(
        intent=IntentId(f"meet-{number}"), actor=SYSTEM, telegram_user_id=number, name=name, locale="en"
    )


def naming(telegram_user_id: int) -> NameApprovers:
    """The command by which the settings name one approver, and nobody else."""
    return NameApprovers(
        intent=IntentId(f"name-{telegram_user_id}"),
        actor=SYSTEM,
        telegram_user_ids=frozenset({telegram_user_id}),
    )


def crediting(account_id: AccountId, number: int, amount_minor: int = 1) -> CreditAccount:
    """The command with which money arrives; its intent is its number."""
    return CreditAccount(
        intent=IntentId(f"credit-{number}"), actor=CLERK, account_id=account_id, amount_minor=amount_minor
    )


async def hand_in(store: Store, commands: Sequence[Command[Any]]) -> list[Receipt[Any]]:
    """The receipts of commands handed in at once, in their order."""
    return await asyncio.gather(*map(store.teller.submit, commands))


async def accepted(store: Store, command: Command[R]) -> R:
    """The answer to a command that is accepted."""
    receipt: Receipt[R] = await store.teller.submit(command)
    assert isinstance(receipt, Accepted), receipt
    return receipt.result


async def refused(store: Store, command: Command[Any]) -> Exception:
    """Why a command is refused."""
    receipt = await store.teller.submit(command)
    assert isinstance(receipt, Refused), receipt
    return receipt.error


async def open_account(store: Store, number: int = 1) -> AccountId:
    """An account with nothing on it."""
    registering = RegisterCustomer(
        intent=IntentId(f"customer-{number}"), actor=CLERK, name="Ann", phone=f"+86138{number:08d}"
    )
    opening = OpenAccount(
        intent=IntentId(f"account-{number}"),
        actor=CLERK,
        customer_id=(await accepted(store, registering)).customer_id,
        currency="CNY",
        account_class=AccountClass.I,
        debit_amount_types=ALL_TYPES,
    )
    return (await accepted(store, opening)).account_id


async def balance_minor(store: Store, account_id: AccountId) -> int:
    """What is available on an account."""
    view = await store.queries.account(account_id)
    assert view is not None
    return view.available_minor


@contextmanager
def counting_commits(store: Store) -> Iterator[list[None]]:
    """A list that grows by one with each transaction that the teller commits."""
    commits: list[None] = []

    def count(_connection: Any) -> None:
        commits.append(None)

    engine = store.teller._engine.sync_engine
    event.listen(engine, "commit", count)
    try:
        yield commits
    finally:
        event.remove(engine, "commit", count)
