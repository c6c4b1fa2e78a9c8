"""What the conversation kept of who is erased goes with them, in either database, and what is others' stays."""

from sqlalchemy import Connection, text

from core.commands import ErasePerson
from core.domain.designation import Designee
from core.views import Card, Draft, StoredUpdate
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import YUAN, Person

BOT, GROUP = 42, -4_000_000_001


async def conversed(books: Books, person: Person, campaign_id: str, number: int) -> None:
    store = books.store
    for chat_id in (person.telegram_user_id, GROUP - number):
        await store.cards.remember(Card(chat_id, number, campaign_id, person.participant_id, 1))  # type: ignore[arg-type]  # an id is text
    await store.drafts.save(Draft(person.telegram_user_id, "linking", "n", "code", {}))
    await store.inbox.store(BOT, [StoredUpdate(number, person.telegram_user_id, "said", 0)])
    [turn] = await store.inbox.claim(BOT, "worker", 60)
    await store.inbox.set_aside(BOT, number, "a bug", turn)
    await store.inbox.end(turn)


async def test_of_who_is_erased_nothing_is_left_of_the_conversation_and_all_of_the_others_is(
    books: Books, url: str
):
    house = books.house
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    campaign_id = house.open(ann)
    for person in (bob, cat):
        house.look_at(person, campaign_id)
        house.accepted(house.designating(ann.actor, campaign_id, Designee(person.telegram_user_id)))
    house.pledge(cat, campaign_id, 1_000 * YUAN)
    await books.follow()
    for number, person in enumerate((bob, cat), start=1):
        await conversed(books, person, campaign_id, number)

    house.accepted(ErasePerson(intent=house.intent(), actor=bob.actor))
    await books.follow()

    def people(connection: Connection) -> dict[str, list[object]]:
        asked = {
            "telegram_identities": "participant_id",
            "account_links": "participant_id",
            "invitations": "participant_id",
            "designations": "participant_id",
            "drafts": "telegram_user_id",
        }
        return {
            table: list(connection.scalars(text(f"SELECT {column} FROM {table} ORDER BY 1")))  # names of ours
            for table, column in asked.items()
        }

    left = tables.visit(url, people)
    assert left.pop("drafts") == [cat.telegram_user_id]
    assert set(left.pop("telegram_identities")) == {ann.participant_id, cat.participant_id}
    assert set(left.pop("account_links")) == {ann.participant_id, cat.participant_id}
    assert left == {"invitations": [cat.participant_id], "designations": [cat.participant_id]}
    assert tables.every(url, "SELECT person, payload FROM updates ORDER BY update_id") == [
        (bob.telegram_user_id, None),
        (cat.telegram_user_id, "said"),
    ]
    assert tables.every(url, "SELECT chat_id FROM cards ORDER BY chat_id") == [
        (GROUP - 2,),
        (GROUP - 1,),
        (cat.telegram_user_id,),
    ]
    told = tables.every(url, "SELECT state, body FROM notices WHERE participant_id = ?", bob.participant_id)
    assert {state for state, _ in told} == {"given_up"}
    assert {body for _, body in told} == {None}
