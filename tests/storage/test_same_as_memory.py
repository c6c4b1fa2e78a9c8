"""The same commands give the same receipts and state: in plain dictionaries, in a database, singly, in batches."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import (
    Accepted,
    Actor,
    ChangeCustomerPhone,
    Command,
    ConfirmLinking,
    OpenAccount,
    UnlinkAccount,
)
from core.domain.account import AccountClass, AccountStatus
from core.domain.ids import CampaignId, IntentId
from core.domain.notice import CodeIssued
from storage import open_store
from tests.storage import tables
from tests.storage.books import Books, RecordingHouse, Wall
from tests.storage.databases import Databases
from tests.storage.scenes import lively
from tests.support.house import ADMIN, ALL_TYPES, CLERK, FREE_AMOUNT, REMAINDER, YUAN, ZONE, Person


@pytest.mark.parametrize("singly", [True, False])
async def test_a_lively_book_is_the_same_in_dictionaries_and_in_the_database(
    books: Books, url: str, singly: bool
):
    lively(books.house)

    await books.follow(singly=singly)

    held, expected = tables.values(url), books.memory.tables()
    if singly:
        assert held == expected
    assert tables.without_versions(held) == tables.without_versions(expected)


async def test_an_account_is_opened_and_linked_in_one_batch(books: Books):
    house = books.house
    participant_id, telegram_user_id = house.meet()
    customer_id = house.customer("+8613800000000")
    code = house.start_linking(participant_id, telegram_user_id, "+8613800000000")
    opening = OpenAccount(
        intent=house.intent(),
        actor=CLERK,
        customer_id=customer_id,
        currency="CNY",
        account_class=AccountClass.I,
        debit_amount_types=ALL_TYPES,
    )
    confirming = ConfirmLinking(intent=house.intent(), actor=Actor.participant(participant_id), code=code)

    opened, checked = books.memory.run([opening, confirming], house.now)

    assert isinstance(opened, Accepted)
    assert isinstance(checked, Accepted)
    assert checked.result.linked == (opened.result.account_id,)


class Play:
    """Random moves of three people in three campaigns. Each move is a command that may well be refused."""

    def __init__(self, house: RecordingHouse) -> None:
        self.house = house
        self.commands: list[Command[Any]] = []
        self.people: list[Person] = [
            house.person(name, balance_minor=balance_minor * YUAN)
            for name, balance_minor in (("Ann", 9_000), ("Bob", 4_000), ("Cat", 30_000))
        ]
        self.campaigns: list[CampaignId] = [house.open(person) for person in self.people]

    def move(self, kind: str, who: int, which: int, amount: int) -> None:
        """Ask for one thing, or let time pass."""
        if kind == "wait":
            self.house.later(hours=amount)
            return
        make: Callable[[Person, CampaignId, int], Command[Any]] = getattr(self, kind)
        command = make(self.people[who], self.campaigns[which], amount)
        self.commands.append(command)
        self.house.ask(command)

    def place(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Pledge a round amount."""
        return self.house.placing(person, campaign, amount * 500 * YUAN, FREE_AMOUNT)

    def fill(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Take the rest."""
        return self.house.placing(person, campaign, self.house.campaign(campaign).remaining_minor, REMAINDER)

    def change(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Pledge another amount, perhaps the same."""
        return self.house.changing(person, campaign, amount * 500 * YUAN)

    def withdraw(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Take the pledge back."""
        return self.house.withdrawing(person, campaign)

    def cancel(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Call it off, if it is one's own."""
        return self.house.cancelling(person.actor, campaign)

    def settle(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Settle, due or not."""
        return self.house.settling(campaign)

    def expire(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Expire, due or not."""
        return self.house.expiring(campaign)

    def drop(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """End a mend window, due or not."""
        return self.house.dropping(campaign)

    def freeze(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Freeze or unfreeze an account."""
        status = AccountStatus.FROZEN if amount % 2 else AccountStatus.NORMAL
        return self.house.setting_status(person.account_id, status)

    def unlink(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Unlink the account, if no money is held on it."""
        return UnlinkAccount(intent=self.house.intent(), actor=person.actor, account_id=person.account_id)

    def share_contact(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Ask for a one-time code."""
        return self.house.starting(person.participant_id, person.telegram_user_id, person.phone)

    def confirm(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Type the newest code, or a wrong one."""
        code = self.house.told(CodeIssued, person.participant_id)[-1].code if amount % 3 else "wrong"
        return ConfirmLinking(intent=self.house.intent(), actor=person.actor, code=code)

    def change_phone(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Move to another number, or back."""
        phones = person.phone, f"{person.phone}9"
        return ChangeCustomerPhone(
            intent=self.house.intent(),
            actor=CLERK,
            customer_id=person.customer_id,
            old_phone=phones[amount % 2],
            phone=phones[1 - amount % 2],
        )

    def repeat(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Ask for one of the last things again."""
        return (
            self.commands[-amount] if amount < len(self.commands) else self.settle(person, campaign, amount)
        )

    def reuse(self, person: Person, campaign: CampaignId, amount: int) -> Command[Any]:
        """Ask for something under an intent that was used for something else."""
        intent = self.commands[-1].intent if self.commands else IntentId("unused")
        command = self.house.cancelling(ADMIN, campaign, f"reason {amount}")
        return type(command)(intent=intent, actor=command.actor, campaign_id=campaign, reason=command.reason)


KINDS = (
    *("place", "fill", "place", "fill", "change", "withdraw", "settle", "settle", "expire", "drop", "cancel"),
    *("freeze", "unlink", "share_contact", "confirm", "change_phone", "repeat", "reuse", "wait"),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 2), st.integers(1, 20)),
    min_size=10,
    max_size=60,
)


@settings(max_examples=settings().max_examples // 6)
@given(moves=MOVES)
def test_random_commands_are_answered_alike_in_dictionaries_and_in_batches_in_the_database(
    moves: list[tuple[str, int, int, int]], databases: Databases, empty_database: str, same_ids: None
):
    url = databases.copy(empty_database)
    asyncio.run(_play(url, moves))
    databases.drop(url)


async def _play(url: str, moves: list[tuple[str, int, int, int]]) -> None:
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall) as store:
        books = Books(store, wall)
        play = Play(books.house)
        for move in moves:
            play.move(*move)
        await books.follow()
    held, expected = tables.values(url), books.memory.tables()
    assert tables.without_versions(held) == tables.without_versions(expected)


async def test_accounts_opened_at_one_moment_are_linked_in_one_order_in_batches_and_singly(books: Books):
    house = books.house
    participant_id, telegram_user_id = house.meet()
    customer_id = house.customer("+8613800000000")
    for _ in range(6):
        house.account(customer_id)
    house.link(participant_id, telegram_user_id, "+8613800000000")

    await books.follow()
