"""Webhook endpoints and deliveries are kept as the rules have them, in the order in which they were written."""

from datetime import timedelta

from sqlalchemy import select

from core.commands import Actor, DeleteEndpoint, RegisterEndpoint, RotateEndpointSecret, SetPartnerSuspended
from storage import rows
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import ADMIN, YUAN
from tests.support.partnering import cancelling_as, opened_by, partner_of


async def test_endpoints_and_what_is_sent_there_are_kept_in_order(books: Books, url: str):
    house = books.house
    acme = partner_of(house)
    actor = Actor.partner(acme)
    await books.follow()

    def registering():
        return RegisterEndpoint(intent=house.intent(), actor=actor, url="https://acme.example/hooks")

    kept, deleted = (house.accepted(registering()).endpoint_id for _ in range(2))
    house.accepted(
        RotateEndpointSecret(intent=house.intent(), actor=actor, endpoint_id=kept, overlap_seconds=60)
    )
    house.accepted(DeleteEndpoint(intent=house.intent(), actor=actor, endpoint_id=deleted))
    first, second = opened_by(house, acme), opened_by(house, acme)
    house.pledge(house.person("Ann"), first, 5_000 * YUAN)
    house.accepted(cancelling_as(house, acme, first))
    house.accepted(cancelling_as(house, acme, second))
    await books.follow(singly=True)
    held, expected = tables.values(url), books.memory.tables()
    for shelf in ("endpoints", "deliveries"):
        assert held[shelf].keys() == expected[shelf].keys()
    assert held["deliveries"] == expected["deliveries"]
    assert [each.type for each in _in_order(url)] == [
        each.event.type for each in expected["deliveries"].values()
    ]


def _in_order(url: str):
    return tables.visit(
        url,
        lambda connection: connection.execute(
            select(rows.DeliveryRow.type).order_by(rows.DeliveryRow.position)
        ).all(),
    )


async def test_of_each_campaign_the_oldest_goes_first_and_what_is_not_taken_holds_up_its_own_only(
    books: Books,
):
    house, store = books.house, books.store
    acme = partner_of(house)
    house.accepted(
        RegisterEndpoint(intent=house.intent(), actor=Actor.partner(acme), url="https://acme.example/hooks")
    )
    first, second = opened_by(house, acme), opened_by(house, acme)
    house.accepted(cancelling_as(house, acme, first))
    await books.follow()

    async def due():
        found = await store.deliveries.due(house.at, 10)
        return [(each.delivery.event.campaign_id, each.delivery.event.type) for each in found]

    assert await due() == [(first, "campaign.open"), (second, "campaign.open")]
    failing, taken = await store.deliveries.due(house.at, 10)
    later = house.at + timedelta(minutes=1)
    await store.deliveries.postpone(failing, house.at, later, 500, "status 500")
    assert await due() == [(second, "campaign.open")]
    house.later(minutes=1)
    (again, _) = await store.deliveries.due(house.at, 10)
    assert (again.attempts, again.failing_since) == (1, failing.delivery.requested_at)
    await store.deliveries.delivered(taken, house.at, 204)
    await store.deliveries.give_up(again, house.at, None, "timeout")
    assert await due() == [(first, "campaign.cancelled")]
    (endpoint,) = await store.partners.endpoints(acme)
    views = await store.partners.deliveries_to(endpoint.id, None, 10)
    assert [each.state.value for each in views] == ["waiting", "delivered", "failed"]
    assert await store.partners.deliveries_to(endpoint.id, views[1].position, 10) == views[2:]


async def test_what_is_to_be_sent_to_a_suspended_partner_waits_until_it_is_resumed(books: Books):
    house, deliveries = books.house, books.store.deliveries
    acme, other = partner_of(house), partner_of(house, "Other")
    for partner_id in (acme, other):
        house.accepted(
            RegisterEndpoint(
                intent=house.intent(), actor=Actor.partner(partner_id), url="https://hooks.example"
            )
        )
        opened_by(house, partner_id)

    async def sent_to(*, suspended: bool | None) -> list[str]:
        if suspended is not None:
            house.accepted(
                SetPartnerSuspended(intent=house.intent(), actor=ADMIN, partner_id=acme, suspended=suspended)
            )
        await books.follow()
        return [each.endpoint.partner_id for each in await deliveries.due(house.at, 10)]

    assert await sent_to(suspended=None) == [acme, other]
    assert await sent_to(suspended=True) == [other]
    assert await sent_to(suspended=False) == [acme, other]


async def test_it_is_seen_how_an_endpoint_fares(books: Books):
    house, store = books.house, books.store
    acme = partner_of(house)
    ids = []
    for types in ((), ("deposit.active",)):
        house.later(seconds=1)
        registering = RegisterEndpoint(
            intent=house.intent(), actor=Actor.partner(acme), url="https://hooks.example", event_types=types
        )
        ids.append(house.accepted(registering).endpoint_id)
    campaign_id = opened_by(house, acme)
    house.accepted(cancelling_as(house, acme, campaign_id))
    await books.follow()
    (waiting,) = await store.deliveries.due(house.at, 10)
    await store.deliveries.postpone(waiting, house.at, house.at + timedelta(minutes=1), 500, "status 500")

    fails, quiet = await store.partners.endpoint_health(acme)

    assert [fails.endpoint.id, quiet.endpoint.id] == ids
    assert (fails.failing_since, fails.waiting) == (house.at, 2)
    assert (quiet.failing_since, quiet.waiting) == (None, 0)
    assert await store.partners.endpoint(ids[0]) == fails
    house.accepted(DeleteEndpoint(intent=house.intent(), actor=Actor.partner(acme), endpoint_id=ids[0]))
    await books.follow()
    assert await store.partners.endpoint(ids[0]) is None
