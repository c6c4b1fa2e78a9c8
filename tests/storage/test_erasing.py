"""Who was erased is gone from the database file, byte for byte, and the books and their seals stand as before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from core.batch import Bank
from core.commands import ErasePerson, MeetParticipant
from core.domain.account import BankCustomer
from core.domain.erasure import Belongings, Obstacle, ObstacleKind
from core.domain.errors import ErasureHindered
from core.domain.ids import CustomerId, IntentId, ParticipantId
from core.domain.staff import Role
from core.house_bank import HouseBank
from core.remote_bank import RemoteBank
from core.views import Card, Draft, StoredUpdate
from storage import open_store, slices
from storage.belongings import belongings_of
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.storage.databases import migrated_at
from tests.support.house import SYSTEM, YUAN, ZONE, House, Person

pytestmark = pytest.mark.usefixtures("same_ids")

NAME = "ZzErasable"
PHONE = "+8613877766655"
BOT, GROUP = 42, -4_000_000_001


@pytest.fixture
def url(tmp_path: Path) -> str:
    return migrated_at(tmp_path / "hecun.db")


Looks = Callable[[Callable[[Belongings], Belongings]], list[Belongings]]


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """`looking(seen)` has the first look at what is somebody's see that instead; the looks are what it returns."""

    def looking(at_first: Callable[[Belongings], Belongings]) -> list[Belongings]:
        looks: list[Belongings] = []

        def look(connection: Connection, participant_id: ParticipantId) -> Belongings:
            found = belongings_of(connection, participant_id)
            looks.append(found)
            return found if len(looks) > 1 else at_first(found)

        monkeypatch.setattr(slices, "belongings_of", look)
        return looks

    return looking


def somebody(house: House) -> Person:
    """A person whose name here and at the bank differ, as Telegram names do."""
    participant_id, telegram_user_id = house.meet(NAME)
    if house.store.bank.embedded:
        customer_id = house.customer(PHONE, "Q. Banks")
    else:
        customer_id = house.told_of(BankCustomer(CustomerId("far-q"), "Q. Banks", PHONE))
    account_id = house.account(customer_id)
    house.link(participant_id, telegram_user_id, PHONE)
    return Person(participant_id, telegram_user_id, customer_id, PHONE, account_id)


async def talked(books: Books, person: Person, campaign_id: Any) -> None:
    """What a conversation leaves behind: cards, a draft, updates, one of them set aside."""
    store = books.store
    for chat_id in (person.telegram_user_id, GROUP):
        await store.cards.remember(Card(chat_id, 7, campaign_id, person.participant_id, 1))
    await store.drafts.save(Draft(person.telegram_user_id, "linking", "n", "code", {"name": NAME}))
    said = f'{{"from": "{NAME}", "contact": "{PHONE}"}}'
    await store.inbox.store(
        BOT, [StoredUpdate(number, person.telegram_user_id, said, 0) for number in (5, 6)]
    )
    [turn] = await store.inbox.claim(BOT, "worker", 60)
    await store.inbox.set_aside(BOT, 5, f"about {NAME}", turn)
    await store.inbox.handled(BOT, 6, turn)


def erasing(house: House, person: Person) -> ErasePerson:
    return ErasePerson(intent=house.intent(), actor=person.actor)


async def live_and_leave(url: str, bank: Bank) -> tuple[House, Person]:
    """Somebody opens a campaign that comes to nothing, talks, and is erased."""
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall, bank=bank) as store:
        books = Books(store, wall, bank=bank)
        house = books.house
        person = somebody(house)
        campaign_id = house.open(person)
        await books.follow()
        await talked(books, person, campaign_id)
        assert await store.queries.in_the_way(person.participant_id) == (
            Obstacle(ObstacleKind.ORGANISING, campaign_id=campaign_id),
        )
        house.accepted(house.cancelling(person.actor, campaign_id))
        house.accepted(erasing(house, person))
        await books.follow()
        assert await store.queries.in_the_way(person.participant_id) == ()
        nowhere = await store.queries.recipient_of(person.participant_id)
        assert nowhere is not None
        assert (nowhere.telegram_user_id, nowhere.reachable) == (0, False)
        now = store.clock.now().at
        [card] = await store.cards.stale(now, now)
        assert (card.chat_id, card.viewer_id) == (GROUP, person.participant_id)
    return house, person


def found_in(url: str, mark: str) -> set[str]:
    """The tables in which a text stands anywhere."""
    return {name for name, rows in tables.raw_rows(url).items() if any(mark in repr(row) for row in rows)}


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("hecun.db*"))


async def test_the_file_of_an_embedded_bank_holds_the_number_as_the_bank_s_own_and_nothing_else(
    url: str, tmp_path: Path
):
    await live_and_leave(url, HouseBank())
    assert NAME.encode() not in bytes_of(tmp_path)
    assert found_in(url, PHONE) == {"bank_customers"}


async def test_the_file_beside_a_bank_elsewhere_holds_neither_name_nor_number(url: str, tmp_path: Path):
    await live_and_leave(url, RemoteBank())
    everything = bytes_of(tmp_path)
    for mark in (NAME, PHONE, "Q. Banks"):
        assert mark.encode() not in everything, mark


async def test_the_same_is_held_in_dictionaries_and_in_the_database(url: str):
    house, _ = await live_and_leave(url, HouseBank())
    held, expected = tables.values(url), house.store.tables()
    for each in (held, expected):
        del each[
            "notices"
        ]  # those that nobody is left to hear are blanked, and memory keeps none of them apart
    assert tables.without_versions(held) == tables.without_versions(expected)


async def test_the_seals_hold_and_every_rule_of_the_books_after_an_erasure(url: str, books: Books):
    house, sealer = books.house, books.store.sealer
    person, other = somebody(house), house.person("Olga")
    campaign_id = house.open(other)
    house.pledge(person, campaign_id, 1_000 * YUAN)
    await books.follow()
    await sealer.seal(100)
    house.accepted(house.cancelling(other.actor, campaign_id))
    house.accepted(erasing(house, person))
    await books.follow()
    await sealer.seal(100)
    verification = await verify_ledger(url)
    assert verification.findings == ()
    assert verification.unsealed == 0


async def test_a_deposit_that_is_opened_meanwhile_keeps_its_owner(books: Books, looking: Looks):
    """Between the look at what is theirs and the locks, settlement turns the pledge into a share."""
    house, person = books.house, somebody(books.house)
    campaign_id = house.open(house.person("Olga"))
    house.pledge(person, campaign_id, 10_000 * YUAN)
    await books.follow()
    looks = looking(lambda _: Belongings())  # as if there were nothing yet
    house.refused(erasing(house, person))
    await books.follow()
    assert len(looks) == 4  # once more, and the same twice


async def test_whose_role_is_not_taken_away_reads_so_and_stays(books: Books):
    house, person = books.house, somebody(books.house)
    house.accepted(house.granting(person.telegram_user_id, Role.OPERATOR))
    house.refused(erasing(house, person))
    await books.follow()
    assert await books.store.queries.in_the_way(person.participant_id) == (Obstacle(ObstacleKind.ROLE),)


async def test_a_role_that_is_given_meanwhile_is_seen(books: Books, looking: Looks):
    """Another process gives it between the look at what is theirs and the locks."""
    house, person = books.house, somebody(books.house)
    house.accepted(house.granting(person.telegram_user_id, Role.OPERATOR))
    await books.follow()
    looks = looking(lambda found: replace(found, staff_ids=()))
    house.refused(erasing(house, person))
    await books.follow()
    assert len(looks) == 4  # once more, and the same twice


async def test_a_share_that_is_made_in_the_same_breath_keeps_its_owner(books: Books):
    """A tap comes while the deposit is being opened: what was somebody's when the batch began is not all that is."""
    house, person = books.house, somebody(books.house)
    campaign_id = house.open(house.person("Olga"))
    house.pledge(person, campaign_id, 10_000 * YUAN)
    await books.follow()
    house.later(seconds=1)
    house.accepted(house.settling(campaign_id))
    assert house.refused(erasing(house, person)) == ErasureHindered(1)
    await books.follow()


async def test_whoever_returns_is_somebody_new(url: str):
    _, person = await live_and_leave(url, HouseBank())
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        meeting = MeetParticipant(
            intent=IntentId("meet-again"),
            actor=SYSTEM,
            telegram_user_id=person.telegram_user_id,
            name=NAME,
            locale="en",
        )
        await store.teller.submit(meeting)
        known = await store.queries.recipient(person.telegram_user_id)
        assert known is not None
        assert known.participant.id != person.participant_id
        assert await store.queries.campaigns_of(known.participant.id) == ()
