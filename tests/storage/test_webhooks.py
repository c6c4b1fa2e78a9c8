"""Webhook endpoints and deliveries are kept as the rules have them, in the order in which they were written."""

from datetime import timedelta

from sqlalchemy import select

from core.commands import Actor, DeleteEndpoint, RegisterEndpoint, RotateEndpointSecret
from storage import rows
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import YUAN
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
