"""Designations in a database: the same as in plain dictionaries, found by who comes, and seen by their initiator."""

import asyncio

import pytest

from core.commands import (
    Accepted,
    Actor,
    MeetParticipant,
    Met,
    OpenInvitation,
    RevokeDesignation,
    RotateCampaignKeys,
)
from core.domain.designation import Designee
from core.domain.ids import CampaignId, DesignationId, IntentId
from core.domain.notice import InvitedToPool
from core.views import DesignationState
from storage import open_store
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.support.house import YUAN, ZONE, House, Person


def invited_people(house: House) -> CampaignId:
    """A campaign for Bob by user id, Cat by phone, Dan before he comes, Eve before she links, and somebody else."""
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    eve, eves_user_id = house.meet("Eve")
    house.account(house.customer("+8613900000001", "Eve"))
    campaign_id = house.open(ann, designated_only=True)
    old_link = house.campaign(campaign_id).link_token
    designees = (
        Designee(bob.telegram_user_id, name="Bobby"),
        Designee(phone=cat.phone),
        Designee(77, name="Danny"),
        Designee(phone="+8613900000001"),
        Designee(88, name="Nobody yet"),
    )
    house.accepted(house.designating(ann.actor, campaign_id, *designees))
    house.meet("Dan", 77)
    house.link(eve, eves_user_id, "+8613900000001")
    rotating = RotateCampaignKeys(intent=house.intent(), actor=ann.actor, campaign_id=campaign_id)
    house.accepted(rotating)
    for token in (old_link, house.campaign(campaign_id).link_token):
        house.accepted(house.following(eve, token))
    house.accepted(house.placing(bob, campaign_id, 1_000 * YUAN))
    return campaign_id


@pytest.mark.parametrize("singly", [True, False])
async def test_they_are_the_same_in_dictionaries_and_in_the_database(books: Books, url: str, singly: bool):
    invited_people(books.house)

    await books.follow(singly=singly)

    held, expected = tables.values(url), books.memory.tables()
    assert tables.without_versions(held) == tables.without_versions(expected)


def revoking(
    house: House, initiator: Person, campaign_id: CampaignId, designation_id: DesignationId
) -> RevokeDesignation:
    return RevokeDesignation(
        intent=house.intent(), actor=initiator.actor, campaign_id=campaign_id, designation_id=designation_id
    )


@pytest.mark.parametrize("singly", [True, False])
async def test_who_is_taken_off_the_list_is_gone_from_the_database_too(books: Books, url: str, singly: bool):
    house = books.house
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign_id = house.open(ann)
    await books.follow(singly=singly)
    designees = (Designee(bob.telegram_user_id), Designee(88), Designee(phone="+8613900000001"))
    house.accepted(house.designating(ann.actor, campaign_id, *designees))
    await books.follow(singly=singly)
    for designation_id in list(house.store.designations)[:2]:
        house.accepted(revoking(house, ann, campaign_id, designation_id))
    house.accepted(house.designating(ann.actor, campaign_id, Designee(88)))
    house.meet("Nobody yet", 88)

    await books.follow(singly=singly)

    held, expected = tables.values(url), books.memory.tables()
    assert tables.without_versions(held) == tables.without_versions(expected)
    assert [each.designee.key for each in held["designations"].values()] == [
        "phone:+8613900000001",
        "telegram:88",
    ]


async def test_of_a_campaign_for_designated_people_who_is_taken_off_sees_nothing_more(books: Books):
    house = books.house
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    campaign_id = house.open(ann, designated_only=True)
    both = (Designee(bob.telegram_user_id), Designee(cat.telegram_user_id))
    house.accepted(house.designating(ann.actor, campaign_id, *both))
    for person in (bob, cat):
        house.look_at(person, campaign_id)
    house.accepted(house.placing(cat, campaign_id, 1_000 * YUAN))
    for designation_id in list(house.store.designations):
        house.accepted(revoking(house, ann, campaign_id, designation_id))
    await books.follow()
    queries = books.store.queries
    views = [await queries.campaign(campaign_id, person.participant_id) for person in (ann, bob, cat)]
    assert [view is not None and view.invited for view in views] == [True, False, True]


async def test_the_initiator_sees_what_became_of_each(books: Books):
    campaign_id = invited_people(books.house)
    await books.follow()
    store = books.store
    _, cat, *_ = await store.queries.designations(campaign_id)
    assert cat.designation.notice_id
    await store.outbox.sent(cat.designation.notice_id)
    await store.outbox.set_reachable(77, reachable=False)

    seen = [(each.name, each.state) for each in await store.queries.designations(campaign_id)]

    assert seen == [
        ("Bob", DesignationState.PLEDGED),
        ("Cat", DesignationState.TOLD),
        ("Dan", DesignationState.UNREACHABLE),
        ("Eve", DesignationState.OPENED),
        ("Nobody yet", DesignationState.AWAITED),
    ]


async def test_it_is_theirs_to_see_and_among_their_campaigns(books: Books):
    campaign_id = invited_people(books.house)
    await books.follow()
    queries = books.store.queries
    [dan] = [each.participant.id for each in await queries.find_participants("Dan")]
    view = await queries.campaign(campaign_id, dan)
    assert view is not None
    assert view.invited
    assert [each.campaign.id for each in await queries.campaigns_of(dan)] == [campaign_id]


async def test_opening_is_noted_where_nobody_else_is_designated(books: Books):
    house = books.house
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    for person in (ann, bob):
        house.accepted(OpenInvitation(intent=house.intent(), actor=person.actor, campaign_id=campaign_id))
    await books.follow(singly=True)
    [view] = await books.store.queries.designations(campaign_id)
    assert view.state is DesignationState.OPENED


@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
async def test_who_comes_while_they_are_designated_elsewhere_is_told_once(books: Books, url: str):
    """Two tellers, neither of which sees what the other has not committed."""
    house = books.house
    ann = house.person("Ann")
    campaign_id = house.open(ann)
    await books.follow()
    people = range(100, 130)

    async def come(telegram_user_id: int) -> Met:
        asked = MeetParticipant(
            intent=IntentId(f"meet-{telegram_user_id}"),
            actor=Actor.system("test"),
            telegram_user_id=telegram_user_id,
            name="Somebody",
            locale="en",
        )
        receipt = await other.teller.submit(asked)
        assert isinstance(receipt, Accepted)
        return receipt.result

    async def designate(telegram_user_id: int) -> None:
        asked = house.designating(ann.actor, campaign_id, Designee(telegram_user_id))
        receipt = await books.store.teller.submit(asked)
        assert isinstance(receipt, Accepted)
        assert receipt.result.added == 1

    async with open_store(url, zone=ZONE, wall=Wall(house.at)) as other:
        for each in people:
            await asyncio.gather(come(each), designate(each))
    told = [
        notice.to for notice in tables.values(url)["notices"].values() if isinstance(notice, InvitedToPool)
    ]
    assert len(told) == len(set(told)) == len(people)
