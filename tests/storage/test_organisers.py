"""An organiser who has blocked the bot is followed by the longest-standing member who has not."""

from bot.jobs.organisers import OrganiserJob
from bot.stopping import Stop
from core.domain.notice import OrganiserChanged
from storage.store import Store
from tests.storage.books import Books
from tests.support.house import YUAN


async def relieve(store: Store) -> None:
    await OrganiserJob(store.teller, store.queries, Stop()).relieve_who_is_out_of_reach()


async def test_the_job_hands_the_buttons_on_once_and_to_somebody_within_reach(store: Store, books: Books):
    house = books.house
    ann, bo, cy = (house.person(name) for name in ("Ann", "Bo", "Cy"))
    campaign_id = house.open(ann)
    for person in (ann, bo, cy):
        house.pledge(person, campaign_id, 1_000 * YUAN)
        house.later(minutes=1)
    books.wall.at = house.at
    await books.follow()

    await relieve(store)
    assert await organiser(store, campaign_id, cy) == ann.participant_id

    for person in (ann, bo):
        await store.outbox.set_reachable(person.telegram_user_id, reachable=False)
    for _ in range(2):
        await relieve(store)
        assert await organiser(store, campaign_id, cy) == cy.participant_id
    told = await store.outbox.waiting(house.at)
    assert [each.notice.to for each in told if isinstance(each.notice, OrganiserChanged)] == [
        cy.participant_id
    ]

    await store.outbox.set_reachable(cy.telegram_user_id, reachable=False)
    await relieve(store)
    assert await organiser(store, campaign_id, cy) == cy.participant_id


async def organiser(store: Store, campaign_id, viewer):
    view = await store.queries.campaign(campaign_id, viewer.participant_id)
    assert view is not None
    (organiser_id,) = view.campaign.organiser_in_chat
    return organiser_id
